"""The kind of place that a code denotes."""

from __future__ import annotations

from zone_atlas.atlas import Atlas
from zone_atlas.memo import remember_with_tables


@remember_with_tables(maxsize=2)
def kinds_of_places(atlas: Atlas) -> dict[str, str]:
    """Kind of every place by its code: 'zone', 'city', 'county', 'district' or 'province'."""
    return dict(zip(atlas.places["place"], atlas.places["kind"], strict=True))


def kind_of_place(atlas: Atlas, place: str) -> str:
    """Kind of a place: 'zone', 'city', 'county', 'district', 'province', or '' where unknown."""
    return kinds_of_places(atlas).get(place, "")


def has_indicators(atlas: Atlas, place: str) -> bool:
    """Whether indicators and scores are made for places of this kind: for zones and cities, not for counties."""
    return kind_of_place(atlas, place) in ("zone", "city")
