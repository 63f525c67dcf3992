"""Find first or last values of a stretch that leave the steady years beside them."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_factor
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.spikes import noise_tolerance, strict_limit
from zone_atlas.catalogue.rules import LAST_SCORED_YEAR

# An end has neighbours on one side only, so it must be further off than a spike to be flagged.
MARGIN = np.log(1.25)
LEAST_LISTED = np.log(2)
# Below the last year that scores show an end must be further off to fail.
STRICT_ELSEWHERE = np.log(2)
# Shares of the distance of the end below which the spread and the reach of its neighbours must stay.
STEADY, REACH = 0.5, 0.6


def off_end(panel: Panel) -> np.ndarray:
    """Distance of first and last values from their neighbours, where these are steady.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
        Absolute log distance; 0 for all other values.
    """
    path = panel.path
    one_sided = np.isfinite(path.before) != np.isfinite(path.after)
    nearest = np.where(np.isfinite(path.before), path.before, path.after)
    off_nearest, off_usual = path.log - nearest, path.log - path.usual
    same_side = np.sign(off_nearest) == np.sign(off_usual)
    distance = np.where(same_side, np.minimum(np.abs(off_nearest), np.abs(off_usual)), 0)
    steady = (path.neighbours >= 2) & (2 * path.spread < STEADY * distance)
    steady &= path.reach < REACH * distance
    return np.where(one_sided & steady, np.nan_to_num(distance), 0)


def ends_beyond_swing(panel: Panel) -> np.ndarray:
    """Ends that lie further off their neighbours than the declared swing and a quarter.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    distance = off_end(panel)
    old = np.where(panel.years >= LAST_SCORED_YEAR, 0, STRICT_ELSEWHERE)
    return distance > np.maximum(strict_limit(panel) + MARGIN, old)


def flag_ends(panel: Panel) -> list[Flag]:
    """Flag first and last values that leave the steady years beside them.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rules `end_strict` (fails) and `end` (listed).
    """
    distance, strict = off_end(panel), ends_beyond_swing(panel)
    declared = np.isfinite(panel.noise)[:, None, None]
    mild = declared & (distance > np.maximum(noise_tolerance(panel), LEAST_LISTED)) & ~strict

    def text(k: int, p: int, t: int) -> str:
        position = "first" if not np.isfinite(panel.path.before[k, p, t]) else "last"
        times = write_factor(distance[k, p, t])
        return f"{neighbours_text(panel, k, p, t)}: the {position} value is off by a factor of {times}"

    return [*flags_of(panel, strict, "end_strict", text), *flags_of(panel, mild, "end", text)]
