"""Do indicators belong together? Correlations, alpha and effective weights against figures known beforehand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zone_atlas.index.coherence import (
    COLLINEAR,
    collinear_pairs,
    correlations_of_columns,
    cronbach_alpha,
    effective_weights,
    group_coherence,
    share_of_variance,
)

MISSING = np.nan


def scores_at_random(seed: int, missing: float = 0.2) -> np.ndarray:
    generator = np.random.default_rng(seed)
    scores = generator.normal(50, 20, (30, 5)) + generator.normal(0, 15, (30, 1))
    scores[generator.random(scores.shape) < missing] = MISSING
    return scores


def test_correlations_by_hand() -> None:
    """Of 1 2 3 4 and 1 3 2 4: covariance 4/3, variances 5/3, so 0.8."""
    found = correlations_of_columns(np.array([[1.0, 1, 4], [2, 3, 3], [3, 2, 2], [4, 4, 1]]))
    np.testing.assert_allclose(found, [[1, 0.8, -1], [0.8, 1, -0.8], [-1, -0.8, 1]])


@pytest.mark.parametrize("seed", range(5))
def test_correlations_use_the_units_that_have_both(seed: int) -> None:
    scores = scores_at_random(seed)
    np.testing.assert_allclose(
        correlations_of_columns(scores), pd.DataFrame(scores).corr(min_periods=3), atol=1e-12
    )


def test_two_common_units_are_too_few_and_a_constant_has_no_correlation() -> None:
    scores = np.array([[1.0, 1, 7], [2, 2, 7], [3, MISSING, 7], [4, MISSING, 7]])
    found = correlations_of_columns(scores)
    assert found[0, 0] == 1
    assert np.isnan([found[0, 1], found[0, 2], found[2, 2]]).all()


def test_a_column_that_varies_only_where_the_other_is_missing_has_no_correlation_with_it() -> None:
    scores = np.array([[0.1, 1], [0.1, 2], [0.1, 3], [0.9, MISSING]])
    assert np.isnan(correlations_of_columns(scores)[0, 1])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(1e-6, 1e6), st.floats(-1e6, 1e6))
def test_the_unit_of_an_indicator_changes_no_correlation(seed: int, factor: float, shift: float) -> None:
    scores = scores_at_random(seed)
    changed = scores.copy()
    changed[:, 2] = (changed[:, 2] + shift / 1e3) * factor
    np.testing.assert_allclose(correlations_of_columns(changed), correlations_of_columns(scores), atol=1e-8)


def test_pairs_above_the_threshold_are_flagged_the_strongest_first_whatever_their_sign() -> None:
    correlation = np.array(
        [[1, 0.93, -0.99, 0.92], [0.93, 1, 0, 0], [-0.99, 0, 1, MISSING], [0.92, 0, MISSING, 1]]
    )
    assert COLLINEAR == 0.92
    pairs = [(pair.first, pair.second, pair.correlation) for pair in collinear_pairs(correlation)]
    assert pairs == [(0, 2, -0.99), (0, 1, 0.93)]


def test_alpha_by_hand() -> None:
    """Variances 5/3 and 5/3, covariance 4/3: 2 · (1 − (10/3) / 6) = 8/9."""
    assert cronbach_alpha(np.array([[1.0, 1], [2, 3], [3, 2], [4, 4]])) == pytest.approx(8 / 9)


def test_alpha_of_one_thing_measured_again_is_one() -> None:
    column = np.array([[3.0], [1], [4], [1], [5]])
    assert cronbach_alpha(np.repeat(column, 4, axis=1)) == pytest.approx(1)


def test_alpha_without_gaps_is_that_of_the_sum() -> None:
    scores = scores_at_random(1, missing=0)
    variances = scores.var(axis=0, ddof=1)
    expected = 5 / 4 * (1 - variances.sum() / scores.sum(axis=1).var(ddof=1))
    assert cronbach_alpha(scores) == pytest.approx(expected)


@pytest.mark.parametrize(
    "scores",
    [np.array([[1.0], [2], [3]]), np.array([[1.0, 5], [2, 5], [3, 5]]), np.array([[1.0, 3], [2, 2], [3, 1]])],
    ids=["one column", "a constant", "opposites"],
)
def test_alpha_is_not_given_where_it_means_nothing(scores: np.ndarray) -> None:
    assert np.isnan(cronbach_alpha(scores))


def test_dimensions_are_told_apart_by_correlations_within_and_between() -> None:
    """Two dimensions, the second of one indicator; 0.8 within the first, −1 and −0.8 towards the second."""
    scores = np.array([[1.0, 1, 4], [2, 3, 3], [3, 2, 2], [4, 4, 1]])
    found = group_coherence(scores, np.array([0, 0, 1]))
    np.testing.assert_allclose(found.within, [0.8, MISSING])
    np.testing.assert_allclose(found.between, [[0.8, -0.9], [-0.9, MISSING]])
    np.testing.assert_allclose(found.alpha, [8 / 9, MISSING])
    np.testing.assert_array_equal(found.negative, [0, 0])


def test_indicators_that_pull_against_each_other_are_counted() -> None:
    scores = np.array([[1.0, 1, 4], [2, 3, 3], [3, 2, 2], [4, 4, 1]])
    assert group_coherence(scores, np.array([0, 0, 0])).negative[0] == 2


def test_the_importance_of_independent_indicators_is_their_share_of_the_variance() -> None:
    """Uncorrelated columns of variance 1 and weights 3 and 1: 9/10 and 1/10 of the variance."""
    scores = np.array([[1.0, 1], [1, -1], [-1, 1], [-1, -1]])
    composite = 0.75 * scores[:, 0] + 0.25 * scores[:, 1]
    np.testing.assert_allclose(share_of_variance(scores, composite), [0.9, 0.1])
    np.testing.assert_allclose(effective_weights(scores, composite), [0.9, 0.1])


def test_an_equal_weight_need_not_be_an_equal_influence() -> None:
    """Both weigh a half; the one that varies three times as much moves the score nine times as much."""
    scores = np.array([[3.0, 1], [3, -1], [-3, 1], [-3, -1]])
    np.testing.assert_allclose(effective_weights(scores, scores.mean(axis=1)), [0.9, 0.1])


def test_effective_weights_sum_to_one_and_leave_out_what_is_unknown() -> None:
    scores = np.column_stack([scores_at_random(2), np.full(30, 7.0)])
    found = effective_weights(scores, np.nanmean(scores, axis=1))
    assert np.isnan(found[-1])
    assert np.nansum(found) == pytest.approx(1)


def test_no_effective_weights_of_a_score_that_does_not_vary() -> None:
    assert np.isnan(effective_weights(scores_at_random(3), np.ones(30))).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(30)), st.permutations(range(5)))
def test_the_order_of_units_and_indicators_changes_nothing(
    seed: int, units: list[int], columns: list[int]
) -> None:
    scores = scores_at_random(seed)
    moved = scores[units][:, columns]
    plain = correlations_of_columns(scores)
    np.testing.assert_allclose(correlations_of_columns(moved), plain[np.ix_(columns, columns)], atol=1e-12)
    np.testing.assert_allclose(cronbach_alpha(moved), cronbach_alpha(scores), atol=1e-12)
