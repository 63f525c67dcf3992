"""Sensitivity of the ranks: Sobol indices of the mean rank shift, and the effect of leaving out each indicator.

The output is the mean absolute shift in rank against the index as declared, as in Saisana, Saltelli and Tarantola
(2005), J. R. Stat. Soc. A 168(2), 307–323.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.composites import rank_draws
from zone_atlas.index.draws import NOTHING, Choices, Draws, draw_choices, fixed_draws
from zone_atlas.index.hierarchy import Array, Hierarchy
from zone_atlas.index.uncertainty import EVERYTHING_VARIES, as_numbers

FACTORS = ("weights", "normalisation", "aggregation", "left_out")
RESAMPLES = 500
# Bounds of the 90 % bootstrap interval, in per cent.
INTERVAL = (5.0, 95.0)


@dataclass(frozen=True, eq=False)
class Sobol:
    """Share of the variance of the mean rank shift that each choice accounts for; one entry per factor.

    Attributes
    ----------
    factors : tuple of str
        The choices that vary, out of `FACTORS`.
    first, total : array
        `first`: by itself. `total`: with all its interactions. Estimates may fall a little outside 0–1; NaN where
        the ranks never move differently.
    first_interval, total_interval : array (factors, 2)
        90 % bootstrap intervals.
    mean_shift : float
        Mean over draws of the mean absolute rank shift.
    evaluations : int
        Indices computed.
    """

    factors: tuple[str, ...]
    first: Array
    total: Array
    first_interval: Array
    total_interval: Array
    mean_shift: float
    evaluations: int


@dataclass(frozen=True, eq=False)
class RemoveOne:
    """Effect of leaving out each indicator on the ranks; one entry per indicator.

    Attributes
    ----------
    shift : array (units, indicators)
        Rank as declared less rank without the indicator: above 0 the unit climbs. NaN where either is missing.
    mean_shift : array
        Mean of the absolute shifts.
    most_moved : int array
        Position of the unit with the largest shift, the first of several; -1 where no unit has a shift.
    """

    shift: Array
    mean_shift: Array
    most_moved: NDArray[np.intp]


def rank_shift_sobol(
    scores: Array,
    hierarchy: Hierarchy,
    choices: Choices = EVERYTHING_VARIES,
    *,
    base: int = 1024,
    seed: int = 0,
    resamples: int = RESAMPLES,
    ranked: NDArray[np.bool_] | None = None,
) -> Sobol:
    """Estimate first-order and total Sobol indices of the rank shift over the same choices as `rank_uncertainty`.

    The index as declared is the first normalisation and the first aggregation with the declared weights. All weights
    count as one choice. With k choices that vary, base · (k + 2) indices are computed.

    Parameters
    ----------
    scores : array (normalisations, units, indicators)
        High = high on the index, NaN where missing.
    hierarchy : Hierarchy
    choices : Choices
        The choices that vary.
    base : int
        Size of each of the two independent samples.
    seed : int
        The same seed, options and numpy give the same result to the last digit.
    resamples : int
        Bootstrap samples behind the intervals.
    ranked : bool array (units,), optional
        Units that take part; all by default.

    Raises
    ------
    ValueError
        When the arrays do not match, or no unit is ranked.
    """
    scores = _of_ranked(np.asarray(scores, dtype=float), ranked)
    factors = _varying_factors(len(scores), hierarchy, choices)
    generator = np.random.default_rng(seed)
    first, second = (draw_choices(hierarchy, len(scores), choices, base, generator) for _ in range(2))
    mixed = [replace(first, **{factor: getattr(second, factor)}) for factor in factors]
    shift = rank_shift(scores, hierarchy, _join_samples([first, second, *mixed]), choices)
    rows = generator.integers(base, size=(resamples, base))
    return _sobol_shares(factors, shift, rows)


def _of_ranked(scores: Array, ranked: NDArray[np.bool_] | None) -> Array:
    """Select the scores of the units that take part; a unit without any score has no rank that could move."""
    scores = scores if ranked is None else scores[:, ranked]
    scores = scores[:, np.isfinite(scores).any(axis=(0, 2))]
    if not scores.shape[1]:
        raise ValueError("no unit is ranked")
    return scores


def _sobol_shares(factors: tuple[str, ...], shift: Array, rows: NDArray[np.int64]) -> Sobol:
    """Compute the indices from the shifts of both samples and of the mixed ones, in this order."""
    base = rows.shape[1]
    a, b, *others = (shift - shift.mean()).reshape(len(factors) + 2, base)
    estimates = [(*sobol_indices(a, b, ab), *_bootstrap_shares(a, b, ab, rows)) for ab in others]
    return Sobol(
        factors=factors,
        first=np.array([factor[0] for factor in estimates]),
        total=np.array([factor[1] for factor in estimates]),
        first_interval=np.array([factor[2] for factor in estimates]).reshape(-1, 2),
        total_interval=np.array([factor[3] for factor in estimates]).reshape(-1, 2),
        mean_shift=float(shift[: 2 * base].mean()),
        evaluations=len(shift),
    )


def sobol_indices(a: Array, b: Array, ab: Array) -> tuple[Array, Array]:
    """Estimate the first-order and the total index of one factor, over the last axis.

    Parameters
    ----------
    a, b : array (..., n)
        Output of two independent samples.
    ab : array (..., n)
        Output of the first sample with this factor taken from the second.

    Returns
    -------
    first, total : array (...)
        NaN where the output does not vary.

    Notes
    -----
    First order by Saltelli et al. (2010), Comput. Phys. Commun. 181, 259–270, table 2 (b); total by Jansen (1999),
    Comput. Phys. Commun. 117, 35–43. The error of the first is lower when the outputs are centred beforehand.
    """
    centre = (a.mean(axis=-1, keepdims=True) + b.mean(axis=-1, keepdims=True)) / 2
    variance = ((a - centre) ** 2 + (b - centre) ** 2).mean(axis=-1) / 2
    variance = np.where(variance > np.finfo(float).eps, variance, np.nan)
    return (b * (ab - a)).mean(axis=-1) / variance, ((a - ab) ** 2).mean(axis=-1) / 2 / variance


def _bootstrap_shares(a: Array, b: Array, ab: Array, rows: NDArray[np.int64]) -> tuple[Array, Array]:
    first, total = sobol_indices(a[rows], b[rows], ab[rows])
    return np.percentile(first, INTERVAL), np.percentile(total, INTERVAL)


def rank_shift(scores: Array, hierarchy: Hierarchy, draws: Draws, choices: Choices) -> Array:
    """Compute the mean absolute shift in rank of all units against the index as declared.

    Parameters
    ----------
    scores : array (normalisations, units, indicators)
    hierarchy : Hierarchy
    draws : Draws
    choices : Choices
        The aggregations whose positions `draws.aggregation` gives; the first is the declared one.

    Returns
    -------
    array (draws,)
        In ranks.
    """
    declared = as_numbers(rank_draws(scores, hierarchy, fixed_draws(hierarchy), choices))
    return np.asarray(
        np.nanmean(np.abs(as_numbers(rank_draws(scores, hierarchy, draws, choices)) - declared), axis=0)
    )


def _varying_factors(normalisations: int, hierarchy: Hierarchy, choices: Choices) -> tuple[str, ...]:
    varies = {
        "weights": choices.concentration is not None
        and any(len(group) > 1 for level in hierarchy.children for group in level),
        "normalisation": normalisations > 1,
        "aggregation": len(choices.aggregations) > 1,
        "left_out": choices.leave_one_out and int((hierarchy.global_weights > 0).sum()) > 1,
    }
    return tuple(factor for factor in FACTORS if varies[factor])


def _join_samples(parts: list[Draws]) -> Draws:
    return Draws(
        tuple(np.concatenate(level, axis=1) for level in zip(*(part.weights for part in parts), strict=True)),
        np.concatenate([part.normalisation for part in parts]),
        np.concatenate([part.aggregation for part in parts]),
        np.concatenate([part.left_out for part in parts]),
    )


def remove_one(
    scores: Array,
    hierarchy: Hierarchy,
    choices: Choices = EVERYTHING_VARIES,
    *,
    ranked: NDArray[np.bool_] | None = None,
) -> RemoveOne:
    """Rank the units without each indicator in turn, under the first aggregation and one normalisation.

    Parameters
    ----------
    scores : array (units, indicators)
        High = high on the index, NaN where missing.
    hierarchy : Hierarchy
    choices : Choices
        Names the aggregations; nothing else of it is used.
    ranked : bool array (units,), optional
        Units that take part; all by default. The others have NaN shifts.
    """
    taking_part = np.ones(len(scores), dtype=bool) if ranked is None else np.asarray(ranked, dtype=bool)
    draws = fixed_draws(hierarchy, [NOTHING, *range(hierarchy.indicators)])
    ranks = as_numbers(
        rank_draws(np.asarray(scores, dtype=float)[None, taking_part], hierarchy, draws, choices)
    )
    shift = np.full((len(scores), hierarchy.indicators), np.nan)
    shift[taking_part] = ranks[:, :1] - ranks[:, 1:]
    size, known = np.abs(np.nan_to_num(shift)), np.isfinite(shift).sum(axis=0)
    return RemoveOne(
        shift=shift,
        mean_shift=np.where(known > 0, size.sum(axis=0) / np.maximum(known, 1), np.nan),
        most_moved=np.where(known > 0, size.argmax(axis=0), -1),
    )
