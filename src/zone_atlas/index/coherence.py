"""Coherence of the indicators of an index: correlations, reliability, double counting and effective weights.

Step 4 and step 6 of the OECD/JRC Handbook on Constructing Composite Indicators (2008).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.hierarchy import Array, Indices

# The JRC's audits of composite indicators call a pair collinear above this: close to counting one thing twice.
COLLINEAR = 0.92
# Below this Cronbach's alpha a sum of indicators does not measure one thing. 0.7 is customary (Nunnally 1978); 0.6 is
# the lenient end of the thresholds that the handbook reports.
HOLDS_TOGETHER = 0.6
# Two points always lie on a line.
FEWEST_PAIRS = 3


@dataclass(frozen=True)
class CollinearPair:
    """Two indicators, by position, that measure nearly the same; `correlation` keeps its sign."""

    first: int
    second: int
    correlation: float


@dataclass(frozen=True, eq=False)
class GroupCoherence:
    """Correlations of indicators within each dimension and across dimensions; arrays have one entry per dimension.

    Attributes
    ----------
    within : array
        Mean correlation between different indicators of the dimension; NaN with fewer than two.
    between : array (dimensions, dimensions)
        Mean correlation between indicators of one dimension and of another; `within` on the diagonal.
    alpha : array
        Cronbach's alpha.
    negative : int array
        Pairs within the dimension that pull against each other.
    """

    within: Array
    between: Array
    alpha: Array
    negative: NDArray[np.intp]


def correlations_of_columns(scores: Array) -> Array:
    """Compute Pearson correlations between columns over the units that have both.

    Parameters
    ----------
    scores : array (units, indicators)
        NaN where missing.

    Returns
    -------
    array (indicators, indicators)
        1 on the diagonal; NaN with fewer than three common units or a column that does not vary over them.
    """
    covariance, variance = _shared_covariances(scores)
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = covariance / np.sqrt(variance * variance.T)
    correlation = np.clip(correlation, -1.0, 1.0)
    np.fill_diagonal(correlation, np.where(np.isfinite(correlation.diagonal()), 1.0, np.nan))
    return correlation


def _shared_covariances(scores: Array) -> tuple[Array, Array]:
    """Return covariances over common units, and `[i, j]` the variance of i over the units that have j too (n − 1)."""
    known = np.isfinite(scores)
    present = known.astype(float)
    common = present.T @ present
    mean = np.where(known, scores, 0.0).sum(axis=0) / np.maximum(present.sum(axis=0), 1)
    # On a common scale about its own mean a column loses no digits, however large or small its unit.
    centred = np.where(known, scores - mean, 0.0)
    size = np.abs(centred).max(axis=0, initial=0.0)
    centred /= np.where(size > 0, size, 1.0)
    sums = centred.T @ present
    enough = common >= FEWEST_PAIRS
    divisor = np.where(enough, common, np.nan)
    covariance = (centred.T @ centred - sums * sums.T / divisor) / (divisor - 1)
    variance = ((centred**2).T @ present - sums**2 / divisor) / (divisor - 1)
    # A column that does not vary over the common units leaves a trace of rounding, which is not a variance.
    variance = np.where(variance > 1e-12, variance, np.nan)
    scale = np.where(size > 0, size, np.nan)
    return covariance * np.outer(scale, scale), variance * scale[:, None] ** 2


def collinear_pairs(correlation: Array) -> tuple[CollinearPair, ...]:
    """Return the pairs whose correlation exceeds `COLLINEAR` in size, the strongest first.

    Parameters
    ----------
    correlation : array (indicators, indicators)
        Symmetric; NaN counts as uncorrelated.
    """
    first, second = np.nonzero(np.triu(np.abs(np.nan_to_num(correlation)) > COLLINEAR, k=1))
    pairs = [
        CollinearPair(int(i), int(j), float(correlation[i, j])) for i, j in zip(first, second, strict=True)
    ]
    return tuple(sorted(pairs, key=lambda pair: -abs(pair.correlation)))


def cronbach_alpha(scores: Array) -> float:
    """Compute Cronbach's alpha of the columns, k / (k − 1) · (1 − Σ variances / variance of the sum).

    The variance of the sum is the sum of all covariances, each over the units that have both (Cronbach 1951,
    Psychometrika 16, 297–334). 0.7 is the customary threshold for indicators that measure one thing; it rises with
    their number.

    Parameters
    ----------
    scores : array (units, indicators)
        High = high on the dimension; NaN where missing.

    Returns
    -------
    float
        NaN with fewer than two columns, where a covariance is unknown, or where the sum does not vary.
    """
    number = scores.shape[1]
    if number < 2:
        return float("nan")
    covariance, _ = _shared_covariances(scores)
    total = covariance.sum()
    if not np.isfinite(total) or total <= 0:
        return float("nan")
    return float(number / (number - 1) * (1 - covariance.trace() / total))


def group_coherence(scores: Array, groups: Indices) -> GroupCoherence:
    """Measure the coherence of the dimensions.

    Parameters
    ----------
    scores : array (units, indicators)
        Normalised, high = high on the dimension, so that a negative correlation is a conflict.
    groups : int array (indicators,)
        Position of each indicator's dimension, from 0.
    """
    correlation = correlations_of_columns(scores)
    np.fill_diagonal(correlation, np.nan)
    members = [np.flatnonzero(groups == group) for group in range(int(groups.max()) + 1)]
    between = np.array([[_mean_of_pairs(correlation[np.ix_(a, b)]) for b in members] for a in members])
    below = [int((correlation[np.ix_(own, own)] < 0).sum()) // 2 for own in members]
    return GroupCoherence(
        within=between.diagonal().copy(),
        between=between,
        alpha=np.array([cronbach_alpha(scores[:, own]) for own in members]),
        negative=np.array(below, dtype=np.intp),
    )


def _mean_of_pairs(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


def share_of_variance(scores: Array, composite: Array) -> Array:
    """Compute the share of the composite's variance that goes with each indicator: its squared Pearson correlation.

    Paruolo, Saisana and Saltelli (2013), J. R. Stat. Soc. A 176(3), 609–634, measure importance by the main effect
    Var(E(composite | indicator)) / Var(composite). This is its linear version, equal to it where the composite
    depends on the indicator along a straight line and smaller where it does not. Correlated indicators share
    variance, so the values need not sum to 1.

    Parameters
    ----------
    scores : array (units, indicators)
    composite : array (units,)

    Returns
    -------
    array (indicators,)
        From 0 to 1; NaN where an indicator does not vary.
    """
    together = np.column_stack([scores, composite])
    return correlations_of_columns(together)[:-1, -1] ** 2


def effective_weights(scores: Array, composite: Array) -> Array:
    """Scale `share_of_variance` to sum to 1, to be read beside the declared weights.

    Parameters
    ----------
    scores : array (units, indicators)
    composite : array (units,)

    Returns
    -------
    array (indicators,)
        NaN where the share is unknown.
    """
    shares = share_of_variance(scores, composite)
    total = np.nansum(shares)
    return shares / total if total > 0 else np.full_like(shares, np.nan)
