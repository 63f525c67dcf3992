"""One figure of a few places of any level over time, and why a place has none."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from zone_atlas.analysis import bands, lines
from zone_atlas.analysis.census.change import AFTER, BEFORE, ITEMS, figures_of_units
from zone_atlas.analysis.compare import sources
from zone_atlas.analysis.place_kinds import has_indicators, kind_of_place
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.breaks import breaks_of as declared_breaks
from zone_atlas.catalogue.breaks import years_of
from zone_atlas.catalogue.records import LAST_YEAR, SEVERITY, WITHHELD, Series
from zone_atlas.catalogue.rules import CONSTANT_SETS, FIRST_LINE_YEAR, TREND
from zone_atlas.memo import remember_with_tables

# Series that the county yearbook gives for county-level cities, and the city yearbook for cities.
YEARBOOK = ("gdp", "share_secondary", "pop_registered")
LINE = ["year", "value", "status", "basis", "breaks", "segment"]


def items_to_follow(atlas: Atlas) -> tuple[str, ...]:
    """Everything that can be followed: dimensions, indicators, census figures and series that counties have too."""
    catalogue = atlas.catalogue
    census = [item for item in ITEMS if item not in catalogue.indicators]
    return (*catalogue.dimensions, *catalogue.indicators, *YEARBOOK, *census)


def breaks_of_item(atlas: Atlas, item: str) -> list[int]:
    """First years of new definitions of an item, later than the first year shown.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Dimension, indicator or series.
    """
    scored = item in atlas.catalogue.dimensions
    first, last = CONSTANT_SETS[TREND].span if scored else (FIRST_LINE_YEAR, LAST_YEAR)
    return lines.list_break_years(atlas.catalogue, item, first, last, TREND)


@remember_with_tables(maxsize=8192)
def line_of_place(atlas: Atlas, item: str, place: str, proxies: bool) -> pd.DataFrame:
    """Values of one place: year, value, status, basis, breaks, segment; empty where there is none.

    A dimension gives its score of the constant set. Counties have census figures and, where they are cities of county
    level, a few series of the yearbook; zones sum or weigh their members, and have no value where one is missing.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Dimension, indicator, item of the census or series.
    place : str
        Zone or adcode.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    DataFrame
        Columns `LINE`, one row per year with a figure; value is 0–100 for a score, else in the item's unit.
    """
    catalogue = atlas.catalogue
    if item in catalogue.dimensions:
        return lines.score_line(atlas.scores_of([item]), TREND, item, place, proxies)
    if item in catalogue.indicators and has_indicators(atlas, place):
        return lines.indicator_line(atlas.indicators_at(place), item, place, FIRST_LINE_YEAR, proxies)
    if item in ITEMS:
        return _census_line(atlas, item, place)
    return _yearbook_line(atlas, item, place) if item in catalogue.series else _line_from_rows([])


def _line_from_rows(rows: list[tuple[int, float, str, str, bool, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=LINE)


def _census_line(atlas: Atlas, item: str, place: str) -> pd.DataFrame:
    """Both censuses on one boundary; ten years apart, they are never joined."""
    before, after, _ = figures_of_units(atlas, input_units(place, EXACT, atlas.catalogue))
    pairs = ((BEFORE, before.get(item, math.nan)), (AFTER, after.get(item, math.nan)))
    status = sources.census_status(atlas, place)
    rows = [(year, value, status, EXACT, False, k) for k, (year, value) in enumerate(pairs)]
    return _line_from_rows([row for row in rows if math.isfinite(row[1])])


@remember_with_tables(maxsize=64)
def _reported_values(atlas: Atlas, series: str) -> dict[str, dict[int, tuple[float, str]]]:
    """Value and status of a series by place and year, cut from the table once for all readers."""
    rows = atlas.observations
    # A withdrawn figure is a gap.
    rows = rows[rows["series"].eq(series) & (rows["year"] >= FIRST_LINE_YEAR) & rows["value"].notna()]
    by_place: dict[str, dict[int, tuple[float, str]]] = {}
    for place, year, value, status in zip(
        rows["place"].astype(str), rows["year"], rows["value"], rows["status"].astype(str), strict=True
    ):
        by_place.setdefault(place, {})[int(year)] = (float(value), status)
    return by_place


def yearbook_points(atlas: Atlas, series: str, place: str) -> list[tuple[int, float, str]]:
    """Year, value and status of a series at a place; a zone has no value in a year in which a member has none.

    Parameters
    ----------
    atlas : Atlas
    series : str
    place : str
        Zone or adcode.

    Returns
    -------
    list of (int, float, str)
        In order of time; of a zone's members the worst status counts.
    """
    record, units = atlas.catalogue.series[series], input_units(place, EXACT, atlas.catalogue)
    reported = [_reported_values(atlas, series).get(unit, {}) for unit in units]
    if len(units) == 1:
        return [(year, *reported[0][year]) for year in sorted(reported[0])]
    years = sorted(set.intersection(*(set(one) for one in reported))) if reported else []
    weights = [_member_weights(atlas, record, unit, years) for unit in units]
    points = []
    for position, year in enumerate(years):
        shares = [weight[position] for weight in weights]
        total = sum(one[year][0] * share for one, share in zip(reported, shares, strict=True))
        mean = record.aggregate == "mean"
        worst = max((one[year][1] for one in reported), key=SEVERITY.index)
        points.append((year, total / sum(shares) if mean else total, worst))
    return [point for point in points if math.isfinite(point[1])]


def _member_weights(atlas: Atlas, record: Series, unit: str, years: list[int]) -> list[float]:
    """Return a member's weight per year: 1 in a sum; in a mean that of the year, else of the last year with one."""
    if record.aggregate != "mean":
        return [1.0] * len(years)
    known = _reported_values(atlas, record.weight).get(unit, {})
    if not known:
        return [math.nan] * len(years)
    return [known[max((y for y in known if y <= year), default=min(known))][0] for year in years]


