"""GDP at constant prices: the newest level carried back by the index of real growth."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.records import WITHHELD
from zone_atlas.memo import remember_with_tables

LEVELS, INDEX = ("gdp_revised", "gdp"), "gdp_index"
# The item of Compare beside which the line stands.
BESIDE = "gdp"


def carried_back(level: Mapping[int, float], index: Mapping[int, float]) -> dict[int, float]:
    """Levels of all years at the prices of the newest one.

    The newest level that the index reaches is divided by the index of its year over 100 to give the year before, and so
    on back, as long as no year of the index is missing. No level but the newest enters, so that a break of the levels
    does not matter.

    Parameters
    ----------
    level : mapping of int to float
        Level by year.
    index : mapping of int to float
        Index by year, the year before being 100, at constant prices.

    Returns
    -------
    dict
        Level by year, in the unit of `level`, from the first year reached on; empty where no year has both.

    Examples
    --------
    >>> carried_back({2019: 50.0, 2021: 110.0}, {2021: 110.0, 2020: 100.0})
    {2019: 100.0, 2020: 100.0, 2021: 110.0}
    """
    both = [year for year in level if index.get(year, 0) > 0]
    if not both:
        return {}
    year = max(both)
    made = {year: level[year]}
    while index.get(year, 0) > 0:
        made[year - 1] = made[year] * 100 / index[year]
        year -= 1
    return dict(sorted(made.items()))


@remember_with_tables(maxsize=64)
def _values_of_series(atlas: Atlas, series: str) -> dict[str, dict[int, float]]:
    rows = atlas.observations
    rows = rows[rows["series"].eq(series) & rows["level"].eq("city") & rows["status"].ne(WITHHELD)]
    by_place: dict[str, dict[int, float]] = {}
    for place, year, value in zip(rows["place"].astype(str), rows["year"], rows["value"], strict=True):
        by_place.setdefault(place, {})[int(year)] = float(value)
    return by_place


def base_year(atlas: Atlas, place: str) -> int:
    """Year in whose prices a place's figures are stated: the newest that all its members have; 0 where there is none.

    Parameters
    ----------
    atlas : Atlas
    place : str
        City or zone.
    """
    shared = [
        set(_levels_of_city(atlas, unit)) & set(_values_of_series(atlas, INDEX).get(unit, {}))
        for unit in input_units(place, EXACT, atlas.catalogue)
    ]
    common = set.intersection(*shared) if shared else set()
    return max(common, default=0)


def _levels_of_city(atlas: Atlas, unit: str) -> dict[int, float]:
    """Levels of a city: revised, else as first published."""
    first, second = (_values_of_series(atlas, series).get(unit, {}) for series in LEVELS)
    return {**second, **first}


@remember_with_tables(maxsize=512)
def constant_price_line(atlas: Atlas, place: str, first_year: int) -> pd.DataFrame:
    """GDP of a city or zone at the prices of its newest year: year, value, segment.

    A zone sums its members, each carried back by its own index from the same year, in years that every one reaches.

    Parameters
    ----------
    atlas : Atlas
    place : str
        City or zone.
    first_year : int
        Earlier years are left out.

    Returns
    -------
    DataFrame
        One row per year; value in 100 million yuan. Empty where no year has both a level and an index.
    """
    base = base_year(atlas, place)
    columns = ["year", "value", "segment"]
    if not base:
        return pd.DataFrame(columns=columns)
    made = [
        carried_back({base: _levels_of_city(atlas, unit)[base]}, _values_of_series(atlas, INDEX)[unit])
        for unit in input_units(place, EXACT, atlas.catalogue)
    ]
    years = sorted(year for year in set.intersection(*map(set, made)) if year >= first_year)
    rows = [(year, sum(one[year] for one in made), 0) for year in years]
    return pd.DataFrame(rows, columns=columns)


def sources_of_constant_prices(atlas: Atlas, place: str) -> str:
    """Semicolon-joined sources of the level and of the index behind a place's line.

    Parameters
    ----------
    atlas : Atlas
    place : str
        City or zone.
    """
    base, sources = base_year(atlas, place), []
    for unit in input_units(place, EXACT, atlas.catalogue):
        rows = atlas.observations_at(unit)
        level = rows[rows["series"].isin(LEVELS) & rows["year"].eq(base)]
        index = rows[rows["series"].eq(INDEX) & (rows["year"] <= base)]
        sources += [*level["source_id"].astype(str), *index["source_id"].astype(str)]
    return ";".join(dict.fromkeys(sources))


def real_growth(points: pd.DataFrame, first: int, last: int) -> float | None:
    """Real growth in percent between two years of a line at constant prices; None where it lacks one of them.

    Parameters
    ----------
    points : DataFrame
        Columns year, value: what `constant_price_line` returns.
    first, last : int
        Years.
    """
    value_of = dict(zip(points["year"], points["value"], strict=True))
    return 100 * (value_of[last] / value_of[first] - 1) if first in value_of and last in value_of else None
