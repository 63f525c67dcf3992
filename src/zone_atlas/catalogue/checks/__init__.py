"""Checks of data/, one module per kind of file."""
