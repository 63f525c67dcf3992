"""What the Pathways page alone asks."""
