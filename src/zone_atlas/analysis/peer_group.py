"""Who a zone or city is compared with, and why."""

from __future__ import annotations

import pandas as pd

from zone_atlas.atlas import Atlas

GROUPS = ("nearest", "province", "cohort")


def nearest(atlas: Atlas, place: str) -> tuple[str, ...]:
    """Nearest cities of the same life-cycle class outside the zones, the nearest first; empty where unknown."""
    rows = atlas.peers_of(place)
    return tuple(rows.loc[rows["group"].eq("nearest"), "peer"].astype(str))


def basis(atlas: Atlas, place: str) -> str:
    """Whether the peers were chosen from the place's own figures ('exact') or a wider unit's ('proxy')."""
    rows = atlas.peers_of(place)
    return "" if rows.empty else str(rows["basis"].iloc[0])


def reasons(atlas: Atlas, place: str) -> pd.DataFrame:
    """Every peer once, with all reasons for which it is one.

    Returns
    -------
    DataFrame
        peer, groups (tuple in the order of `GROUPS`), order (in its first group), distance (NaN for zones of the
        cohort); first those nearest, then of the province, then of the cohort.
    """
    rows = atlas.peers_of(place).astype({"peer": str, "group": str})
    rows = rows.assign(rank=rows["group"].map(GROUPS.index)).sort_values(["rank", "order"])
    first = rows.drop_duplicates("peer")
    groups = rows.groupby("peer", sort=False)["group"].agg(tuple)
    frame = first[["peer", "order", "distance"]].reset_index(drop=True)
    frame.insert(1, "groups", [groups[peer] for peer in frame["peer"]])
    return frame


def features_of(atlas: Atlas, place: str, basis: str = "exact") -> dict[str, tuple[float, int]]:
    """The features by which peers are chosen: value and year by feature."""
    table = atlas.peer_features
    rows = table[table["place"].eq(place) & table["basis"].eq(basis)]
    return {
        str(name): (float(value), int(year))
        for name, value, year in rows[["feature", "value", "year"]].itertuples(index=False)
    }
