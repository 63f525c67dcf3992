"""Area under the receiver operating characteristic: a measure of how well a number tells two groups apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


def area_under_curve(predictor: Array, happened: Flags, group: NDArray[np.integer] | None = None) -> float:
    """Return the chance that a case with the event has the higher predictor than a case without it; ties count half.

    The Mann–Whitney form of the area under the ROC curve (Hanley and McNeil 1982).

    Parameters
    ----------
    predictor : array (cases,)
        On any scale; only the order counts.
    happened : bool array (cases,)
        Whether the case has the event.
    group : int array (cases,), optional
        Compare cases of the same group only: the pairs of all groups count alike.

    Returns
    -------
    float
        0.5 = no better than chance; NaN when there is no pair to compare.
    """
    if group is None:
        group = np.zeros(len(predictor), dtype=int)
    order = np.lexsort((predictor, group))
    sorted_group, value, hit = group[order], predictor[order], happened[order].astype(float)
    fresh_group = np.r_[True, sorted_group[1:] != sorted_group[:-1]][: len(order)]
    fresh_value = fresh_group | np.r_[True, value[1:] != value[:-1]][: len(order)]
    if not len(order):
        return float("nan")
    in_group, in_value = np.cumsum(fresh_group) - 1, np.cumsum(fresh_value) - 1
    hits = np.bincount(in_value, hit)
    misses = np.bincount(in_value, 1 - hit)
    below = np.cumsum(misses) - misses
    first = in_value[fresh_group]
    group_of_value = in_group[fresh_value]
    below_in_group = below - below[first][group_of_value]
    won = float((hits * (below_in_group + misses / 2)).sum())
    pairs = float((np.bincount(in_group, hit) * np.bincount(in_group, 1 - hit)).sum())
    return won / pairs if pairs else float("nan")
