"""Files for the reader: CSV extracts with a source for every number."""
