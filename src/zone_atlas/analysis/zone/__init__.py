"""What the Zone page alone asks."""
