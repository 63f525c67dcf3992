"""Where a zone stands on the six dimensions among all cities, beside its nearest peers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from zone_atlas.analysis import evidence, peer_group, standing
from zone_atlas.atlas import Atlas

COLUMNS = ("node", "share", "low", "high", "ranked", "basis", "coverage", "score", "peers_share")


@lru_cache(maxsize=256)
def profile(atlas: Atlas, zone: str, year: int, proxies: bool) -> pd.DataFrame:
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
        One row a dimension, columns `COLUMNS`. `share`, `low` and `high` are the median position and the ends of its
        90 % interval, 0–1; `low` and `high` are NaN where the zone is not ranked (a proxy, coverage under 65 %, or a
        year before the full set), everything but `node` where there is no score. `peers_share` is the median of the
        nearest peers' positions.
    """
    rows = []
    for node in atlas.catalogue.dimensions:
        own = _zone_scores(atlas, node, year, proxies).get(zone)
        rows.append(_stand(atlas, zone, node, year, own) if own else {"node": node})
    frame = pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "peers_share"])
    medians = [_median(one.values()) for one in peers_profile(atlas, zone, year).values()]
    return frame.assign(
        ranked=frame["ranked"].eq(True),
        basis=[b if isinstance(b, str) else "" for b in frame["basis"]],
        peers_share=medians,
    )


@lru_cache(maxsize=512)
def _zone_scores(atlas: Atlas, node: str, year: int, proxies: bool) -> dict[str, dict[str, Any]]:
    """Scores of all zones on a dimension, by zone: cut from the table once for all of them."""
    zones = list(atlas.catalogue.zones)
    rows = standing.scores_in(atlas.scores_at([node], year), year, [node], zones, proxies)
    return {
        row["place"]: row for row in rows.astype({"place": str, "node": str, "basis": str}).to_dict("records")
    }


@lru_cache(maxsize=256)
def peers_profile(atlas: Atlas, zone: str, year: int) -> dict[str, dict[str, float]]:
    """Positions of the nearest peers (0–1) by dimension; a peer without a score is left out."""
    peers, found = peer_group.nearest(atlas, zone), {}
    for node in atlas.catalogue.dimensions:
        known = positions(atlas, node, year)
        found[node] = {peer: known[peer].share for peer in peers if peer in known}
    return found


@lru_cache(maxsize=256)
def positions(atlas: Atlas, node: str, year: int) -> dict[str, evidence.Position]:
    """Position of every ranked city and zone among all cities, with its 90 % interval.

    Before the full set nothing has an interval: there the cities stand at the plain share of cities that score lower.
    """
    ranks, nothing = atlas.ranks_in(node, year), float("nan")
    if ranks.empty:
        scores = city_scores(atlas, node, year)
        return {
            str(city): evidence.Position(share_lower(scores, score), nothing, nothing)
            for city, score in scores.items()
        }
    # The highest rank number is the lowest share.
    ends = ranks[["city_median", "city_high", "city_low", "city_of"]].itertuples(name=None)
    return {
        str(place): evidence.Position(*(evidence.share_below(float(rank), int(of)) for rank in found))
        for place, *found, of in ends
    }


def _stand(atlas: Atlas, zone: str, node: str, year: int, row: dict[str, Any]) -> dict[str, Any]:
    """Position of the zone with its interval where it is ranked, else the plain share of cities that score lower."""
    ranked = row["basis"] == standing.EXACT and row["ranked"]
    found = positions(atlas, node, year).get(zone) if ranked else None
    if found is None:
        share = share_lower(city_scores(atlas, node, year), row["score"])
        found = evidence.Position(share, float("nan"), float("nan"))
    stands = {"share": found.share, "low": found.low, "high": found.high, "ranked": np.isfinite(found.low)}
    return {**{key: row[key] for key in ("node", "basis", "coverage", "score")}, **stands}


def _median(shares: Iterable[float]) -> float:
    known = list(shares)
    return float(np.median(known)) if known else float("nan")


@lru_cache(maxsize=512)
def city_scores(atlas: Atlas, node: str, year: int) -> pd.Series:
    """Scores of the ranked cities on a dimension, by adcode."""
    places = atlas.places
    cities = list(places.loc[places["kind"].eq("city"), "place"])
    return standing.ranked_cities(atlas.scores_at([node], year), year, node, cities)


def share_lower(scores: pd.Series, score: float) -> float:
    """Share of the scores that lie below one; NaN where there are none."""
    return float((scores < score).mean()) if len(scores) else float("nan")
