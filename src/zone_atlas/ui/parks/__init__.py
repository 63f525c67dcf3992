"""Show the Parks page."""
