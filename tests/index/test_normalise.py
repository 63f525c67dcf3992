"""Normalisation, against figures worked out by hand and against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from zone_atlas.index.normalise import normalise_indicators, percentile_rank, zscore
from zone_atlas.index.specification import Node, Normalisation, Specification
from zone_atlas.index.tree import ScoreError

GAP = np.nan
ROOT = Node("index")


def scaled(column, rule: Normalisation, *, clip: bool = False, units=None, **attributes) -> list[float]:
    """Scores of a single indicator `x`."""
    index = Specification((ROOT, Node("x", "index", **attributes)), rule, clip=clip)
    return list(normalise_indicators(index, np.array(column, dtype=float).reshape(-1, 1), units)[:, 0])


def test_minmax_reaches_both_ends_of_any_range() -> None:
    """(4 - 2) / (10 - 2) = 1/4 of the way: 25 of 100, and 1 + 99/4 = 25.75 of 1 to 100."""
    assert scaled([2, 4, 10], Normalisation("minmax")) == pytest.approx([0, 25, 100])
    assert scaled([2, 4, 10], Normalisation("minmax", 1, 100)) == pytest.approx([1, 25.75, 100])


def test_where_less_is_better_the_lowest_scores_highest() -> None:
    assert scaled([2, 4, 10], Normalisation("minmax"), direction=-1) == pytest.approx([100, 75, 0])
    assert scaled([1, 2, 3], Normalisation("zscore"), direction=-1) == pytest.approx([1, 0, -1])
    assert scaled([7, 8, 9], Normalisation("rank"), direction=-1) == pytest.approx([100, 50, 0])


def test_a_gap_stays_a_gap_and_does_not_count() -> None:
    for method in ("minmax", "zscore", "rank"):
        scores = scaled([1, GAP, 2, 3], Normalisation(method))
        assert math.isnan(scores[1])
        assert [scores[0], *scores[2:]] == pytest.approx(scaled([1, 2, 3], Normalisation(method)))


def test_a_zscore_has_the_mean_and_the_sample_spread_asked_for() -> None:
    """1, 2, 3 have mean 2 and sample standard deviation 1: centre 50, spread 10 gives 40, 50, 60."""
    assert scaled([1, 2, 3], Normalisation("zscore", centre=50, spread=10)) == pytest.approx([40, 50, 60])


def test_zscores_are_those_of_scipy() -> None:
    values = np.random.default_rng(1).lognormal(size=(40, 3))
    np.testing.assert_allclose(zscore(values), stats.zscore(values, axis=0, ddof=1), atol=1e-12)


def test_ranks_are_those_of_scipy_with_ties_and_gaps() -> None:
    values = np.random.default_rng(2).integers(0, 9, size=(40, 3)).astype(float)
    values[3, 0] = values[7, 2] = GAP
    ranks = stats.rankdata(values, axis=0, nan_policy="omit")
    number = np.isfinite(values).sum(axis=0)
    np.testing.assert_allclose(percentile_rank(values), 100 * (ranks - 1) / (number - 1), atol=1e-12)


def test_a_percentile_rank_runs_from_the_worst_to_the_best_and_ties_share() -> None:
    """Ranks 1, 2.5, 2.5, 4 of four: 0, 50, 50, 100."""
    assert scaled([3, 5, 5, 9], Normalisation("rank")) == pytest.approx([0, 50, 50, 100])


def test_goalposts_are_fixed_and_what_lies_outside_is_cut_only_when_asked() -> None:
    rule = Normalisation("goalposts", 0, 1)
    assert scaled([10, 20, 52.5, 90], rule, goalposts=(20, 85)) == pytest.approx([-10 / 65, 0, 0.5, 70 / 65])
    assert scaled([10, 20, 52.5, 90], rule, goalposts=(20, 85), clip=True) == pytest.approx([0, 0, 0.5, 1])


def test_goalposts_with_a_logarithm_are_linear_in_it() -> None:
    """Between 100 and 10,000 the value 1,000 lies half way."""
    posts = {"goalposts": (100, 10_000), "log": True}
    rule = Normalisation("goalposts")
    assert scaled([100, 1_000, 10_000], rule, **posts) == pytest.approx([0, 50, 100])
    assert scaled([100, 1_000, 10_000], rule, **posts, direction=-1) == pytest.approx([100, 50, 0])


def test_goalposts_score_a_single_unit() -> None:
    assert scaled([5], Normalisation("goalposts"), goalposts=(0, 20)) == pytest.approx([25])


def test_a_declared_logarithm_holds_for_every_method() -> None:
    assert scaled([1, 10, 100], Normalisation("minmax"), log=True) == pytest.approx([0, 50, 100])


def test_distance_is_relative_to_the_reference() -> None:
    """Against 8: 4 is half of it, 12 one and a half times. Where less is better: 4 beats 8 by a half."""
    rule = Normalisation("distance")
    assert scaled([4, 8, 12], rule, reference=8) == pytest.approx([50, 100, 150])
    assert scaled([4, 8, 12], rule, reference=8, direction=-1) == pytest.approx([150, 100, 50])


def test_distance_without_a_reference_is_to_the_best_unit() -> None:
    assert scaled([5, 10, 20], Normalisation("distance")) == pytest.approx([25, 50, 100])
    assert scaled([5, 10, 20], Normalisation("distance"), direction=-1) == pytest.approx([100, 0, -200])


def test_a_reference_of_nought_measures_nothing() -> None:
    with pytest.raises(ScoreError, match="indicator x: its reference is 0"):
        scaled([-2, 0], Normalisation("distance"))


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank"])
@pytest.mark.parametrize("column", [[5, 5, 5], [0.1, 0.1, 0.1, GAP], [GAP, 5]])
def test_an_indicator_that_does_not_vary_is_named(method, column) -> None:
    with pytest.raises(
        ScoreError, match=rf"indicator x: every unit has .* so {method} cannot tell them apart"
    ):
        scaled(column, Normalisation(method))


def test_an_indicator_without_a_value_is_named() -> None:
    with pytest.raises(ScoreError, match="indicator x: no unit has a value"):
        scaled([GAP, GAP], Normalisation("minmax"))


def test_a_value_without_a_logarithm_is_named_with_its_unit() -> None:
    with pytest.raises(ScoreError, match="indicator x: unit Fuxin has 0, which has no logarithm"):
        scaled([1, 0], Normalisation("minmax"), log=True, units=["Dalian", "Fuxin"])


def test_an_infinite_value_is_named_with_its_unit() -> None:
    with pytest.raises(ScoreError, match=r"indicator x: unit 2 \(from the top\) is infinite"):
        scaled([1, math.inf], Normalisation("minmax"))


def test_a_matrix_of_another_width_is_refused() -> None:
    index = Specification((ROOT, Node("x", "index"), Node("y", "index")))
    with pytest.raises(ScoreError, match="2 columns are needed"):
        normalise_indicators(index, np.ones((3, 1)))
