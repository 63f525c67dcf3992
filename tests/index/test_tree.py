"""Whole indices worked out by hand, from the indicators up."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from zone_atlas.index.aggregate import weighted_geometric_mean, weighted_harmonic_mean, weighted_mean
from zone_atlas.index.engine import score_index
from zone_atlas.index.specification import Node, Normalisation, Specification
from zone_atlas.index.tree import ScoreError
from zone_atlas.index.winsorise import winsorise_values

GAP = np.nan
UNITS = ["Anshan", "Benxi", "Fuxin"]
# index ── a (weight 1) ── a1 (1), a2 (3; less is better)
#       └─ b (weight 2) ── b1
NODES = (
    Node("index"),
    Node("a", "index", 1),
    Node("b", "index", 2),
    Node("a1", "a", 1),
    Node("a2", "a", 3, direction=-1),
    Node("b1", "b", 1),
)
VALUES = np.array([[10.0, 4, 100], [20, 6, 300], [30, 8, 200]])


def test_a_three_level_index_by_hand() -> None:
    """a1: 0, 50, 100; a2 turned: 100, 50, 0; b1: 0, 100, 50.

    a = (a1 + 3·a2) / 4 = 75, 50, 25; index = (a + 2·b) / 3 = 25, 250/3, 125/3.
    """
    scores = score_index(Specification(NODES), VALUES)
    assert scores.nodes == ("index", "a", "b", "a1", "a2", "b1")
    assert list(scores.of("a")) == pytest.approx([75, 50, 25])
    assert list(scores.of("b")) == pytest.approx([0, 100, 50])
    assert list(scores.of("index")) == pytest.approx([25, 250 / 3, 125 / 3])


def test_each_level_has_its_own_mean_by_hand() -> None:
    """Range 1 to 101. Fuxin: a1 = 101, a2 = 1, b1 = 51. Harmonic below: a = 4 / (1/101 + 3/1) = 404/304.

    Geometric above: index = (404/304 · 51²)^(1/3).
    """
    index = Specification(NODES, Normalisation("minmax", 1, 101), ("harmonic", "geometric"))
    scores = score_index(index, VALUES)
    assert scores.of("a")[2] == pytest.approx(404 / 304)
    assert scores.of("index")[2] == pytest.approx((404 / 304 * 51**2) ** (1 / 3))


def test_a_missing_indicator_is_left_out_the_other_weights_rescaled_and_the_coverage_told() -> None:
    """Benxi without a2: a = a1. Fuxin without b1: the index is a alone."""
    values = np.vstack([VALUES, [0.0, 2, 400]])
    values[1, 1] = values[2, 2] = GAP
    scores = score_index(Specification(NODES), values)
    assert scores.of("a")[1] == scores.of("a1")[1] == pytest.approx(200 / 3)
    assert scores.of("index")[2] == scores.of("a")[2]
    assert list(scores.coverage_of("a")) == [1, 0.5, 1, 1]
    assert list(scores.coverage_of("b")) == [1, 1, 0, 1]
    assert list(scores.coverage_of("index")) == pytest.approx([1, 2 / 3, 2 / 3, 1])


def test_a_unit_without_any_value_has_no_score_and_no_coverage() -> None:
    scores = score_index(Specification(NODES), np.vstack([VALUES, [GAP] * 3]))
    assert np.isnan(scores.values[3]).all()
    assert (scores.coverage[3] == 0).all()


def test_an_indicator_without_weight_neither_counts_nor_is_missed() -> None:
    index = Specification(NODES).with_weights({"a1": 0})
    values = np.vstack([VALUES, [GAP, 5, 250]])
    scores = score_index(index, values)
    assert scores.of("a")[3] == scores.of("a2")[3]
    assert scores.coverage_of("index")[3] == 1


def test_coverage_counts_indicators_not_groups() -> None:
    """Four indicators in one group, one in the other; the single one is missing: 4 of 5."""
    nodes = (
        Node("index"),
        Node("big", "index"),
        Node("small", "index"),
        *(Node(f"x{i}", "big") for i in range(4)),
        Node("y", "small"),
    )
    values = np.array([[1.0, 1, 1, 1, 1], [2, 2, 2, 2, 2], [3, 3, 3, 3, GAP]])
    assert score_index(Specification(nodes), values).coverage_of("index")[2] == pytest.approx(0.8)


@pytest.mark.parametrize("mean", ["geometric", "harmonic"])
def test_a_mean_that_needs_positive_scores_names_unit_and_node(mean) -> None:
    with pytest.raises(ScoreError) as caught:
        score_index(Specification(NODES, aggregation=(mean,)), VALUES, UNITS)
    assert str(caught.value).startswith(
        f"node a: unit Anshan has 0 in a1, and a {mean} mean needs scores above 0"
    )
    assert "1 to 100" in str(caught.value)


def test_a_score_of_nought_without_weight_is_no_hindrance() -> None:
    scores, weights = np.array([[0.0, 4, 9]]), np.array([0.0, 1, 1])
    assert weighted_geometric_mean(scores, weights) == pytest.approx([6])
    assert weighted_harmonic_mean(scores, weights) == pytest.approx([2 / (1 / 4 + 1 / 9)])


def test_the_three_means_are_those_of_scipy_and_in_their_order() -> None:
    generator = np.random.default_rng(3)
    scores, weights = generator.uniform(1, 100, (50, 5)), generator.uniform(0.1, 3, 5)
    geometric, harmonic = weighted_geometric_mean(scores, weights), weighted_harmonic_mean(scores, weights)
    np.testing.assert_allclose(geometric, stats.gmean(scores, axis=1, weights=weights))
    np.testing.assert_allclose(harmonic, stats.hmean(scores, axis=1, weights=weights))
    assert (harmonic < geometric).all()
    assert (geometric < weighted_mean(scores, weights)).all()


def test_a_mean_leaves_a_gap_out() -> None:
    gapped = np.array([[4.0, GAP, 9], [GAP, GAP, GAP]])
    assert weighted_geometric_mean(gapped) == pytest.approx([6, GAP], nan_ok=True)
    assert weighted_harmonic_mean(gapped) == pytest.approx([72 / 13, GAP], nan_ok=True)
    with pytest.raises(ScoreError, match="no geometric mean"):
        weighted_geometric_mean(np.array([[1.0, -1]]))


# Published in the complete time series of the Human Development Report 2023/24 (UNDP): life expectancy, expected and
# mean years of schooling, gross national income per head (2017 PPP $) in 2022, and the index to three decimals.
PUBLISHED = {
    "Afghanistan": ((62.879, 10.70538475, 2.514790058, 1335.205733), 0.462),
    "Australia": ((83.579, 21.0800209, 12.72681999, 49257.1352), 0.946),
    "Austria": ((82.412, 16.36746025, 12.30571367, 56529.66329), 0.926),
    "China": ((78.587, 15.21793605, 8.106910446, 18024.88747), 0.788),
}
HUMAN_DEVELOPMENT = Specification(
    (
        Node("index"),
        Node("health", "index"),
        Node("education", "index"),
        Node("income", "index"),
        Node("life", "health", goalposts=(20, 85)),
        Node("expected", "education", goalposts=(0, 18)),
        Node("mean", "education", goalposts=(0, 15)),
        Node("gni", "income", goalposts=(100, 75_000), log=True),
    ),
    Normalisation("goalposts", 0, 1),
    ("arithmetic", "geometric"),
    clip=True,
)


def test_the_human_development_index_comes_out_as_published() -> None:
    scores = score_index(HUMAN_DEVELOPMENT, np.array([inputs for inputs, _ in PUBLISHED.values()]))
    assert list(np.round(scores.of("index"), 3)) == [published for _, published in PUBLISHED.values()]
    # Australia's 21 expected years count as the 18 of the upper goalpost.
    assert scores.of("expected")[1] == 1


def test_a_ragged_tree_gives_the_same_as_one_with_groups_of_one() -> None:
    nodes = tuple(
        Node(n.id, "index" if n.id in ("life", "gni") else n.parent, goalposts=n.goalposts, log=n.log)
        for n in HUMAN_DEVELOPMENT.nodes
        if n.id not in ("health", "income")
    )
    ragged = Specification(nodes, HUMAN_DEVELOPMENT.normalisation, HUMAN_DEVELOPMENT.aggregation, clip=True)
    values = np.array([inputs for inputs, _ in PUBLISHED.values()])
    np.testing.assert_allclose(
        score_index(ragged, values).of("index"),
        score_index(HUMAN_DEVELOPMENT, values).of("index"),
        rtol=1e-14,
    )


def test_the_same_index_twice_is_the_same_to_the_last_digit() -> None:
    generator = np.random.default_rng(4)
    values = generator.uniform(1, 9, (200, 3))
    first = score_index(Specification(NODES), values)
    again = score_index(Specification(tuple(NODES)), values.copy(order="F"))
    np.testing.assert_array_equal(first.values, again.values)


def test_thresholds_are_on_the_skewness_and_kurtosis_of_a_sample_as_scipy_has_them() -> None:
    values = np.append(np.random.default_rng(5).lognormal(size=60), GAP)
    skew = float(stats.skew(values[:-1], bias=False))
    kurtosis = float(stats.kurtosis(values[:-1], bias=False))
    for skew_above, kurtosis_above, within in (
        (skew * 0.999999, kurtosis * 0.999999, False),
        (skew * 1.000001, kurtosis * 0.999999, True),
        (skew * 0.999999, kurtosis * 1.000001, True),
    ):
        found = winsorise_values(values, limit=0, skew_above=skew_above, kurtosis_above=kurtosis_above)
        assert found.within is within


EVEN = [*range(1, 21)]


def test_an_outlier_is_drawn_in_to_its_neighbour_one_at_a_time() -> None:
    """1 … 20 with 200 and 1,000: the first draws 1,000 to 200, the second both to 20; then the skew is gone."""
    found = winsorise_values(np.array([*EVEN, 200, 1000], dtype=float))
    assert list(found.values) == [*EVEN, 20, 20]
    assert (found.high, found.low, found.within) == (2, 0, True)


def test_a_low_outlier_is_drawn_up() -> None:
    found = winsorise_values(-np.array([*EVEN, 1000, GAP], dtype=float))
    assert found.values[20] == -20
    assert math.isnan(found.values[21])
    assert (found.high, found.low, found.within) == (0, 1, True)


def test_an_indicator_within_the_thresholds_is_left_alone() -> None:
    values = np.array(EVEN, dtype=float)
    found = winsorise_values(values)
    assert (found.high, found.low, found.within) == (0, 0, True)
    np.testing.assert_array_equal(found.values, values)


def test_more_outliers_than_the_limit_are_said_to_remain() -> None:
    values = np.array([*[0.0] * 60, 10, 100, 1_000, 10_000])
    found = winsorise_values(values, limit=2)
    assert not found.within
    assert found.high == 2
    assert list(found.values[-4:]) == [10, 100, 100, 100]


def test_a_handful_of_values_is_not_judged() -> None:
    assert winsorise_values(np.array([1.0, 1, 900])).within
