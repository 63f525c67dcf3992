"""A few places side by side: where each stands among all cities, and why a figure is not there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.analysis import in_force
from zone_atlas.analysis.place_kinds import has_indicators, kinds_of_places
from zone_atlas.analysis.position import percentile_among
from zone_atlas.analysis.standing import preferred_basis, set_of
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import OLDEST
from zone_atlas.memo import remember_with_tables

# With fewer cities a rank correlation says nothing.
FEWEST_CITIES = 30


class Reading(NamedTuple):
    """An indicator's value at a place, in its own unit, and where it stands among all cities.

    `year`, `age`, `basis`, `status` and `sources` are those of the value; `position` (0–100, in the direction of the
    dimension; NaN where no city has the indicator) counts among `cities`. A wider unit's value has a position
    too, drawn with its mark; it is not ranked and enters no sentence.
    """

    indicator: str
    value: float
    year: int
    age: int
    basis: str
    status: str
    sources: str
    position: float
    cities: int


@remember_with_tables(maxsize=24)
def _spans_by_place(atlas: Atlas, year: int) -> tuple[pd.DataFrame, dict[str, slice]]:
    """Normalised indicators of a year in the order of the places, and each place's span in them."""
    rows = atlas.normalised_in(year)
    rows = rows[rows["set"].eq(set_of(year))]
    codes = rows["place"].cat.codes.to_numpy()
    order, names = np.argsort(codes, kind="stable"), rows["place"].cat.categories
    ends = np.searchsorted(codes[order], np.arange(len(names) + 1))
    return rows.iloc[order], {str(name): slice(ends[k], ends[k + 1]) for k, name in enumerate(names)}


@remember_with_tables(maxsize=24)
def _of_cities(atlas: Atlas, year: int) -> dict[str, NDArray[np.float64]]:
    """Values of all cities by indicator, turned into the direction of the dimension and ordered."""
    rows, _ = _spans_by_place(atlas, year)
    city = np.array(
        [kinds_of_places(atlas).get(str(place)) == "city" for place in rows["place"].cat.categories]
    )
    rows = rows[rows["basis"].eq(EXACT) & city[rows["place"].cat.codes.to_numpy()]]
    direction = {key: indicator.direction for key, indicator in atlas.catalogue.indicators.items()}
    return {
        str(name): np.sort(direction[str(name)] * group.dropna().to_numpy(dtype=float))
        for name, group in rows.groupby("indicator", observed=True)["value"]
    }


def indicators_in(atlas: Atlas, year: int) -> tuple[str, ...]:
    """Indicators that cities can be placed on in a year, in the order of the framework.

    Parameters
    ----------
    atlas : Atlas
    year : int
    """
    known = _of_cities(atlas, year)
    return tuple(name for name in atlas.catalogue.indicators if len(known.get(name, ())))


@remember_with_tables(maxsize=4096)
def indicators_with_values(atlas: Atlas, place: str, year: int, proxies: bool) -> tuple[Reading, ...]:
    """Every indicator that a zone or city has a value of, in the order of the framework.

    Parameters
    ----------
    atlas : Atlas
    place : str
    year : int
        Values may be up to three years older, as in the index.
    proxies : bool
        Whether a wider unit's figure may stand in for the place's own.

    Returns
    -------
    tuple of Reading
        Empty for counties, which have no indicators.
    """
    table, spans = _spans_by_place(atlas, year)
    rows = preferred_basis(table.iloc[spans.get(place, slice(0))], ["indicator"], proxies)
    published = _status_and_sources(atlas, place, year)
    order = {name: k for k, name in enumerate(atlas.catalogue.indicators)}
    columns = (
        rows[c].astype(object).tolist() for c in ("indicator", "value", "value_year", "age", "value_basis")
    )
    readings = []
    for name, value, own_year, age, basis in zip(*columns, strict=True):
        position, cities = _position_among_cities(atlas, year, name, value)
        readings.append(
            Reading(name, value, own_year, age, basis, *published[name, own_year, basis], position, cities)
        )
    return tuple(sorted(readings, key=lambda one: order[one.indicator]))


def _position_among_cities(atlas: Atlas, year: int, indicator: str, value: float) -> tuple[float, int]:
    """Position of a value among all cities, and their number."""
    ordered = _of_cities(atlas, year).get(indicator, np.array([]))
    signed = np.array([atlas.catalogue.indicators[indicator].direction * value])
    return float(percentile_among(signed, ordered)[0]), len(ordered)


def _status_and_sources(atlas: Atlas, place: str, year: int) -> dict[tuple[str, int, str], tuple[str, str]]:
    """Status and sources of a place's values of a year and the three before it, by indicator, year and basis."""
    rows = atlas.indicators_at(place)
    rows = rows[rows["year"].between(year - OLDEST, year)]
    names = ("indicator", "year", "basis", "status", "sources")
    columns = (rows[name].astype(object).tolist() for name in names)
    return {(i, y, b): (status, sources) for i, y, b, status, sources in zip(*columns, strict=True)}


