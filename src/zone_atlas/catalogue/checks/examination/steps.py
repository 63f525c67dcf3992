"""A lasting step between steady years: of one place, or of most places of a province at once."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination import spikes
from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_factor
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.path import shift_years

LEAST, STEADY = np.log(1.3), 0.5
PROVINCE_SHARE, PROVINCE_PLACES = 0.7, 4


def step_of(panel: Panel) -> np.ndarray:
    """Log step (series, places, years) into a year from two steady years to two steady years; 0 where there is none."""
    log, segment, years = panel.path.log, panel.segment, panel.years
    one, two, after = (shift_years(log, segment, years, lag) for lag in (1, 2, -1))
    before, now = (one + two) / 2, (log + after) / 2
    step = now - before
    steady = np.maximum(np.abs(one - two), np.abs(log - after)) < STEADY * np.abs(step)
    return np.where(steady & np.isfinite(step), step, 0)


def province_steps(panel: Panel) -> np.ndarray:
    """Figures (series, places, years) that step with at least 70 % of the places of their province."""
    change = panel.path.log - shift_years(panel.path.log, panel.segment, panel.years, 1)
    stepped = step_of(panel)
    mask = np.zeros(change.shape, dtype=bool)
    for province in set(panel.provinces) - {""}:
        here = np.flatnonzero(panel.provinces == province)
        known = np.isfinite(change[:, here]).sum(1)
        for sign in (1, -1):
            alike = (sign * change[:, here] > LEAST).sum(1)
            # Some of them must stay there: a year that all cities leave again is no break.
            lasting = (sign * stepped[:, here] > LEAST).any(1)
            broken = (known >= PROVINCE_PLACES) & (alike >= PROVINCE_SHARE * known) & lasting
            mask[:, here] |= broken[:, None, :] & (sign * change[:, here] > LEAST)
    return mask


def flag_steps(panel: Panel) -> list[Flag]:
    """`step` and `province_step`."""
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
