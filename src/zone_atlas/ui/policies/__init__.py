"""Show the Policies page."""
