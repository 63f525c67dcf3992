"""Show the Pathways page."""
