"""The published value of an indicator that is in force in a year, or the reason for which there is none.

The rule is that of the index (`pipeline.scores`): the newest reliable value that is at most three years old and that no
break parts from the year; a wider unit's value stands in only where the reader asks for it. The pipeline decides what
enters a score, and publishes beside each value the last year in which it may stand in (`until`); analysis reads that.

Two questions look alike and are apart. What *entered the index* of a year (`standing.indicator_values`) is there for
the indicators of the year's set only, with its score; what is *in force* is there for every indicator in every year.
Where both are there they agree, which a test holds. And the *newest* figure of a city (`newest_value`) has no year to
be in force in: it has its own.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from zone_atlas.analysis.gaps import missing_members
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.breaks import input_breaks, is_window, years_of
from zone_atlas.catalogue.records import WITHHELD, Indicator
from zone_atlas.catalogue.rules import OLDEST, WINDOW
from zone_atlas.memo import remember_with_tables

Reason = Literal["", "withheld", "member", "proxy", "later", "old", "break", "none"]
COLUMNS = ["place", "indicator", "year", "basis", "status", "value", "until"]


class PublishedValue(NamedTuple):
    """A published value with its year, basis and status; `until` is the last year in which it may stand in."""

    year: int
    basis: str
    status: str
    value: float
    until: int


def choose_in_force(
    rows: pd.DataFrame, year: int, proxies: bool, proxy_only: Collection[str] = ()
) -> pd.DataFrame:
    """Published values that are in force in a year: at most one per place and indicator.

    Parameters
    ----------
    rows : DataFrame
        Published values, columns `COLUMNS` or more.
    year : int
    proxies : bool
        Whether a wider unit's value may stand in. Where a zone has none but districts, its own value wins over the
        wider unit's of the same year; else the wider unit's wins, because only it covers the whole zone.
    proxy_only : collection of str
        Zones that have no whole city.

    Returns
    -------
    DataFrame
        Some of the rows, in no order of their own.
    """
    # `until` holds the years of age that are allowed, and the breaks.
    years, own = rows["year"].to_numpy(), rows["basis"].eq(EXACT).to_numpy()
    usable = (years <= year) & (rows["until"].to_numpy() >= year) & rows["status"].ne(WITHHELD).to_numpy()
    at = np.flatnonzero(usable if proxies else usable & own)
    if proxies:
        # The last of these orders wins: the wider unit before its age, but for districts the year before the unit.
        wider = ~own & ~rows["place"].isin(list(proxy_only)).to_numpy()
        at = at[np.lexsort((own[at], years[at], wider[at]))]
    else:
        at = at[np.argsort(years[at], kind="stable")]
    places, indicators = (pd.factorize(rows[name])[0][at].astype(np.int64) for name in ("place", "indicator"))
    # Of each place and indicator the last in this order: the first, read backwards.
    _, last = np.unique((places * (indicators.max(initial=0) + 1) + indicators)[::-1], return_index=True)
    return rows.iloc[at[::-1][last]]


@remember_with_tables(maxsize=2)
def zones_without_city(atlas: Atlas) -> frozenset[str]:
    """Zones of districts alone, for which a whole municipality stands in."""
    return frozenset(zone.id for zone in atlas.catalogue.zones.values() if zone.proxy_only)


@remember_with_tables(maxsize=32)
def _rows_at(atlas: Atlas, place: str) -> pd.DataFrame:
    """Published values of the places of one page, which asks for them again and again."""
    return atlas.indicators_at(place)


@remember_with_tables(maxsize=512)
def values_at_place(atlas: Atlas, place: str, year: int, proxies: bool) -> dict[str, PublishedValue]:
    """Value of every indicator that is in force at a zone or city in a year, by indicator.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    """
    rows = choose_in_force(_rows_at(atlas, place), year, proxies, zones_without_city(atlas))
    columns = [rows[name].tolist() for name in ("indicator", *PublishedValue._fields)]
    return {str(name): PublishedValue(*value) for name, *value in zip(*columns, strict=True)}


def value_in_force(
    atlas: Atlas, place: str, indicator: str, year: int, proxies: bool
) -> PublishedValue | None:
    """Value of an indicator that is in force at a zone or city in a year; None where there is none.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    indicator : str
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    """
    return values_at_place(atlas, place, year, proxies).get(indicator)


def values_of_indicator(atlas: Atlas, indicator: str, year: int, proxies: bool) -> pd.DataFrame:
    """Value of one indicator that is in force in a year at every zone and city that has one.

    Parameters
    ----------
    atlas : Atlas
    indicator : str
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, one row per place.
    """
    rows = choose_in_force(atlas.values_of(indicator)[COLUMNS], year, proxies, zones_without_city(atlas))
    return rows.sort_values("place", kind="stable")


@remember_with_tables(maxsize=512)
def _positions_at(atlas: Atlas, place: str) -> tuple[list[np.ndarray], dict[str, np.ndarray]]:
    """Columns of a place's published values as arrays, and the positions of each indicator in them."""
    rows = _rows_at(atlas, place)
    codes, names = pd.factorize(rows["indicator"])
    order = np.argsort(codes, kind="stable")
    parts = np.split(order, np.searchsorted(codes[order], np.arange(1, len(names))))
    return [rows[name].to_numpy() for name in PublishedValue._fields], dict(
        zip(map(str, names), parts, strict=True)
    )


