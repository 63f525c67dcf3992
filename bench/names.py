"""What is asked of some pages only; apart, so that naming them imports nothing of the app."""

from __future__ import annotations

# Pages that are asked for another place more often than for another year.
ABOUT_A_PLACE = ("pathways", "zone", "compare", "parks", "policies")