def _yearbook_line(atlas: Atlas, series: str, place: str) -> pd.DataFrame:
    points = yearbook_points(atlas, series, place)
    breaks = years_of(declared_breaks(atlas.catalogue, series, place))
    segments = lines.number_stretches([year for year, _, _ in points], breaks)
    return _line_from_rows(
        [
            (*point, EXACT, point[0] in breaks, segment)
            for point, segment in zip(points, segments, strict=True)
        ]
    )


@remember_with_tables(maxsize=256)
def quartiles_of_cities(atlas: Atlas, item: str) -> pd.DataFrame:
    """Quartiles and median of all cities per year.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Dimension, indicator, item of the census or series.

    Returns
    -------
    DataFrame
        Columns of `analysis.bands.BAND`, one row per year.
    """
    breaks, cities = breaks_of_item(atlas, item), _city_codes(atlas)
    if item in atlas.catalogue.dimensions:
        return bands.score_band(atlas.scores_of([item]), TREND, item, cities, breaks)
    if item in atlas.catalogue.indicators:
        return bands.indicator_band(atlas.values_of(item), item, cities, FIRST_LINE_YEAR, breaks)
    rows = atlas.observations
    rows = rows[rows["series"].eq(item) & rows["level"].eq("city") & (rows["year"] >= FIRST_LINE_YEAR)]
    rows = rows[rows["status"].ne(WITHHELD) & rows["value"].notna()]
    return bands.quartile_band(rows["year"], rows["value"], breaks, rows["status"].eq("B"))


def _city_codes(atlas: Atlas) -> tuple[str, ...]:
    return tuple(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])


def why_no_line(atlas: Atlas, item: str, place: str, proxies: bool) -> str:
    """Reason for which a place has no line.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Dimension, indicator, item of the census or series.
    place : str
        Zone or adcode.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    str
        'level' (made for zones and cities only), 'county' (of counties the yearbook gives the series for those that
        are cities only), 'proxy' (only a wider unit has one, and it is not asked for) or 'unreported'.
    """
    printed = item in atlas.catalogue.series and item not in ITEMS
    if not has_indicators(atlas, place):
        return "unreported" if item in ITEMS else "county" if printed else "level"
    if not proxies and not line_of_place(atlas, item, place, True).empty:
        return "proxy"
    districts = kind_of_place(atlas, place) == "zone" and atlas.catalogue.zones[place].proxy_only
    return "county" if districts and printed else "unreported"


@dataclass(frozen=True)
class ChangeAmongPlaces:
    """A change over an unbroken stretch, and how many others changed by less over the same years.

    `others` are the places that have an unbroken stretch over these years too, `more` how many of them changed by less
    than the place itself, `later` the years after it that compare with no other.
    """

    first: int
    last: int
    before: float
    after: float
    more: int
    others: tuple[str, ...]
    later: tuple[int, ...] = ()


def move_of_line(points_by_place: Mapping[str, pd.DataFrame], place: str) -> ChangeAmongPlaces | None:
    """Change of a place over its last unbroken stretch of at least two years; None where it has none.

    Parameters
    ----------
    points_by_place : mapping of str to DataFrame
        Columns year, value, segment: the place and the others that it is compared with.
    place : str
        One of them.
    """
    stretch = lines.last_stretch(points_by_place[place])
    if stretch is None:
        return None
    first, last = stretch.first, stretch.last
    value = points_by_place[place].set_index("year")["value"]
    before, after = float(value[first]), float(value[last])
    others = {other: points for other, points in points_by_place.items() if other != place}
    changes = lines.changes_over_stretch(others, stretch)
    less = sum(change < after - before for change in changes.values())
    return ChangeAmongPlaces(first, last, before, after, less, tuple(changes), stretch.later)
