"""The peers of a zone or city, and the reasons for which they are peers."""

from __future__ import annotations

from dataclasses import dataclass

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.memo import remember_with_tables

GROUPS = ("nearest", "province", "cohort")
# Value and year by feature.
Features = dict[str, tuple[float, int]]


@dataclass(frozen=True)
class Peer:
    """A peer with all reasons for which it is one, in the order of `GROUPS`.

    `order` and `distance` are those of the first of them; `distance` is NaN for zones of the cohort.
    """

    place: str
    groups: tuple[str, ...]
    order: int
    distance: float


@remember_with_tables(maxsize=1024)
def _peer_rows_in_order(atlas: Atlas, place: str) -> tuple[tuple[str, int, str, float], ...]:
    """Group, order, peer and distance, group by group in the order of `GROUPS`."""
    columns = ("group", "order", "peer", "distance")
    rows = atlas.peers_of(place)
    peers = zip(*(rows[column].astype(object).tolist() for column in columns), strict=True)
    return tuple(sorted(peers, key=lambda row: (GROUPS.index(row[0]), row[1])))


@remember_with_tables(maxsize=1024)
def peers_of_place(atlas: Atlas, place: str) -> tuple[Peer, ...]:
    """Every peer of a zone or city once: first those nearest, then of the province, then of the cohort.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    """
    peers: dict[str, Peer] = {}
    for group, order, peer, distance in _peer_rows_in_order(atlas, place):
        known = peers.get(peer, Peer(peer, (), order, distance))
        peers[peer] = Peer(peer, (*known.groups, group), known.order, known.distance)
    return tuple(peers.values())


def in_group(atlas: Atlas, place: str, group: str) -> tuple[str, ...]:
    """Peers in one group, in their published order.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    group : {'nearest', 'province', 'cohort'}
    """
    return tuple(peer for name, _, peer, _ in _peer_rows_in_order(atlas, place) if name == group)


def nearest_peers(atlas: Atlas, place: str) -> tuple[str, ...]:
    """Nearest cities of the same life-cycle class outside the zones, the nearest first; empty where unknown.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    """
    return in_group(atlas, place, "nearest")


@remember_with_tables(maxsize=1024)
def basis_of_peers(atlas: Atlas, place: str) -> str:
    """Whether the peers were chosen from the place's own figures ('exact') or a wider unit's ('proxy')."""
    rows = atlas.peers_of(place)
    return "" if rows.empty else str(rows["basis"].iloc[0])


def features_of(atlas: Atlas, place: str, basis: str = EXACT) -> Features:
    """The features by which peers are chosen: value and year by feature; empty where unknown.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    basis : {'exact', 'proxy'}
    """
    return _features_by_place(atlas).get((place, basis), {})


@remember_with_tables(maxsize=1)
def _features_by_place(atlas: Atlas) -> dict[tuple[str, str], Features]:
    """Features by place and basis."""
    columns = ("place", "basis", "feature", "value", "year")
    lists = (atlas.peer_features[column].astype(object).tolist() for column in columns)
    by_place: dict[tuple[str, str], Features] = {}
    for place, own, feature, value, year in zip(*lists, strict=True):
        by_place.setdefault((place, own), {})[feature] = (float(value), int(year))
    return by_place
