"""Show the Data page."""
