"""What a reader takes away: CSV extracts with a source for every number."""
