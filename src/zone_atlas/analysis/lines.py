"""Lines over time that never cross a gap or a break."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from zone_atlas.analysis.standing import preferred_basis
from zone_atlas.catalogue.breaks import breaks_of, years_of
from zone_atlas.catalogue.records import LAST_YEAR, Catalogue


@dataclass(frozen=True)
class Stretch:
    """First and last year of an unbroken stretch, and the years after it that compare with no other."""

    first: int
    last: int
    later: tuple[int, ...] = ()


def number_stretches(years: Iterable[int], breaks: Iterable[int]) -> list[int]:
    """Number of the unbroken stretch that each year belongs to.

    A new stretch begins after a missing year, and in the first year of a new definition (a break).

    Parameters
    ----------
    years : iterable of int
        In ascending order.
    breaks : iterable of int
        First years of new definitions.

    Examples
    --------
    >>> number_stretches([2006, 2007, 2009, 2010, 2011], breaks=[2011])
    [0, 0, 1, 1, 2]
    """
    broken = set(breaks)
    ordered = list(years)
    result: list[int] = []
    for position, year in enumerate(ordered):
        fresh = position > 0 and (year - ordered[position - 1] > 1 or year in broken)
        result.append((result[-1] + fresh) if result else 0)
    return result


def list_runs_of_years(years: Iterable[int]) -> list[tuple[int, int]]:
    """First and last year of each run without a gap, in order of time.

    Examples
    --------
    >>> list_runs_of_years([2011, 2005, 2009, 2010])
    [(2005, 2005), (2009, 2011)]
    """
    ordered = sorted(years)
    runs: dict[int, list[int]] = {}
    for year, stretch in zip(ordered, number_stretches(ordered, ()), strict=True):
        runs.setdefault(stretch, []).append(year)
    return [(run[0], run[-1]) for run in runs.values()]


def list_break_years(
    catalogue: Catalogue, item: str, first: int, last: int = LAST_YEAR, index_set: str = ""
) -> list[int]:
    """Years in which the definition of an item changes for all places, so that every line is interrupted.

    Parameters
    ----------
    catalogue : Catalogue
    item : str
        Dimension, element, indicator or series.
    first, last : int
        Years shown, both included; the first has no year before it to be compared with.
    index_set : str
        Set of indicators behind a dimension or element.
    """
    years = years_of(breaks_of(catalogue, item, index_set=index_set))
    return sorted(year for year in years if first < year <= last)


def number_stretches_by_basis(years: Sequence[int], bases: Sequence[str], breaks: Iterable[int]) -> list[int]:
    """Number of the unbroken stretch of each year, for a line that also ends where an exact figure meets a proxy's.

    Parameters
    ----------
    years : sequence of int
        In ascending order.
    bases : sequence of {'exact', 'proxy'}
        Basis of each year's figure.
    breaks : iterable of int
        First years of new definitions.
    """
    turns = {
        year for year, basis, before in zip(years[1:], bases[1:], bases, strict=False) if basis != before
    }
    return number_stretches(years, turns | set(breaks))


def _segments_of(rows: pd.DataFrame, breaks: pd.Series) -> list[int]:
    return number_stretches_by_basis(rows["year"].tolist(), rows["basis"].astype(str).tolist(), breaks)


def score_line(scores: pd.DataFrame, index_set: str, node: str, place: str, proxies: bool) -> pd.DataFrame:
    """Scores of one place over time.

    Parameters
    ----------
    scores : DataFrame
        The published scores.
    index_set : {'full', 'trend', 'core'}
    node : str
        Dimension or element.
    place : str
        Zone or adcode.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    DataFrame
        One row per year with a score: year, value (0–100), status, basis, breaks, segment.
    """
    rows = scores[scores["set"].eq(index_set) & scores["node"].eq(node) & scores["place"].eq(place)]
    rows = preferred_basis(rows, ["year"], proxies).sort_values("year")
    rows = rows.assign(breaks=rows["status"].eq("B"))
    breaks = rows.loc[rows["breaks"], "year"]
    frame = rows[["year", "score", "status", "basis", "breaks"]].rename(columns={"score": "value"})
    return frame.assign(segment=_segments_of(rows, breaks)).reset_index(drop=True)


def indicator_line(
    indicators: pd.DataFrame, indicator: str, place: str, first: int, proxies: bool
) -> pd.DataFrame:
    """Values of one indicator of one place over time.

    Parameters
    ----------
    indicators : DataFrame
        The published indicator values.
    indicator : str
    place : str
        Zone or adcode.
    first : int
        First year.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    DataFrame
        One row per year with a value: year, value (in the indicator's unit), status, basis, breaks, segment.
    """
    rows = indicators[
        indicators["indicator"].eq(indicator) & indicators["place"].eq(place) & (indicators["year"] >= first)
    ]
    rows = preferred_basis(rows, ["year"], proxies).sort_values("year")
    breaks = rows.loc[rows["breaks"], "year"]
    frame = rows[["year", "value", "status", "basis", "breaks"]]
    return frame.assign(segment=_segments_of(rows, breaks)).reset_index(drop=True)


def last_stretch(*together: pd.DataFrame) -> Stretch | None:
    """Last stretch of at least two years in which none of the given lines is broken; None where there is none.

    This alone decides over which years a sentence may speak of change, on every page.

    Parameters
    ----------
    together : DataFrames
        Columns year, segment: a line alone, or with the band that it is judged against.

    Examples
    --------
    >>> last_stretch(pd.DataFrame({"year": [2018, 2019, 2020, 2023], "segment": [0, 0, 0, 1]}))
    Stretch(first=2018, last=2020, later=(2023,))
    """
    segments = [dict(zip(one["year"].tolist(), one["segment"].tolist(), strict=True)) for one in together]
    stretches: dict[tuple[int, ...], list[int]] = {}
    for year in sorted(set.intersection(*(set(one) for one in segments))):
        stretches.setdefault(tuple(int(one[year]) for one in segments), []).append(int(year))
    long = [years for years in stretches.values() if len(years) > 1]
    if not long:
        return None
    first, last = long[-1][0], long[-1][-1]
    return Stretch(first, last, tuple(sorted(int(year) for year in segments[0] if year > last)))


def change_between(line: pd.DataFrame, first: int, last: int) -> float | None:
    """Change between two years of one unbroken stretch; None where they do not lie in one.

    Parameters
    ----------
    line : DataFrame
        Columns year, value, segment.
    first, last : int
        Years.

    Returns
    -------
    float or None
        In the unit of `value`.
    """
    ends = line[line["year"].isin([first, last])]
    if len(ends) < 2 or ends["segment"].nunique() > 1:
        return None
    return float(ends["value"].iloc[1] - ends["value"].iloc[0])


def changes_over_stretch(points_by_place: Mapping[str, pd.DataFrame], stretch: Stretch) -> dict[str, float]:
    """Changes of the places whose own line is unbroken over a stretch, by place.

    Parameters
    ----------
    points_by_place : mapping of str to DataFrame
        Columns year, value, segment.
    stretch : Stretch
    """
    changes = {p: change_between(line, stretch.first, stretch.last) for p, line in points_by_place.items()}
    return {place: change for place, change in changes.items() if change is not None}
