"""What a maintainer is told who edits policies, grades, facts, pathways or the changes of counties."""

from __future__ import annotations

import pytest

POLICIES, ASSESSMENTS, YEARS = "policies.csv", "assessments.csv", "assessment_years.csv"
FACTS, ITEMS = "facts.csv", "fact_items.csv"
SUCCESSORS, TOWNS = "places/county_successors.csv", "places/county_towns.csv"
FRAMEWORK = "framework.yaml"


@pytest.mark.parametrize(
    "date", ["", "April 2017", "2017.4", "2017-13", "2017-4-13", "2017-04-32", "2020-07/", "17-04"]
)
def test_a_policy_whose_date_cannot_be_read_is_named_with_the_ways_to_write_one(damaged, date):
    damaged.edit(POLICIES, 2, date=date)
    damaged.assert_only(POLICIES, 2, "date", f"'{date}'", "2017-04-13")


@pytest.mark.parametrize("date", ["2017", "2017-04", "2017-04-13", "2017-2018", "2018/2019", "2020-07/08"])
def test_a_date_is_taken_no_more_precisely_than_it_was_read(damaged, date):
    damaged.edit(POLICIES, 2, date=date)
    assert damaged.faults() == []


@pytest.mark.parametrize("column", ["issuers_en", "title_zh", "title_en", "summary_zh", "summary_en"])
def test_a_policy_without_its_texts_in_both_languages_is_named(damaged, column):
    damaged.edit(POLICIES, 3, **{column: " "})
    damaged.assert_only(POLICIES, 3, column, "empty")


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("level", "municipal", "national, provincial, prefecture"),
        ("status", "memory", "verified, single-source"),
        ("number", "No. 671", "国发〔2013〕45号"),
        ("event_zh", "一个长得放不进时间轴的名称", "8 characters"),
        ("event_en", "A label too long for axes", "22 characters"),
        ("address", "newspaper of 2013", "http"),
        ("zones", "XX-Y", "places/zones.csv"),
    ],
)
def test_a_cell_of_a_policy_that_is_not_allowed_is_named_with_what_is(damaged, column, value, word):
    damaged.edit(POLICIES, 2, **{column: value})
    damaged.assert_only(POLICIES, 2, column, f"'{value}'", word)


@pytest.mark.parametrize(
    ("file", "column"),
    [(POLICIES, "note_zh"), (POLICIES, "event_en"), (YEARS, "note_en"), (FACTS, "note_zh")],
)
def test_a_text_that_stands_in_one_language_only_is_named(damaged, file, column):
    other = column[:-2] + ("en" if column.endswith("zh") else "zh")
    damaged.edit(file, 2, **{column: "", other: "x"})
    damaged.assert_only(file, 2, column, "both languages", other)


def test_a_policy_that_stands_twice_is_named(damaged):
    row = damaged.copy_row(POLICIES, 2)
    damaged.assert_only(POLICIES, row, "policy", "twice")


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("grade", "superb", "unknown grade"),
        ("kind", "city", "zone, member, park, award"),
        ("place", "999999", "places/places.csv"),
        ("zone", "", "places/zones.csv"),
        ("entity_en", "", "empty"),
        ("published", "June", "2017-04-13"),
        ("status", "unknown", "verified, single-source"),
    ],
)
def test_a_cell_of_an_assessment_that_is_not_allowed_is_named(damaged, column, value, word):
    row = damaged.row_of(ASSESSMENTS, kind="award", place="110107", year="2016")
    damaged.edit(ASSESSMENTS, row, **{column: value})
    named = [f for f in damaged.faults() if (f.file, f.row, f.column) == (ASSESSMENTS, row, column)]
    assert any(word in fault.message for fault in named), damaged.faults()


def test_an_award_given_as_a_grade_is_named(damaged):
    row = damaged.row_of(ASSESSMENTS, kind="award", place="110107", year="2016")
    damaged.edit(ASSESSMENTS, row, grade="excellent")
    damaged.assert_only(ASSESSMENTS, row, "grade", "'excellent'", "commended, recommended")


def test_a_grade_given_as_an_award_is_named(damaged):
    row = damaged.row_of(ASSESSMENTS, kind="member", place="410300", year="2020")
    damaged.edit(ASSESSMENTS, row, grade="commended")
    damaged.assert_only(ASSESSMENTS, row, "grade", "'commended'", "excellent, good, pass, unnamed")


def test_the_grade_of_a_city_that_is_no_member_of_the_zone_is_named(damaged):
    row = damaged.row_of(ASSESSMENTS, kind="member", place="410300", year="2020")
    damaged.edit(ASSESSMENTS, row, place="210200")
    damaged.assert_only(ASSESSMENTS, row, "place", "'210200'", "HA-W")


def test_the_grade_of_a_whole_zone_that_is_given_a_place_is_named(damaged):
    row = damaged.row_of(ASSESSMENTS, kind="zone", zone="BJ-JX")
    damaged.edit(ASSESSMENTS, row, place="110107")
    damaged.assert_only(ASSESSMENTS, row, "place", "as a whole")


def test_a_grade_that_stands_twice_is_named(damaged):
    row = damaged.copy_row(ASSESSMENTS, damaged.row_of(ASSESSMENTS, place="410400", year="2020"))
    damaged.assert_only(ASSESSMENTS, row, "entity_zh", "twice", "2020")


