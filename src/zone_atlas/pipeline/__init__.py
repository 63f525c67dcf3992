"""Observations to published tables, one small module per step."""
