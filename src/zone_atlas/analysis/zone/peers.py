"""The four features by which the peers of a zone were chosen, and the published figures behind them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from zone_atlas.analysis import peer_group, rows
from zone_atlas.analysis.peer_features import PUBLISHED
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.rules import FEATURES


def features_of_peers(atlas: Atlas, zone: str) -> pd.DataFrame:
    """Features of a zone and of its nearest peers.

    Parameters
    ----------
    atlas : Atlas
    zone : str

    Returns
    -------
    DataFrame
        One row per place, the zone first: place, distance (NaN for the zone), groups (why it is a peer), then each of
        `FEATURES` and its year as ``{feature}_year``; NaN and 0 where unknown.
    """
    near = [peer for peer in peer_group.peers_of_place(atlas, zone) if "nearest" in peer.groups]
    basis = peer_group.basis_of_peers(atlas, zone)
    keys = [(zone, basis), *((peer.place, EXACT) for peer in near)]
    columns: dict[str, list[Any]] = {
        "place": [place for place, _ in keys],
        "distance": [float("nan"), *(peer.distance for peer in near)],
        "groups": [(), *(peer.groups for peer in near)],
    }
    for feature in FEATURES:
        pairs = [peer_group.features_of(atlas, *key).get(feature, (float("nan"), 0)) for key in keys]
        columns[feature] = [value for value, _ in pairs]
        columns[f"{feature}_year"] = [year for _, year in pairs]
    return pd.DataFrame(columns)


def rows_behind_features(atlas: Atlas, zone: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Published rows behind the features, with their sources; of a zone, those of its units.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    frame : DataFrame
        What `features_of_peers` returns.

    Returns
    -------
    DataFrame
        Columns of `analysis.rows.SHAPE`.
    """
    basis = peer_group.basis_of_peers(atlas, zone)
    parts = []
    for row in frame.to_dict("records"):
        place = str(row["place"])
        own = basis if place == zone else EXACT
        for feature, (_, item) in PUBLISHED.items():
            parts.append(_rows_behind_feature(atlas, place, own, item, int(row[f"{feature}_year"])))
    return pd.concat(parts, ignore_index=True)


def _rows_behind_feature(atlas: Atlas, place: str, basis: str, item: str, year: int) -> pd.DataFrame:
    if item in atlas.catalogue.indicators:
        table = atlas.indicators_at(place)
        chosen = table["indicator"].eq(item) & table["year"].eq(year) & table["basis"].eq(basis)
        return rows.of_indicators(table[chosen], atlas.catalogue).astype({"unit": str, "item": str})
    tables = [atlas.observations_at(unit) for unit in input_units(place, basis, atlas.catalogue)]
    observations = [table[table["series"].eq(item) & table["year"].eq(year)] for table in tables]
    return rows.of_observations(pd.concat(observations)).astype({"unit": str, "item": str})
