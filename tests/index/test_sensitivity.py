"""Which choice matters: Sobol indices against SALib and a function with known ones, and ranks without an indicator."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from SALib.analyze import sobol as salib_sobol

from zone_atlas.index.draws import Choices, draw_choices, fixed_draws
from zone_atlas.index.hierarchy import Hierarchy
from zone_atlas.index.sensitivity import FACTORS, rank_shift, rank_shift_sobol, remove_one, sobol_indices

TREE = Hierarchy.of([[0, 0, 1, 1, 1], [0, 0]])
SCORES = np.random.default_rng(0).uniform(1, 100, (3, 15, 5))


def salib(a: np.ndarray, b: np.ndarray, others: list[np.ndarray]) -> dict:
    """SALib's order of outputs: a row of A, the same row with each factor from B, the row of B."""
    names = [f"x{i}" for i in range(len(others))]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    outputs = np.column_stack([a, *others, b]).ravel()
    return salib_sobol.analyze(problem, outputs, calc_second_order=False, seed=1)


def ishigami(x: np.ndarray) -> np.ndarray:
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def ishigami_outputs(number: int) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    generator = np.random.default_rng(1)
    a, b = generator.uniform(-math.pi, math.pi, (2, 3, number))
    mixed = [np.where(np.arange(3)[:, None] == i, b, a) for i in range(3)]
    return ishigami(a), ishigami(b), [ishigami(x) for x in mixed]


