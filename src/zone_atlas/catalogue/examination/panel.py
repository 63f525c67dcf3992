"""The observations of one level as an array of series × place × year, and the path of each place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue import records as r
from zone_atlas.catalogue.check_inputs import Inputs
from zone_atlas.catalogue.examination.path import Path, path_of, robust_noise

# Withheld and withdrawn figures are no neighbours: what is known to be doubtful accuses nobody.
UNTRUSTED = ("U", "O", "M")
# Censuses are counted at the boundaries of 2020, so a moved boundary does not break them.
HARMONISED = "census_"
RATES = (
    "percent",
    "years",
    "index_points",
    "score_points",
    "previous_year_100",
    "m2_per_person",
    "ug_per_m3",
)
WHOLE_SHARE = 0.995
ENOUGH_COUNTS, LEAST_CHANCE = 200, 0.3


@dataclass(frozen=True)
class Panel:
    """Values of one level of places.

    ``value`` (series, places, years) holds NaN where there is no figure, or none that is trusted; ``segment`` counts
    the declared breaks up to each year, so that two years compare only where it is equal; ``position`` is the row
    among all observations, -1 where there is none. ``noise`` and ``swing`` (series) are declared in series.csv; ``rate`` says whether a
    series does not grow with the size of its place.
    """

    level: str
    series: tuple[str, ...]
    places: tuple[str, ...]
    provinces: np.ndarray
    years: np.ndarray
    value: np.ndarray
    segment: np.ndarray
    position: np.ndarray
    noise: np.ndarray
    swing: np.ndarray
    rate: np.ndarray

    def index(self, series: str) -> int | None:
        """Row of a series in the arrays, None where the level has none of it."""
        return self.series.index(series) if series in self.series else None

    def plane(self, series: str) -> np.ndarray:
        """Values (places, years) of a series; all NaN where the level has none of it."""
        found = self.index(series)
        return np.full(self.value.shape[1:], np.nan) if found is None else self.value[found]

    @cached_property
    def path(self) -> Path:
        """How far each value lies from its neighbours in time, net of the median place."""
        return path_of(self.value, self.segment, self.years, self.whole)

    @cached_property
    def chance(self) -> np.ndarray:
        """Standard error (series, places, years) of small counts; less where a series counts what stays (firms)."""
        misfit = np.abs(self.path.log - (self.path.before + self.path.after) / 2) / np.where(
            self.path.chance > 0, self.path.chance, np.nan
        )
        share = np.ones(len(self.series))
        for k in np.flatnonzero(self.whole):
            known = misfit[k][np.isfinite(misfit[k])]
            if len(known) >= ENOUGH_COUNTS:
                share[k] = np.clip(1.4826 * np.median(known), LEAST_CHANCE, 1)
        return self.path.chance * share[:, None, None]

    @cached_property
    def whole(self) -> np.ndarray:
        """Whether a series (series,) counts in whole numbers."""
        known = np.isfinite(self.value)
        fraction = known & (self.value != np.round(self.value))
        return fraction.sum((1, 2)) <= (1 - WHOLE_SHARE) * known.sum((1, 2))

    @cached_property
    def scatter(self) -> np.ndarray:
        """Noise (series,) of the logs about their neighbours: declared, else measured here."""
        return np.where(np.isfinite(self.noise), self.noise, robust_noise(self.path))


def _declared(inputs: Inputs, column: str) -> dict[str, float]:
    table = inputs.tables.get("series.csv")
    if table is None or column not in table:
        return {}
    numbers = pd.to_numeric(table[column], errors="coerce")
    return dict(zip(table["series"], numbers, strict=True))


def _series_breaks(inputs: Inputs, series: list[str]) -> list[tuple[int, int]]:
    """(row of the series, year) of the breaks that all places have."""
    table = inputs.tables.get("series.csv")
    if table is None:
        return []
    years = dict(zip(table["series"], table["breaks"], strict=True))
    return [
        (k, int(y)) for k, name in enumerate(series) for y in years.get(name, "").split(";") if y.isdigit()
    ]


def _place_breaks(
    inputs: Inputs, series: list[str], places: np.ndarray, provinces: np.ndarray
) -> list[tuple[np.ndarray, np.ndarray, int]]:
    """(rows of series, rows of places, year) of the breaks of one place or of a province."""
    names, found = np.array(series), []
    moved = ~np.char.startswith(names.astype(str), HARMONISED)
    rows = [inputs.tables.get("places/series_breaks.csv"), _registered_breaks(inputs)]
    for table in rows:
        if table is None:
            continue
        for row in table.itertuples():
            if not str(row.year).isdigit():
                continue
            which = moved if row.series == "*" else names == row.series
            where = (places == row.place) | (provinces == row.place)
            found.append((np.flatnonzero(which), np.flatnonzero(where), int(row.year)))
    return found


def _registered_breaks(inputs: Inputs) -> pd.DataFrame | None:
    table = inputs.tables.get("reviewed_values.csv")
    if table is None or not {"place", "series", "year", "disposition"} <= set(table.columns):
        return None
    return table[table["disposition"] == "break"]


def _segments(inputs: Inputs, panel_axes: tuple[list[str], np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    series, places, provinces, years = panel_axes
    starts = np.zeros((len(series), len(places), len(years)), dtype=bool)

    def at(year: int) -> int:
        return int(np.searchsorted(years, year))

    for k, year in _series_breaks(inputs, series):
        if at(year) < len(years):
            starts[k, :, at(year)] = True
    for which, where, year in _place_breaks(inputs, series, places, provinces):
        if at(year) < len(years):
            starts[np.ix_(which, where, np.array([at(year)]))] = True
    return starts


def make_panel(inputs: Inputs, level: str, value: np.ndarray, status: np.ndarray) -> Panel | None:
    """Arrange the observations of a level.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    level : str
        'city', 'county' or 'district'.
    value, status : np.ndarray
        Value and status of each observation once the corrections are applied.

    Returns
    -------
    Panel or None
        None where the level has no observation.
    """
    frame = inputs.observations
    if frame.empty:
        return None
    chosen = (frame["level"] == level).to_numpy() & frame["year_number"].between(
        r.FIRST_YEAR, r.LAST_YEAR
    ).to_numpy()
    rows = np.flatnonzero(chosen)
    if not len(rows):
        return None
    cut = frame.iloc[rows]
    series, k = _codes(cut["series"])
    places, p = _codes(cut["place"])
    years, t = np.unique(cut["year_number"].to_numpy(), return_inverse=True)
    shape = (len(series), len(places), len(years))
    # The first of two rows of one cell counts; that it stands twice is a fault of its own.
    position = np.full(shape, -1, dtype=np.int32)
    position[k[::-1], p[::-1], t[::-1]] = rows[::-1]
    trusted = np.where(np.isin(status, UNTRUSTED), np.nan, value)
    values = np.where(position >= 0, trusted[position], np.nan)
    register = inputs.tables.get("places/places.csv")
    known = {} if register is None else register.drop_duplicates("adcode").set_index("adcode")
    province = known["province"].to_dict() if len(known) else {}
    provinces = np.array([province.get(code, "") for code in places], dtype=object)
    starts = _segments(inputs, (series, np.array(places, dtype=object), provinces, years))
    starts |= (position >= 0) & (status[position] == "B")
    noise, swing = _declared(inputs, "noise"), _declared(inputs, "swing")
    table = inputs.tables.get("series.csv")
    units = {} if table is None else dict(zip(table["series"], table["unit"], strict=True))
    return Panel(
        level=level,
        series=tuple(series),
        places=tuple(places),
        provinces=provinces,
        years=years,
        value=values,
        segment=np.cumsum(starts, axis=2, dtype=np.int8),
        position=position,
        noise=np.array([noise.get(name, np.nan) for name in series]),
        swing=np.array([swing.get(name, np.nan) for name in series]),
        rate=np.array([units.get(name) in RATES for name in series]),
    )


def _codes(column: pd.Series) -> tuple[list[str], np.ndarray]:
    """Sorted values of a category column that occur, and the code of each row among them."""
    used, codes = np.unique(column.cat.codes.to_numpy(), return_inverse=True)
    names = np.asarray(column.cat.categories, dtype=object)[used]
    order = np.argsort(names.astype(str))
    place_in_order = np.empty(len(order), dtype=np.int64)
    place_in_order[order] = np.arange(len(order))
    return [str(name) for name in names[order]], place_in_order[codes]


def make_panels(inputs: Inputs, value: np.ndarray, status: np.ndarray) -> list[Panel]:
    """One panel a level that has observations."""
    made = (make_panel(inputs, level, value, status) for level in store.OBSERVATION_LEVELS)
    return [panel for panel in made if panel is not None]
