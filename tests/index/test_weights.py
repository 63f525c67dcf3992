"""Weights read from the data, against figures worked out by hand and against pymcdm."""

from __future__ import annotations

import numpy as np
import pymcdm.weights
import pytest

from zone_atlas.index.specification import Node, Specification
from zone_atlas.index.tree import ScoreError
from zone_atlas.index.weights import (
    critic_weights,
    entropy_weights,
    equal_weights,
    first_component,
    weights_from_data,
)

GAP = np.nan


def positive(seed: int, units: int = 30, indicators: int = 4) -> np.ndarray:
    mixed = np.random.default_rng(seed).normal(size=(units, indicators)) @ np.random.default_rng(9).normal(
        size=(indicators, indicators)
    )
    return mixed - mixed.min(axis=0) + 0.5


def test_equal_weights_are_equal() -> None:
    assert list(equal_weights(np.ones((2, 4)))) == [0.25] * 4


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_entropy_weights_are_those_of_pymcdm(seed: int) -> None:
    matrix = positive(seed)
    np.testing.assert_allclose(entropy_weights(matrix), pymcdm.weights.entropy_weights(matrix), rtol=1e-10)


def test_entropy_by_hand() -> None:
    """Shares 1/4, 1/4, 1/2: E = (2 · ln4/4 + ln2/2) / ln3 = 0.94639. Shares 0, 1/2, 1/2: E = ln2 / ln3 = 0.63093.

    1 - E are 0.05360 and 0.36907; the weights 0.12682 and 0.87318. A share of nought adds nothing.
    """
    weights = entropy_weights(np.array([[1.0, 0], [1, 2], [2, 2]]))
    assert weights == pytest.approx([0.12682, 0.87318], abs=1e-5)


def test_entropy_weights_do_not_depend_on_the_unit_of_measurement() -> None:
    matrix = positive(4)
    np.testing.assert_allclose(entropy_weights(matrix * [1, 1000, 0.01, 7]), entropy_weights(matrix))


def test_entropy_refuses_what_has_no_share() -> None:
    with pytest.raises(ScoreError, match="indicator b: entropy weights need values from 0 up"):
        entropy_weights(np.array([[1.0, -1], [2, 0], [3, 1]]), ["a", "b"])
    with pytest.raises(ScoreError, match="indicator b: every unit has 0"):
        entropy_weights(np.array([[1.0, 0], [2, 0], [3, 0]]), ["a", "b"])
    with pytest.raises(ScoreError, match="entropy weights of a: nothing tells"):
        entropy_weights(np.full((3, 1), 2.0), ["a"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_critic_weights_are_those_of_pymcdm(seed: int) -> None:
    matrix = positive(seed)
    np.testing.assert_allclose(critic_weights(matrix), pymcdm.weights.critic_weights(matrix), rtol=1e-10)


def test_critic_by_hand() -> None:
    """On 0, 1/2, 1 and 1, 0, 1/2 both have s = 1/2 and r = -1/2; the third repeats the first.

    C = 1/2 · (1.5 + 0), 1/2 · (1.5 + 1.5), 1/2 · (0 + 1.5): weights 1/4, 1/2, 1/4.
    """
    weights = critic_weights(np.array([[1.0, 9, 10], [2, 5, 20], [3, 7, 30]]))
    assert weights == pytest.approx([1 / 4, 1 / 2, 1 / 4])


def test_critic_refuses_what_repeats_itself_or_does_not_vary() -> None:
    with pytest.raises(ScoreError, match="CRITIC weights of a, b: nothing tells these indicators apart"):
        critic_weights(np.array([[1.0, 2], [2, 4], [3, 6.0]]), ["a", "b"])
    with pytest.raises(ScoreError, match="indicator b: every unit has the same value"):
        critic_weights(np.array([[1.0, 2], [2, 2], [3, 2]]), ["a", "b"])


def test_the_first_component_of_two_that_agree_weighs_both_alike() -> None:
    """With correlation r the first component of two indicators explains (1 + |r|) / 2, loadings √((1 + r) / 2)."""
    matrix = np.array([[1.0, 2], [2, 1], [3, 4], [4, 3]])
    found = first_component(matrix)  # r = 0.6
    assert found.weights == pytest.approx([0.5, 0.5])
    assert found.explained == pytest.approx(0.8)
    assert found.loadings == pytest.approx([0.8**0.5] * 2)


def test_a_loading_is_the_correlation_with_the_component_and_its_square_the_weight() -> None:
    matrix = positive(5)
    found = first_component(matrix)
    standard = (matrix - matrix.mean(axis=0)) / matrix.std(axis=0, ddof=1)
    component = standard @ (found.loadings / np.linalg.norm(found.loadings))
    correlations = [np.corrcoef(column, component)[0, 1] for column in matrix.T]
    np.testing.assert_allclose(found.loadings, correlations, atol=1e-10)
    np.testing.assert_allclose(found.weights, found.loadings**2 / (found.loadings**2).sum(), atol=1e-12)
    assert found.explained == pytest.approx((found.loadings**2).sum() / 4)


def test_an_indicator_that_pulls_the_other_way_shows_by_its_sign() -> None:
    rising = np.arange(6.0)
    found = first_component(np.column_stack([rising, rising**2, -rising]))
    assert found.loadings[0] * found.loadings[2] < 0


def test_a_unit_with_a_gap_does_not_count() -> None:
    matrix = positive(6)
    holed = np.vstack([matrix, [GAP, 1, 2, 3]])
    for weights in (entropy_weights, critic_weights, lambda m: first_component(m).weights):
        np.testing.assert_allclose(weights(holed), weights(matrix))


def test_too_few_complete_units_say_nothing() -> None:
    with pytest.raises(ScoreError, match="2 units have every value, too few"):
        critic_weights(np.array([[1.0, 2], [2, 1], [3, GAP]]))


TREE = Specification(
    (
        Node("index"),
        Node("A", "index", 5),
        Node("B", "index", 1),
        Node("a1", "A", 2),
        Node("a2", "A", 1),
        Node("b1", "B", 3),
        Node("b2", "B", 4),
        Node("b3", "B", 5),
    )
)


def test_weights_are_read_group_by_group_from_the_bottom_up() -> None:
    scores = positive(7, indicators=5)
    found = weights_from_data(TREE, scores, "critic")
    a, b = critic_weights(scores[:, :2]), critic_weights(scores[:, 2:])
    above = critic_weights(np.column_stack([scores[:, :2] @ a, scores[:, 2:] @ b]))
    expected = [*above, *a, *b]
    assert [found.shares[id] for id in ("A", "B", "a1", "a2", "b1", "b2", "b3")] == pytest.approx(expected)


def test_equal_weights_are_equal_within_each_group() -> None:
    found = weights_from_data(TREE, positive(8, indicators=5), "equal")
    assert found.global_weights == pytest.approx(
        {"a1": 1 / 4, "a2": 1 / 4, "b1": 1 / 6, "b2": 1 / 6, "b3": 1 / 6}
    )


def test_given_weights_stay() -> None:
    assert weights_from_data(TREE, positive(8, indicators=5), "given") is TREE


def test_an_only_child_carries_its_group_whatever_the_scheme() -> None:
    index = Specification((Node("index"), Node("A", "index"), Node("b", "index"), Node("a", "A")))
    for scheme in ("equal", "entropy", "critic", "component"):
        assert weights_from_data(index, positive(3, indicators=2), scheme).shares["a"] == 1
