"""The index that the reader makes, which only the Lab uses."""
