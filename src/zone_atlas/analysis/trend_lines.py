"""Lines of zones and bands of cities over time: scores on a constant set, or an indicator in its own unit."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis import bands, lines
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import CONSTANT_SETS, FIRST_LINE_YEAR
from zone_atlas.memo import remember_with_tables

# Year, basis, score and status.
Point = tuple[int, str, float, str]


@remember_with_tables(maxsize=8192)
def compute_trend_line(atlas: Atlas, item: str, line: str, zone: str, proxies: bool) -> pd.DataFrame:
    """Line of one zone over time: computed once for all readers, since it is the same in every year of the view.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Dimension or element that a constant set follows.
    line : str
        A constant set ('trend', 'core'), or an indicator, which is followed itself.
    zone : str
    proxies : bool
        Whether the wider unit's figures are taken where there are any.

    Returns
    -------
    DataFrame
        One row per year with a figure: year, value (0–100 for a score, else in the indicator's unit), status, basis,
        breaks, segment (number of the unbroken stretch).
    """
    if line in CONSTANT_SETS:
        return _score_line_of_zone(atlas, item, line, zone, proxies)
    return lines.indicator_line(atlas.values_of(line), line, zone, FIRST_LINE_YEAR, proxies)


def _score_line_of_zone(atlas: Atlas, node: str, index_set: str, zone: str, proxies: bool) -> pd.DataFrame:
    """Same as `lines.score_line`, from points that are cut from the table once for all zones."""
    chosen: dict[int, tuple[float, str, str]] = {}
    for year, basis, score, status in _points_by_zone(atlas, node, index_set).get(zone, ()):
        # With proxies the wider unit's score wins, as everywhere.
        if (basis == EXACT and (not proxies or year not in chosen)) or (basis != EXACT and proxies):
            chosen[year] = (score, status, basis)
    years = sorted(chosen)
    values = [chosen[year][0] for year in years]
    statuses, bases = [chosen[year][1] for year in years], [chosen[year][2] for year in years]
    broken = [status == "B" for status in statuses]
    breaks = {year for year, status in zip(years, statuses, strict=True) if status == "B"}
    columns = {"year": years, "value": values, "status": statuses, "basis": bases, "breaks": broken}
    return pd.DataFrame({**columns, "segment": lines.number_stretches_by_basis(years, bases, breaks)})


@remember_with_tables(maxsize=64)
def _points_by_zone(atlas: Atlas, node: str, index_set: str) -> dict[str, list[Point]]:
    rows = atlas.scores_of([node])
    rows = rows[rows["set"].eq(index_set) & rows["place"].isin(list(atlas.catalogue.zones))]
    points: dict[str, list[Point]] = {}
    for zone, year, basis, score, status in rows[["place", "year", "basis", "score", "status"]].itertuples(
        index=False
    ):
        points.setdefault(str(zone), []).append((int(year), str(basis), float(score), str(status)))
    return points


@remember_with_tables(maxsize=512)
def compute_trend_band(
    atlas: Atlas, item: str, line: str, cities: tuple[str, ...]
) -> tuple[pd.DataFrame, list[int]]:
    """Quartiles of some cities over time, and the first years of new definitions.

    Parameters
    ----------
    atlas : Atlas
    item, line : str
        As in `compute_trend_line`.
    cities : tuple of str
        Adcodes.

    Returns
    -------
    (DataFrame, list of int)
        Columns of `bands.BAND`; only ranked cities count for a score, only reliable values for an indicator.
    """
    if line in CONSTANT_SETS:
        breaks = lines.list_break_years(atlas.catalogue, item, *CONSTANT_SETS[line].span, line)
        return bands.score_band(atlas.scores_of([item]), line, item, cities, breaks), breaks
    breaks = lines.list_break_years(atlas.catalogue, line, FIRST_LINE_YEAR)
    return bands.indicator_band(atlas.values_of(line), line, cities, FIRST_LINE_YEAR, breaks), breaks
