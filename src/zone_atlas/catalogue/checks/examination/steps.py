"""Find lasting steps between steady years: of one place, or of most places of a province at once."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination import spikes
from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_factor
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.path import shift_years

LEAST, STEADY = np.log(1.3), 0.5
PROVINCE_SHARE, PROVINCE_PLACES = 0.7, 4


def step_of(panel: Panel) -> np.ndarray:
    """Log step from two steady years into two others.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
        Stands in the first year after the step; 0 where there is no step.
    """
    log, segment, years = panel.path.log, panel.segment, panel.years
    one_before, two_before, after = (shift_years(log, segment, years, lag) for lag in (1, 2, -1))
    before, now = (one_before + two_before) / 2, (log + after) / 2
    step = now - before
    steady = np.maximum(np.abs(one_before - two_before), np.abs(log - after)) < STEADY * np.abs(step)
    return np.where(steady & np.isfinite(step), step, 0)


def province_steps(panel: Panel) -> np.ndarray:
    """Figures that step together with at least 70 % of the places of their province.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    change = panel.path.log - shift_years(panel.path.log, panel.segment, panel.years, 1)
    stepped = step_of(panel)
    mask = np.zeros(change.shape, dtype=bool)
    for province in set(panel.provinces) - {""}:
        here = np.flatnonzero(panel.provinces == province)
        known = np.isfinite(change[:, here]).sum(1)
        for sign in (1, -1):
            alike = (sign * change[:, here] > LEAST).sum(1)
            # Some of them must stay there: a level that all cities leave again is not a break.
            lasting = (sign * stepped[:, here] > LEAST).any(1)
            broken = (known >= PROVINCE_PLACES) & (alike >= PROVINCE_SHARE * known) & lasting
            mask[:, here] |= broken[:, None, :] & (sign * change[:, here] > LEAST)
    return mask


def flag_steps(panel: Panel) -> list[Flag]:
    """Flag lasting steps of one place or of most places of a province.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rules `step` and `province_step` (both listed).
    """
    step, declared = step_of(panel), np.isfinite(panel.noise)[:, None, None]
    provincial = province_steps(panel) & declared
    lone = declared & (np.abs(step) > np.maximum(spikes.noise_tolerance(panel), LEAST)) & ~provincial

    def of_place(k: int, p: int, t: int) -> str:
        return (
            f"{neighbours_text(panel, k, p, t)}: a lasting step by a factor of {write_factor(step[k, p, t])}"
        )

    def of_province(k: int, p: int, t: int) -> str:
        return f"{neighbours_text(panel, k, p, t)}: most places of the province step alike"

    return [
        *flags_of(panel, lone, "step", of_place),
        *flags_of(panel, provincial, "province_step", of_province),
    ]
