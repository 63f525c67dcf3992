"""Charts of rows and columns."""
