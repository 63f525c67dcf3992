"""How well a number tells two groups apart, by hand and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from zone_atlas.index.classification import area_under_curve


def flags(text: str) -> np.ndarray:
    return np.array([mark == "1" for mark in text])


@pytest.mark.parametrize(
    ("predictor", "happened", "expected"),
    [
        ([1, 2, 3, 4], "0011", 1.0),
        ([4, 3, 2, 1], "0011", 0.0),
        ([1, 2, 3, 4], "0101", 0.75),
        ([5, 5, 5, 5], "0101", 0.5),
        # Pairs (1,0): 2>1 won, 2=2 half, 3>1 and 3>2 won: 3.5 of 4.
        ([1, 2, 2, 3], "0011", 0.875),
    ],
)
def test_the_share_of_pairs_put_in_the_right_order(
    predictor: list[float], happened: str, expected: float
) -> None:
    assert area_under_curve(np.array(predictor, dtype=float), flags(happened)) == pytest.approx(expected)


def test_nothing_to_compare_is_no_number() -> None:
    assert np.isnan(area_under_curve(np.array([1.0, 2.0]), flags("11")))
    assert np.isnan(area_under_curve(np.array([]), flags("")))


def test_within_groups_only_cases_of_the_same_group_are_compared() -> None:
    # Group 0 is right (1 pair), group 1 wrong (2 pairs); between the groups nothing counts.
    predictor = np.array([1.0, 2.0, 90.0, 80.0, 95.0])
    happened, group = flags("01010"), np.array([0, 0, 1, 1, 1])
    assert area_under_curve(predictor, happened, group) == pytest.approx(1 / 3)


def test_it_agrees_with_the_rank_sum_statistic_of_scipy() -> None:
    random = np.random.default_rng(7)
    predictor = random.integers(0, 30, 400).astype(float)
    happened = random.random(400) < 0.2
    u = stats.mannwhitneyu(predictor[happened], predictor[~happened]).statistic
    expected = u / (happened.sum() * (~happened).sum())
    assert area_under_curve(predictor, happened) == pytest.approx(expected)
