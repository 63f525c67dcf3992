"""Questions asked of the published tables; pure functions."""
