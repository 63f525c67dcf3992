"""Weighted means and coverage where some indicators are missing."""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas.index.aggregate import share_of_indicators_scored, weighted_mean

MISSING = np.nan


def test_equal_weights_give_the_plain_mean() -> None:
    assert weighted_mean(np.array([10.0, 20, 60])) == pytest.approx(30)


def test_weights_count() -> None:
    """(10·1 + 20·3) / 4 = 17.5."""
    assert weighted_mean(np.array([10.0, 20]), np.array([1.0, 3])) == pytest.approx(17.5)


def test_a_missing_score_is_left_out_and_the_other_weights_are_rescaled() -> None:
    """Weights 1, 2, 5 without the second: (10·1 + 70·5) / 6 = 60."""
    scores = np.array([10.0, MISSING, 70])
    assert weighted_mean(scores, np.array([1.0, 2, 5])) == pytest.approx(60)


def test_nothing_known_is_missing_and_not_nought() -> None:
    assert np.isnan(weighted_mean(np.array([MISSING, MISSING])))


def test_a_weight_of_nought_alone_makes_no_score() -> None:
    assert np.isnan(weighted_mean(np.array([50.0, MISSING]), np.array([0.0, 1.0])))


def test_the_mean_is_taken_over_the_last_axis_only() -> None:
    scores = np.array([[[0.0, 10], [20, MISSING]], [[MISSING, 40], [MISSING, MISSING]]])
    np.testing.assert_array_equal(weighted_mean(scores), [[5, 20], [40, MISSING]])


def test_coverage_is_the_share_of_indicators_with_a_score() -> None:
    assert share_of_indicators_scored(np.array([1.0, MISSING, 3, 4])) == pytest.approx(0.75)


def test_coverage_counts_only_the_indicators_in_force() -> None:
    """Three of four are in force; two of these three are known."""
    scores = np.array([[1.0, MISSING, 3, MISSING]])
    in_force = np.array([[True, True, True, False]])
    assert share_of_indicators_scored(scores, in_force) == pytest.approx([2 / 3])


def test_coverage_of_a_year_without_any_indicator_in_force_is_nought() -> None:
    assert share_of_indicators_scored(
        np.array([[MISSING, MISSING]]), np.array([[False, False]])
    ) == pytest.approx([0])
