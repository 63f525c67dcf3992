"""No strict order is shown inside a tie, and who is known too little is not ranked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zone_atlas.catalogue.rules import RANKED_FROM
from zone_atlas.index.hierarchy import Hierarchy
from zone_atlas.index.ties import are_tied, may_be_ranked, printed_ranks, wholly_better
from zone_atlas.index.uncertainty import rank_uncertainty

NOT_RANKED = (np.nan, np.nan)


def printed(*intervals: tuple[float, float]):
    return printed_ranks(*np.array(intervals, dtype=float).T)


@st.composite
def intervals(draw) -> tuple[np.ndarray, np.ndarray]:
    """Rank intervals of up to 15 units, some of them not ranked."""
    ends = draw(st.lists(st.tuples(st.integers(1, 15), st.integers(1, 15)), min_size=1, max_size=15))
    low, high = (np.array([pick(pair) for pair in ends], dtype=float) for pick in (min, max))
    unranked = draw(st.lists(st.booleans(), min_size=len(ends), max_size=len(ends)))
    low[unranked] = high[unranked] = np.nan
    return low, high


def test_certain_ranks_are_printed_as_they_are() -> None:
    found = printed((1, 1), (3, 3), (2, 2))
    assert found.label == ("1", "3", "2")
    np.testing.assert_array_equal(found.group, [1, 3, 2])


def test_units_whose_intervals_overlap_share_their_places() -> None:
    found = printed((1, 1), (2, 3), (2, 4), (3, 4), (5, 5))
    assert found.label == ("1", "2–4", "2–4", "2–4", "5")
    np.testing.assert_array_equal(found.group, [1, 2, 2, 2, 3])


def test_a_chain_of_overlaps_shows_no_order_between_neighbours() -> None:
    """The first is wholly better than the third, yet both tie with the second: a single number would lie."""
    found = printed((1, 2), (2, 4), (4, 5))
    assert found.label == ("1–2", "1–3", "2–3")
    np.testing.assert_array_equal(found.group, [1, 1, 1])


def test_intervals_that_touch_in_one_rank_are_tied() -> None:
    assert printed((1, 2), (2, 3)).label == ("1–2", "1–2")


def test_who_is_not_ranked_has_no_label_and_takes_no_place() -> None:
    found = printed((1, 1), NOT_RANKED, (2, 2))
    assert found.label == ("1", "", "2")
    assert np.isnan(found.best[1])
    assert found.group[1] == 0


def test_an_interval_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        printed((2, 1))


def test_nobody_ranked_prints_nothing() -> None:
    assert printed(NOT_RANKED, NOT_RANKED).label == ("", "")


@given(intervals())
def test_no_strict_order_is_shown_inside_a_tie(ends: tuple[np.ndarray, np.ndarray]) -> None:
    """Neither by places that lie apart, nor by groups."""
    found = printed_ranks(*ends)
    for a, b in np.argwhere(are_tied(*ends)):
        assert found.worst[a] >= found.best[b]
        assert found.group[a] == found.group[b]


@given(intervals())
def test_places_that_lie_apart_are_an_order_the_intervals_support(
    ends: tuple[np.ndarray, np.ndarray],
) -> None:
    found = printed_ranks(*ends)
    better = wholly_better(*ends)
    apart = found.worst[:, None] < found.best[None, :]
    assert not (apart & ~better).any()
    groups_apart = (found.group[:, None] < found.group[None, :]) & (found.group[:, None] > 0)
    assert not (groups_apart & ~better).any()


@given(intervals())
def test_places_lie_between_one_and_the_number_ranked(ends: tuple[np.ndarray, np.ndarray]) -> None:
    found = printed_ranks(*ends)
    ranked = np.isfinite(ends[0])
    assert np.isnan(found.best[~ranked]).all()
    assert (found.best[ranked] >= 1).all()
    assert (found.best[ranked] <= found.worst[ranked]).all()
    assert (found.worst[ranked] <= ranked.sum()).all()


@given(intervals(), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(ends: tuple[np.ndarray, np.ndarray], random) -> None:
    order = list(range(len(ends[0])))
    random.shuffle(order)
    plain, moved = printed_ranks(*ends), printed_ranks(ends[0][order], ends[1][order])
    assert moved.label == tuple(plain.label[i] for i in order)
    np.testing.assert_array_equal(moved.group, plain.group[order])


def test_ranks_from_real_draws_show_no_order_inside_a_tie() -> None:
    tree = Hierarchy.of([[0, 0, 1, 1], [0, 0]])
    scores = np.random.default_rng(0).uniform(1, 100, (2, 25, 4))
    scores[:, 3] = scores[:, 4]
    found = rank_uncertainty(scores, tree, draws=500)
    labels = printed_ranks(found.low, found.high)
    both = are_tied(found.low, found.high)
    assert both[3, 4]
    assert labels.label[3] == labels.label[4]
    for a, b in np.argwhere(both):
        assert labels.worst[a] >= labels.best[b]


def test_under_sixty_five_per_cent_coverage_in_any_dimension_is_not_ranked() -> None:
    np.testing.assert_array_equal(
        may_be_ranked(np.array([0.64, 13 / 20, 1.0]), RANKED_FROM), [False, True, True]
    )
    two_dimensions = np.array([[1.0, 0.6], [0.65, 0.7], [0.0, 1.0]])
    np.testing.assert_array_equal(may_be_ranked(two_dimensions, RANKED_FROM), [False, True, False])
    assert RANKED_FROM == 0.65
