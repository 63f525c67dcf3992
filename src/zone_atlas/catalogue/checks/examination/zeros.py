"""Find zeros between figures, which as a rule are missing values."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text
from zone_atlas.catalogue.checks.examination.panel import Panel

# In a series with hardly any zeros each one is flagged; elsewhere it depends on the neighbours.
HARDLY_ANY, ENOUGH = 0.001, 200
# The first value of an old series may be a true zero: no plant or foreign firm was there yet.
NEW_SERIES = 2018
# A count of ten hardly ever falls to zero; a small share of the usual level may be rounded to it.
LEAST, SHARE_OF_MEDIAN = 10.0, 0.02
LEAST_LONE = 8


def zeros_beside_figures(panel: Panel) -> np.ndarray:
    """Zeros whose nearest neighbours, one or two, are well above zero.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    path = panel.path
    smaller = np.fmin(path.raw_before, path.raw_after)
    floor = np.full(len(panel.series), LEAST)
    for k, plane in enumerate(panel.value):
        positive = plane[plane > 0]
        if len(positive) and not panel.whole[k]:
            # A series that turns negative passes zero by itself, unless it is large on both sides.
            share = 1.0 if bool((plane < 0).any()) else SHARE_OF_MEDIAN
            floor[k] = min(LEAST, share * float(np.median(positive))) if share < 1 else np.median(positive)
    zero = panel.value == 0
    known = np.isfinite(panel.value).sum((1, 2))
    odd = (known >= ENOUGH) & (zero.sum((1, 2)) < np.maximum(HARDLY_ANY * known, 2))
    first = ~np.isfinite(path.before) & (panel.years < NEW_SERIES)
    return zero & (((smaller > floor[:, None, None]) & ~first) | odd[:, None, None])


def lone_figures(panel: Panel) -> np.ndarray:
    """Counts well above zero between zeros.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    path = panel.path
    larger = np.maximum(path.raw_before, path.raw_after)
    return panel.whole[:, None, None] & (larger == 0) & (panel.value >= LEAST_LONE)


def flag_zeros(panel: Panel) -> list[Flag]:
    """Flag zeros beside figures, and figures between zeros.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rule `zero`.
    """
    zero, lone = zeros_beside_figures(panel), lone_figures(panel)
    return flags_of(
        panel,
        zero | lone,
        "zero",
        lambda k, p, t: (
            f"{neighbours_text(panel, k, p, t)}: a {'zero among figures' if zero[k, p, t] else 'figure among zeros'}"
        ),
    )
