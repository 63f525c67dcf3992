"""Anyone's index from files, for `zone-atlas score`."""
