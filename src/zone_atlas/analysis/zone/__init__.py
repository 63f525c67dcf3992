"""Analyses that only the Zone page uses."""
