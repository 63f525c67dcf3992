"""Examine statutory debt: provinces that stand still, jumps within a year, and figures read off charts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.checks.examination import spikes
from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.path import ENOUGH_PLACES, median_of

SERIES = "statutory_debt"
# A province whose median place stands still while the nation's balances grow took an older table.
STILL, STILL_PLACE, LEAST_PLACES = 0.01, 0.1, 4
GROWS = 0.05
# Balances grow by a sixth per year in the median place: one that is so far off this pace counts another territory.
JUMP = np.log(1.4)
# Rating and broker reports print the balances of cities as charts, or as the labels of charts.
CHART = r"CHART|SECONDARY-(?:RATING|EBS|SHANDONG)"


def still_provinces(panel: Panel) -> np.ndarray:
    """Balances of provinces in which no place moves while the nation's balances grow.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    mask = np.zeros(panel.value.shape, dtype=bool)
    k = panel.index(SERIES)
    if k is None:
        return mask
    value = panel.value[k]
    change = _log_change(value)
    nation, _ = median_of(change)
    for province in set(panel.provinces) - {""}:
        here = np.flatnonzero(panel.provinces == province)
        middle, known = median_of(change[here])
        stands = (known >= LEAST_PLACES) & (np.abs(middle) < STILL) & (nation > GROWS)
        mask[k, here] = stands[None, :] & (np.abs(change[here]) < STILL_PLACE)
    return mask


def _log_change(value: np.ndarray) -> np.ndarray:
    """Log change from the year before (places, years)."""
    change = np.full(value.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        change[:, 1:] = np.log(value[:, 1:] / value[:, :-1])
    return change


def debt_jumps(panel: Panel) -> np.ndarray:
    """Balances that leave the pace of the median place by a factor of 1.4 within a year.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    mask = np.zeros(panel.value.shape, dtype=bool)
    k = panel.index(SERIES)
    if k is not None:
        change = _log_change(panel.value[k])
        broken = np.diff(panel.segment[k], axis=1, prepend=panel.segment[k][:, :1]) > 0
        nation, known = median_of(change)
        far = np.abs(change - nation) > JUMP
        # A balance that comes back from a spike is sound; the spike is flagged by its own rule.
        back = np.roll(spikes.off_both(panel)[k] > JUMP, 1, axis=1)
        mask[k] = far & (known >= ENOUGH_PLACES) & ~broken & ~back
    return mask


def from_charts(panel: Panel, notes: pd.Series) -> np.ndarray:
    """Balances whose note names a chart as their source.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    notes : Series of str
        Notes of all observations, by position.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    mask = np.zeros(panel.value.shape, dtype=bool)
    k = panel.index(SERIES)
    if k is None:
        return mask
    known = panel.position[k] >= 0
    listed = notes.iloc[panel.position[k][known]].astype(str).str.contains(CHART).to_numpy()
    mask[k][known] = listed
    return mask


def flag_debt(panel: Panel, notes: pd.Series) -> list[Flag]:
    """Flag statutory debt by the rules `still_province`, `debt_jump` and `chart`.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    notes : Series of str
        Notes of all observations, by position.

    Returns
    -------
    list of Flag
    """
    return [
        *flags_of(
            panel,
            debt_jumps(panel),
            "debt_jump",
            lambda k, p, t: f"{neighbours_text(panel, k, p, t)}: a balance does not move so within a year",
        ),
        *flags_of(
            panel,
            still_provinces(panel),
            "still_province",
            lambda k, p, t: (
                f"{write_number(panel.value[k, p, t])} as the year before, like all places of the province"
            ),
        ),
        *flags_of(
            panel,
            from_charts(panel, notes),
            "chart",
            lambda k, p, t: (
                f"{write_number(panel.value[k, p, t])} was read off a chart, which is not a published number"
            ),
        ),
    ]
