"""Who and what: places, framework, indicators, sources; typed records, checked on load."""
