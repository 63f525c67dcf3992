"""Are specialisation, relatedness and the candidates what a reader would work out by hand?"""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.analysis.pathways.specialisation import (
    BREAKTHROUGH,
    LAND,
    PUBLIC,
    PUBLIC_SERVICES,
    RELATED,
    all_indices,
    among_cities,
    candidate_industries,
    city_indices,
    compare_predictors,
    industries_entered_and_left,
    judge_prediction,
    propose_industries,
    quotients_of_place,
    specialisation_indices,
)
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.industries import INDUSTRIES

EVEN = dict.fromkeys(INDUSTRIES, 100 / 19)


def rows(
    place: str = "X",
    year: int = 2020,
    share: dict[str, float] | None = None,
    national: dict[str, float] | None = None,
    density: dict[str, float] | None = None,
    *,
    comparable: bool = True,
) -> pd.DataFrame:
    """Rows of the specialisation table of one place and year; industries not named have no workers."""
    share, national, density = share or EVEN, national or EVEN, density or {}
    frame = pd.DataFrame({"industry": list(INDUSTRIES)})
    frame["share"] = frame["industry"].map(share).fillna(0.0)
    frame["national"] = frame["industry"].map(national).fillna(0.0)
    frame["location_quotient"] = frame["share"] / frame["national"]
    frame["density"] = frame["industry"].map(density).fillna(0.1)
    return frame.assign(place=place, year=year, comparable=comparable)


def test_specialisation_is_the_sum_of_all_differences_from_the_country() -> None:
    place = {"agriculture": 50.0, "manufacturing": 30.0, "finance": 20.0}
    country = {"agriculture": 40.0, "manufacturing": 35.0, "finance": 25.0}
    found = specialisation_indices(rows(share=place, national=country)).loc["X", 2020]
    assert found["krugman"] == pytest.approx(0.10 + 0.05 + 0.05)


def test_a_place_like_the_country_has_none_and_one_with_nothing_in_common_has_two() -> None:
    alike = specialisation_indices(rows()).loc["X", 2020]
    apart = specialisation_indices(rows(share={"mining": 100.0}, national={"finance": 100.0})).loc["X", 2020]
    assert alike["krugman"] == pytest.approx(0)
    assert apart["krugman"] == pytest.approx(2)


def test_the_effective_number_counts_equal_industries_and_leaves_agriculture_out() -> None:
    place = {"agriculture": 70.0, "manufacturing": 15.0, "finance": 15.0}
    uneven = {"agriculture": 0.0, "manufacturing": 60.0, "finance": 40.0}
    assert specialisation_indices(rows(share=place)).loc[("X", 2020), "effective"] == pytest.approx(2)
    assert specialisation_indices(rows(share=uneven)).loc[("X", 2020), "effective"] == pytest.approx(
        1 / (0.36 + 0.16)
    )
    assert specialisation_indices(rows()).loc[("X", 2020), "effective"] == pytest.approx(18)


def test_a_place_that_lacks_an_industry_has_no_index_rather_than_a_wrong_one() -> None:
    short = rows()
    found = specialisation_indices(short[short["industry"].ne("finance")]).loc["X", 2020]
    assert found.isna().all()


def test_a_rank_counts_the_cities_above(atlas: Atlas) -> None:
    values = all_indices(atlas)["krugman"]
    cities = city_indices(atlas, 2020)["krugman"]
    for place in ("130200", "HE-TS", "BJ-JX"):
        found = among_cities(atlas, place, 2020, "krugman")
        own = values[place, 2020]
        others = [value for city, value in cities.items() if city != place]
        assert found == (1 + sum(value > own for value in others), len(cities))
    assert among_cities(atlas, "130200", 2020, "krugman") == among_cities(atlas, "HE-TS", 2020, "krugman")
    assert among_cities(atlas, "999999", 2020, "krugman") is None


