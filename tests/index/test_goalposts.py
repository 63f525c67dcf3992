"""Goalposts and scores, against percentiles computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from zone_atlas.index.goalposts import goalposts_of, normalise_between_goalposts, on_scale

HUNDRED = np.arange(101, dtype=float)
ENDS = (2.5, 97.5)


def test_goalposts_are_the_two_outer_percentiles_of_the_pool() -> None:
    """Of 0, 1 … 100 the 2.5 and 97.5 percentiles are 2.5 and 97.5."""
    assert goalposts_of(HUNDRED, False, ENDS) == pytest.approx((2.5, 97.5))


def test_the_pool_is_all_places_and_years_together_and_gaps_are_left_out() -> None:
    two_years = np.vstack([HUNDRED[:50], [*HUNDRED[50:99], np.nan]])
    assert goalposts_of(np.append(two_years.ravel(), [99.0, 100.0, np.inf]), False, ENDS) == pytest.approx(
        (2.5, 97.5)
    )


def test_goalposts_on_a_log_scale_leave_out_what_has_no_logarithm() -> None:
    """Without the noughts 1 … 100 remains: 1 + 0.025 · 99 = 3.475 and 1 + 0.975 · 99 = 97.525."""
    pool = np.append(HUNDRED, np.zeros(50))
    assert goalposts_of(pool, True, ENDS) == pytest.approx((3.475, 97.525))


@pytest.mark.parametrize("pool", [[], [np.nan], [5.0, 5.0, 5.0]])
def test_a_pool_that_does_not_vary_sets_no_goalposts(pool: list[float]) -> None:
    with pytest.raises(ValueError, match="goalposts"):
        goalposts_of(np.array(pool, dtype=float), False, ENDS)


def test_a_score_is_the_share_of_the_way_between_the_goalposts() -> None:
    """(6 − 2) / (10 − 2) = 50 %, (4 − 2) / 8 = 25 %."""
    assert list(normalise_between_goalposts(np.array([2.0, 4, 6, 10]), 2, 10)) == [0, 25, 50, 100]


def test_scores_are_clipped_at_both_goalposts() -> None:
    assert list(normalise_between_goalposts(np.array([-5.0, 99.0]), 2, 10)) == [0, 100]


def test_where_less_is_better_a_low_value_scores_high() -> None:
    assert list(normalise_between_goalposts(np.array([2.0, 4, 10, 99]), 2, 10, direction=-1)) == [
        100,
        75,
        0,
        0,
    ]


def test_a_log_score_is_linear_in_the_logarithm() -> None:
    """Between 1 and 100 the value 10 lies half way; below and at nought the score is the worst."""
    scores = normalise_between_goalposts(np.array([1.0, 10, 100, 0, -3]), 1, 100, log=True)
    assert list(scores) == pytest.approx([0, 50, 100, 0, 0])
    turned = normalise_between_goalposts(np.array([0.0, math.sqrt(10)]), 1, 100, log=True, direction=-1)
    assert list(turned) == pytest.approx([100, 75])


def test_a_missing_value_has_no_score() -> None:
    for direction in (1, -1):
        for log in (False, True):
            assert np.isnan(
                normalise_between_goalposts(np.array([np.nan]), 1, 10, log=log, direction=direction)
            ).all()


def test_a_linear_scale_leaves_values_alone() -> None:
    assert on_scale(HUNDRED, log=False) is HUNDRED
