"""Plausibility of the observations: each value held against its neighbours in time, its twin and its arithmetic."""
