"""Statutory debt: a whole province that stands still, and figures taken from charts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.examination.flags import Flag, flags_of, shown
from zone_atlas.catalogue.examination.panel import Panel

SERIES = "statutory_debt"
STILL, LEAST_PLACES = np.log(1.005), 4
CHART = r"CHART|BROKER"


def still_provinces(panel: Panel) -> np.ndarray:
    """Figures (series, places, years) of provinces all of whose places stand where they stood."""
    mask = np.zeros(panel.value.shape, dtype=bool)
    k = panel.index(SERIES)
    if k is None:
        return mask
    value = panel.value[k]
    change = np.full(value.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        change[:, 1:] = np.abs(np.log(value[:, 1:] / value[:, :-1]))
    for province in set(panel.provinces) - {""}:
        here = np.flatnonzero(panel.provinces == province)
        known = np.isfinite(change[here]).sum(0)
        still = (change[here] < STILL).sum(0)
        stands = (known >= LEAST_PLACES) & (still >= 0.9 * known)
        mask[k, here] = stands[None, :] & (change[here] < STILL)
    return mask


def from_charts(panel: Panel, notes: pd.Series) -> np.ndarray:
    """Figures whose note names a chart as their source."""
    mask = np.zeros(panel.value.shape, dtype=bool)
    k = panel.index(SERIES)
    if k is None:
        return mask
    known = panel.position[k] >= 0
    listed = notes.iloc[panel.position[k][known]].astype(str).str.contains(CHART).to_numpy()
    mask[k][known] = listed
    return mask


def flags(panel: Panel, notes: pd.Series) -> list[Flag]:
    """`still_province` and `chart`."""
    return [
        *flags_of(
            panel,
            still_provinces(panel),
            "still_province",
            lambda k, p, t: (
                f"{shown(panel.value[k, p, t])} as the year before, like all places of the province"
            ),
        ),
        *flags_of(
            panel,
            from_charts(panel, notes),
            "chart",
            lambda k, p, t: (
                f"{shown(panel.value[k, p, t])} was read off a chart, which is no published number"
            ),
        ),
    ]
