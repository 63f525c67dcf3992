"""The places of a comparison: who is a peer of whom, for which reason, and by which figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.census_change import AFTER, census_change
from zone_atlas.analysis.comparison import has_indicators, kind_of
from zone_atlas.analysis.standing import EXACT
from zone_atlas.atlas import Atlas


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
    features: dict[str, tuple[float, int]]
    basis: str


def peers_in(atlas: Atlas, place: str, group: str) -> tuple[str, ...]:
    """Peers of a zone or city in one group, in their published order."""
    rows = atlas.peers_of(place)
    return tuple(rows.loc[rows["group"].eq(group), "peer"].astype(str))


def chosen(atlas: Atlas, places: Sequence[str], *, named: bool) -> list[Chosen]:
    """Reasons and features of the places of a comparison, the first against the others.

    Parameters
    ----------
    named : bool
        Whether the reader named the places one by one.
    """
    reasons = peer_group.reasons(atlas, places[0]).set_index("peer")
    found = []
    for position_, place in enumerate(places):
        known = position_ > 0 and place in reasons.index
        basis = peer_group.basis(atlas, place) or EXACT
        found.append(
            Chosen(
                place=place,
                kind=kind_of(atlas, place),
                first=position_ == 0,
                named=named,
                groups=reasons.at[place, "groups"] if known else (),
                order=int(reasons.at[place, "order"]) if known else 0,
                distance=float(reasons.at[place, "distance"]) if known else float("nan"),
                features=_features(atlas, place, basis),
                basis=basis,
            )
        )
    return found


def _features(atlas: Atlas, place: str, basis: str) -> dict[str, tuple[float, int]]:
    """The four features; of a county only those that the census gives."""
    if has_indicators(atlas, place):
        return peer_group.features_of(atlas, place, basis)
    census = census_change(atlas, (place,)).set_index("item")["after"]
    pairs = {"population": census["census_pop"], "mining_share": census["census_emp_share_mining"]}
    return {name: (float(value), AFTER) for name, value in pairs.items() if np.isfinite(value)}
