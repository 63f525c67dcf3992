"""From rank intervals to the ranks that are printed: no order is shown that the draws do not bear out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.hierarchy import Array


@dataclass(frozen=True, eq=False)
class PrintedRanks:
    """What may be said about each unit's place; NaN, 0 or '' where it is not ranked.

    Attributes
    ----------
    best : array (units,)
        1 + the number of units that are wholly better.
    worst : array (units,)
        The number of ranked units less those that are wholly worse.
    group : int array (units,)
        Units that are linked by overlapping intervals, directly or through others, share a number, 1 for the best
        group; 0 where not ranked. Between groups the order is certain.
    group_rank : array (units,)
        Rank of the group: 1 + the number of units in better groups.
    label : tuple of str
        '3' where the place is certain, '3–7' where it is not: the places of two tied units always overlap.
    group_label : tuple of str
        '3', or '=3' where the group has several units.
    """

    best: Array
    worst: Array
    group: NDArray[np.intp]
    group_rank: Array
    label: tuple[str, ...]
    group_label: tuple[str, ...]


def may_be_ranked(coverage: Array, least: float) -> NDArray[np.bool_]:
    """Whether enough is known of each unit.

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
    """`[a, b]`: the rank interval of a ends before that of b begins; never where one is NaN."""
    return high[:, None] < low[None, :]


def are_tied(low: Array, high: Array) -> NDArray[np.bool_]:
    """`[a, b]`: both are ranked and their intervals overlap, be it in one rank."""
    known = np.isfinite(low)
    better = wholly_better(low, high)
    return ~better & ~better.T & known[:, None] & known[None, :]


def printed_ranks(low: Array, high: Array) -> PrintedRanks:
    """Printed ranks from rank intervals `low`–`high`, NaN for a unit that is not ranked.

    Overlap is not transitive: a may tie with b and b with c though a is wholly better than c. A single number for
    each unit would then show an order inside a tie, so `label` gives the places a unit can take. If the intervals of
    a and b overlap, every unit wholly better than b is not wholly worse than a; so the best place of b is no worse
    than the worst place of a, and the other way round.
    """
    known = np.isfinite(low) & np.isfinite(high)
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    if (low > high).any():
        raise ValueError("an interval ends before it begins")
    better = wholly_better(low, high)
    best = np.where(known, 1.0 + better.sum(axis=0), np.nan)
    worst = np.where(known, known.sum() - better.sum(axis=1), np.nan)
    group = _tie_groups(low, high)
    group_rank = np.array([1.0 + ((group > 0) & (group < own)).sum() if own else np.nan for own in group])
    sizes = np.bincount(group)
    return PrintedRanks(
        best=best,
        worst=worst,
        group=group,
        group_rank=group_rank,
        label=tuple(_print_positions(*pair) for pair in zip(best, worst, strict=True)),
        group_label=tuple(
            f"{'=' if sizes[own] > 1 else ''}{rank:.0f}" if own else ""
            for own, rank in zip(group, group_rank, strict=True)
        ),
    )


def _tie_groups(low: Array, high: Array) -> NDArray[np.intp]:
    """Units linked by overlapping intervals: a new group begins where one starts behind all ends so far."""
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
