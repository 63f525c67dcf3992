"""The first or last value of a stretch that leaves the steady years beside it."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_factor
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.spikes import noise_tolerance, strict_limit
from zone_atlas.catalogue.rules import LAST_SCORED_YEAR

# An end has neighbours on one side only, so it must be further off than a spike.
MARGIN = np.log(1.25)
LEAST_LISTED = np.log(2)
# Below the last year that scores show an end must be further off to fail.
STRICT_ELSEWHERE = np.log(2)
# The neighbours keep together far more closely than the end keeps to them.
STEADY, REACH = 0.5, 0.6


def off_end(panel: Panel) -> np.ndarray:
    """Log distance of a first or last value off its neighbours where these are steady; else 0."""
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
    """Ends beyond the declared swing and a quarter."""
    distance = off_end(panel)
    old = np.where(panel.years >= LAST_SCORED_YEAR, 0, STRICT_ELSEWHERE)
    return distance > np.maximum(strict_limit(panel) + MARGIN, old)


def flag_ends(panel: Panel) -> list[Flag]:
    """Ends: `end_strict` fails, `end` is listed."""
    distance, strict = off_end(panel), ends_beyond_swing(panel)
    declared = np.isfinite(panel.noise)[:, None, None]
    mild = declared & (distance > np.maximum(noise_tolerance(panel), LEAST_LISTED)) & ~strict

    def text(k: int, p: int, t: int) -> str:
        what = "first" if not np.isfinite(panel.path.before[k, p, t]) else "last"
        times = write_factor(distance[k, p, t])
        return f"{neighbours_text(panel, k, p, t)}: the {what} value is off by a factor of {times}"

    return [*flags_of(panel, strict, "end_strict", text), *flags_of(panel, mild, "end", text)]
