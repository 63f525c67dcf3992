"""A flagged figure: where it stands, by which rule, and the numbers that accuse it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from zone_atlas.catalogue.checks.examination.panel import Panel


class Flag(NamedTuple):
    """One figure named by one rule; ``position`` is its row among all observations."""

    position: int
    place: str
    year: int
    series: str
    rule: str
    detail: str


def write_number(value: float) -> str:
    """A number as a message shows it."""
    if not np.isfinite(value):
        return "none"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def write_factor(log: float) -> str:
    """A log distance as the factor it stands for, always 1 or more."""
    return f"{np.exp(abs(log)):.3g}"


def flags_of(panel: Panel, mask: np.ndarray, rule: str, text: Callable[[int, int, int], str]) -> list[Flag]:
    """A flag for each marked figure.

    Parameters
    ----------
    panel : Panel
        Where the figures stand.
    mask : np.ndarray
        Marked figures (series, places, years).
    rule : str
        Identifier of the rule.
    text : callable
        Detail of the figure at a position of the arrays.
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
    """A flag for each marked figure (places, years) of one series."""
    k = panel.index(series)
    if k is None:
        return []
    where = np.zeros(panel.value.shape, dtype=bool)
    where[k] = mask
    return flags_of(panel, where, rule, lambda _, p, t: text(p, t))


def neighbours_text(panel: Panel, k: int, p: int, t: int) -> str:
    """'7 between 121.4 and 66.2', or the one neighbour that there is."""
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
