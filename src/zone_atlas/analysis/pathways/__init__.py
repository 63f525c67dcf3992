"""Analyses that only the Pathways page uses."""
