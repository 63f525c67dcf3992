"""Charts with one row per place, dimension or industry."""
