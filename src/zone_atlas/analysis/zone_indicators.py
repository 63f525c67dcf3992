"""Every indicator of a zone in its own unit: value, age, rank among all cities, peers' median, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.analysis import lines, peer_group
from zone_atlas.analysis.gaps import missing_members
from zone_atlas.analysis.provenance import input_units
from zone_atlas.analysis.shortfalls import FEWEST_PEERS
from zone_atlas.analysis.standing import EXACT, PROXY
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import WITHHELD, Indicator
from zone_atlas.memo import remember_with_tables
from zone_atlas.pipeline.breaks import input_breaks, is_window, years_of
from zone_atlas.pipeline.constant_set import OLDEST
from zone_atlas.pipeline.functions import WINDOW

FIRST_YEAR = 2005
# Sums of members and figures of a lone member are the same number up to rounding.
EQUAL = 1e-9
Reason = Literal["", "withheld", "member", "proxy", "later", "old", "break", "none"]


class Mark(NamedTuple):
    """A published value with its year, basis and status; `until` is the last year in which it may stand in."""

    year: int
    basis: str
    status: str
    value: float
    until: int = 9999


@dataclass(frozen=True)
class CityTable:
    """Values of all cities in force in a year: cities × indicators, NaN where none is at most three years old."""

    cities: pd.Index
    indicators: pd.Index
    values: NDArray[np.float64]

    def medians(self, places: tuple[str, ...]) -> NDArray[np.float64]:
        """Median of some cities, one an indicator; NaN where fewer than three have a value."""
        rows = self.values[self.cities.get_indexer(list(places))]
        enough = np.isfinite(rows).sum(axis=0) >= FEWEST_PEERS
        medians = np.full(rows.shape[1], np.nan)
        medians[enough] = np.nanmedian(rows[:, enough], axis=0)
        return medians


@remember_with_tables(maxsize=32)
def city_table(atlas: Atlas, year: int) -> CityTable:
    """Exact values of all cities as the index takes them in a year: the latest of three years back, none withheld."""
    places = atlas.places
    cities = pd.Index(places.loc[places["kind"].eq("city"), "place"].astype(str))
    indicators = pd.Index(list(atlas.catalogue.indicators))
    table = atlas.indicators
    usable = table["basis"].eq(EXACT) & table["status"].ne(WITHHELD)
    values = np.full((len(cities), len(indicators)), np.nan)
    for one in range(year - OLDEST, year + 1):
        rows = table[usable & table["year"].eq(one) & table["until"].ge(year)]
        row, column = (
            where.get_indexer(rows[name].astype(str))
            for where, name in ((cities, "place"), (indicators, "indicator"))
        )
        city = row >= 0
        values[row[city], column[city]] = rows["value"].to_numpy()[city]
    return CityTable(cities, indicators, values)


def in_force(held: Sequence[Mark], year: int, proxies: bool, proxy_only: bool) -> Mark | None:
    """The value of an indicator that the index takes in a year; None where there is none.

    Parameters
    ----------
    held : sequence of Mark
        Published values of one indicator of one zone.
    year : int
    proxies : bool
        Whether a wider unit's value may stand in. Where a zone has none but districts, its own value wins over the
        wider unit's of the same year; else the wider unit's wins, because only it covers the whole zone.
    proxy_only : bool
        Whether the zone has no whole city.
    """
    recent = [
        one for one in held if year - OLDEST <= one.year <= year <= one.until and one.status != WITHHELD
    ]
    exact = max((one for one in recent if one.basis == EXACT), key=lambda one: one.year, default=None)
    wider = max((one for one in recent if one.basis == PROXY), key=lambda one: one.year, default=None)
    if not proxies or wider is None:
        return exact
    own_wins = exact is not None and proxy_only and exact.year >= wider.year
    return exact if own_wins else wider


@remember_with_tables(maxsize=256)
def indicator_rows(atlas: Atlas, zone: str, year: int, proxies: bool) -> pd.DataFrame:
    """Every indicator of the framework for one zone, in the order of the framework.

    Returns
    -------
    DataFrame
        Columns indicator, dimension, value, year, age, status, basis, rank, shared, cities, peers, reason, detail.
        `rank` counts from the strongest driver or most severe bottleneck among the `cities` that
        have a value (NaN for a proxy), `shared` says whether other cities have the same value; `peers` is the median of
        the nearest peers. Where there is no value, `reason` is one of: 'withheld' (unreliable), 'member' (a member has
        none), 'proxy' (a wider unit has one, but proxies are off), 'old' (the last one is more than three years old),
        'later' (the first one is of a later year), 'break' (a break parts the last one from the year, or
        the years that it would be made of), 'none'; `detail` holds the year, or the members' codes.
    """
    record, rows = atlas.catalogue.zones[zone], atlas.indicators_at(zone)
    held = {name: rows[name].tolist() for name in ("indicator", "year", "basis", "status", "value", "until")}
    marks: dict[str, list[Mark]] = {}
    for name, *mark in zip(*held.values(), strict=True):
        marks.setdefault(name, []).append(Mark(*mark))
    indicators = list(atlas.catalogue.indicators.values())
    own = [in_force(marks.get(i.id, []), year, proxies, record.proxy_only) for i in indicators]
    table, units = city_table(atlas, year), input_units(zone, EXACT, atlas.catalogue)
    rank, shared, cities = ranks_among(
        np.array([mark.value if mark and mark.basis == EXACT else np.nan for mark in own]),
        table.values,
        np.array([i.direction for i in indicators]),
        table.cities == (units[0] if len(units) == 1 else ""),
    )
    why = [
        ("", "") if mark else _absent(atlas, zone, i, marks.get(i.id, []), year, proxies)
        for i, mark in zip(indicators, own, strict=True)
    ]
    return pd.DataFrame(
        {
            "indicator": [i.id for i in indicators],
            "dimension": [i.dimension for i in indicators],
            "value": [mark.value if mark else np.nan for mark in own],
            "year": [float(mark.year) if mark else np.nan for mark in own],
            "age": [float(year - mark.year) if mark else np.nan for mark in own],
            "status": [mark.status if mark else "" for mark in own],
            "basis": [mark.basis if mark else "" for mark in own],
            "rank": rank,
            "shared": shared,
            "cities": cities,
            "peers": table.medians(peer_group.nearest(atlas, zone)),
            "reason": [reason for reason, _ in why],
            "detail": [detail for _, detail in why],
        }
    )


def ranks_among(
    own: NDArray[np.float64],
    cities: NDArray[np.float64],
    directions: NDArray[np.int64],
    itself: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Rank of a place among cities on several indicators, 1 for the strongest driver or most severe bottleneck.

    Parameters
    ----------
    own : array (indicator,)
        Values of the place; NaN is not ranked.
    cities : array (city, indicator)
        Values of the cities; NaN is left out.
    directions : array (indicator,)
        1 where more of it is stronger or more severe, -1 where less of it is.
    itself : array (city,)
        The city that the place is, if any: it shares no rank with itself.

    Returns
    -------
    (array, array, array)
        Rank and number of cities with a value, NaN where not ranked, and whether another city has the same value.
        A place that is itself no city and stands behind them all takes the last rank.
    """
    known = np.isfinite(own)
    same = np.isclose(cities, own, rtol=EQUAL, atol=0)
    with np.errstate(invalid="ignore"):
        ahead = (directions * cities > directions * own) & ~same
    total = np.isfinite(cities).sum(axis=0)
    rank = np.minimum(ahead.sum(axis=0) + 1, total)
    shared = known & (same & ~itself[:, None]).any(axis=0)
    return np.where(known, rank, np.nan), shared, np.where(known, total, np.nan)


