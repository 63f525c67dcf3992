"""Composite-index engine: arrays in, arrays out; knows nothing of zones or files."""
