"""Compare values in a stretch of one or two years between declared breaks with the figures across the breaks."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, write_factor, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.path import (
    LAGS,
    first_known,
    nearer_distance_outside,
    shift_years,
)
from zone_atlas.catalogue.checks.examination.spikes import CHANCES, NOISES

# A stretch of three or more has neighbours of its own.
SHORT = 2
# A break of all places is in the median change, so the path leads across it and only the scatter of the break is left.
# The size of a break of one place or province is not known, so there both neighbours and twice the factor are needed.
LEAST, LEAST_ACROSS_ITS_OWN = np.log(4), np.log(8)
# On one side alone a figure cannot be seen to return.
LEAST_ONE_SIDED, ONE_SIDED_MARGIN = np.log(8), np.log(2)
# Small counts reach several times their neighbours by themselves.
LEAST_COUNT = 20


def in_short_stretch(panel: Panel, k: int) -> np.ndarray:
    """Values of a series that have at most one other value between the same breaks.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    k : int
        Row of the series in the arrays.

    Returns
    -------
    ndarray of bool (places, years)
    """
    known, segment = np.isfinite(panel.value[k]), panel.segment[k]
    size = np.zeros(known.shape, dtype=np.int16)
    for number in range(int(segment.max()) + 1):
        here = segment == number
        size = np.where(here, (known & here).sum(1, keepdims=True), size)
    return known & (size <= SHORT)


def _nearest_figure(array: np.ndarray, segment: np.ndarray, years: np.ndarray, sign: int) -> np.ndarray:
    return first_known([shift_years(array[None], segment[None], years, sign * lag)[0] for lag in LAGS])


def _far_off_stretches(panel: Panel, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Log distance (places, years) of a series off the nearest figures of any stretch, and whether it is too far."""
    log, segment, years = panel.path.log[k], panel.segment[k], panel.years
    own = segment - segment.min(0)
    anywhere = np.zeros_like(segment)
    back, forth = (log - _nearest_figure(log, anywhere, years, sign) for sign in (1, -1))
    alone = np.isfinite(back) != np.isfinite(forth)
    distance = np.abs(
        np.where(alone, np.where(np.isfinite(back), back, forth), nearer_distance_outside(back, forth))
    )
    known = np.isfinite(back).astype(int) + np.isfinite(forth)
    uncrossed = sum(np.isfinite(_nearest_figure(log, own, years, sign)).astype(int) for sign in (1, -1))
    crossed = uncrossed < known
    value = panel.value[k]
    largest = np.fmax(value, np.fmax(*(_nearest_figure(value, anywhere, years, sign) for sign in (1, -1))))
    limit = max(np.log(panel.swing[k]), np.nan_to_num(NOISES * panel.noise[k]))
    least = np.where(crossed, np.where(alone, np.inf, LEAST_ACROSS_ITS_OWN), LEAST)
    least = np.where(alone & ~crossed, max(LEAST_ONE_SIDED, limit + ONE_SIDED_MARGIN), least)
    if panel.whole[k]:
        chance = np.sqrt(np.nan_to_num(1 / (value + 1) + np.exp(distance) / (value + 1)))
        least = np.where(largest >= LEAST_COUNT, np.maximum(least, CHANCES * chance), np.inf)
    return distance, distance > np.maximum(least, limit)


def off_seam(panel: Panel) -> np.ndarray:
    """Distance of values in short stretches that lie too far off the figures across the breaks.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
        Absolute log distance; 0 for all other values.
    """
    off = np.zeros(panel.value.shape, dtype=np.float32)
    for k in map(int, np.flatnonzero(np.isfinite(panel.swing))):
        short = in_short_stretch(panel, k)
        if short.any():
            distance, far = _far_off_stretches(panel, k)
            off[k] = np.where(short & far, np.nan_to_num(distance), 0)
    return off


def _describe_seam(panel: Panel, k: int, p: int, t: int) -> str:
    others = np.flatnonzero(np.isfinite(panel.value[k, p]))
    before, after = others[others < t], others[others > t]
    beside = [int(side) for side in (*before[-1:], *after[:1])]
    neighbours = " and ".join(f"{write_number(panel.value[k, p, s])} in {panel.years[s]}" for s in beside)
    return f"{write_number(panel.value[k, p, t])} beside {neighbours}"


def flag_seams(panel: Panel) -> list[Flag]:
    """Flag values that differ from the nearest figures across the breaks by a factor that no break explains.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rule `seam`.
    """
    off = off_seam(panel)
    return flags_of(
        panel,
        off > 0,
        "seam",
        lambda k, p, t: (
            f"{_describe_seam(panel, k, p, t)}: off by a factor of {write_factor(off[k, p, t])} "
            "once the change of the median place "
            "is taken out"
        ),
    )
