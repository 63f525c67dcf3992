"""Scores of elements and dimensions: goalposts, age, coverage, constant sets, breaks and ranks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.catalogue.framework import Mean
from zone_atlas.catalogue.records import SeriesBreak, Text
from zone_atlas.faults import DataFaults
from zone_atlas.pipeline.scores import latest_values, score_sets

ALL_YEARS = range(2018, 2024)
ENDS = {"low": 0.0, "high": 100.0}


def rows(
    place: str, indicator: str, values: dict[int, float], status: str = "A", basis: str = "exact"
) -> list[dict]:
    return [
        {
            "place": place,
            "year": year,
            "indicator": indicator,
            "value": value,
            "status": status,
            "basis": basis,
        }
        for year, value in values.items()
    ]


def always(value: float, years=ALL_YEARS) -> dict[int, float]:
    return dict.fromkeys(years, value)


class World:
    """Two cities at 0 and 100 in every year, so that the goalposts are 0 and 100 and a score is the value itself."""

    def __init__(
        self, make, *indicators, elements=("D1.innovation", "D1.vitality"), zones=(), breaks=()
    ) -> None:
        self.catalogue = make.catalogue(
            indicators=indicators, dimensions=(make.dimension(*elements),), zones=zones, breaks=breaks
        )
        self.rows: list[dict] = []
        self.cities = set(ENDS)
        for indicator in indicators:
            first = 2006 if "core" in indicator.sets else 2018
            for city, value in ENDS.items():
                self.rows += rows(city, indicator.id, always(value, range(first, 2024)))

    def add(self, place: str, indicator: str, values: dict[int, float], **more: str) -> None:
        self.rows += rows(place, indicator, values, **more)

    def run(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        return score_sets(pd.DataFrame(self.rows), self.catalogue, self.cities)

    def scores(self, index_set: str = "full") -> pd.DataFrame:
        made = self.run()[0]
        return made[made["set"] == index_set].set_index(["place", "node", "year"]).sort_index()


@pytest.fixture
def three(make):
    """Indicators a and b of one element, c of another."""
    return (
        make.indicator("a", Mean("a")),
        make.indicator("b", Mean("b")),
        make.indicator("c", Mean("c"), element="D1.vitality"),
    )


def test_an_element_is_the_mean_of_its_indicators_and_a_dimension_of_its_elements(make, three) -> None:
    """Element (20 + 40) / 2 = 30, other element 90; dimension (30 + 90) / 2 = 60, not (20 + 40 + 90) / 3 = 50."""
    world = World(make, *three)
    for name, value in {"a": 20, "b": 40, "c": 90}.items():
        world.add("X", name, {2020: value})
    made = world.scores()
    assert made.loc[("X", "D1.innovation", 2020), "score"] == pytest.approx(30)
    assert made.loc[("X", "D1.vitality", 2020), "score"] == pytest.approx(90)
    assert made.loc[("X", "D1", 2020), "score"] == pytest.approx(60)


def test_a_missing_indicator_rescales_the_others_and_lowers_the_coverage(make, three) -> None:
    """Without b: element 20, dimension (20 + 90) / 2 = 55, coverage 2 of 3."""
    world = World(make, *three)
    world.add("X", "a", {2020: 20})
    world.add("X", "c", {2020: 90})
    made = world.scores()
    assert made.loc[("X", "D1", 2020), "score"] == pytest.approx(55)
    assert made.loc[("X", "D1", 2020), "coverage"] == pytest.approx(2 / 3)
    assert made.loc[("X", "D1.innovation", 2020), "coverage"] == pytest.approx(1 / 2)


def test_goalposts_are_pooled_over_cities_and_years_and_never_over_zones(make) -> None:
    """Twelve pooled values, six 0 and six 100; a zone at 1,000 moves nothing."""
    indicators = (make.indicator("a", Mean("a")), make.indicator("b", Mean("b")))
    world = World(make, *indicators, elements=("D1.innovation",))
    world.add("Z", "a", always(1000))
    _, normalised, posts = world.run()
    row = posts[(posts["set"] == "full") & (posts["indicator"] == "a")].iloc[0]
    assert (row["low"], row["high"], row["n"]) == (0, 100, 12)
    assert (normalised.loc[normalised["place"].eq("Z"), "score"] == 100).all()


def test_direction_turns_a_score_round(make) -> None:
    indicators = (make.indicator("a", Mean("a"), direction=-1), make.indicator("b", Mean("b"), direction=-1))
    world = World(make, *indicators, elements=("D1.innovation",))
    world.add("X", "a", {2020: 30})
    assert world.scores().loc[("X", "D1", 2020), "score"] == pytest.approx(70)


def test_a_value_serves_for_three_years_and_tells_its_age(make, three) -> None:
    world = World(make, *three)
    world.add("X", "a", {2018: 20})
    world.add("X", "c", always(60))
    made, normalised, _ = world.run()
    mine = normalised[normalised["place"].eq("X") & normalised["indicator"].eq("a")]
    assert list(zip(mine["year"], mine["value_year"], mine["age"], strict=True)) == [
        (2018, 2018, 0),
        (2019, 2018, 1),
        (2020, 2018, 2),
        (2021, 2018, 3),
    ]
    dimension = made[made["place"].eq("X") & made["node"].eq("D1") & made["set"].eq("full")].set_index("year")
    assert list(dimension["oldest_age"]) == [0, 1, 2, 3, 0, 0]
    assert list(dimension["score"]) == [40, 40, 40, 40, 60, 60]


def test_a_newer_value_is_never_passed_over_for_an_older_one() -> None:
    years = list(range(2015, 2022))
    observed = np.array([[[1.0], [2], [np.nan], [np.nan], [5], [np.nan], [np.nan]]])
    value, year = latest_values(observed, years, np.zeros_like(observed, dtype=bool))
    assert list(value[0, :, 0]) == [2, 5, 5, 5]
    assert list(year[0, :, 0]) == [2016, 2019, 2019, 2019]


def test_a_value_from_before_a_break_stands_in_for_no_later_year() -> None:
    years = list(range(2015, 2022))
    observed = np.array([[[1.0], [2], [3], [4], [np.nan], [np.nan], [np.nan]]])
    broken = np.zeros_like(observed, dtype=bool)
    broken[0, years.index(2020), 0] = True
    value, _ = latest_values(observed, years, broken)
    np.testing.assert_array_equal(value[0, :, 0], [4, 4, np.nan, np.nan])


def test_a_value_from_before_the_first_scored_year_serves_too(make, three) -> None:
    world = World(make, *three)
    world.add("X", "a", {2015: 20})
    world.add("Y", "a", {2014: 20})
    made = world.scores()
    assert list(made.loc[("X", "D1")].index) == [2018]
    assert "Y" not in made.index.get_level_values("place")


def test_a_withheld_value_enters_no_score(make, three) -> None:
    world = World(make, *three)
    world.add("X", "a", {2020: 99}, status="U")
    world.add("X", "b", {2020: 40})
    assert world.scores().loc[("X", "D1.innovation", 2020), "score"] == pytest.approx(40)


def test_the_trend_keeps_only_what_a_place_has_in_every_year(make) -> None:
    """b is missing after 2018 + 3 = 2021, so that a alone makes the trend in all six years."""
    sets = ("full", "trend")
    indicators = (make.indicator("a", Mean("a"), sets=sets), make.indicator("b", Mean("b"), sets=sets))
    world = World(make, *indicators, elements=("D1.innovation",))
    world.add("X", "a", always(20))
    world.add("X", "b", {2018: 80})
    assert list(world.scores("trend").loc[("X", "D1"), "score"]) == [20] * 6
    assert list(world.scores("full").loc[("X", "D1"), "score"]) == [50, 50, 50, 50, 20, 20]
    assert list(world.scores("trend").loc[("X", "D1"), "coverage"]) == [0.5] * 6


def test_a_place_without_any_constant_indicator_has_no_trend(make) -> None:
    sets = ("full", "trend")
    indicators = (make.indicator("a", Mean("a"), sets=sets), make.indicator("b", Mean("b"), sets=sets))
    world = World(make, *indicators, elements=("D1.innovation",))
    world.add("X", "a", {2018: 20})
    world.add("X", "b", {2023: 20})
    assert "X" not in world.scores("trend").index.get_level_values("place")


def test_a_long_run_score_of_a_single_indicator_is_not_made(make) -> None:
    one = (make.indicator("a", Mean("a"), sets=("full", "core")), make.indicator("b", Mean("b")))
    both = (one[0], make.indicator("b", Mean("b"), sets=("full", "core")))
    assert World(make, *one, elements=("D1.innovation",)).scores("core").empty
    core = World(make, *both, elements=("D1.innovation",)).scores("core")
    assert list(core.loc[("low", "D1")].index) == list(range(2006, 2024))


def test_coverage_counts_an_indicator_only_in_years_in_which_anybody_has_it(make, three) -> None:
    """c exists from 2022 on: in 2020 having a and b is full coverage, in 2022 it is two of three."""
    world = World(make, *three)
    world.rows = [row for row in world.rows if row["indicator"] != "c" or row["year"] >= 2022]
    world.add("X", "a", always(20))
    world.add("X", "b", always(20))
    made = world.scores()
    assert made.loc[("X", "D1", 2020), "coverage"] == 1
    assert made.loc[("X", "D1", 2022), "coverage"] == pytest.approx(2 / 3)


def test_coverage_under_65_per_cent_is_shown_and_not_ranked(make) -> None:
    names = [f"i{k:02d}" for k in range(20)]
    world = World(make, *(make.indicator(n, Mean(n)) for n in names), elements=("D1.innovation",))
    for place, known in {"X": 13, "Y": 12}.items():
        for name in names[:known]:
            world.add(place, name, {2020: 50})
    made = world.scores()
    assert made.loc[("X", "D1", 2020), "coverage"] == pytest.approx(0.65)
    assert made.loc[("X", "D1", 2020), "ranked"]
    assert made.loc[("Y", "D1", 2020), "score"] == pytest.approx(50)
    assert not made.loc[("Y", "D1", 2020), "ranked"]
    assert np.isnan(made.loc[("Y", "D1", 2020), "rank"])
    assert made.loc[("X", "D1", 2020), "rank_of"] == 3, "X and the two cities at the ends"


def test_zones_rank_among_zones_and_cities_among_cities_and_ties_share_a_rank(make) -> None:
    zones = tuple(make.zone_of(z, "low") for z in ("Z1", "Z2", "Z3"))
    indicators = (make.indicator("a", Mean("a")), make.indicator("b", Mean("b")))
    world = World(make, *indicators, elements=("D1.innovation",), zones=zones)
    for place, value in {"Z1": 40, "Z2": 70, "Z3": 70, "X": 50}.items():
        world.add(place, "a", {2020: value})
        world.add(place, "b", {2020: value})
    made = world.scores().xs(("D1", 2020), level=("node", "year"))
    assert dict(made["rank"]) == {"Z2": 1, "Z3": 1, "Z1": 3, "high": 1, "X": 2, "low": 3}
    assert set(made["rank_of"]) == {3}


def test_a_proxy_is_scored_and_never_ranked(make) -> None:
    zone = make.zone("Z", make.member("Z", "low"), make.member("Z", "", "special_area", "high"))
    indicators = (make.indicator("a", Mean("a")), make.indicator("b", Mean("b")))
    world = World(make, *indicators, elements=("D1.innovation",), zones=(zone,))
    for name in ("a", "b"):
        world.add("Z", name, {2020: 40})
        world.add("Z", name, {2020: 80}, basis="proxy")
    made = world.run()[0]
    mine = made[made["place"].eq("Z") & made["node"].eq("D1") & made["set"].eq("full")].set_index("basis")
    mine = mine[mine["year"] == 2020]
    assert dict(mine["score"]) == {"exact": 40, "proxy": 80}
    assert dict(mine["ranked"]) == {"exact": True, "proxy": False}
    assert dict(mine["rank_of"].dropna()) == {"exact": 1}


def test_a_zone_of_districts_keeps_its_exact_figures_in_the_view_with_proxies(make) -> None:
    """a is exact (40, the municipality has 90), b only a proxy (80): with proxies (40 + 80) / 2 = 60."""
    zone = make.zone("Z", make.member("Z", "d1", "district", "low"))
    indicators = (make.indicator("a", Mean("a")), make.indicator("b", Mean("b")))
    world = World(make, *indicators, elements=("D1.innovation",), zones=(zone,))
    world.add("Z", "a", {2020: 40})
    world.add("Z", "a", {2020: 90}, basis="proxy")
    world.add("Z", "b", {2020: 80}, basis="proxy")
    made = world.run()[0]
    mine = made[made["place"].eq("Z") & made["node"].eq("D1") & made["year"].eq(2020)].set_index("basis")
    assert mine.loc["proxy", "score"] == pytest.approx(60)
    assert mine.loc["exact", "score"] == pytest.approx(40)


def test_a_break_of_an_indicator_marks_the_scores_of_its_element_and_dimension(make) -> None:
    indicators = (
        make.indicator("a", Mean("a"), breaks=(2020,)),
        make.indicator("b", Mean("b")),
        make.indicator("c", Mean("c"), element="D1.vitality"),
    )
    made = World(make, *indicators).scores()
    marked = made[made["status"] == "B"].index
    assert set(marked) == {(place, node, 2020) for place in ENDS for node in ("D1", "D1.innovation")}


def test_a_moved_boundary_marks_the_scores_of_that_place_alone(make, three) -> None:
    made = World(make, *three, breaks=(SeriesBreak("low", "*", 2021, Text("", "")),)).scores()
    assert set(made[made["status"] == "B"].index) == {
        ("low", n, 2021) for n in ("D1", "D1.innovation", "D1.vitality")
    }


def test_a_break_outside_a_set_leaves_its_scores_unmarked(make) -> None:
    sets = ("full", "trend")
    indicators = (
        make.indicator("a", Mean("a"), breaks=(2020,)),
        make.indicator("b", Mean("b"), sets=sets),
        make.indicator("c", Mean("c"), sets=sets),
    )
    world = World(make, *indicators, elements=("D1.innovation",))
    assert world.scores("trend")["status"].eq("A").all()
    assert world.scores("full")["status"].eq("B").any()


@pytest.fixture
def of_five(make) -> tuple:
    """Five indicators of one element, each of a series of its own."""
    sets = ("full", "trend", "core")
    return tuple(make.indicator(name, Mean(name), sets=sets) for name in "abcde")


def own(series: str, year: int, place: str = "X") -> SeriesBreak:
    return SeriesBreak(place, series, year, Text("", ""))


def world_of(make, indicators: tuple, *breaks: SeriesBreak) -> World:
    world = World(make, *indicators, elements=("D1.innovation",), breaks=breaks)
    for value, indicator in enumerate(indicators, start=1):
        world.add("X", indicator.id, always(10.0 * value, range(2006, 2024)))
    return world


def test_an_indicator_that_breaks_for_a_place_leaves_its_trend_and_the_line_stays_whole(
    make, of_five
) -> None:
    made = world_of(make, of_five, own("e", 2021)).scores("trend").loc[("X", "D1")]
    assert list(made["score"]) == [25.0] * 6
    assert list(made["coverage"]) == [0.8] * 6
    assert made["status"].eq("A").all()
    others = world_of(make, of_five, own("e", 2021)).scores("trend").loc[("high", "D1")]
    assert list(others["coverage"]) == [1.0] * 6


def test_where_too_many_would_leave_the_trend_line_is_cut_instead(make, of_five) -> None:
    made = world_of(make, of_five, own("d", 2020), own("e", 2021)).scores("trend").loc[("X", "D1")]
    assert list(made["score"]) == [30.0] * 6
    assert list(made["status"]) == ["A", "A", "B", "B", "A", "A"]


def test_the_long_run_core_is_cut_at_every_break(make, of_five) -> None:
    made = world_of(make, of_five, own("e", 2012), own("d", 2020)).scores("core").loc[("X", "D1")]
    assert list(made["score"].unique()) == [30.0]
    assert list(made.index[made["status"].eq("B")]) == [2012, 2020]


def test_a_moved_boundary_cuts_the_trend_line_and_leaves_the_set_whole(make, of_five) -> None:
    made = world_of(make, of_five, own("*", 2020)).scores("trend").loc[("X", "D1")]
    assert list(made["coverage"]) == [1.0] * 6
    assert list(made.index[made["status"].eq("B")]) == [2020]


def test_an_indicator_that_tells_no_cities_apart_is_named(make, three) -> None:
    world = World(make, *three)
    for row in world.rows:
        row["value"] = 7.0 if row["indicator"] == "b" else row["value"]
    world.rows = [row for row in world.rows if row["indicator"] != "c"]
    with pytest.raises(DataFaults) as caught:
        world.run()
    assert [(fault.file, fault.column) for fault in caught.value.faults] == [
        ("indicators.yaml", "b"),
        ("indicators.yaml", "c"),
    ]
