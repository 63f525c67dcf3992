"""How zones stand among cities: ranked against ranked, proxies only when asked for."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from zone_atlas.analysis.standing import (
    Standing,
    indicator_values,
    ranked_cities,
    scores_in,
    set_of,
    standing_among,
    values_in,
)

COLUMNS = ["place", "year", "set", "node", "score", "basis", "ranked"]


def table(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


SCORES = table(
    ("c1", 2020, "full", "D1", 10.0, "exact", True),
    ("c2", 2020, "full", "D1", 40.0, "exact", True),
    ("c3", 2020, "full", "D1", 50.0, "exact", True),
    ("c4", 2020, "full", "D1", 99.0, "exact", False),
    ("Z1", 2020, "full", "D1", 45.0, "exact", True),
    ("Z2", 2020, "full", "D1", 20.0, "exact", True),
    ("Z3", 2020, "full", "D1", 80.0, "exact", False),
    ("Z4", 2020, "full", "D1", 90.0, "proxy", False),
    ("Z1", 2020, "full", "D1", 70.0, "proxy", False),
    ("Z1", 2020, "trend", "D1", 5.0, "exact", True),
    ("Z1", 2019, "full", "D1", 6.0, "exact", True),
    ("Z1", 2017, "core", "D1", 7.0, "exact", True),
    ("Z1", 2020, "full", "D2", 8.0, "exact", True),
)
ZONES = ["Z1", "Z2", "Z3", "Z4"]


def standing_of_zones(cities: list[str], year: int, *, proxies: bool) -> Standing:
    """Standing of the zones on the first driver, as a page puts it together."""
    ranked = ranked_cities(SCORES, year, "D1", cities)
    return standing_among(ranked, scores_in(SCORES, year, ["D1"], ZONES, proxies), "D1")


@pytest.mark.parametrize(
    ("year", "expected"), [(2006, "core"), (2017, "core"), (2018, "full"), (2023, "full")]
)
def test_a_year_before_2018_is_scored_by_the_long_run_core_alone(year: int, expected: str) -> None:
    assert set_of(year) == expected


def test_counts_speak_of_ranked_zones_against_the_median_of_ranked_cities() -> None:
    """Ranked cities 10, 40, 50: median 40. Ranked zones 45 and 20: one of two is above."""
    found = standing_of_zones(["c1", "c2", "c3", "c4"], 2020, proxies=False)
    assert (found.median, found.above, found.compared) == (40, 1, 2)
    assert dict(found.cities) == {"c1": 10, "c2": 40, "c3": 50}
    assert dict(zip(found.zones["place"], found.zones["score"], strict=True)) == {
        "Z1": 45,
        "Z2": 20,
        "Z3": 80,
    }


def test_proxies_are_shown_when_asked_for_and_still_not_counted() -> None:
    found = standing_of_zones(["c1", "c2", "c3"], 2020, proxies=True)
    shown = dict(zip(found.zones["place"], found.zones["score"], strict=True))
    assert shown == {"Z1": 70, "Z2": 20, "Z3": 80, "Z4": 90}
    assert (found.above, found.compared) == (0, 1), "of the ranked zones only Z2 is left"


def test_nothing_scored_is_no_median_and_no_count() -> None:
    found = standing_of_zones(["c1"], 2021, proxies=False)
    assert math.isnan(found.median)
    assert (found.above, found.compared, len(found.zones)) == (0, 0, 0)


def test_scores_are_those_of_the_set_that_scores_the_year() -> None:
    assert list(scores_in(SCORES, 2020, ["D1"], ["Z1"], False)["score"]) == [45]
    assert list(scores_in(SCORES, 2017, ["D1"], ["Z1"], False)["score"]) == [7]
    assert list(scores_in(SCORES, 2020, ["D2"], ["Z1"], False)["score"]) == [8]


def test_published_values_are_of_exactly_the_year() -> None:
    values = pd.DataFrame(
        [
            ("c1", 2010, "census", 1.0, "exact"),
            ("c1", 2020, "census", 2.0, "exact"),
            ("Z", 2020, "census", 3.0, "exact"),
            ("Z", 2020, "census", 4.0, "proxy"),
        ],
        columns=["place", "year", "indicator", "value", "basis"],
    )
    assert list(values_in(values, 2020, "census", ["Z"], proxies=False)["value"]) == [3]
    assert list(values_in(values, 2020, "census", ["Z", "c1"], proxies=True)["value"]) == [4, 2]
    assert values_in(values, 2019, "census", ["c1"], proxies=True).empty


def test_published_indicator_values_carry_the_year_and_age_of_what_they_show(atlas) -> None:
    rows = indicator_values(
        atlas.normalised, 2022, ["b2_mining", "b2_gdp_per_resident"], ["230600", "340700"], False
    )
    assert len(rows) == 4, "the census of 2020 serves until 2023, and GDP per resident is of the year"
    assert set(zip(rows["indicator"], rows["value_year"], rows["age"], strict=True)) <= {
        ("b2_mining", 2020, 2),
        ("b2_gdp_per_resident", 2022, 0),
    }
