"""Show the Compare page."""
