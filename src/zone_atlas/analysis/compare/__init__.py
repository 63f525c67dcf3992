"""What the Compare page alone asks."""
