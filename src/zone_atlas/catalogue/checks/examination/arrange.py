"""Arrange the observations of a level into panels, with the declared breaks and thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.checks.breaks import ALL, stated_breaks
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR
from zone_atlas.catalogue.reviews import FILE as REGISTER

# Withheld and withdrawn figures are not neighbours: what is known to be doubtful cannot accuse another figure.
UNTRUSTED = ("U", "O", "M")
# Censuses are counted at the boundaries of 2020, so a moved boundary does not break them.
HARMONISED = "census_"
# Units of what does not grow with the size of a place.
RATES = (
    "percent",
    "years",
    "index_points",
    "score_points",
    "previous_year_100",
    "m2_per_person",
    "ug_per_m3",
)


def _series_breaks(inputs: Inputs, series: list[str]) -> Iterator[tuple[int, int]]:
    """Row of the series and year of the breaks that all places have."""
    years = inputs.column_by_key("series.csv", "series", "breaks")
    yield from (
        (k, int(year))
        for k, name in enumerate(series)
        for year in years.get(name, "").split(";")
        if year.isdigit()
    )


def _registered_breaks(inputs: Inputs) -> Iterator[tuple[str, str, int]]:
    """Place, series and year of the breaks that the register of reviewed values finds."""
    table = inputs.tables.get(REGISTER)
    if table is not None and {"place", "series", "year", "disposition"} <= set(table.columns):
        rows = table[table["disposition"].eq("break") & table["year"].str.isdigit()]
        yield from zip(rows["place"], rows["series"], rows["year"].astype(int), strict=True)


def _place_breaks(
    inputs: Inputs, series: np.ndarray, places: np.ndarray, provinces: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    """Rows of series, rows of places and year of the breaks of one place or of all places of a province."""
    moved = np.array([not name.startswith(HARMONISED) for name in series])
    for place, name, year in chain(stated_breaks(inputs), _registered_breaks(inputs)):
        which = moved if name == ALL else series == name
        where = (places == place) | (provinces == place)
        yield np.flatnonzero(which), np.flatnonzero(where), year


def _mark_break_starts(
    inputs: Inputs, series: list[str], places: np.ndarray, provinces: np.ndarray, years: np.ndarray
) -> np.ndarray:
    """Whether a declared break lies between a year and the one before it (series, places, years)."""
    starts = np.zeros((len(series), len(places), len(years)), dtype=bool)
    for k, year in _series_breaks(inputs, series):
        starts[k, :, np.searchsorted(years, year) :][:, :1] = True
    for which, where, year in _place_breaks(inputs, np.array(series, dtype=object), places, provinces):
        at = int(np.searchsorted(years, year))
        if at < len(years):
            starts[np.ix_(which, where, np.array([at]))] = True
    return starts


def _category_codes(column: pd.Series) -> tuple[list[str], np.ndarray]:
    """Sorted values of a category column that occur, and the code of each row among them."""
    used, codes = np.unique(column.cat.codes.to_numpy(), return_inverse=True)
    names = [str(name) for name in np.asarray(column.cat.categories, dtype=object)[used]]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return [names[n] for n in order], rank[codes]


def make_panel(inputs: Inputs, level: str, rows: np.ndarray, value: np.ndarray, status: np.ndarray) -> Panel:
    """Arrange some observations of a level as arrays.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    level : {'city', 'county', 'district'}
    rows : ndarray of int
        Positions of the observations.
    value, status : ndarray
        Value (NaN where withdrawn) and status of each observation once both registers are applied.
    """
    frame = inputs.observations
    series, k = _category_codes(frame["series"].iloc[rows])
    places, p = _category_codes(frame["place"].iloc[rows])
    years, t = np.unique(frame["year_number"].to_numpy()[rows], return_inverse=True)
    # The first of two rows of one cell counts; that there are two is a fault of its own.
    position = np.full((len(series), len(places), len(years)), -1, dtype=np.int32)
    position[k[::-1], p[::-1], t[::-1]] = rows[::-1]
    observed = position >= 0
    marked = {code: status == code for code in ("B", *UNTRUSTED)}
    untrusted = np.logical_or.reduce([marked[code] for code in UNTRUSTED])
    province = inputs.column_by_key("places/places.csv", "adcode", "province")
    provinces = np.array([province.get(code, "") for code in places], dtype=object)
    starts = _mark_break_starts(inputs, series, np.array(places, dtype=object), provinces, years)
    starts |= observed & marked["B"][position]
    noise, swing = inputs.series_numbers("noise"), inputs.series_numbers("swing")
    units = inputs.column_by_key("series.csv", "series", "unit")
    return Panel(
        level=level,
        series=tuple(series),
        places=tuple(places),
        provinces=provinces,
        years=years,
        value=np.where(observed & ~untrusted[position], value[position], np.nan),
        segment=np.cumsum(starts, axis=2, dtype=np.int8),
        position=position,
        noise=np.array([noise.get(name, np.nan) for name in series]),
        swing=np.array([swing.get(name, np.nan) for name in series]),
        rate=np.array([units.get(name) in RATES for name in series]),
    )


def arrange_panels(inputs: Inputs, value: np.ndarray, status: np.ndarray) -> Iterator[Panel]:
    """Arrange all observations, one panel per level that has any, one at a time.

    The levels of many places keep their censuses apart, in a second panel.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    value, status : ndarray
        Value (NaN where withdrawn) and status of each observation once both registers are applied.

    Yields
    ------
    Panel
    """
    frame = inputs.observations
    if frame.empty:
        return
    dated = frame["year_number"].between(FIRST_YEAR, LAST_YEAR).to_numpy()
    counted = frame["series"].cat.categories.str.startswith(HARMONISED)
    census = (
        np.asarray(counted)[frame["series"].cat.codes] if len(counted) else np.zeros(len(frame), dtype=bool)
    )
    # A row in the file of another series is a fault of its own and is not compared with anything.
    codes = {name: code for code, name in enumerate(frame["series"].cat.categories)}
    stems = [file.rsplit("/", 1)[-1].removesuffix(".csv") for file in frame["file"].cat.categories]
    own = np.array([codes.get(stem, -1) for stem in stems])
    dated = dated & (own[frame["file"].cat.codes] == frame["series"].cat.codes.to_numpy())
    for level in store.OBSERVATION_LEVELS:
        here = dated & (frame["level"] == level).to_numpy()
        parts = (here,) if level == "city" else (here & ~census, here & census)
        for part in parts:
            if part.any():
                yield make_panel(inputs, level, np.flatnonzero(part), value, status)
