"""On which indicators a place stands worst against its nearest peers."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from zone_atlas.analysis import peer_group, standing
from zone_atlas.atlas import Atlas

# A median of fewer peers says little about them.
FEWEST_PEERS = 3
FIGURES = ("value", "value_year", "score")
COLUMNS = ("indicator", "value", "year", "basis", "score", "peers_value", "peers_score", "peers", "gap")


@lru_cache(maxsize=24)
def _of_year(atlas: Atlas, year: int, basis: str) -> dict[str, pd.DataFrame]:
    """Bottleneck indicators of a year on one basis, place × indicator: value, value_year and score."""
    kinds = {d.id: d.kind for d in atlas.catalogue.dimensions.values()}
    names = [i.id for i in atlas.catalogue.indicators.values() if kinds[i.dimension] == "bottleneck"]
    rows = atlas.normalised_in(year)
    chosen = rows["set"].eq(standing.set_of(year)) & rows["basis"].eq(basis) & rows["indicator"].isin(names)
    text = rows[chosen].astype({"place": str, "indicator": str})
    return {column: text.pivot(index="place", columns="indicator", values=column) for column in FIGURES}


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
        Columns `COLUMNS`: the place's value with its year, basis and score; the medians of the nearest peers that have
        one and their number; `gap` = score − median score of the peers.
    """
    exact = _of_year(atlas, year, standing.EXACT)
    peers = [peer for peer in peer_group.nearest(atlas, place) if peer in exact["score"].index]
    of_peers = {column: exact[column].loc[peers] for column in ("value", "score")}
    table = pd.DataFrame(
        {
            "peers_value": of_peers["value"].median(),
            "peers_score": of_peers["score"].median(),
            "peers": of_peers["score"].notna().sum(),
        }
    )
    own = _own(atlas, place, year, proxies)
    table = own.join(table, how="inner").dropna(subset=["score", "peers_score"])
    table["gap"] = table["score"] - table["peers_score"]
    chosen = table[table["gap"].gt(0) & table["peers"].ge(FEWEST_PEERS)].astype({"year": int})
    ordered = chosen.rename_axis("indicator").reset_index()
    return ordered.sort_values(["gap", "indicator"], ascending=[False, True])[list(COLUMNS)]


def _own(atlas: Atlas, place: str, year: int, proxies: bool) -> pd.DataFrame:
    """A place's figures by indicator: exact ones, or with `proxies` those of the wider unit where there are any."""
    found = pd.DataFrame(columns=["value", "year", "score", "basis"])
    for basis in (standing.PROXY, standing.EXACT) if proxies else (standing.EXACT,):
        wide = _of_year(atlas, year, basis)
        if place in wide["score"].index:
            rows = pd.DataFrame({name: wide[name].loc[place] for name in FIGURES}).dropna(subset=["score"])
            rows = rows.rename(columns={"value_year": "year"}).assign(basis=basis)
            found = pd.concat([found, rows[~rows.index.isin(found.index)]]) if len(found) else rows
    return found
