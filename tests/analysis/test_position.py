"""Rank, percentile and share below: ties, gaps, proxies and a place alone by hand; and one answer on every page."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis import evidence, in_force, standing
from zone_atlas.analysis.compare import readings
from zone_atlas.analysis.position import percentile_among, rank_among, rank_each, share_below, share_lower
from zone_atlas.analysis.zone.indicators import city_table, indicator_rows
from zone_atlas.atlas import Atlas

NAN = np.nan


def ranks(own: list[float], cities: list[list[float]], directions: list[int], itself: list[bool]) -> list:
    rank, shared, total = rank_among(
        np.array(own), np.array(cities), np.array(directions), np.array(itself, dtype=bool)
    )
    return list(zip(rank.tolist(), shared.tolist(), total.tolist(), strict=True))


def test_the_first_rank_is_the_strongest_driver_or_the_most_severe_bottleneck() -> None:
    cities = [[1.0, 1.0], [2.0, 2.0], [4.0, 4.0], [NAN, NAN]]
    # More is stronger for the first indicator, less is more severe for the second; the unknown city is not counted.
    assert ranks([3.0, 3.0], cities, [1, -1], [False] * 4) == [(2, False, 3), (3, False, 3)]


def test_equal_values_share_a_rank_and_a_city_shares_none_with_itself() -> None:
    cities = [[5.0], [5.0 * (1 + 1e-12)], [7.0], [3.0]]
    assert ranks([5.0], cities, [1], [False, True, False, False]) == [(2, True, 4)]
    assert ranks([7.0], cities, [1], [False, False, True, False]) == [(1, False, 4)]


def test_a_zone_of_several_cities_that_stands_behind_them_all_takes_the_last_rank() -> None:
    assert ranks([0.5], [[1.0], [2.0], [3.0], [NAN]], [1], [False] * 4) == [(3, False, 3)]


def test_a_value_that_is_none_is_not_ranked() -> None:
    ((rank, shared, total),) = ranks([NAN], [[1.0], [2.0], [3.0], [4.0]], [1], [False] * 4)
    assert np.isnan(rank)
    assert np.isnan(total)
    assert not shared


def test_a_city_that_is_the_only_one_with_a_figure_is_first_and_shares_with_nobody() -> None:
    assert ranks([3.0], [[NAN], [3.0]], [1], [False, True]) == [(1, False, 1)]


def test_equal_zeros_share_a_rank() -> None:
    assert ranks([0.0], [[0.0], [0.0], [1.0]], [1], [True, False, False]) == [(2, True, 3)]


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ([5.0, 9.0, 5.0, 1.0], 1, [2, 1, 2, 4]),
        ([5.0, 9.0, 5.0, 1.0], -1, [2, 4, 2, 1]),
        ([5.0, 5.0 * (1 + 1e-12), 7.0], 1, [2, 2, 1]),
        ([NAN, 3.0], 1, [NAN, 1]),
        ([NAN], 1, [NAN]),
        ([], 1, []),
    ],
)
def test_equal_figures_share_the_better_rank_and_the_next_one_is_left_out(
    values: list[float], direction: int, expected: list[float]
) -> None:
    np.testing.assert_array_equal(rank_each(values, direction), expected)


@pytest.mark.parametrize(("value", "expected"), [(0.5, 0), (1, 12.5), (2, 50), (5, 87.5), (6, 100)])
def test_a_percentile_counts_those_below_and_half_of_the_equal(value: float, expected: float) -> None:
    assert percentile_among([value], np.array([1.0, 2.0, 2.0, 5.0])).tolist() == [expected]


def test_a_missing_figure_and_a_figure_without_others_have_no_percentile() -> None:
    assert np.isnan(percentile_among([1.0], np.array([])))
    assert np.isnan(percentile_among([NAN], np.array([1.0, 2.0])))


def test_a_percentile_sees_figures_that_differ_by_rounding_as_equal() -> None:
    assert percentile_among([2.0], np.array([1.0, 2.0 * (1 + 1e-12)])).tolist() == [75]


@pytest.mark.parametrize(
    ("value", "others", "share"),
    [(5.0, [1.0, 2.0], 1), (0.0, [1.0, 2.0], 0), (2.0, [1.0, 2.0, 3.0, 4.0], 0.25)],
)
def test_the_share_below_one_figure_counts_the_lower_ones(
    value: float, others: list[float], share: float
) -> None:
    assert share_lower(value, others) == share


def test_nobody_is_below_a_place_without_others() -> None:
    assert np.isnan(share_lower(1.0, []))


@pytest.mark.parametrize(
    ("rank", "places", "share"),
    [(1, 101, 1.0), (101, 101, 0.0), (51, 101, 0.5), (102, 101, 0.0), (1, 1, 0.0)],
)
def test_a_rank_becomes_the_share_of_places_left_behind(rank: int, places: int, share: float) -> None:
    assert share_below(rank, places) == share


@pytest.mark.parametrize("year", [2010, 2017])
def test_before_the_full_set_the_best_city_leaves_all_others_behind(atlas: Atlas, year: int) -> None:
    for node in ("B2", "D1"):
        scores = evidence.city_scores(atlas, node, year)
        found = evidence.positions_on_dimension(atlas, node, year)
        assert found[str(scores.idxmax())].share == 1
        assert found[str(scores.idxmin())].share == 0


def test_a_zone_of_several_cities_is_counted_beside_all_cities_and_one_of_one_city_in_its_place(
    atlas: Atlas,
) -> None:
    found, ranks_ = evidence.positions_on_dimension(atlas, "B2", 2023), atlas.ranks_in("B2", 2023)
    for zone, others in (("LN-C", 0), ("HE-TS", -1)):
        cities, rank = ranks_.loc[zone, "city_of"] + others, ranks_.loc[zone, "city_median"]
        assert found[zone].share == pytest.approx((cities + 1 - rank) / cities)
    assert found["HE-TS"].share == found["130200"].share


@pytest.mark.parametrize("year", [2014, 2018, 2023])
def test_rank_and_percentile_of_a_city_are_one_answer(atlas: Atlas, year: int) -> None:
    """The percentile that Compare draws and the rank that is printed come from the same counts of the same cities."""
    table, compared = city_table(atlas, year), 0
    for city in ("130200", "230600", "110000"):
        for one in readings.indicators_with_values(atlas, city, year, False):
            column = table.indicators.get_loc(one.indicator)
            direction = atlas.catalogue.indicators[one.indicator].direction
            rank = rank_each(table.values[:, column], direction)
            own = rank[table.cities.get_loc(city)]
            equal = (rank == own).sum()
            assert one.cities == np.isfinite(rank).sum()
            assert one.position == pytest.approx(100 * (one.cities - own - equal / 2 + 1) / one.cities)
            compared += 1
    assert compared > 30


def test_a_proxy_has_no_rank_even_when_the_reader_asks_for_proxies(atlas: Atlas) -> None:
    rows = indicator_rows(atlas, "BJ-JX", 2023, True)
    proxies = rows[rows["basis"].eq("proxy")]
    assert len(proxies) > 10
    assert proxies["rank"].isna().all()


def test_cities_beyond_the_goalposts_are_ranked_by_their_values(atlas: Atlas) -> None:
    """Scores end at 0 and 100: counted from them, eight cities would share the first rank."""
    for indicator in ("b2_mining", "b2_gdp_per_resident"):
        cities = list(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
        rows = standing.indicator_values(atlas.normalised_in(2023), 2023, [indicator], cities, False)
        direction = atlas.catalogue.indicators[indicator].direction
        values = pd.Series(rank_each(rows["value"], direction), rows["place"].astype(str))
        assert (rows["score"].rank(method="min", ascending=False) == 1).sum() > 1
        assert (values == 1).sum() == 1
        theirs = in_force.values_of_indicator(atlas, indicator, 2023, False)
        theirs = theirs[theirs["place"].isin(cities)]
        again = pd.Series(rank_each(theirs["value"], direction), theirs["place"].astype(str))
        assert values.sort_index().equals(again.sort_index())
