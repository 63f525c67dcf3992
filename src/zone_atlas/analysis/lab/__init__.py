"""The index as the reader makes it."""
