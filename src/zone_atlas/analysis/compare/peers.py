"""The places of a comparison: who is a peer of whom, for which reason, and by which figures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.census.change import AFTER, figures_of_units
from zone_atlas.analysis.peer_features import PUBLISHED, find_stating_item
from zone_atlas.analysis.peer_group import Features, Peer
from zone_atlas.analysis.place_kinds import has_indicators, kind_of_place
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT


@dataclass(frozen=True)
class ComparedPlace:
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


def reasons_for_choice(atlas: Atlas, places: Sequence[str], *, named: bool) -> list[ComparedPlace]:
    """Reasons and features of the places of a comparison, the first against the others.

    Parameters
    ----------
    atlas : Atlas
    places : sequence of str
        Zones and adcodes, at least one.
    named : bool
        Whether the reader named the places one by one.
    """
    peers = {peer.place: peer for peer in peer_group.peers_of_place(atlas, places[0])}
    compared = []
    for place in places:
        peer = peers.get(place, Peer(place, (), 0, math.nan))
        # The wider unit's figures are shown where they chose the peers, and nowhere else.
        basis = (peer_group.basis_of_peers(atlas, place) or EXACT) if place == places[0] else EXACT
        compared.append(
            ComparedPlace(
                place=place,
                kind=kind_of_place(atlas, place),
                first=place == places[0],
                named=named,
                groups=peer.groups,
                order=peer.order,
                distance=peer.distance,
                features=_features_of_place(atlas, place, basis),
                basis=basis,
            )
        )
    return compared


def _features_of_place(atlas: Atlas, place: str, basis: str) -> Features:
    """The four features; of a county only those that the census gives."""
    if has_indicators(atlas, place):
        return peer_group.features_of(atlas, place, basis)
    _, census, _ = figures_of_units(atlas, (place,))
    items = {feature: find_stating_item(atlas, place, feature) for feature in PUBLISHED}
    return {
        feature: (census[item], AFTER)
        for feature, item in items.items()
        if math.isfinite(census.get(item, math.nan))
    }
