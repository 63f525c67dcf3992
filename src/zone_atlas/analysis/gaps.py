"""Members without a figure, because of which their zone has none."""

from __future__ import annotations

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.rules import OLDEST
from zone_atlas.memo import remember_with_tables


@remember_with_tables(maxsize=1)
def _gaps_by_zone(atlas: Atlas) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Years and missing members by zone and series."""
    gaps: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for zone, year, series, missing in atlas.gaps[["zone", "year", "series", "missing"]].itertuples(
        index=False
    ):
        gaps.setdefault((str(zone), str(series)), []).append((int(year), str(missing)))
    return gaps


def missing_members(atlas: Atlas, zone: str, indicator: str, year: int) -> tuple[str, ...]:
    """Members without a figure behind an indicator, in the latest year in which others have one.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    indicator : str
    year : int
        Only this year and those before it count from which the index would still take a value.

    Returns
    -------
    tuple of str
        Adcodes; empty where no member is missing.
    """
    rows = [
        row
        for series in atlas.catalogue.indicators[indicator].series
        for row in _gaps_by_zone(atlas).get((zone, series), [])
        if year - OLDEST <= row[0] <= year
    ]
    latest = max((then for then, _ in rows), default=0)
    return tuple(dict.fromkeys(m for then, text in rows if then == latest for m in text.split(",")))
