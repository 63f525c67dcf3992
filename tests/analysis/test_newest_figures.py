"""Which figure of a city is the newest, may its growth be said, and when does a zone have a sum?"""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from zone_atlas.analysis.newest_figures import (
    SOURCES_DIFFER,
    YEARS_DIFFER,
    Block,
    NoSum,
    newest_of_members,
    shown_elsewhere,
    sum_over_members,
    weightiest_status,
)
from zone_atlas.analysis.newest_value import (
    COMPUTED,
    FIGURES,
    STATED,
    Figure,
    Newest,
    family_of,
    newest_value,
)
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.text import Text

WORD = Text("某", "some")
BY_ID = {figure.id: figure for figure in FIGURES}
DEBT, REVENUE, GDP = BY_ID["debt"], BY_ID["revenue"], BY_ID["gdp"]
FACT = Fact(
    "f", "1", Text("", ""), 2025, "2025", "gdp", WORD, 9.0, WORD, "1e8_yuan", "news_report", WORD, "", WORD
)


def catalogue(*facts: Fact, breaks: tuple[SimpleNamespace, ...] = ()) -> SimpleNamespace:
    places = {"1": SimpleNamespace(province="0")}
    return SimpleNamespace(facts=facts, breaks=breaks, series={}, places=places)


def rows(*cells: tuple[str, int, float, str, str, str]) -> pd.DataFrame:
    """Observations of one place: series, year, value, status, source, note."""
    columns = ["series", "year", "value", "status", "source_id", "note"]
    return pd.DataFrame(cells, columns=columns)


def debt(year: int, value: float, status: str = "A", source: str = "debt_atlas", note: str = "debt_grade_a1"):
    return ("statutory_debt", year, value, status, source, note)


def of(figure: Figure, *cells: tuple, facts: tuple[Fact, ...] = (), **more) -> Newest:
    found = newest_value(figure, "1", rows(*cells), catalogue(*facts, **more))
    assert found is not None
    return found


# Worked out by hand from the files under data/: year, value, growth in per cent (None: none may be said), mark.
BY_HAND = [
    ("130200", "gdp", 2023, 9133.3, None, "A"),
    ("130200", "gdp_growth", 2023, 5.9, None, "A"),
    ("130200", "debt", 2025, 3127.72, 10.44, "A"),
    ("130200", "residents", 2024, 772.28, 0.04, "A"),
    ("420200", "gdp", 2023, 2108.96, None, "A"),
    ("420200", "debt", 2025, 807.4, 25.44, "A"),
    ("420200", "revenue", 2025, 213.5, None, "A"),
    ("320300", "gdp", 2025, 9957.22, None, "A"),
    ("320300", "gdp_growth", 2023, 7.1, None, "A"),
    ("320300", "debt", 2025, 2072.9, 10.71, "A"),
    ("230600", "revenue", 2023, 170.0789, -7.06, "A"),
    ("230600", "debt", 2025, 737.85, 22.52, "A"),
    ("230600", "residents", 2024, 266.3, -1.37, "A"),
    ("150600", "gdp", 2025, 6122.2, None, "P"),
    ("150600", "gdp_growth", 2025, 5.1, None, "P"),
    ("210200", "gdp", 2024, 9516.9, None, "P"),
    ("510300", "gdp_growth", 2025, 6.9, None, "P"),
]


@pytest.mark.parametrize(("place", "figure", "year", "value", "growth", "status"), BY_HAND)
def test_the_newest_figure_of_a_city_is_the_one_worked_out_by_hand(
    atlas: Atlas, place: str, figure: str, year: int, value: float, growth: float | None, status: str
) -> None:
    one = newest_value(BY_ID[figure], place, atlas.observations_at(place), atlas.catalogue)
    assert one is not None
    assert (one.year, one.value, one.status) == (year, pytest.approx(value), status)
    assert bool(one.how) == (growth is not None)
    if growth is not None:
        assert 100 * one.change == pytest.approx(growth, abs=0.006)


def test_the_sum_of_central_hunan_is_that_of_its_three_cities(atlas: Atlas) -> None:
    sums = newest_of_members(atlas, "HN-C").sums
    debts = sums["debt"]
    assert isinstance(debts, Newest)
    # 1694.06 + 2393.66 + 939.55 after 1443.86 + 2085.74 + 810.96.
    assert (debts.year, debts.value) == (2025, pytest.approx(5027.27))
    assert 100 * debts.change == pytest.approx(15.82, abs=0.01)
    product = sums["gdp"]
    assert isinstance(product, Newest)
    assert product.value == pytest.approx(4063.5 + 3077.23 + 2237.3)
    # Zhuzhou's revenue comes from a rating report, the others' from final accounts.
    assert sums["revenue"] == NoSum(SOURCES_DIFFER, 2025, ())


def test_a_city_without_the_year_keeps_a_zone_from_a_sum_and_is_named(atlas: Atlas) -> None:
    sums = newest_of_members(atlas, "LN-C").sums
    assert sums["revenue"] == NoSum(YEARS_DIFFER, 2025, ("210300",))
    assert newest_of_members(atlas, "JL-C").sums["gdp"] == NoSum(YEARS_DIFFER, 2024, ("220100", "220200"))


