"""The places of a comparison: who is a peer of whom, for which reason, and by which figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.census_change import AFTER, census_figures
from zone_atlas.analysis.comparison import has_indicators, kind_of
from zone_atlas.analysis.standing import EXACT
from zone_atlas.atlas import Atlas

# Value and year by feature.
Features = dict[str, tuple[float, int]]


@dataclass(frozen=True)
class Chosen:
    """A place of a comparison and why it is one.

    `groups` are those in which it is a peer of the first place, with its `order` and `distance` there; `features` hold
    value and year of what peers are chosen by, on a `basis`.
    """

    place: str
    kind: str
    first: bool
    named: bool
    groups: tuple[str, ...]
    order: int
    distance: float
    features: Features
    basis: str


def peers_in(atlas: Atlas, place: str, group: str) -> tuple[str, ...]:
    """Peers of a zone or city in one group, in their published order."""
    return tuple(peer for peer, name, _, _ in _peers(atlas, place) if name == group)


@lru_cache(maxsize=1024)
def _peers(atlas: Atlas, place: str) -> list[tuple[str, str, int, float]]:
    """Peer, group, order and distance, group by group in the order of `GROUPS`."""
    columns = ("peer", "group", "order", "distance")
    rows = atlas.peers_of(place)
    found = list(zip(*(rows[column].astype(object).tolist() for column in columns), strict=True))
    return sorted(found, key=lambda row: (peer_group.GROUPS.index(row[1]), row[2]))


def chosen(atlas: Atlas, places: Sequence[str], *, named: bool) -> list[Chosen]:
    """Reasons and features of the places of a comparison, the first against the others.

    Parameters
    ----------
    named : bool
        Whether the reader named the places one by one.
    """
    rows = _peers(atlas, places[0])
    found = []
    for place in places:
        # Order and distance are those of the first group that a peer is in.
        mine = [row for row in rows if row[0] == place]
        # The wider unit's figures are shown where they chose the peers, and nowhere else.
        basis = _basis(atlas, place) if place == places[0] else EXACT
        found.append(
            Chosen(
                place=place,
                kind=kind_of(atlas, place),
                first=place == places[0],
                named=named,
                groups=tuple(group for _, group, _, _ in mine),
                order=int(mine[0][2]) if mine else 0,
                distance=float(mine[0][3]) if mine else math.nan,
                features=_features(atlas, place, basis),
                basis=basis,
            )
        )
    return found


@lru_cache(maxsize=1024)
def _basis(atlas: Atlas, place: str) -> str:
    return peer_group.basis(atlas, place) or EXACT


@lru_cache(maxsize=2)
def _published(atlas: Atlas) -> dict[tuple[str, str], Features]:
    """Features by place and basis."""
    columns = ("place", "basis", "feature", "value", "year")
    lists = (atlas.peer_features[column].astype(object).tolist() for column in columns)
    found: dict[tuple[str, str], Features] = {}
    for place, basis, feature, value, year in zip(*lists, strict=True):
        found.setdefault((place, basis), {})[feature] = (float(value), int(year))
    return found


def _features(atlas: Atlas, place: str, basis: str) -> Features:
    """The four features; of a county only those that the census gives."""
    if has_indicators(atlas, place):
        return _published(atlas).get((place, basis), {})
    _, census, _ = census_figures(atlas, (place,))
    names = {"population": "census_pop", "mining_share": "census_emp_share_mining"}
    return {
        f: (census[item], AFTER) for f, item in names.items() if math.isfinite(census.get(item, math.nan))
    }
