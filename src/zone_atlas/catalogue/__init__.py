"""Places, framework, indicators and sources as typed records, and the checks of all data."""