def test_a_zone_without_a_whole_city_has_none_and_one_of_one_city_no_sum(atlas: Atlas) -> None:
    assert newest_of_members(atlas, "CQ-R") == Block((), {}, {})
    assert newest_of_members(atlas, "HE-TS").sums == {}
    assert newest_of_members(atlas, "NX-NE").cities == ("640200",)


def test_a_level_that_jumps_is_named_with_the_one_it_jumps_from_and_has_no_growth(atlas: Atlas) -> None:
    """Shizuishan's expenditure of 2025 is 42.11 where that of 2023 was 132.03: a budget of another scope."""
    one = of(DEBT, debt(2023, 132.0), debt(2024, 100.0), debt(2025, 42.0))
    assert (one.jump, one.how) == ((2024, 100.0), "")
    assert math.isnan(one.change)
    figure = newest_of_members(atlas, "NX-NE").figures["640200", "expenditure"]
    if figure is not None and figure.value == 42.11:
        assert figure.jump is not None
        assert figure.jump[0] == 2023
    assert isinstance(sum_over_members("Z", {"1": one}), NoSum)
    declared = SimpleNamespace(place="0", series="*", year=2025)
    assert of(DEBT, debt(2024, 100.0), debt(2025, 42.0), breaks=(declared,)).jump is None


def test_growth_is_said_within_one_source_only() -> None:
    assert of(DEBT, debt(2024, 100.0), debt(2025, 110.0)).how == COMPUTED
    assert of(DEBT, debt(2024, 100.0, source="respop"), debt(2025, 110.0)).how == ""
    assert of(DEBT, debt(2023, 100.0), debt(2025, 110.0)).how == ""
    editions = [
        ("fiscal_revenue", y, v, "A", f"yearbook{y + 1}", "") for y, v in ((2022, 100.0), (2023, 90.0))
    ]
    found = of(REVENUE, *editions)
    assert (found.how, found.change) == (COMPUTED, pytest.approx(-0.1))
    assert family_of("citypanel1990_2023") == "citypanel1990_2023"


def test_a_budget_from_a_rating_report_is_not_held_against_one_from_final_accounts() -> None:
    cells = [
        ("fiscal_revenue", 2024, 100.0, "A", "debt_atlas", "debt_grade_a1 x"),
        ("fiscal_revenue", 2025, 110.0, "A", "debt_atlas", "debt_grade_b2 y"),
    ]
    assert of(REVENUE, *cells).how == ""
    assert of(REVENUE, cells[0], (*cells[1][:5], "debt_grade_a2 y")).how == COMPUTED


@pytest.mark.parametrize("status", ["B", "U", "V"])
def test_growth_is_never_said_across_a_break_nor_of_a_doubted_value(status: str) -> None:
    assert of(DEBT, debt(2024, 100.0), debt(2025, 110.0, status)).how == ""


@pytest.mark.parametrize(("place", "series"), [("1", "statutory_debt"), ("1", "*"), ("0", "*")])
def test_a_break_declared_for_the_place_or_its_province_keeps_growth_from_being_said(place, series) -> None:
    declared = SimpleNamespace(place=place, series=series, year=2025)
    assert of(DEBT, debt(2024, 100.0), debt(2025, 110.0), breaks=(declared,)).how == ""


def test_a_withdrawn_value_is_passed_over() -> None:
    assert of(DEBT, debt(2024, 100.0), debt(2025, math.nan, "O")).year == 2024
    assert newest_value(DEBT, "1", rows(debt(2025, math.nan, "O")), catalogue()) is None


def test_a_newer_fact_is_taken_and_one_of_the_same_year_is_not() -> None:
    observed = ("gdp", 2024, 8.5, "A", "sector", "")
    newer = of(GDP, observed, facts=(FACT,))
    assert (newer.fact, newer.year, newer.value, newer.status) == (FACT, 2025, 9.0, "P")
    assert newer.how == ""
    assert of(GDP, observed, facts=(replace(FACT, period="2024", year=2024),)).fact is None


@pytest.mark.parametrize(
    "change",
    [{"period": "2025-01/06"}, {"item": "gdp_forecast_least"}, {"unit_id": "yuan"}, {"place": "2"}],
)
def test_a_fact_of_part_of_a_year_of_what_is_expected_or_of_another_unit_is_no_newest_figure(change) -> None:
    fact = replace(FACT, **change)
    assert of(GDP, ("gdp", 2023, 8.5, "A", "sector", ""), facts=(fact,)).year == 2023


def test_growth_that_a_page_states_is_labelled_as_such() -> None:
    stated = replace(FACT, item="budget_revenue_growth", value=3.5, unit_id="percent")
    found = of(REVENUE, ("fiscal_revenue", 2025, 9.0, "A", "debt_atlas", ""), facts=(stated,))
    assert (found.how, found.change) == (STATED, pytest.approx(0.035))


def test_a_sum_bears_the_worst_mark_of_its_members() -> None:
    assert weightiest_status("AAP") == "P"
    assert weightiest_status("PBE") == "B"
    assert weightiest_status("VAU") == "U"


def test_a_fact_that_says_what_the_block_says_is_not_told_again() -> None:
    one = of(GDP, ("gdp", 2025, 9.001, "A", "sector", ""))
    block = Block(("1",), {("1", "gdp"): one}, {})
    differs = replace(FACT, id="g", value=9.6)
    earlier = replace(FACT, id="h", period="2024", year=2024)
    assert shown_elsewhere(block, [FACT, differs, earlier]) == {"f"}
