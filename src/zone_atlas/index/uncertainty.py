"""How far the ranks of an index depend on the choices made for it: rank intervals over many draws of choices."""

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
    """Ranks over all draws; every array counts all units, NaN for those that are not ranked.

    Attributes
    ----------
    median, low, high : array (units,)
        50th, 5th and 95th percentile of a unit's rank: the best rank that at least this share of draws does not
        exceed, so always a whole number.
    top_quarter : array (units,)
        Share of draws in which the unit is in the best quarter of the ranked units, at least the first.
    beats : array (units, units)
        `beats[a, b]` is the share of draws in which a ranks strictly before b; equal scores beat nobody.
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
    """Rank medians, 90 % intervals and pairwise comparisons over draws of all choices.

    Parameters
    ----------
    scores : array (normalisations, units, indicators)
        The indicators under each normalisation that is an option; high = high on the index, NaN where missing.
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
    """Statistics of ranks (units, draws); a draw in which a unit has no rank is left out of its own statistics."""
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
    """The best rank that at least `share` of a unit's draws do not exceed; NaN without a ranked draw."""
    total = reached[:, -1:]
    rank = 1.0 + np.argmax(reached >= share * total, axis=1)
    return np.where(total[:, 0] > 0, rank, np.nan)


def share_ranked_before(ranks: Ranks) -> Array:
    """Share of draws in which the unit of the row ranks strictly before the unit of the column.

    Nobody is beaten where it has no rank. Comparisons are packed to bits and counted 64 at a time.
    """
    units, draws = ranks.shape
    won = np.zeros((units, units), dtype=np.int64)
    for start in range(0, draws, COMPARED):
        some = ranks[:, start : start + COMPARED]
        # Filled up to whole words with draws in which nobody is before anybody.
        before = np.pad(some, ((0, 0), (0, -some.shape[1] % 64)))
        behind = np.where(before == UNRANKED, 0, before).astype(np.uint16)
        for unit in range(units):
            words = np.packbits(before[unit] < behind, axis=None).view(np.uint64).reshape(units, -1)
            won[unit] += np.bitwise_count(words).sum(axis=1, dtype=np.int64)
    return won / draws


def _spread_to_all_units(found: RankUncertainty, ranked: NDArray[np.bool_]) -> RankUncertainty:
    """Results of the ranked units in their places among all units."""
    if ranked.all():
        return found

    def one(values: Array) -> Array:
        out = np.full(len(ranked), np.nan)
        out[ranked] = values
        return out

    beats = np.full((len(ranked), len(ranked)), np.nan)
    beats[np.ix_(ranked, ranked)] = found.beats
    counts = np.zeros((len(ranked), found.counts.shape[1]), dtype=np.int64)
    counts[ranked] = found.counts
    return RankUncertainty(
        one(found.median), one(found.low), one(found.high), one(found.top_quarter), beats, counts, found.draws
    )


def ranks_as_declared(
    scores: Array,
    hierarchy: Hierarchy,
    means: tuple[Mean, ...] = ("arithmetic",),
    ranked: NDArray[np.bool_] | None = None,
) -> Array:
    """Competition ranks of the units under the declared weights and one normalisation, NaN where not ranked.

    Parameters
    ----------
    scores : array (units, indicators)
    means : tuple of Mean
        One for all levels, or one a level from the bottom.
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
    """Ranks as floats, NaN for `UNRANKED`."""
    return np.where(ranks == UNRANKED, np.nan, ranks)
