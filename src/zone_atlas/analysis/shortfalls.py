"""On which indicators a place stands worst against its nearest peers."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from zone_atlas.analysis import peer_group, standing
from zone_atlas.atlas import Atlas

# A median of fewer peers says little about them.
FEWEST_PEERS = 3
COLUMNS = ("indicator", "value", "year", "basis", "score", "peers_value", "peers_score", "peers", "gap")


@lru_cache(maxsize=512)
def shortfalls(atlas: Atlas, place: str, year: int, proxies: bool) -> pd.DataFrame:
    """Indicators of the bottlenecks on which a place scores above the median of its peers, the widest gap first.

    Scores put all indicators on one scale (0–100, high = severe), so that gaps of different units can be ordered.

    Parameters
    ----------
    place : str
        A zone or city.
    year : int
        Values may be up to three years older, as in the index.
    proxies : bool
        Whether a wider unit's figure may stand in for the place's own.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: the place's value with its year, basis and score; the medians of the peers that have one and
        their number; `gap` = score − median score of the peers.
    """
    kinds = {d.id: d.kind for d in atlas.catalogue.dimensions.values()}
    names = [i.id for i in atlas.catalogue.indicators.values() if kinds[i.dimension] == "bottleneck"]
    peers = peer_group.nearest(atlas, place)
    rows = standing.indicator_values(atlas.normalised_in(year), year, names, [place, *peers], proxies)
    rows = rows.astype({"place": str, "indicator": str, "value_basis": str})
    own = rows[rows["place"].eq(place)].set_index("indicator")
    grouped = rows[rows["place"].isin(peers)].groupby("indicator")
    table = pd.DataFrame(
        {
            "value": own["value"],
            "year": own["value_year"],
            "basis": own["value_basis"],
            "score": own["score"],
            "peers_value": grouped["value"].median(),
            "peers_score": grouped["score"].median(),
            "peers": grouped.size(),
        }
    ).dropna(subset=["score", "peers_score"])
    table["gap"] = table["score"] - table["peers_score"]
    chosen = table[table["gap"].gt(0) & table["peers"].ge(FEWEST_PEERS)].astype({"year": int, "peers": int})
    ordered = chosen.rename_axis("indicator").reset_index()
    return ordered.sort_values(["gap", "indicator"], ascending=[False, True])[list(COLUMNS)]