def test_a_function_with_known_indices() -> None:
    """Ishigami and Homma (1990) with a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""
    a, b, others = ishigami_outputs(100_000)
    first, total = np.array([sobol_indices(a, b, ab) for ab in others]).T
    np.testing.assert_allclose(first, [0.3139, 0.4424, 0], atol=0.02)
    np.testing.assert_allclose(total, [0.5576, 0.4424, 0.2437], atol=0.01)


def test_estimates_are_those_of_salib() -> None:
    a, b, others = ishigami_outputs(512)
    expected = salib(a, b, others)
    # SALib centres all outputs by their common mean.
    mean = np.mean([a, b, *others])
    first, total = np.array([sobol_indices(a - mean, b - mean, ab - mean) for ab in others]).T
    np.testing.assert_allclose(first, expected["S1"], atol=1e-12)
    np.testing.assert_allclose(total, expected["ST"], atol=1e-12)


def test_indices_of_the_rank_shift_are_those_salib_finds_on_the_same_outputs() -> None:
    base, choices = 256, Choices()
    found = rank_shift_sobol(SCORES, TREE, choices, base=base, seed=3)
    generator = np.random.default_rng(3)
    a, b = (draw_choices(TREE, 3, choices, base, generator) for _ in range(2))
    outputs = [rank_shift(SCORES, TREE, drawn, choices) for drawn in (a, b)]
    mixed = []
    for factor in FACTORS:
        parts = {name: getattr(b if name == factor else a, name) for name in FACTORS}
        mixed.append(rank_shift(SCORES, TREE, type(a)(**parts), choices))
    expected = salib(*outputs, mixed)
    assert found.factors == FACTORS
    np.testing.assert_allclose(found.total, expected["ST"], atol=1e-12)
    np.testing.assert_allclose(found.first, expected["S1"], atol=1e-12)
    assert found.mean_shift == pytest.approx(np.mean(outputs))
    assert found.evaluations == base * 6
    half = np.diff(found.total_interval)[:, 0] / 2
    np.testing.assert_allclose(half, expected["ST_conf"] * 1.645 / 1.96, rtol=0.25, atol=0.01)


def test_the_shift_is_the_mean_distance_from_the_declared_ranks() -> None:
    """Declared order a b c. Without the second indicator c leads a and b: (1 + 1 + 2) / 3."""
    tree = Hierarchy.of([[0, 0]])
    scores = np.array([[[50.0, 90], [40, 80], [60, 1]]])
    choices = Choices(None, (("arithmetic",),))
    np.testing.assert_allclose(rank_shift(scores, tree, fixed_draws(tree, [-1, 1]), choices), [0, 4 / 3])


def test_a_choice_alone_accounts_for_all() -> None:
    choices = Choices(concentration=None, aggregations=(("arithmetic",),), leave_one_out=False)
    found = rank_shift_sobol(SCORES, TREE, choices, base=2048)
    assert found.factors == ("normalisation",)
    assert found.first == pytest.approx([1], abs=0.1)
    assert found.total == pytest.approx([1], abs=0.1)


def test_choices_that_do_not_vary_are_not_named() -> None:
    choices = Choices(aggregations=(("geometric",),), leave_one_out=False)
    assert rank_shift_sobol(SCORES[:1], TREE, choices, base=64).factors == ("weights",)
    nothing = rank_shift_sobol(
        SCORES[:1], TREE, Choices(None, (("geometric",),), leave_one_out=False), base=64
    )
    assert nothing.factors == ()
    assert nothing.mean_shift == 0
    assert nothing.first_interval.shape == (0, 2)


def test_a_choice_between_equal_options_moves_nothing() -> None:
    same = np.repeat(SCORES[:1], 3, axis=0)
    found = rank_shift_sobol(same, TREE, Choices(), base=512)
    at = found.factors.index("normalisation")
    assert found.total[at] == 0
    assert found.first[at] == 0


def test_ranks_that_never_move_have_no_shares() -> None:
    one_unit = SCORES[:, :1]
    found = rank_shift_sobol(one_unit, TREE, base=64)
    assert np.isnan(found.first).all()
    assert np.isnan(found.total).all()
    assert found.mean_shift == 0


def test_estimates_lie_in_their_intervals_and_more_draws_narrow_them() -> None:
    few, many = (rank_shift_sobol(SCORES, TREE, base=base) for base in (128, 4096))
    for found in (few, many):
        assert (found.total >= found.total_interval[:, 0]).all()
        assert (found.total <= found.total_interval[:, 1]).all()
    assert (np.diff(many.first_interval) < np.diff(few.first_interval)).all()
    assert (np.diff(many.total_interval) < np.diff(few.total_interval)).all()


def test_the_same_seed_gives_the_same_indices_to_the_last_digit() -> None:
    one, again = (rank_shift_sobol(SCORES, TREE, base=128, seed=9) for _ in range(2))
    np.testing.assert_array_equal(one.first, again.first)
    np.testing.assert_array_equal(one.total_interval, again.total_interval)


def test_units_that_are_not_ranked_count_for_nothing() -> None:
    ranked = np.arange(15) < 10
    of_all = rank_shift_sobol(SCORES, TREE, base=128, ranked=ranked)
    alone = rank_shift_sobol(SCORES[:, :10], TREE, base=128)
    np.testing.assert_array_equal(of_all.total, alone.total)


def test_a_unit_without_any_score_counts_for_nothing_and_nobody_ranked_is_refused() -> None:
    with_one = np.concatenate([SCORES, np.full((3, 1, 5), np.nan)], axis=1)
    found, plain = (rank_shift_sobol(scores, TREE, base=64) for scores in (with_one, SCORES))
    np.testing.assert_array_equal(found.total, plain.total)
    with pytest.raises(ValueError, match="no unit is ranked"):
        rank_shift_sobol(SCORES, TREE, ranked=np.zeros(15, dtype=bool))


# -- Without each indicator in turn --------------------------------------------------------------------------------


def test_ranks_without_each_indicator_by_hand() -> None:
    """Means 70, 60, 30.5. Without the first: 90, 80, 1, no change. Without the second: 50, 40, 60: c leads."""
    scores = np.array([[50.0, 90], [40, 80], [60, 1]])
    found = remove_one(scores, Hierarchy.of([[0, 0]]))
    np.testing.assert_array_equal(found.shift, [[0, -1], [0, -1], [0, 2]])
    np.testing.assert_allclose(found.mean_shift, [0, 4 / 3])
    assert found.most_moved[1] == 2


def test_removing_an_indicator_without_weight_changes_nothing() -> None:
    tree = Hierarchy.of([[0, 0, 0]], [[1, 1, 0]])
    found = remove_one(SCORES[0][:, :3], tree)
    assert not found.shift[:, 2].any()
    assert found.mean_shift[2] == 0


def test_removing_the_only_indicator_says_nothing() -> None:
    found = remove_one(np.array([[1.0], [2]]), Hierarchy.of([[0]]))
    assert np.isnan(found.shift).all()
    assert np.isnan(found.mean_shift).all()
    assert found.most_moved[0] == -1


def test_removal_leaves_out_units_that_are_not_ranked() -> None:
    ranked = np.arange(15) != 4
    found = remove_one(SCORES[0], TREE, ranked=ranked)
    assert np.isnan(found.shift[4]).all()
    np.testing.assert_array_equal(found.shift[ranked], remove_one(SCORES[0][ranked], TREE).shift)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_indicators_changes_no_removal(order: list[int]) -> None:
    tree = Hierarchy.of([[TREE.parents[0][i] for i in order], [0, 0]])
    plain, moved = remove_one(SCORES[0], TREE), remove_one(SCORES[0][:, order], tree)
    np.testing.assert_array_equal(moved.shift, plain.shift[:, order])
