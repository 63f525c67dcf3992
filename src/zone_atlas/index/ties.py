"""Printed ranks from rank intervals: no order is shown that the draws do not support."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.hierarchy import Array


@dataclass(frozen=True, eq=False)
class PrintedRanks:
    """The ranks that each unit may take; NaN, 0 or '' where it is not ranked.

    Attributes
    ----------
    best : array (units,)
        1 + the number of units that are wholly better.
    worst : array (units,)
        The number of ranked units less those that are wholly worse.
    group : int array (units,)
        Units that are linked by overlapping intervals, directly or through others, share a number, 1 for the best
        group; 0 where not ranked. Between groups the order is certain.
    label : tuple of str
        '3' where the rank is certain, '3–7' where it is not: the ranks of two tied units always overlap.
    """

    best: Array
    worst: Array
    group: NDArray[np.intp]
    label: tuple[str, ...]


def may_be_ranked(coverage: Array, least: float) -> NDArray[np.bool_]:
    """Say of each unit whether enough of its indicators are known for a rank.

    Parameters
    ----------
    coverage : array (units,) or (units, dimensions)
        Share of the indicators that are known, 0–1. With several dimensions each must reach `least`.
    least : float
        The smallest share with which a unit is ranked, 0–1.
    """
    enough: NDArray[np.bool_] = np.asarray(coverage) >= least
    return enough if enough.ndim == 1 else np.asarray(enough.all(axis=1))


def wholly_better(low: Array, high: Array) -> NDArray[np.bool_]:
    """Compare rank intervals pair by pair.

    Parameters
    ----------
    low, high : array (units,)
        Ends of the rank intervals, 1 = best; NaN for a unit that is not ranked.

    Returns
    -------
    bool array (units, units)
        `[a, b]`: the interval of a ends before that of b begins; False where either is not ranked.
    """
    return high[:, None] < low[None, :]


def are_tied(low: Array, high: Array) -> NDArray[np.bool_]:
    """Find the ties: pairs of ranked units whose intervals overlap, be it in one rank.

    Parameters
    ----------
    low, high : array (units,)
        Ends of the rank intervals, 1 = best; NaN for a unit that is not ranked.

    Returns
    -------
    bool array (units, units)
    """
    known = np.isfinite(low)
    better = wholly_better(low, high)
    return ~better & ~better.T & known[:, None] & known[None, :]


def printed_ranks(low: Array, high: Array) -> PrintedRanks:
    """Derive the ranks that may be printed from rank intervals.

    Overlap is not transitive: a may tie with b and b with c though a is wholly better than c. A single number for
    each unit would then show an order inside a tie, so `label` gives the ranks a unit can take. If the intervals of a
    and b overlap, every unit wholly better than b is not wholly worse than a; so the best rank of b is no worse than
    the worst rank of a, and the other way round.

    Parameters
    ----------
    low, high : array (units,)
        Ends of the rank intervals, 1 = best; NaN for a unit that is not ranked.

    Raises
    ------
    ValueError
        When an interval ends before it begins.
    """
    known = np.isfinite(low) & np.isfinite(high)
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    if (low > high).any():
        raise ValueError("an interval ends before it begins")
    better = wholly_better(low, high)
    best = np.where(known, 1.0 + better.sum(axis=0), np.nan)
    worst = np.where(known, known.sum() - better.sum(axis=1), np.nan)
    return PrintedRanks(
        best=best,
        worst=worst,
        group=_tie_groups(low, high),
        label=tuple(_print_positions(*pair) for pair in zip(best, worst, strict=True)),
    )


def _tie_groups(low: Array, high: Array) -> NDArray[np.intp]:
    """Group the units linked by overlapping intervals: a group begins where one starts behind all ends so far."""
    group = np.zeros(len(low), dtype=np.intp)
    number, reached = 0, -np.inf
    for unit in np.argsort(low)[: int(np.isfinite(low).sum())]:
        if low[unit] > reached:
            number += 1
        reached = max(reached, high[unit])
        group[unit] = number
    return group


def _print_positions(best: float, worst: float) -> str:
    if np.isnan(best):
        return ""
    return f"{best:.0f}" if best == worst else f"{best:.0f}–{worst:.0f}"
