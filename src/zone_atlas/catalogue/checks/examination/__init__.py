"""Examine each value: compare it with its neighbours in time, its twin series and the arithmetic between series."""
