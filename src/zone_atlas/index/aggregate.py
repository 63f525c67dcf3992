"""Aggregation of scores: OECD/JRC Handbook 2008, step 6 (additive and geometric aggregation)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.tree import ScoreError

Array = NDArray[np.float64]


def weighted_mean(scores: Array, weights: Array | None = None) -> Array:
    """Compute the weighted arithmetic mean over the last axis; a missing score is left out, other weights rescaled.

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
    # Not a matrix product: that one may round equal rows differently, and units that are the same must tie.
    summed = (np.where(present, scores, 0.0) * weights).sum(axis=-1)
    return np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)


def weighted_geometric_mean(scores: Array, weights: Array | None = None) -> Array:
    """Compute the weighted geometric mean, exp(Σ w ln x / Σ w), over the last axis; gaps as in `weighted_mean`.

    Parameters
    ----------
    scores : array (..., k)
        NaN where missing.
    weights : array (k,), optional
        On any scale; equal by default.

    Returns
    -------
    array (...)
        NaN where every score that carries weight is missing.

    Raises
    ------
    ScoreError
        On a score of 0 or less that carries weight.
    """
    _refuse_non_positive_scores(scores, weights, "geometric")
    return np.exp(weighted_mean(np.log(_positive_or_missing(scores)), weights))


def weighted_harmonic_mean(scores: Array, weights: Array | None = None) -> Array:
    """Compute the weighted harmonic mean, Σ w / Σ (w / x), over the last axis; gaps as in `weighted_mean`.

    Parameters
    ----------
    scores : array (..., k)
        NaN where missing.
    weights : array (k,), optional
        On any scale; equal by default.

    Returns
    -------
    array (...)
        NaN where every score that carries weight is missing.

    Raises
    ------
    ScoreError
        On a score of 0 or less that carries weight.
    """
    _refuse_non_positive_scores(scores, weights, "harmonic")
    return 1.0 / weighted_mean(1.0 / _positive_or_missing(scores), weights)


MEAN_FUNCTIONS = {
    "arithmetic": weighted_mean,
    "geometric": weighted_geometric_mean,
    "harmonic": weighted_harmonic_mean,
}


def non_positive(scores: Array, weights: Array | None = None) -> NDArray[np.bool_]:
    """Mark the scores that carry weight and are 0 or less, so that they have no geometric or harmonic mean.

    Parameters
    ----------
    scores : array (..., k)
    weights : array (k,), optional
        Every score counts by default.

    Returns
    -------
    bool array (..., k)
    """
    too_low = np.isfinite(scores) & (scores <= 0)
    return too_low if weights is None else too_low & (weights > 0)


def _refuse_non_positive_scores(scores: Array, weights: Array | None, name: str) -> None:
    positions = np.argwhere(non_positive(scores, weights))
    if positions.size:
        at = tuple(int(i) for i in positions[0])
        raise ScoreError(f"the score {scores[at]:g} at {at} has no {name} mean: only scores above 0 have one")


def _positive_or_missing(scores: Array) -> Array:
    """Turn scores of 0 or less, which by now carry no weight, into gaps: their logarithm would spoil the sum."""
    return np.where(scores > 0, scores, np.nan)


def share_of_indicators_scored(scores: Array, in_force: NDArray[np.bool_] | None = None) -> Array:
    """Compute the share of the indicators in force that have a score, over the last axis.

    Parameters
    ----------
    scores : array (..., k)
        NaN where missing.
    in_force : bool array, optional
        Indicators that count, in a shape that broadcasts with `scores`; all by default.

    Returns
    -------
    array (...)
        From 0 to 1; 0 where no indicator is in force.
    """
    present = np.isfinite(scores)
    if in_force is None:
        return present.mean(axis=-1)
    number = in_force.sum(axis=-1)
    shared = (present & in_force).sum(axis=-1)
    return np.divide(shared, number, out=np.zeros(np.broadcast(shared, number).shape), where=number > 0)
