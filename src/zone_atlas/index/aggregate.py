"""Aggregation of scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def weighted_mean(scores: Array, weights: Array | None = None) -> Array:
    """Weighted arithmetic mean over the last axis; a missing score is left out and the other weights rescaled.

    Parameters
    ----------
    scores : array (..., k)
    weights : array (k,), optional
        Equal weights by default.

    Returns
    -------
    array (...)
        NaN where every score is missing.
    """
    weights = np.ones(scores.shape[-1]) if weights is None else weights
    present = np.isfinite(scores)
    total = (present * weights).sum(axis=-1)
    summed = np.where(present, scores, 0.0) @ weights
    return np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)


def coverage(scores: Array, in_force: NDArray[np.bool_] | None = None) -> Array:
    """Share of the indicators in force that have a score, over the last axis."""
    present = np.isfinite(scores)
    if in_force is None:
        return present.mean(axis=-1)
    number = in_force.sum(axis=-1)
    shared = (present & in_force).sum(axis=-1)
    return np.divide(shared, number, out=np.zeros(np.broadcast(shared, number).shape), where=number > 0)
