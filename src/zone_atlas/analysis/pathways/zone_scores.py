"""Scores of the zones on a bottleneck, the wider unit's where a zone has none of its own."""

from __future__ import annotations

from zone_atlas.analysis import standing
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.memo import remember_with_tables


@remember_with_tables(maxsize=512)
def _scores_by_zone_and_basis(atlas: Atlas, node: str, year: int) -> dict[tuple[str, str], float]:
    """Scores on a node in the set that scores the year, by zone and basis."""
    rows = atlas.scores_at([node], year)
    rows = rows[rows["set"].eq(standing.set_of(year)) & rows["place"].isin(list(atlas.catalogue.zones))]
    keys = zip(rows["place"].astype(str), rows["basis"].astype(str), strict=True)
    return dict(zip(keys, rows["score"].astype(float), strict=True))


def find_zone_score(atlas: Atlas, zone: str, node: str, year: int, proxies: bool) -> tuple[float, str] | None:
    """Score of a zone on a dimension, and what it rests on.

    Parameters
    ----------
    atlas : Atlas
    zone, node : str
    year : int
    proxies : bool
        Whether the wider unit's score goes before the zone's own; it stands in for a missing one in any case.

    Returns
    -------
    (float, {'exact', 'proxy'}) or None
        The score (0–100) and its basis; None where the zone has neither.
    """
    scores = _scores_by_zone_and_basis(atlas, node, year)
    first = (PROXY, EXACT) if proxies else (EXACT, PROXY)
    return next(((scores[zone, basis], basis) for basis in first if (zone, basis) in scores), None)
