"""Do ranks survive other choices? Rank intervals and comparisons against counts by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata

from zone_atlas.index.composites import UNRANKED, competition_ranks
from zone_atlas.index.draws import Choices
from zone_atlas.index.hierarchy import Hierarchy
from zone_atlas.index.uncertainty import (
    rank_uncertainty,
    ranks_as_declared,
    share_ranked_before,
    summarise_ranks,
)

MISSING = np.nan
THREE_LEVELS = Hierarchy.of([[0, 0, 1, 2, 2, 2], [0, 0, 1], [0, 0]], [[1, 3, 1, 2, 1, 1], [1, 1, 1], [2, 1]])
FEW = {"max_examples": 25, "deadline": None}
WEIGHTS_ONLY = Choices(aggregations=(("arithmetic",),), leave_one_out=False)
SETTLED = Choices(concentration=None, aggregations=(("arithmetic",),), leave_one_out=False)


def scores_at_random(seed: int, units: int = 12, missing: float = 0.3, options: int = 2) -> np.ndarray:
    generator = np.random.default_rng(seed)
    scores = generator.uniform(1, 100, (options, units, THREE_LEVELS.indicators))
    scores[:, generator.random(scores.shape[1:]) < missing] = MISSING
    return scores


# -- Ranks and their statistics ------------------------------------------------------------------------------------


def test_ranks_are_competition_ranks() -> None:
    scores = np.random.default_rng(0).integers(0, 6, (15, 50)).astype(float)
    np.testing.assert_array_equal(competition_ranks(scores), rankdata(-scores, "min", axis=0))


def test_statistics_are_those_counted_draw_by_draw() -> None:
    generator = np.random.default_rng(0)
    ranks = competition_ranks(generator.integers(0, 9, (9, 333)).astype(float))
    found = summarise_ranks(ranks)
    for name, share in (("low", 5), ("median", 50), ("high", 95)):
        expected = np.percentile(ranks, share, axis=1, method="inverted_cdf")
        np.testing.assert_array_equal(getattr(found, name), expected)
    np.testing.assert_allclose(found.top_quarter, (ranks <= 2).mean(axis=1))
    expected = (ranks[:, None, :] < ranks[None, :, :]).mean(axis=2)
    np.testing.assert_allclose(found.beats, expected, atol=1e-15)
    np.testing.assert_array_equal(found.counts.sum(axis=1), 333)


def test_five_per_cent_of_ten_thousand_draws_are_five_hundred() -> None:
    """With exactly 500 draws on rank 1 the 5th percentile is rank 1; with 499 it is rank 2."""
    for first, expected in ((500, 1), (499, 2)):
        ranks = np.full((2, 10_000), 2, dtype=np.uint16)
        ranks[0, :first] = 1
        assert summarise_ranks(ranks).low[0] == expected


def test_who_has_no_rank_in_a_draw_beats_nobody_and_is_beaten_by_nobody() -> None:
    ranks = np.array([[1, 2], [2, UNRANKED], [3, 1]], dtype=np.uint16)
    np.testing.assert_array_equal(share_ranked_before(ranks), [[0, 0.5, 0.5], [0, 0, 0.5], [0.5, 0, 0]])


def test_a_unit_ahead_in_every_indicator_is_first_whatever_the_choice() -> None:
    scores = scores_at_random(6, missing=0)
    scores[:, 5] = 101
    found = rank_uncertainty(scores, THREE_LEVELS, draws=500)
    assert (found.low[5], found.median[5], found.high[5], found.top_quarter[5]) == (1, 1, 1, 1)
    assert np.delete(found.beats[5], 5).min() == 1
    assert found.beats[:, 5].max() == 0


def test_without_choices_each_interval_is_the_declared_rank() -> None:
    scores = scores_at_random(7, options=1)
    found = rank_uncertainty(scores, THREE_LEVELS, SETTLED, draws=50)
    declared = ranks_as_declared(scores[0], THREE_LEVELS)
    for values in (found.low, found.median, found.high):
        np.testing.assert_array_equal(values, declared)


def test_the_same_seed_gives_the_same_result_to_the_last_digit_and_another_does_not() -> None:
    scores = scores_at_random(8)
    first, again, other = (rank_uncertainty(scores, THREE_LEVELS, draws=700, seed=s) for s in (4, 4, 5))
    np.testing.assert_array_equal(first.beats, again.beats)
    np.testing.assert_array_equal(first.counts, again.counts)
    assert (first.counts != other.counts).any()


def test_a_unit_that_is_not_ranked_pushes_nobody_down() -> None:
    scores = scores_at_random(9, missing=0)
    scores[:, 0] = 100
    ranked = np.arange(12) > 0
    found = rank_uncertainty(scores, THREE_LEVELS, draws=300, ranked=ranked)
    alone = rank_uncertainty(scores[:, 1:], THREE_LEVELS, draws=300)
    np.testing.assert_array_equal(found.median[1:], alone.median)
    np.testing.assert_array_equal(found.beats[1:, 1:], alone.beats)
    assert np.isnan([found.median[0], found.low[0], found.high[0], found.top_quarter[0]]).all()
    assert np.isnan(found.beats[0]).all()
    assert not found.counts[0].any()
    declared = ranks_as_declared(scores[0], THREE_LEVELS, ranked=ranked)
    assert np.isnan(declared[0])
    assert np.nanmin(declared) == 1


def test_a_unit_without_any_score_has_no_rank_and_meets_nobody() -> None:
    scores = scores_at_random(10, missing=0)
    scores[:, 4] = MISSING
    found = rank_uncertainty(scores, THREE_LEVELS, draws=100)
    assert np.isnan([found.median[4], found.low[4], found.high[4]]).all()
    assert found.beats[4].max() == found.beats[:, 4].max() == 0
    assert np.nanmax(found.high) <= 11


def test_an_indicator_without_weight_changes_nothing() -> None:
    tree = Hierarchy.of([[0, 0, 0]], [[2, 1, 0]])
    scores = np.random.default_rng(0).uniform(1, 100, (1, 9, 3))
    changed = scores.copy()
    changed[..., 2] = np.where(np.arange(9) % 2, -500, MISSING)
    first, second = (rank_uncertainty(s, tree, draws=300) for s in (scores, changed))
    np.testing.assert_array_equal(first.counts, second.counts)


@settings(**FEW)
@given(st.integers(0, 10_000), st.permutations(range(12)))
def test_the_order_of_units_changes_nothing(seed: int, order: list[int]) -> None:
    scores = scores_at_random(seed)
    plain = rank_uncertainty(scores, THREE_LEVELS, draws=150)
    moved = rank_uncertainty(scores[:, order], THREE_LEVELS, draws=150)
    np.testing.assert_array_equal(moved.counts, plain.counts[order])
    np.testing.assert_array_equal(moved.beats, plain.beats[np.ix_(order, order)])


@settings(**FEW)
@given(st.integers(0, 10_000), st.integers(0, 11), st.integers(0, 11))
def test_identical_units_tie_in_every_draw(seed: int, one: int, other: int) -> None:
    scores = scores_at_random(seed)
    scores[:, other] = scores[:, one]
    found = rank_uncertainty(scores, THREE_LEVELS, draws=150)
    assert found.beats[one, other] == found.beats[other, one] == 0
    np.testing.assert_array_equal(found.counts[one], found.counts[other])


@settings(**FEW)
@given(st.integers(0, 10_000))
def test_weights_held_more_firmly_narrow_the_intervals(seed: int) -> None:
    scores = scores_at_random(seed, units=20, missing=0.1, options=1)
    widths = []
    for concentration in (1, 30, 10_000):
        choices = Choices(concentration, (("arithmetic",),), leave_one_out=False)
        found = rank_uncertainty(scores, THREE_LEVELS, choices, draws=400)
        widths.append(np.nansum(found.high - found.low))
    assert widths[0] >= widths[1] >= widths[2]


@settings(**FEW)
@given(st.integers(0, 10_000), st.floats(0.5, 1000))
def test_the_scale_of_the_scores_changes_no_rank(seed: int, factor: float) -> None:
    scores = scores_at_random(seed)
    plain, scaled = (rank_uncertainty(s, THREE_LEVELS, draws=150) for s in (scores, scores * factor))
    np.testing.assert_array_equal(plain.counts, scaled.counts)


@settings(**FEW)
@given(st.integers(0, 10_000), st.integers(0, 11), st.integers(0, 5))
def test_a_higher_score_never_worsens_a_rank(seed: int, unit: int, indicator: int) -> None:
    scores = scores_at_random(seed, missing=0)
    better = scores.copy()
    better[:, unit, indicator] += 20
    plain, raised = (rank_uncertainty(s, THREE_LEVELS, WEIGHTS_ONLY, draws=150) for s in (scores, better))
    assert raised.median[unit] <= plain.median[unit]
    assert raised.high[unit] <= plain.high[unit]
