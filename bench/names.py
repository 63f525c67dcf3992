"""The pages that are timed; apart, so that naming them imports nothing of the app."""

from __future__ import annotations

PAGES = (
    "overview",
    "map",
    "drivers",
    "bottlenecks",
    "pathways",
    "zone",
    "compare",
    "parks",
    "policies",
    "data",
    "lab",
)
# Pages that are asked for another place more often than for another year.
ABOUT_A_PLACE = ("pathways", "zone", "compare", "parks", "policies")
