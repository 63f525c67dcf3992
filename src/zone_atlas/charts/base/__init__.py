"""What all charts are drawn with."""