@remember_with_tables(maxsize=4096)
def indicators_of_place(atlas: Atlas, place: str, year: int, proxies: bool) -> frozenset[str]:
    """Indicators that a place has a value of.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    """
    return frozenset(one.indicator for one in indicators_with_values(atlas, place, year, proxies))


@dataclass(frozen=True)
class Difference:
    """The indicator on which a place stands furthest from the median of others: positions among all cities, 0–100.

    `compared` is the number of others that have it; with none, the median city (50) stands in for them.
    """

    place: str
    indicator: str
    own: float
    others: float
    compared: int


def largest_difference(
    atlas: Atlas, places: Sequence[str], year: int, proxies: bool, indicators: Sequence[str]
) -> Difference | None:
    """The indicator on which the first place that has figures of its own differs most from the others.

    Parameters
    ----------
    atlas : Atlas
    places : sequence of str
        Zones and adcodes; only their exact figures count.
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    indicators : sequence of str
        Those among which it is sought.

    Returns
    -------
    Difference or None
        None where no place has an exact figure.
    """
    compared = set(indicators)
    columns = {place: _positions_by_indicator(atlas, place, year, proxies) for place in places}
    own = next((place for place, column in columns.items() if compared & set(column)), None)
    if own is None:
        return None
    others = [column for place, column in columns.items() if place != own]
    known = {name: [one[name] for one in others if name in one] for name in indicators}
    shared = any(known[name] for name in indicators if name in columns[own])
    differences = [
        Difference(own, name, columns[own][name], float(np.median(known[name] or [50.0])), len(known[name]))
        for name in indicators
        if name in columns[own] and (known[name] or not shared)
    ]
    return max(differences, key=lambda one: abs(one.own - one.others))


def _positions_by_indicator(atlas: Atlas, place: str, year: int, proxies: bool) -> dict[str, float]:
    """Positions of a place by indicator, exact figures only."""
    return {
        one.indicator: one.position
        for one in indicators_with_values(atlas, place, year, proxies)
        if one.basis == EXACT and math.isfinite(one.position)
    }


def why_missing(atlas: Atlas, place: str, indicator: str, year: int, proxies: bool) -> str:
    """Reason for which a place has no value of an indicator in a year, as a code of the texts of the comparison.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    indicator : str
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    str
        'level' (made for zones and cities only), 'unreported' (never published for the place), or another reason of
        `in_force.reason_missing`.
    """
    if not has_indicators(atlas, place):
        return "level"
    reason, _ = in_force.reason_missing(atlas, place, indicator, year, proxies)
    return "unreported" if reason == "none" else reason


@remember_with_tables(maxsize=512)
def _values_by_place(atlas: Atlas, indicator: str, year: int, proxies: bool) -> pd.DataFrame:
    """Value, year and basis of an indicator that is in force at every zone and city, by place."""
    rows = in_force.values_of_indicator(atlas, indicator, year, proxies)
    return rows.astype({"place": object, "basis": object}).set_index("place")[["value", "year", "basis"]]


@remember_with_tables(maxsize=256)
def pair_indicators(atlas: Atlas, across: str, up: str, year: int, proxies: bool) -> pd.DataFrame:
    """Two indicators at every zone and city that has both.

    Parameters
    ----------
    atlas : Atlas
    across, up : str
        Indicators of the horizontal and of the vertical axis.
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    DataFrame
        By place: kind, across, up, the year and basis of each, and open (True where either is a proxy).
    """
    first, second = _values_by_place(atlas, across, year, proxies), _values_by_place(atlas, up, year, proxies)
    joined = first.add_suffix("_across").join(second.add_suffix("_up"), how="inner")
    return pd.DataFrame(
        {
            "kind": joined.index.map(kinds_of_places(atlas)),
            "across": joined["value_across"],
            "up": joined["value_up"],
            "across_year": joined["year_across"],
            "up_year": joined["year_up"],
            "across_basis": joined["basis_across"],
            "up_basis": joined["basis_up"],
            "open": joined["basis_across"].ne(EXACT) | joined["basis_up"].ne(EXACT),
        }
    )


def rank_correlation(table: pd.DataFrame) -> tuple[float, int]:
    """Spearman's rank correlation of the two indicators over the cities, and the number of cities.

    Parameters
    ----------
    table : DataFrame
        What `pair_indicators` returns.

    Returns
    -------
    (float, int)
        NaN with fewer than thirty cities, or where one of the two does not vary.
    """
    cities = table[table["kind"].eq("city") & ~table["open"]]
    if len(cities) < FEWEST_CITIES or cities["across"].nunique() < 2 or cities["up"].nunique() < 2:
        return float("nan"), len(cities)
    ranks = cities[["across", "up"]].rank().to_numpy()
    return float(np.corrcoef(ranks, rowvar=False)[0, 1]), len(cities)
