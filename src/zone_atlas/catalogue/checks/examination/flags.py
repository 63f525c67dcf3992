"""Flag figures: where a flagged figure stands, by which rule, and on which numbers the flag rests."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from zone_atlas.catalogue.checks.examination.panel import Panel


class Flag(NamedTuple):
    """One figure flagged by one rule; ``position`` is its row among all observations."""

    position: int
    place: str
    year: int
    series: str
    rule: str
    detail: str


def write_number(value: float) -> str:
    """Write a number as the messages of flags show it.

    Parameters
    ----------
    value : float

    Returns
    -------
    str
        Thousands without decimals and with separators, else four significant digits; 'none' for NaN.
    """
    if not np.isfinite(value):
        return "none"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def write_factor(log: float) -> str:
    """Write a log distance as the factor it stands for.

    Parameters
    ----------
    log : float
        Natural logarithm, of either sign.

    Returns
    -------
    str
        Three significant digits, always 1 or more.
    """
    return f"{np.exp(abs(log)):.3g}"


def flags_of(panel: Panel, mask: np.ndarray, rule: str, text: Callable[[int, int, int], str]) -> list[Flag]:
    """Flag each marked figure.

    Parameters
    ----------
    panel : Panel
        Where the figures stand.
    mask : ndarray of bool (series, places, years)
        Marked figures; those without an observation are left out.
    rule : str
        Identifier of the rule.
    text : callable
        Detail of the figure at a position (series, place, year) of the arrays.
    """
    return [
        Flag(
            int(panel.position[k, p, t]),
            panel.places[p],
            int(panel.years[t]),
            panel.series[k],
            rule,
            text(int(k), int(p), int(t)),
        )
        for k, p, t in np.argwhere(mask & (panel.position >= 0))
    ]


def plane_flags(
    panel: Panel, series: str, mask: np.ndarray, rule: str, text: Callable[[int, int], str]
) -> list[Flag]:
    """Flag each marked figure of one series.

    Parameters
    ----------
    panel : Panel
        Where the figures stand.
    series : str
        Series of the figures; without it in the panel there are no flags.
    mask : ndarray of bool (places, years)
        Marked figures.
    rule : str
        Identifier of the rule.
    text : callable
        Detail of the figure at a position (place, year) of the arrays.
    """
    k = panel.index(series)
    if k is None:
        return []
    where = np.zeros(panel.value.shape, dtype=bool)
    where[k] = mask
    return flags_of(panel, where, rule, lambda _, p, t: text(p, t))


def neighbours_text(panel: Panel, k: int, p: int, t: int) -> str:
    """Write a figure with its nearest neighbours: '7 between 121.4 and 66.2', '7 after 121.4' or '7 before 66.2'.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    k, p, t : int
        Position of the figure in the arrays (series, place, year).
    """
    value, before, after = (
        panel.value[k, p, t],
        panel.path.raw_before[k, p, t],
        panel.path.raw_after[k, p, t],
    )
    if np.isfinite(before) and np.isfinite(after):
        return f"{write_number(value)} between {write_number(before)} and {write_number(after)}"
    if np.isfinite(before):
        return f"{write_number(value)} after {write_number(before)}"
    return (
        f"{write_number(value)} before {write_number(after)}" if np.isfinite(after) else write_number(value)
    )
