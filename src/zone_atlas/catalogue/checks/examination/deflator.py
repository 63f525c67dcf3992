"""Compare nominal GDP with its real index by the price change that the two imply."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, plane_flags
from zone_atlas.catalogue.checks.examination.panel import Panel

LOWEST, HIGHEST, OFF_THE_NATION = -8.0, 20.0, 8.0
ENOUGH_PLACES = 30
# Hardly any city has revised figures before this year.
FIRST = 2005


def implied_price_change(panel: Panel, gdp: str) -> np.ndarray:
    """Price change that nominal GDP and its real index imply.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    gdp : str
        Series of nominal GDP.

    Returns
    -------
    ndarray (places, years)
        Percent against the year before; NaN where either is missing.
    """
    level, index = panel.plane(gdp), panel.plane("gdp_index")
    change = np.full(level.shape, np.nan)
    consecutive = np.diff(panel.years) == 1
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.where(level[:, :-1] > 0, level[:, 1:] / level[:, :-1], np.nan)
        change[:, 1:] = np.where(consecutive, 100 * (growth / (index[:, 1:] / 100) - 1), np.nan)
    return change


def flag_deflators(panel: Panel) -> list[Flag]:
    """Flag GDP whose implied price change is out of bounds or far from that of the median city of the nation.

    The nation, not the province, is the yardstick: where most cities of a province break, the provincial median would
    accuse the sound ones.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rule `deflator`.
    """
    change = implied_price_change(panel, "gdp_revised")
    nation = np.full(change.shape[1], np.nan)
    for t in range(change.shape[1]):
        known = change[:, t][np.isfinite(change[:, t])]
        if len(known) >= ENOUGH_PLACES:
            nation[t] = np.median(known)
    far = np.abs(change - np.nan_to_num(nation, nan=np.inf)) > OFF_THE_NATION
    far &= np.isfinite(nation)
    mask = (change < LOWEST) | (change > HIGHEST) | far
    mask &= (panel.years >= FIRST)[None, :]
    k = panel.index("gdp_revised")
    if k is not None:
        broken = np.diff(panel.segment[k], axis=1, prepend=panel.segment[k][:, :1]) > 0
        mask &= ~broken

    def text(p: int, t: int) -> str:
        implied = f"GDP and its real index imply a price change of {change[p, t]:+.1f} %"
        return f"{implied}; the median city has {nation[t]:+.1f} %" if np.isfinite(nation[t]) else implied

    return plane_flags(panel, "gdp_revised", mask, "deflator", text)
