"""The index under many draws of choices is the index computed alone under each of them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import rankdata

from zone_atlas.index.composites import UNRANKED, composite_blocks, rank_draws, stretch_to_positive
from zone_atlas.index.draws import NOTHING, Choices, Draws, draw_choices, fixed_draws, weights_left_in_draws
from zone_atlas.index.engine import score_index
from zone_atlas.index.hierarchy import Hierarchy
from zone_atlas.index.specification import Node, Normalisation, Specification
from zone_atlas.index.uncertainty import rank_uncertainty, ranks_as_declared

MISSING = np.nan
THREE_LEVELS = Hierarchy.of([[0, 0, 1, 2, 2, 2], [0, 0, 1], [0, 0]], [[1, 3, 1, 2, 1, 1], [1, 1, 1], [2, 1]])
SETTLED = Choices(concentration=None, aggregations=(("arithmetic",),), leave_one_out=False)


def scores_at_random(seed: int, units: int = 12, missing: float = 0.3, options: int = 2) -> np.ndarray:
    generator = np.random.default_rng(seed)
    scores = generator.uniform(1, 100, (options, units, THREE_LEVELS.indicators))
    scores[:, generator.random(scores.shape[1:]) < missing] = MISSING
    return scores


def composites_of_draws(
    scores: np.ndarray, hierarchy: Hierarchy, draws: Draws, choices: Choices
) -> np.ndarray:
    """Score of each unit in each draw, put together from the blocks."""
    out = np.full((scores.shape[1], draws.number), -1.0)
    for positions, block in composite_blocks(scores, hierarchy, draws, choices):
        out[:, positions] = block
    return out


# -- One draw at a time, node by node: what the vectorised way must agree with ------------------------------------


def mean_by_hand(kind: str, pairs: list[tuple[float, float]]) -> float:
    pairs = [(value, weight) for value, weight in pairs if weight > 0 and not math.isnan(value)]
    total = sum(weight for _, weight in pairs)
    if not total:
        return MISSING
    if kind == "arithmetic":
        return sum(value * weight for value, weight in pairs) / total
    if kind == "geometric":
        return math.exp(sum(math.log(value) * weight for value, weight in pairs) / total)
    return total / sum(weight / value for value, weight in pairs)


def composite_by_hand(row: np.ndarray, hierarchy: Hierarchy, draws: Draws, at: int, means: tuple) -> float:
    """A group left without weight by the indicator left out is missing, as one without any score is."""
    values = [MISSING if i == draws.left_out[at] else float(value) for i, value in enumerate(row)]
    for level, parents in enumerate(hierarchy.parents):
        weights = draws.weights[level][:, at]
        values = [
            mean_by_hand(
                means[level],
                [(v, w) for v, w, p in zip(values, weights, parents, strict=True) if p == node],
            )
            for node in range(parents.max() + 1)
        ]
    return values[0]


MEANS = (
    ("arithmetic",),
    ("geometric",),
    ("harmonic",),
    ("arithmetic", "geometric", "harmonic"),
    ("harmonic", "arithmetic", "geometric"),
    ("geometric", "geometric", "arithmetic"),
)


@pytest.mark.parametrize("missing", [0.0, 0.3, 0.7])
def test_each_draw_is_the_index_computed_alone(missing: float) -> None:
    """Weights are rescaled level by level where a score is missing, under every mean and mixture of means."""
    scores = scores_at_random(3, missing=missing)
    choices = Choices(aggregations=MEANS)
    draws = draw_choices(THREE_LEVELS, 2, choices, 400, np.random.default_rng(1))
    found = composites_of_draws(scores, THREE_LEVELS, draws, choices)
    for at in range(draws.number):
        means = MEANS[draws.aggregation[at]]
        means = means * 3 if len(means) == 1 else means
        expected = [
            composite_by_hand(row, THREE_LEVELS, draws, at, means) for row in scores[draws.normalisation[at]]
        ]
        np.testing.assert_allclose(found[:, at], expected, rtol=1e-11)


def test_ranks_of_a_draw_are_those_of_its_composites() -> None:
    scores = scores_at_random(4, units=40)
    choices = Choices()
    draws = draw_choices(THREE_LEVELS, 2, choices, 300, np.random.default_rng(2))
    values = composites_of_draws(scores, THREE_LEVELS, draws, choices)
    expected = np.where(np.isnan(values), UNRANKED, rankdata(-values, "min", axis=0, nan_policy="omit"))
    np.testing.assert_array_equal(rank_draws(scores, THREE_LEVELS, draws, choices), expected)


def test_no_rank_is_given_under_a_normalisation_that_has_no_scores() -> None:
    draws = draw_choices(THREE_LEVELS, 3, SETTLED, 50, np.random.default_rng(3))
    beyond = np.flatnonzero(draws.normalisation == 2)[0]
    with pytest.raises(ValueError, match=rf"draw {beyond} names normalisation 2, .* given under 2"):
        rank_draws(scores_at_random(3), THREE_LEVELS, draws, SETTLED)


def test_a_tree_with_gaps_by_hand() -> None:
    """Element 1 = 80 alone; element 2 = 20; dimension 1 = (80 + 20) / 2 = 50; dimension 2 = (2·40 + 70) / 3 = 50."""
    row = [MISSING, 80.0, 20.0, 40.0, MISSING, 70.0]
    value = composites_of_draws(np.array([[row]]), THREE_LEVELS, fixed_draws(THREE_LEVELS), SETTLED)
    assert value == pytest.approx(50.0)


def test_an_element_without_its_only_indicator_leaves_its_dimension() -> None:
    """Dimension 1 is element 1 alone, (10 + 3·50) / 4 = 40; dimension 2 is (2·30 + 90) / 3 = 50; (2·40 + 50) / 3."""
    row = [10.0, 50.0, 99.0, 30.0, 90.0, MISSING]
    alone = composites_of_draws(np.array([[row]]), THREE_LEVELS, fixed_draws(THREE_LEVELS, [2]), SETTLED)
    assert alone == pytest.approx(130 / 3)


def test_nothing_left_to_score_by_is_no_rank() -> None:
    single = Hierarchy.of([[0, 0]], [[1, 0]])
    scores = np.array([[[50.0, 10.0], [MISSING, 90.0], [70.0, MISSING]]])
    draws = fixed_draws(single, [NOTHING, 0])
    ranks = rank_draws(scores, single, draws, SETTLED)
    np.testing.assert_array_equal(ranks, [[2, UNRANKED], [UNRANKED, UNRANKED], [1, UNRANKED]])


def ragged(means: tuple = ("arithmetic",)) -> Specification:
    """One branch of three levels, one indicator straight under the root."""
    nodes = (
        Node("index"),
        Node("a", "index", weight=2),
        Node("straight", "index", weight=1),
        Node("a1", "a", weight=1),
        Node("a2", "a", weight=4),
        Node("x", "a1", weight=1),
        Node("y", "a1", weight=2),
        Node("z", "a2", weight=5),
        Node("w", "a", weight=1),
    )
    return Specification(nodes, Normalisation("minmax", 1, 100), means)


@pytest.mark.parametrize(
    "means", [("arithmetic",), ("geometric",), ("harmonic", "arithmetic", "geometric")], ids=str
)
def test_the_declared_index_is_the_one_the_engine_computes(means: tuple) -> None:
    index = ragged(means)
    values = np.random.default_rng(5).normal(size=(30, 5))
    values[3, 1] = values[7, 0] = values[7, 4] = MISSING
    scored = score_index(index, values)
    leaves = np.column_stack([scored.of(node.id) for node in index.indicators])
    tree = Hierarchy.of_specification(index)
    np.testing.assert_allclose(tree.global_weights, list(index.global_weights.values()))
    choices = Choices(None, (means,), leave_one_out=False)
    found = composites_of_draws(leaves[None], tree, fixed_draws(tree), choices)[:, 0]
    np.testing.assert_allclose(found, scored.of("index"), rtol=1e-12)
    expected = rankdata(-scored.of("index"), "min")
    np.testing.assert_array_equal(ranks_as_declared(leaves, tree, means), expected)


def test_a_weight_of_nought_on_a_short_branch_leaves_it_out() -> None:
    index = ragged().with_weights({"straight": 0})
    tree = Hierarchy.of_specification(index)
    np.testing.assert_allclose(tree.global_weights, list(index.global_weights.values()))
    assert tree.global_weights[0] == 0


# -- Draws ---------------------------------------------------------------------------------------------------------


def test_weights_are_drawn_around_those_declared_and_vary_by_one_over_the_root_of_the_concentration() -> None:
    """With equal weights and k children the variation is √((k − 1) / (c·k + 1)), near 1/√c."""
    tree = Hierarchy.of([[0] * 8])
    draws = draw_choices(tree, 1, Choices(concentration=16), 50_000, np.random.default_rng(0))
    weights = draws.weights[0]
    np.testing.assert_allclose(weights.sum(axis=0), 1)
    np.testing.assert_allclose(weights.mean(axis=1), 1 / 8, rtol=0.01)
    np.testing.assert_allclose(weights.std(axis=1) * 8, math.sqrt(7 / 129), rtol=0.02)


def test_unequal_weights_keep_their_proportions_on_average_and_nought_stays_nought() -> None:
    tree = Hierarchy.of([[0, 0, 0]], [[3, 1, 0]])
    draws = draw_choices(tree, 1, Choices(concentration=4), 50_000, np.random.default_rng(0))
    np.testing.assert_allclose(draws.weights[0].mean(axis=1), [0.75, 0.25, 0], rtol=0.01)
    assert not draws.weights[0][2].any()


def test_every_option_is_drawn_with_equal_chance() -> None:
    draws = draw_choices(THREE_LEVELS, 4, Choices(), 70_000, np.random.default_rng(0))
    np.testing.assert_allclose(np.bincount(draws.normalisation) / 70_000, 1 / 4, rtol=0.03)
    np.testing.assert_allclose(np.bincount(draws.aggregation) / 70_000, 1 / 2, rtol=0.03)
    np.testing.assert_allclose(np.bincount(draws.left_out - NOTHING) / 70_000, 1 / 7, rtol=0.03)


def test_an_indicator_without_weight_is_never_left_out_nor_the_only_one() -> None:
    two = draw_choices(Hierarchy.of([[0, 0, 0]], [[1, 0, 1]]), 1, Choices(), 500, np.random.default_rng(0))
    assert set(two.left_out) == {NOTHING, 0, 2}
    one = draw_choices(Hierarchy.of([[0, 0]], [[1, 0]]), 1, Choices(), 500, np.random.default_rng(0))
    assert set(one.left_out) == {NOTHING}


def test_weights_after_leaving_one_out_still_sum_to_one_in_each_group() -> None:
    draws = draw_choices(THREE_LEVELS, 1, Choices(), 200, np.random.default_rng(0))
    levels, scored = weights_left_in_draws(THREE_LEVELS, draws)
    assert scored.all()
    for level, groups in zip(levels, THREE_LEVELS.children, strict=True):
        for group in groups:
            total = level[group].sum(axis=0)
            assert np.all(np.isclose(total, 1) | (total == 0))
    assert not levels[1][1][draws.left_out == 2].any()


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (lambda: Choices(concentration=0), "concentration 0"),
        (lambda: Choices(aggregations=()), "at least one aggregation"),
        (lambda: Choices(aggregations=(("median",),)), "median"),  # type: ignore[arg-type]
        (lambda: Hierarchy.of([[0, 1], [0, 0, 0]]), "level 0"),
        (lambda: Hierarchy.of([[0, 0]], [[0, 0]]), "sum to 0"),
        (lambda: Hierarchy.of([[0, 0]], [[1, -1]]), "from 0 up"),
        (lambda: Hierarchy.of([[0, 0]], [[1, 1, 1]]), "3 weights for 2"),
        (lambda: rank_uncertainty(np.ones((1, 3, 5)), THREE_LEVELS), "normalisations × units × 6"),
        (lambda: rank_uncertainty(np.ones((3, 6)), THREE_LEVELS), "normalisations × units × 6"),
        (
            lambda: rank_uncertainty(np.ones((1, 3, 6)), THREE_LEVELS, ranked=np.zeros(3, dtype=bool)),
            "no unit is ranked",
        ),
        (
            lambda: rank_uncertainty(
                np.ones((1, 3, 6)), THREE_LEVELS, Choices(aggregations=(("geometric",) * 2,)), draws=1
            ),
            "2 means named for 3 levels",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(wrong, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        wrong()


def test_scores_at_nought_are_stretched_before_a_geometric_mean_and_positive_ones_are_left() -> None:
    np.testing.assert_allclose(
        stretch_to_positive(np.array([[-1.0, 0], [1, MISSING]])), [[1, 50.5], [100, MISSING]]
    )
    kept = np.array([[0.5, 2.0]])
    assert stretch_to_positive(kept) is kept
    np.testing.assert_array_equal(stretch_to_positive(np.array([[0.0, 0.0]])), [[1, 1]])
