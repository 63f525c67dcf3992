"""Uncertainty of the ranks of an index: rank intervals over many draws of the choices made for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.composites import UNRANKED, Ranks, rank_draws
from zone_atlas.index.draws import Choices, draw_choices, fixed_draws
from zone_atlas.index.hierarchy import Array, Hierarchy
from zone_atlas.index.specification import Mean

DRAWS = 10_000
# A 90 % interval: from the 5th to the 95th percentile.
LOW, MIDDLE, HIGH = 0.05, 0.50, 0.95
# Draws compared at once: two rows of ranks and their comparison stay in a core's cache.
COMPARED = 8_192
EVERYTHING_VARIES = Choices()


@dataclass(frozen=True, eq=False)
class RankUncertainty:
    """Ranks over all draws; arrays hold all units, NaN for those that are not ranked.

    Attributes
    ----------
    median, low, high : array (units,)
        50th, 5th and 95th percentile of a unit's rank: the best rank that at least this share of draws does not
        exceed, so always a whole number.
    top_quarter : array (units,)
        Share of draws in which the unit is in the best quarter of the ranked units, at least the first.
    beats : array (units, units)
        `beats[a, b]` is the share of draws in which a ranks strictly before b; equal scores count for neither.
    counts : int array (units, ranked units)
        `counts[a, r]` draws put unit a on rank r + 1.
    draws : int
    """

    median: Array
    low: Array
    high: Array
    top_quarter: Array
    beats: Array
    counts: NDArray[np.int64]
    draws: int


def rank_uncertainty(
    scores: Array,
    hierarchy: Hierarchy,
    choices: Choices = EVERYTHING_VARIES,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    ranked: NDArray[np.bool_] | None = None,
) -> RankUncertainty:
    """Compute rank medians, 90 % intervals and pairwise comparisons over draws of all choices.

    Parameters
    ----------
    scores : array (normalisations, units, indicators)
        The indicators under each normalisation that is an option; high = high on the index, NaN where missing.
    hierarchy : Hierarchy
    choices : Choices
        The choices that vary.
    draws : int
        Number of draws.
    ranked : bool array (units,), optional
        Units that take part; all by default. The others neither get a rank nor push anyone down.
    seed : int
        The same seed, options and numpy give the same result to the last digit.

    Raises
    ------
    ValueError
        When the arrays do not match, or no unit is ranked.
    """
    scores = np.asarray(scores, dtype=float)
    taking_part = np.ones(scores.shape[1], dtype=bool) if ranked is None else np.asarray(ranked, dtype=bool)
    if not taking_part.any():
        raise ValueError("no unit is ranked")
    drawn = draw_choices(hierarchy, len(scores), choices, draws, np.random.default_rng(seed))
    return _spread_to_all_units(
        summarise_ranks(rank_draws(scores[:, taking_part], hierarchy, drawn, choices)), taking_part
    )


def summarise_ranks(ranks: Ranks) -> RankUncertainty:
    """Summarise the ranks of all draws; a draw in which a unit has no rank is left out of its own statistics.

    Parameters
    ----------
    ranks : uint16 array (units, draws)
        1 = best; `UNRANKED` where a unit has no score.
    """
    units, draws = ranks.shape
    counts = np.stack([np.bincount(row, minlength=units + 1)[1 : units + 1] for row in ranks])
    reached = counts.cumsum(axis=1)
    return RankUncertainty(
        median=_rank_percentile(reached, MIDDLE),
        low=_rank_percentile(reached, LOW),
        high=_rank_percentile(reached, HIGH),
        top_quarter=reached[:, max(1, units // 4) - 1] / draws,
        beats=share_ranked_before(ranks),
        counts=counts,
        draws=draws,
    )


def _rank_percentile(reached: NDArray[np.int64], share: float) -> Array:
    """Return the best rank that at least `share` of a unit's draws do not exceed; NaN without a ranked draw."""
    total = reached[:, -1:]
    rank = 1.0 + np.argmax(reached >= share * total, axis=1)
    return np.where(total[:, 0] > 0, rank, np.nan)


def share_ranked_before(ranks: Ranks) -> Array:
    """Compute the share of draws in which one unit ranks strictly before another.

    Comparisons are packed to bits and counted 64 at a time.

    Parameters
    ----------
    ranks : uint16 array (units, draws)
        1 = best; `UNRANKED` where a unit has no score.

    Returns
    -------
    array (units, units)
        `[a, b]`: share of all draws in which both have a rank and that of a is the better one.
    """
    units, draws = ranks.shape
    won = np.zeros((units, units), dtype=np.int64)
    for start in range(0, draws, COMPARED):
        some = ranks[:, start : start + COMPARED]
        # Pad to a multiple of 64 draws with draws where all units tie.
        before = np.pad(some, ((0, 0), (0, -some.shape[1] % 64)))
        behind = np.where(before == UNRANKED, 0, before).astype(np.uint16)
        for unit in range(units):
            words = np.packbits(before[unit] < behind, axis=None).view(np.uint64).reshape(units, -1)
            won[unit] += np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    return won / draws


def _spread_to_all_units(of_ranked: RankUncertainty, ranked: NDArray[np.bool_]) -> RankUncertainty:
    """Put the results of the ranked units at their positions among all units."""
    if ranked.all():
        return of_ranked

    def spread(values: Array) -> Array:
        out = np.full(len(ranked), np.nan)
        out[ranked] = values
        return out

    beats = np.full((len(ranked), len(ranked)), np.nan)
    beats[np.ix_(ranked, ranked)] = of_ranked.beats
    counts = np.zeros((len(ranked), of_ranked.counts.shape[1]), dtype=np.int64)
    counts[ranked] = of_ranked.counts
    return RankUncertainty(
        spread(of_ranked.median),
        spread(of_ranked.low),
        spread(of_ranked.high),
        spread(of_ranked.top_quarter),
        beats,
        counts,
        of_ranked.draws,
    )


def ranks_as_declared(
    scores: Array,
    hierarchy: Hierarchy,
    means: tuple[Mean, ...] = ("arithmetic",),
    ranked: NDArray[np.bool_] | None = None,
) -> Array:
    """Rank the units under the declared weights and one normalisation; equal scores share the better rank.

    Parameters
    ----------
    scores : array (units, indicators)
        High = high on the index, NaN where missing.
    hierarchy : Hierarchy
    means : tuple of Mean
        One for all levels, or one per level from the bottom.
    ranked : bool array (units,), optional
        Units that take part; all by default.

    Returns
    -------
    array (units,)
        NaN where a unit is not ranked.
    """
    taking_part = np.ones(len(scores), dtype=bool) if ranked is None else np.asarray(ranked, dtype=bool)
    choices = Choices(concentration=None, aggregations=(means,), leave_one_out=False)
    ranks = rank_draws(
        np.asarray(scores, dtype=float)[None, taking_part], hierarchy, fixed_draws(hierarchy), choices
    )
    out = np.full(len(scores), np.nan)
    out[taking_part] = as_numbers(ranks[:, 0])
    return out


def as_numbers(ranks: Ranks) -> Array:
    """Turn ranks into floats.

    Parameters
    ----------
    ranks : uint16 array of any shape
        `UNRANKED` where a unit has no score.

    Returns
    -------
    array
        Of the same shape; NaN where a unit has no score.
    """
    return np.where(ranks == UNRANKED, np.nan, ranks)