def test_a_grade_of_a_year_that_is_not_described_is_named(damaged):
    damaged.keep_rows(YEARS, "year", without="2020")
    named = {(f.file, f.column) for f in damaged.faults()}
    assert named == {(ASSESSMENTS, "year")}


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("assessed", "twenty", "whole number"),
        ("scope", "cohort 2018", "cohort 2017, all"),
        ("found", "nearly", "complete, partial"),
        ("good_total", "12?", "leave the cell empty"),
        ("excellent_members", "six", "leave the cell empty"),
        ("address", "", "http"),
    ],
)
def test_a_cell_of_an_assessment_year_that_is_not_allowed_is_named(damaged, column, value, word):
    row = damaged.row_of(YEARS, year="2020")
    damaged.edit(YEARS, row, **{column: value})
    damaged.assert_only(YEARS, row, column, word)


def test_an_item_of_facts_with_an_unknown_status_is_named(damaged):
    damaged.edit(ITEMS, 2, status="X")
    damaged.assert_only(ITEMS, 2, "status", "'X'", "A, P, E")


def test_a_fact_of_an_unknown_quality_is_named_with_those_there_are(damaged):
    damaged.edit(FACTS, 2, quality="other")
    damaged.assert_only(FACTS, 2, "quality", "'other'", "news_report")


def test_more_cities_beside_their_zones_than_were_published_are_named(damaged):
    row = damaged.row_of(YEARS, year="2020")
    damaged.edit(YEARS, row, excellent_members="0", excellent_total="1", good_total="")
    damaged.edit(
        ASSESSMENTS,
        damaged.row_of(ASSESSMENTS, kind="member", place="410300", year="2020"),
        grade="excellent",
    )
    damaged.assert_only(YEARS, row, "excellent_members", "more excellent ones of 2020")


def test_more_grades_than_were_published_are_named(damaged):
    row = damaged.row_of(YEARS, year="2020")
    damaged.edit(YEARS, row, good_total="1")
    damaged.assert_only(YEARS, row, "good_total", "2020", "good")


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("place", "999999", "places/places.csv"),
        ("period", "last year", "2017-04-13"),
        ("item", "gpd", "fact_items.csv"),
        ("value", "about 34", "not a number"),
        ("unit", "shells", "units.csv"),
        ("quality", "memory", "statistical_release"),
        ("source_en", "", "empty"),
        ("address", "a newspaper", "http"),
    ],
)
def test_a_cell_of_a_fact_that_is_not_allowed_is_named(damaged, column, value, word):
    damaged.edit(FACTS, 2, **{column: value})
    damaged.assert_only(FACTS, 2, column, word)


def test_a_fact_about_nowhere_is_named(damaged):
    damaged.edit(FACTS, 2, place="")
    damaged.assert_only(FACTS, 2, "place", "named area")


def test_a_fact_about_a_place_and_an_area_at_once_is_named(damaged):
    damaged.edit(FACTS, 2, area_zh="开发区", area_en="A zone")
    damaged.assert_only(FACTS, 2, "place", "one of the two")


def test_a_fact_that_an_address_states_twice_is_named(damaged):
    row = damaged.copy_row(FACTS, 2, fact="again")
    damaged.assert_only(FACTS, row, "fact", "twice")


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [
        ("code_2010", "999999", "places/places.csv"),
        ("codes_2020", "610422;999999", "places/places.csv"),
        ("codes_2020", "", "places/places.csv"),
        ("part_moved_to", "999999", "places/places.csv"),
        ("kind", "recoded", "'same'"),
        ("kind", "vanished", "same, recoded, split"),
    ],
)
def test_a_change_of_a_county_that_cannot_be_followed_is_named(damaged, column, value, word):
    row = damaged.row_of(SUCCESSORS, code_2010="610422")
    damaged.edit(SUCCESSORS, row, **{column: value})
    named = [f for f in damaged.faults() if (f.file, f.row, f.column) == (SUCCESSORS, row, column)]
    assert any(word in fault.message for fault in named), damaged.faults()


@pytest.mark.parametrize(
    ("column", "value", "word"),
    [("adcode", "999999", "places/places.csv"), ("address", "", "http"), ("status", "guess", "verified")],
)
def test_a_county_town_without_its_county_or_source_is_named(damaged, column, value, word):
    damaged.edit(TOWNS, 2, **{column: value})
    damaged.assert_only(TOWNS, 2, column, word)


@pytest.mark.parametrize(
    ("start", "column"), [("    summary:\n", "summary.zh"), ("    basis:\n", "basis.en")]
)
def test_a_pathway_without_its_texts_is_named(damaged, start, column):
    damaged.replace(FRAMEWORK, start, start.replace(":", "_:"))
    row = damaged.row_with(FRAMEWORK, "- id: P1")
    assert (FRAMEWORK, row, column) in {(f.file, f.row, f.column) for f in damaged.faults()}


def test_a_pathway_without_a_measure_is_named(damaged):
    damaged.replace(FRAMEWORK, "    measures:\n", "    steps:\n")
    row = damaged.row_with(FRAMEWORK, "- id: P1")
    missing, unknown = damaged.faults()
    assert (missing.file, missing.row, missing.column) == (FRAMEWORK, row, "measures")
    assert "P1" in missing.message
    assert (unknown.file, unknown.row, unknown.column) == (FRAMEWORK, row, "steps")


def test_a_measure_in_an_unknown_phase_is_named(damaged):
    row = damaged.row_with(FRAMEWORK, "- id: P2.neighbours")
    damaged.replace(FRAMEWORK, "phase: related", "phase: third")
    damaged.assert_only(FRAMEWORK, row, "phase", "'third'", "related, breakthrough")


def test_two_measures_of_one_name_are_named(damaged):
    first = damaged.row_with(FRAMEWORK, "- id: P3.districts")
    row = damaged.replace(FRAMEWORK, "- id: P3.services", "- id: P3.districts")
    damaged.assert_only(FRAMEWORK, row, "id", f"row {first}")