def _absent(
    atlas: Atlas, zone: str, indicator: Indicator, held: Sequence[Mark], year: int, proxies: bool
) -> tuple[Reason, str]:
    """Why an indicator has no value in force, and the year or the members that belong to the reason."""
    recent = [one for one in held if year - OLDEST <= one.year <= year]
    broken = _broken(atlas, zone, indicator, recent, year)
    if broken:
        return "break", str(broken)
    if any(one.status == WITHHELD for one in recent):
        return "withheld", ""
    if not proxies and any(one.basis == PROXY for one in recent):
        return "proxy", ""
    missing = missing_members(atlas, zone, indicator.id, year)
    if missing:
        return "member", ",".join(missing)
    years = [one.year for one in held if one.status != WITHHELD and (proxies or one.basis == EXACT)]
    earlier, later = [y for y in years if y < year], [y for y in years if y > year]
    if earlier:
        return "old", str(max(earlier))
    return ("later", str(min(later))) if later else ("none", "")


def _broken(atlas: Atlas, zone: str, indicator: Indicator, recent: Sequence[Mark], year: int) -> int:
    """Year of the break that keeps a value away: it lies in the window, or after the last value; 0 where none does."""
    if is_window(indicator):
        units = input_units(zone, EXACT, atlas.catalogue)
        years = years_of(input_breaks(atlas.catalogue, indicator, units))
        return max((y for y in years if year - WINDOW + 1 < y <= year), default=0)
    held = [one.until + 1 for one in recent if one.basis == EXACT and one.status != WITHHELD]
    return max((then for then in held if then <= year), default=0)


@remember_with_tables(maxsize=128)
def histories(atlas: Atlas, zone: str, proxies: bool) -> dict[str, tuple[list[int], list[float], list[int]]]:
    """Years, values and unbroken stretches of every indicator of a zone since 2005, withheld values left out.

    A stretch ends at a missing year, at a break of the series, and where a proxy takes over from an exact value.
    """
    rows = atlas.indicators_at(zone)
    rows = rows[(rows["year"] >= FIRST_YEAR) & rows["status"].ne(WITHHELD)]
    own_wins = not proxies or atlas.catalogue.zones[zone].proxy_only
    if not proxies:
        rows = rows[rows["basis"].eq(EXACT)]
    columns = [rows[name].tolist() for name in ("indicator", "year", "basis", "value", "breaks")]
    chosen: dict[str, dict[int, tuple[str, float, bool]]] = {}
    for name, year, basis, value, breaks in zip(*columns, strict=True):
        held = chosen.setdefault(str(name), {})
        if year not in held or (basis == EXACT) == own_wins:
            held[year] = (str(basis), float(value), bool(breaks))
    return {name: _history(held) for name, held in chosen.items()}


def _history(held: dict[int, tuple[str, float, bool]]) -> tuple[list[int], list[float], list[int]]:
    years = sorted(held)
    bases = [held[year][0] for year in years]
    breaks = {year for year in years if held[year][2]}
    return years, [held[year][1] for year in years], lines.stretches(years, bases, breaks)
