"""The features by which peers are chosen, and what states each of them."""

from __future__ import annotations

from zone_atlas.analysis.place_kinds import has_indicators
from zone_atlas.atlas import Atlas

# Feature → its unit, and the indicator or series under which the figure is published.
PUBLISHED = {
    "gdp_per_resident": ("1e4_yuan_per_person", "b2_gdp_per_resident"),
    "population": ("persons", "census_pop"),
    "secondary_share": ("percent", "share_secondary"),
    "mining_share": ("percent", "b2_mining"),
}


# Of counties and districts, for which no indicators are made, a series states it.
COUNTED = {"mining_share": "census_emp_share_mining"}


def find_stating_item(atlas: Atlas, place: str, feature: str) -> str:
    """Indicator or series under which the feature of a place is published.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    feature : str
        A key of `PUBLISHED`.
    """
    _, item = PUBLISHED[feature]
    return item if has_indicators(atlas, place) else COUNTED.get(feature, item)
