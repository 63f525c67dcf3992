"""Find figures that were copied from another row, another column or another year."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination import ends, spikes
from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel

EMISSIONS = ("so2_industrial", "nox_industrial", "dust_industrial")
LEAST_EMISSIONS = 2
# Fewer digits agree by chance.
DIGITS, DIGITS_OF_A_PLACE = 4, 4
LEAST_OF_A_ROW, LEAST_OF_A_PLACE = 3, 3
OFF_PATH = np.log(1.25)
# Series in which a figure stands still by itself: rates at their ceiling, indices, censuses, lists.
PEOPLE = "pop_"
MODELLED = ("iriec_", "dfi_", "census_", "listed_", "green_parks", "co2_", "gdp_index", "share_", "land_area")


def long_enough(values: np.ndarray, least: int) -> np.ndarray:
    """Whether values have enough significant digits; trailing zeros do not count.

    Parameters
    ----------
    values : ndarray
        Of any shape.
    least : int
        Fewest digits.

    Returns
    -------
    ndarray of bool
        Of the same shape; False for NaN and 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        places = np.floor(np.log10(np.abs(values)))
        scaled = values / 10.0 ** (places - least + 2)
    return np.isfinite(scaled) & (np.abs(scaled - np.round(scaled)) > 1e-6)


def series_copied_by_hand(panel: Panel) -> np.ndarray:
    """Whether series are copied by hand, so that a repeated figure is suspect.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series,)
    """
    return np.array([not name.startswith(MODELLED) for name in panel.series])


def equal_to_last_year(panel: Panel, digits: int) -> np.ndarray:
    """Figures that equal those of the year before.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    digits : int
        Fewest significant digits that a figure must have.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    same = np.zeros(panel.value.shape, dtype=bool)
    consecutive = np.diff(panel.years) == 1
    same[:, :, 1:] = (panel.value[:, :, 1:] == panel.value[:, :, :-1]) & consecutive
    return same & long_enough(panel.value, digits) & series_copied_by_hand(panel)[:, None, None]


def _text_of_last_year(panel: Panel, k: int, p: int, t: int) -> str:
    return f"{write_number(panel.value[k, p, t])} stands in {panel.years[t - 1]} and {panel.years[t]}"


def _copied_emissions(panel: Panel) -> np.ndarray:
    rows = [k for k, name in enumerate(panel.series) if name in EMISSIONS]
    mask = np.zeros(panel.value.shape, dtype=bool)
    consecutive = np.diff(panel.years) == 1
    for k in rows:
        mask[k, :, 1:] = (
            (panel.value[k, :, 1:] == panel.value[k, :, :-1]) & consecutive & (panel.value[k, :, 1:] > 0)
        )
    return mask & (mask.sum(0) >= LEAST_EMISSIONS)


def _row_copy(panel: Panel) -> tuple[np.ndarray, dict[tuple[int, int, int], int]]:
    """Figures that equal another series of the place and year and lie off their own path; and that series."""
    telling = series_copied_by_hand(panel)[:, None, None] & long_enough(panel.value, DIGITS)
    off = np.maximum(spikes.off_both(panel), ends.off_end(panel))
    suspect = np.argwhere(
        telling & (off > np.maximum(OFF_PATH, np.minimum(spikes.noise_tolerance(panel), 1.0)))
    )
    mask, twin = np.zeros(panel.value.shape, dtype=bool), {}
    for k, p, t in suspect:
        equal = np.flatnonzero(panel.value[:, p, t] == panel.value[k, p, t])
        others = [int(other) for other in equal if other != k]
        if others:
            mask[k, p, t], twin[(int(k), int(p), int(t))] = True, others[0]
    return mask, twin


def _rows_copied_from_year_before(panel: Panel) -> np.ndarray:
    """Figures of a place and year of which several series repeat the year before."""
    same = equal_to_last_year(panel, DIGITS)
    return same & (same.sum(0) >= LEAST_OF_A_ROW)


def _other_places(panel: Panel) -> tuple[np.ndarray, dict[tuple[int, int], int]]:
    """Figures of a place and year of which several series equal those of another place; and that place."""
    telling = series_copied_by_hand(panel)[:, None, None] & long_enough(panel.value, DIGITS_OF_A_PLACE)
    series, places, years = panel.value.shape
    equal: dict[tuple[int, int, int], list[int]] = {}
    for k in np.flatnonzero(series_copied_by_hand(panel)):
        for t in range(years):
            rows = np.flatnonzero(telling[k, :, t])
            if len(rows) < 2:
                continue
            order = rows[np.argsort(panel.value[k, rows, t], kind="stable")]
            for left in np.flatnonzero(np.diff(panel.value[k, order, t]) == 0):
                pair = sorted((int(order[left]), int(order[left + 1])))
                equal.setdefault((pair[0], pair[1], t), []).append(int(k))
    mask, other = np.zeros((series, places, years), dtype=bool), {}
    for (a, b, t), shared in equal.items():
        if len(shared) >= LEAST_OF_A_PLACE:
            mask[np.ix_(shared, [a, b], [t])] = True
            other[(a, t)], other[(b, t)] = b, a
    return mask, other


def flag_copies(panel: Panel) -> list[Flag]:
    """Flag figures copied from another row, column or year.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rules `copied_emissions`, `row_copy`, `repeated_row`, `repeated_year`, `other_place` (all fail) and
        `repeated_people` (listed).
    """
    emissions, rows = _copied_emissions(panel), _rows_copied_from_year_before(panel)
    row_copies, twin = _row_copy(panel)
    places, other = _other_places(panel)
    repeated = equal_to_last_year(panel, DIGITS) & ~emissions & ~rows
    people = np.array([name.startswith(PEOPLE) for name in panel.series])[:, None, None]

    def of_last_year(k: int, p: int, t: int) -> str:
        return _text_of_last_year(panel, k, p, t)

    return [
        *flags_of(
            panel,
            emissions,
            "copied_emissions",
            lambda k, p, t: f"{of_last_year(k, p, t)}, like another emission",
        ),
        *flags_of(
            panel, rows, "repeated_row", lambda k, p, t: f"{of_last_year(k, p, t)}, like others of the row"
        ),
        *flags_of(panel, repeated & ~people, "repeated_year", of_last_year),
        *flags_of(panel, repeated & people, "repeated_people", of_last_year),
        *flags_of(
            panel,
            row_copies,
            "row_copy",
            lambda k, p, t: (
                f"{write_number(panel.value[k, p, t])} is the figure of {panel.series[twin[(k, p, t)]]} in the same row"
            ),
        ),
        *flags_of(
            panel,
            places,
            "other_place",
            lambda k, p, t: (
                f"{write_number(panel.value[k, p, t])} stands for {panel.places[other[(p, t)]]} too, "
                "like others of the row"
            ),
        ),
    ]
