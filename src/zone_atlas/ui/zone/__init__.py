"""The Zone page."""
