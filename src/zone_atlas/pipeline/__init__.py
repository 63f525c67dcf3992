"""Observations to published tables, one small module a step."""
