"""Analyses that only the Compare page uses."""
