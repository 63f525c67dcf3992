"""Origin of a figure: the observations and sources behind an indicator value."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import input_units, old_codes
from zone_atlas.catalogue.functions import declared_function
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, Catalogue, Indicator
from zone_atlas.catalogue.rules import CENSUS_BEFORE
from zone_atlas.memo import remember_with_tables


def series_of_input(name: str, catalogue: Catalogue) -> dict[str, tuple[int, int]]:
    """Series behind an input of an indicator with the years that each may fill.

    Parameters
    ----------
    name : str
        A series, or a join of several.
    catalogue : Catalogue

    Returns
    -------
    dict of str to (int, int)
        First and last year by series; the parts of a join in the order in which they are preferred.
    """
    if name not in catalogue.joins:
        return {name: (FIRST_YEAR, LAST_YEAR)}
    return {part.series: (part.first_year, part.last_year) for part in catalogue.joins[name].parts}


def observed_series(indicator: Indicator, catalogue: Catalogue) -> dict[str, tuple[int, int]]:
    """Observed series behind an indicator with the years that each may fill; joins are resolved into their parts.

    Parameters
    ----------
    indicator : Indicator
    catalogue : Catalogue

    Returns
    -------
    dict of str to (int, int)
        First and last year by series.
    """
    spans: dict[str, tuple[int, int]] = {}
    for name in indicator.series:
        spans |= series_of_input(name, catalogue)
    return spans


def input_years(indicator: Indicator, year: int) -> list[int]:
    """Years whose observations enter the value of a year."""
    return declared_function(indicator.formula).years_behind(year)


def find_own_city(place: str, catalogue: Catalogue) -> str:
    """The city that a place is: a city itself, a zone of a single member that member; '' for any other zone.

    Parameters
    ----------
    place : str
        Zone or adcode.
    catalogue : Catalogue
    """
    units = input_units(place, "exact", catalogue)
    return units[0] if len(units) == 1 else ""


def inputs_of(
    observations: pd.DataFrame, catalogue: Catalogue, indicator: Indicator, place: str, year: int, basis: str
) -> pd.DataFrame:
    """Observations behind one value: place, year, series, value, unit, source_id, status, note.

    Of a join's parts only those are listed whose years hold the value; a value that the first part has is not
    listed again from the second. A withdrawn figure is listed, and the one that stands in for it too.

    Parameters
    ----------
    observations : DataFrame
        The published observations.
    catalogue : Catalogue
    indicator : Indicator
    place : str
        Zone or adcode.
    year : int
    basis : {'exact', 'proxy'}
    """
    years = input_years(indicator, year)
    spans = observed_series(indicator, catalogue)
    rows = observations[observations["series"].isin(list(spans)) & observations["year"].isin(years)]
    units = input_units(place, basis, catalogue)
    # The census of 2010 has a recoded district under its old code.
    before = [old for old, new in old_codes(catalogue).items() if new in units]
    of_units = rows["place"].isin(list(units))
    rows = rows[of_units | (rows["place"].isin(before) & rows["year"].eq(CENSUS_BEFORE))]
    fits = [spans[s][0] <= y <= spans[s][1] for s, y in zip(rows["series"], rows["year"], strict=True)]
    # An empty list would choose no columns instead of no rows.
    rows = rows[pd.Series(fits, index=rows.index, dtype=bool)]
    for join in catalogue.joins.values():
        parts = [p.series for p in join.parts]
        order = (
            rows["series"].astype(str).map({s: k for k, s in enumerate(parts)}).where(rows["value"].notna())
        )
        best = order.groupby([rows["place"].astype(str), rows["year"]]).transform("min")
        rows = rows[order.isna() | order.eq(best)]
    return rows.drop(columns="level").sort_values(["series", "place", "year"]).reset_index(drop=True)


@remember_with_tables(maxsize=1)
def _sources_by_indicator(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Sources of each indicator over all years, the most used first."""
    counts = atlas.indicators.groupby(["indicator", "sources"], observed=True).size()
    uses: dict[str, dict[str, int]] = {}
    for (indicator, ids), count in counts.items():
        of_indicator = uses.setdefault(str(indicator), {})
        for source in str(ids).split(";"):
            of_indicator[source] = of_indicator.get(source, 0) + int(count)
    return {name: tuple(sorted(counted, key=lambda s: -counted[s])) for name, counted in uses.items()}


def sources_of_nodes(atlas: Atlas, nodes: Iterable[str]) -> list[str]:
    """Sources behind some dimensions, elements or indicators over all years, each once.

    Parameters
    ----------
    atlas : Atlas
    nodes : iterable of str
        Dimensions, elements or indicators.

    Returns
    -------
    list of str
        Those of the first indicator first, the most used of an indicator before its others.
    """
    catalogue, known = atlas.catalogue, _sources_by_indicator(atlas)
    names = [
        indicator
        for node in nodes
        for indicator in (
            [node] if node in catalogue.indicators else [i.id for i in catalogue.indicators_of(node)]
        )
    ]
    return list(dict.fromkeys(source for name in names for source in known.get(name, ())))