def test_what_was_won_and_lost_is_told_only_where_both_censuses_count_the_same_place() -> None:
    half = dict.fromkeys(INDUSTRIES, 100 / 38)
    before = rows(year=2010, share=half | {"mining": 30.0, "finance": 2.0})
    after = rows(year=2020, share=half | {"mining": 3.0, "finance": 9.0})
    table = quotients_of_place(pd.concat([before, after]))
    assert table["industry"].iloc[0] == "finance"
    assert industries_entered_and_left(table) == (["finance"], ["mining"])
    moved = pd.concat([before, after]).assign(comparable=False)
    assert industries_entered_and_left(quotients_of_place(moved)) == ([], [])


def test_a_place_without_the_first_census_keeps_its_quotients_of_the_last() -> None:
    table = quotients_of_place(rows(comparable=False))
    assert table["quotient_2010"].isna().all()
    assert table["quotient_2020"].tolist() == pytest.approx([1.0] * 19)
    assert not table["comparable"].any()


def test_a_place_without_any_row_gives_empty_quotients_and_no_candidate() -> None:
    nothing = rows().iloc[:0]
    assert quotients_of_place(nothing)["quotient_2020"].isna().all()
    assert candidate_industries(nothing).empty


# Absent: everything but manufacturing. Densities as given, 0.1 else.
ABSENT = dict.fromkeys(INDUSTRIES, 1.0) | {"manufacturing": 82.0}
DENSITY = {"mining": 0.9, "education": 0.8, "finance": 0.7, "hotels": 0.6, "transport": 0.5, "ict": 0.4}


def test_phase_one_takes_the_densest_of_what_a_strategy_can_choose() -> None:
    table = candidate_industries(rows(share=ABSENT, density=DENSITY))
    assert propose_industries(table, RELATED) == ["finance", "hotels", "transport"]
    phases = table.set_index("industry")["phase"]
    assert phases["mining"] == phases["agriculture"] == LAND
    assert set(phases[list(PUBLIC_SERVICES)]) == {PUBLIC}
    assert "manufacturing" not in phases


def test_phase_two_takes_the_other_knowledge_intensive_ones_the_furthest_first() -> None:
    far = DENSITY | {"science": 0.2, "business_services": 0.3}
    table = candidate_industries(rows(share=ABSENT, density=far))
    assert propose_industries(table, BREAKTHROUGH) == ["science", "business_services", "ict"]
    assert propose_industries(candidate_industries(rows()), BREAKTHROUGH) == []


def test_an_industry_at_the_national_share_is_no_candidate() -> None:
    assert candidate_industries(rows()).empty


def check(**intervals: tuple[float, float]) -> pd.DataFrame:
    table = pd.DataFrame.from_dict(intervals, orient="index", columns=["low", "high"])
    return table.assign(auc=table.mean(axis=1))


def test_the_check_claims_only_what_its_interval_allows() -> None:
    table = check(a=(0.49, 0.53), b=(0.67, 0.75), c=(0.40, 0.49), d=(0.5, 0.6))
    assert [judge_prediction(table.loc[k]) for k in "abcd"] == ["chance", "better", "worse", "chance"]


@pytest.mark.parametrize(
    ("plain", "plain_within", "said"),
    [
        ((0.70, 0.75), (0.80, 0.84), "better"),
        ((0.52, 0.56), (0.80, 0.84), "level"),
        ((0.70, 0.75), (0.60, 0.66), "weaker"),
        ((0.40, 0.45), (0.80, 0.84), "weaker"),
    ],
)
def test_the_plain_quotient_is_called_better_only_where_it_is(plain, plain_within, said: str) -> None:
    table = check(
        density=(0.49, 0.53),
        density_within_place=(0.67, 0.75),
        location_quotient=plain,
        location_quotient_within_place=plain_within,
    )
    assert compare_predictors(table) == said


def test_without_a_benchmark_nothing_is_said_of_one() -> None:
    assert compare_predictors(check(density=(0.4, 0.6))) == ""
