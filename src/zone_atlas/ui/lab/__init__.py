"""Show the Lab page."""
