"""Years in which an item breaks for a place, with reasons: the one answer for tables, lines, sentences and cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.functions import declared_function
from zone_atlas.catalogue.records import LAST_YEAR, Catalogue, Indicator
from zone_atlas.catalogue.text import Text

ALL = "*"
EVERYWHERE = ""
# Both censuses stand at the boundaries of end-2020, and an index against the year before compares one territory with
# itself: a boundary that moves does not break them.
UNMOVED_PREFIX, UNMOVED = "census_", ("gdp_index",)


@dataclass(frozen=True, order=True)
class Break:
    """A declared break: the first year that does not compare with the one before.

    `place` is empty where all places break; `series` is '*' where everything of the place does.
    """

    year: int
    place: str
    series: str
    reason: Text = field(compare=False)


def is_window(indicator: Indicator) -> bool:
    """Whether a value rests on several years in a row, so that a break inside them leaves it undefined.

    Parameters
    ----------
    indicator : Indicator
    """
    return declared_function(indicator.formula).is_window


def moves_with_boundary(series: str) -> bool:
    """Whether a series breaks when a boundary moves.

    Parameters
    ----------
    series : str
        Series or join.
    """
    return not series.startswith(UNMOVED_PREFIX) and series not in UNMOVED


def _series_with_break_years(catalogue: Catalogue, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Series behind some names, with the years (after, until] in which their breaks count; a join and its parts."""
    for name in names:
        yield name, 0, LAST_YEAR
        if name in catalogue.joins:
            yield from ((p.series, p.first_year, p.last_year) for p in catalogue.joins[name].parts)


def _breaks_of_places(
    catalogue: Catalogue, names: Iterable[str], units: Iterable[str], first: int
) -> set[Break]:
    """Breaks that single places declare for any of some series, later than the first year."""
    breaks: set[Break] = set()
    parts = list(_series_with_break_years(catalogue, names))
    for unit in units:
        declared = catalogue.breaks_at.get(unit)
        if not declared:
            continue
        for series, after, until in parts:
            for key in (series, ALL) if moves_with_boundary(series) else (series,):
                breaks |= {
                    Break(year, unit, key, reason)
                    for year, reason in declared.get(key, {}).items()
                    if max(after, first) < year <= until
                }
    return breaks


def _breaks_of_series(catalogue: Catalogue, names: Iterable[str], first: int) -> set[Break]:
    """Breaks of some series at all places, later than the first year."""
    return {
        Break(year, EVERYWHERE, name, catalogue.series[name].break_note)
        for name, after, until in _series_with_break_years(catalogue, names)
        if name in catalogue.series
        for year in catalogue.series[name].breaks
        if max(after, first) < year <= until
    }


def input_breaks(catalogue: Catalogue, indicator: Indicator, units: Iterable[str]) -> set[Break]:
    """Breaks of the series behind an indicator.

    Parameters
    ----------
    catalogue : Catalogue
    indicator : Indicator
    units : iterable of str
        Places whose figures enter the value; empty for the breaks that all places share.
    """
    shared = _breaks_of_series(catalogue, indicator.series, indicator.first_year)
    known = {item.year for item in shared}
    # An indicator carries the years of its series; a year that it declares beyond them has no reason in a series.
    rest = {Break(y, EVERYWHERE, indicator.id, Text("", "")) for y in indicator.breaks if y not in known}
    return shared | rest | _breaks_of_places(catalogue, indicator.series, units, 0)


def breaks_of(
    catalogue: Catalogue, item: str, place: str = "", basis: str = EXACT, index_set: str = ""
) -> list[Break]:
    """Breaks of an item at a place, by year.

    Parameters
    ----------
    catalogue : Catalogue
    item : str
        Series, join, indicator, element or dimension; the last two break where an indicator of `index_set` does.
    place : str
        City, county or zone; empty for the breaks that all places share.
    basis : {'exact', 'proxy'}
        Which units' figures make a zone's: a zone breaks wherever one of them does.
    index_set : str
        Set of indicators behind an element or dimension; empty for all of them.

    Returns
    -------
    list of Break
        Sorted. A value over a window of years has none: where the window holds a break there is no value.
    """
    units = input_units(place, basis, catalogue) if place else ()
    if item in catalogue.indicators:
        indicator = catalogue.indicators[item]
        return [] if is_window(indicator) else sorted(input_breaks(catalogue, indicator, units))
    if item in catalogue.series or item in catalogue.joins:
        return sorted(
            _breaks_of_series(catalogue, [item], 0) | _breaks_of_places(catalogue, [item], units, 0)
        )
    members = [i for i in catalogue.indicators_of(item) if not index_set or index_set in i.sets]
    return sorted({b for i in members if not is_window(i) for b in input_breaks(catalogue, i, units)})


def years_of(breaks: Iterable[Break]) -> set[int]:
    """Years of some breaks.

    Parameters
    ----------
    breaks : iterable of Break
    """
    return {item.year for item in breaks}


@dataclass(frozen=True)
class BreakMasks:
    """Breaks as arrays unit × year × indicator.

    `any` holds every break, `own` those that a single place declares for a series (not a moved boundary, which breaks
    nearly everything of the place at once).
    """

    any: NDArray[np.bool_]
    own: NDArray[np.bool_]


def break_masks(
    catalogue: Catalogue, units: pd.MultiIndex, years: list[int], indicators: list[str]
) -> BreakMasks:
    """Breaks of some indicators at some places.

    Parameters
    ----------
    catalogue : Catalogue
    units : MultiIndex of (place, basis)
    years : list of int
    indicators : list of str

    Returns
    -------
    BreakMasks
        Arrays (units, years, indicators).
    """
    every = np.zeros((len(units), len(years), len(indicators)), dtype=bool)
    own = np.zeros_like(every)
    at = {year: k for k, year in enumerate(years)}
    broken = [
        (row, places)
        for row, places in enumerate(input_units(str(place), str(basis), catalogue) for place, basis in units)
        if any(unit in catalogue.breaks_at for unit in places)
    ]
    for column, name in enumerate(indicators):
        indicator = catalogue.indicators[name]
        if is_window(indicator):
            continue
        shared = [at[b.year] for b in input_breaks(catalogue, indicator, ()) if b.year in at]
        every[:, shared, column] = True
        for row, places in broken:
            for item in _breaks_of_places(catalogue, indicator.series, places, 0):
                if item.year in at:
                    every[row, at[item.year], column] = True
                    own[row, at[item.year], column] |= item.series != ALL
    return BreakMasks(every, own)
