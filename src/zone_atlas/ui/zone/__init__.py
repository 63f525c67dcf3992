"""Show the Zone page."""