def _published_at(atlas: Atlas, place: str, indicator: str) -> list[PublishedValue]:
    """Every published value of an indicator at a place, in the order of the table."""
    columns, positions = _positions_at(atlas, place)
    if indicator not in positions:
        return []
    cells = [column[positions[indicator]].tolist() for column in columns]
    return [PublishedValue(*value) for value in zip(*cells, strict=True)]


def reason_missing(atlas: Atlas, place: str, indicator: str, year: int, proxies: bool) -> tuple[Reason, str]:
    """Reason for which a zone or city has no value of an indicator in force in a year.

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
    (str, str)
        The first of these that holds, and what belongs to it: 'break' (a break parts the last value from the year, or
        the years that it would be made of; the year of the break), 'withheld' (unreliable), 'proxy' (a wider unit has
        one, but proxies are off), 'member' (members of the zone have none; their codes), 'old' (the last one is more
        than three years old; its year), 'later' (the first one is of a later year; that year), 'none'. Two times ''
        where a value is in force.
    """
    if value_in_force(atlas, place, indicator, year, proxies) is not None:
        return "", ""
    published = [one for one in _published_at(atlas, place, indicator) if proxies or one.basis == EXACT]
    recent = [one for one in published if year - OLDEST <= one.year <= year]
    broken = _year_of_break(atlas, place, atlas.catalogue.indicators[indicator], recent, year)
    if broken:
        return "break", str(broken)
    if any(one.status == WITHHELD for one in recent):
        return "withheld", ""
    # Wider units stand in for zones alone.
    if not proxies and place in atlas.catalogue.zones and value_in_force(atlas, place, indicator, year, True):
        return "proxy", ""
    missing = missing_members(atlas, place, indicator, year)
    if missing:
        return "member", ",".join(missing)
    years = [one.year for one in published if one.status != WITHHELD]
    earlier, later = [y for y in years if y < year], [y for y in years if y > year]
    if earlier:
        return "old", str(max(earlier))
    return ("later", str(min(later))) if later else ("none", "")


def _year_of_break(
    atlas: Atlas, place: str, indicator: Indicator, recent: Sequence[PublishedValue], year: int
) -> int:
    """Year of the break that keeps a value away: it lies in the window, or after the last value; 0 where none does."""
    if is_window(indicator):
        units = input_units(place, EXACT, atlas.catalogue)
        years = years_of(input_breaks(atlas.catalogue, indicator, units))
        return max((y for y in years if year - WINDOW + 1 < y <= year), default=0)
    ends = [one.until + 1 for one in recent if one.basis == EXACT and one.status != WITHHELD]
    return max((then for then in ends if then <= year), default=0)
