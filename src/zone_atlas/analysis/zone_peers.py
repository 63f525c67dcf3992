"""The four features by which the peers of a zone were chosen, and the published figures behind them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from zone_atlas.analysis import peer_group, rows
from zone_atlas.analysis.peer_group import GROUPS
from zone_atlas.analysis.provenance import input_units
from zone_atlas.atlas import Atlas
from zone_atlas.pipeline.peers import FEATURES
from zone_atlas.pipeline.zones import EXACT

# Feature → its unit, and the indicator or series under which the figure is published.
PUBLISHED = {
    "gdp_per_resident": ("1e4_yuan_per_person", "b2_gdp_per_resident"),
    "population": ("persons", "census_pop"),
    "secondary_share": ("percent", "share_secondary"),
    "mining_share": ("percent", "b2_mining"),
}


@dataclass(frozen=True)
class Peer:
    """A peer with all reasons for which it is one, in the order of `peer_group.GROUPS`; see `peer_group.reasons`."""

    place: str
    groups: tuple[str, ...]
    distance: float


@lru_cache(maxsize=64)
def peers_of(atlas: Atlas, zone: str) -> tuple[Peer, ...]:
    """Every peer of a zone once: first those nearest, then of the province, then of the cohort."""
    rows = atlas.peers_of(zone)
    columns = (rows[name].tolist() for name in ("group", "order", "peer", "distance"))
    ordered = sorted(zip(*columns, strict=True), key=lambda row: (GROUPS.index(row[0]), row[1]))
    groups: dict[str, list[str]] = {}
    distances: dict[str, float] = {}
    for group, _, peer, distance in ordered:
        groups.setdefault(str(peer), []).append(str(group))
        distances.setdefault(str(peer), float(distance))
    return tuple(Peer(place, tuple(found), distances[place]) for place, found in groups.items())


def features(atlas: Atlas, zone: str) -> pd.DataFrame:
    """Features of a zone and of its nearest peers.

    Returns
    -------
    DataFrame
        One row a place, the zone first: place, distance (NaN for the zone), groups (why it is a peer), then each of
        `FEATURES` and its year as ``{feature}_year``; NaN and 0 where unknown.
    """
    near = [peer for peer in peers_of(atlas, zone) if "nearest" in peer.groups]
    basis, known = peer_group.basis(atlas, zone), _features(atlas)
    keys = [(zone, basis), *((peer.place, EXACT) for peer in near)]
    columns: dict[str, list[Any]] = {
        "place": [place for place, _ in keys],
        "distance": [float("nan"), *(peer.distance for peer in near)],
        "groups": [(), *(peer.groups for peer in near)],
    }
    for feature in FEATURES:
        pairs = [known.get(key, {}).get(feature, (float("nan"), 0)) for key in keys]
        columns[feature] = [value for value, _ in pairs]
        columns[f"{feature}_year"] = [year for _, year in pairs]
    return pd.DataFrame(columns)


@lru_cache(maxsize=2)
def _features(atlas: Atlas) -> dict[tuple[str, str], dict[str, tuple[float, int]]]:
    """Value and year of each feature by place and basis."""
    found: dict[tuple[str, str], dict[str, tuple[float, int]]] = {}
    columns = ["place", "basis", "feature", "value", "year"]
    for place, basis, feature, value, year in atlas.peer_features[columns].itertuples(index=False):
        found.setdefault((str(place), str(basis)), {})[str(feature)] = (float(value), int(year))
    return found


def published(atlas: Atlas, zone: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Published rows behind the features, with their sources; of a zone, those of the units that make it."""
    basis = peer_group.basis(atlas, zone)
    parts = []
    for row in frame.to_dict("records"):
        place = str(row["place"])
        own = basis if place == zone else EXACT
        for feature, (_, item) in PUBLISHED.items():
            parts.append(_behind(atlas, place, own, item, int(row[f"{feature}_year"])))
    return pd.concat(parts, ignore_index=True)


def _behind(atlas: Atlas, place: str, basis: str, item: str, year: int) -> pd.DataFrame:
    if item in atlas.catalogue.indicators:
        table = atlas.indicators_at(place)
        chosen = table["indicator"].eq(item) & table["year"].eq(year) & table["basis"].eq(basis)
        return rows.of_indicators(table[chosen], atlas.catalogue).astype({"unit": str, "item": str})
    tables = [atlas.observations_at(unit) for unit in input_units(place, basis, atlas.catalogue)]
    found = [table[table["series"].eq(item) & table["year"].eq(year)] for table in tables]
    return rows.of_observations(pd.concat(found)).astype({"unit": str, "item": str})
