"""Position of a zone among all cities on the six dimensions, beside its nearest peers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from zone_atlas.analysis import evidence, standing
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.memo import remember_with_tables

COLUMNS = ("node", "share", "low", "high", "ranked", "basis", "coverage", "score", "peers_share")


@remember_with_tables(maxsize=256)
def zone_profile(atlas: Atlas, zone: str, year: int, proxies: bool) -> pd.DataFrame:
    """Share of all ranked cities that score lower than a zone, on each dimension.

    Parameters
    ----------
    atlas : Atlas
    zone : str
        A zone, or a city.
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the zone's own.

    Returns
    -------
    DataFrame
        One row per dimension, columns `COLUMNS`. `share`, `low` and `high` are the median position and the ends of its
        90 % interval, 0–1; `low` and `high` are NaN where the zone is not ranked (a proxy, coverage under 65 %, or a
        year before the full set), everything but `node` where there is no score. `peers_share` is the median of the
        nearest peers' positions.
    """
    rows = []
    for node in atlas.catalogue.dimensions:
        own = _scores_by_zone(atlas, node, year, proxies).get(zone)
        rows.append(_position_row(atlas, zone, node, year, own) if own else {"node": node})
    frame = pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "peers_share"])
    medians = [evidence.peers_position(atlas, zone, node, year) for node in atlas.catalogue.dimensions]
    return frame.assign(
        ranked=frame["ranked"].eq(True),
        basis=[b if isinstance(b, str) else "" for b in frame["basis"]],
        peers_share=medians,
    )


@remember_with_tables(maxsize=512)
def _scores_by_zone(atlas: Atlas, node: str, year: int, proxies: bool) -> dict[str, dict[str, Any]]:
    """Scores of all zones on a dimension, by zone: cut from the table once for all of them."""
    zones = list(atlas.catalogue.zones)
    rows = standing.scores_in(atlas.scores_at([node], year), year, [node], zones, proxies)
    return {
        row["place"]: row for row in rows.astype({"place": str, "node": str, "basis": str}).to_dict("records")
    }


@remember_with_tables(maxsize=256)
def peers_profile(atlas: Atlas, zone: str, year: int) -> dict[str, dict[str, float]]:
    """Positions of the nearest peers (0–1) by dimension; a peer without a score is left out.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    year : int
    """
    return {node: evidence.peers_positions(atlas, zone, node, year) for node in atlas.catalogue.dimensions}


def _position_row(atlas: Atlas, zone: str, node: str, year: int, row: dict[str, Any]) -> dict[str, Any]:
    ranked = row["basis"] == EXACT and bool(row["ranked"])
    position = evidence.position_of_place(atlas, zone, node, year, row["score"], ranked=ranked)
    columns = {
        "share": position.share,
        "low": position.low,
        "high": position.high,
        "ranked": np.isfinite(position.low),
    }
    return {**{key: row[key] for key in ("node", "basis", "coverage", "score")}, **columns}
