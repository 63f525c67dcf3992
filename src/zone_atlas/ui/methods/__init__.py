"""Show the Methods page."""
