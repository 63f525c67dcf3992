"""Find values that are a power of ten away from their neighbours: a slipped point or another unit."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination import ends, spikes
from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_factor
from zone_atlas.catalogue.checks.examination.panel import Panel

POWERS = np.log([10.0, 100.0, 1_000.0, 10_000.0])
CLOSE = np.log(1.3)
# The neighbours must agree more closely than a power of ten is large.
AGREED = np.log(1.8)
# Small counts and profits reach ten times their neighbours by themselves.
LEAST_COUNT = 20


def off_by_power_of_ten(panel: Panel) -> np.ndarray:
    """Figures within a factor of 1.3 of a power of ten times the value that the neighbours suggest.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    path = panel.path
    middle = np.where(np.isfinite(path.before + path.after), (path.before + path.after) / 2, path.usual)
    distance = np.abs(path.log - middle)
    near = np.zeros(distance.shape, dtype=bool)
    for power in POWERS:
        near |= np.abs(distance - power) < CLOSE
    inside = (spikes.off_both(panel) > 0) & (np.abs(path.before - path.after) < AGREED)
    at_end = ends.off_end(panel) > 0
    larger = np.fmax(panel.value, np.fmax(path.raw_before, path.raw_after))
    counted = ~panel.whole[:, None, None] | (larger >= LEAST_COUNT)
    # A series that turns negative passes every power of ten on its way.
    judged = (np.isfinite(panel.swing) & ~(panel.value < 0).any((1, 2)))[:, None, None]
    return judged & near & (inside | at_end) & counted


def flag_unit_factors(panel: Panel) -> list[Flag]:
    """Flag figures that are a power of ten away from their neighbours.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rule `unit_factor`.
    """
    distance = np.maximum(spikes.off_both(panel), ends.off_end(panel))

    def text(k: int, p: int, t: int) -> str:
        return f"{neighbours_text(panel, k, p, t)}: {write_factor(distance[k, p, t])} times off, about a power of ten"

    return flags_of(panel, off_by_power_of_ten(panel), "unit_factor", text)
