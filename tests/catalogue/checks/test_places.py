"""What a maintainer is told who edits places, zones, parks, sources or policies."""

from __future__ import annotations

import pytest

PLACES, ZONES, MEMBERS, PARKS = (
    f"places/{name}.csv" for name in ("places", "zones", "zone_members", "parks")
)


def test_a_member_of_no_zone_is_named(damaged):
    row = damaged.copy_row(MEMBERS, 2, zone="XX-Y", adcode="370000", coverage="district")
    damaged.assert_only(MEMBERS, row, "zone", "'XX-Y'", "zones.csv")


def test_a_zone_without_member_is_named(damaged):
    row = damaged.copy_row(ZONES, 2, zone="SD-NEW")
    damaged.assert_only(ZONES, row, "zone", "SD-NEW", "no member")


def test_a_member_with_an_unknown_code_is_named(damaged):
    row = damaged.row_of(MEMBERS, adcode="110107")
    damaged.edit(MEMBERS, row, adcode="119999")
    damaged.assert_only(MEMBERS, row, "adcode", "'119999'")


def test_a_member_without_code_is_named_unless_it_is_a_special_area(damaged):
    row = damaged.row_of(MEMBERS, adcode="110107")
    damaged.edit(MEMBERS, row, adcode="")
    damaged.assert_only(MEMBERS, row, "adcode", "special_area")


def test_a_member_listed_twice_is_named(damaged):
    row = damaged.copy_row(MEMBERS, 2)
    damaged.assert_only(MEMBERS, row, "adcode", "twice")


def test_a_district_called_a_whole_city_is_named(damaged):
    row = damaged.row_of(MEMBERS, adcode="110107")
    damaged.edit(MEMBERS, row, coverage="whole_city")
    damaged.assert_only(MEMBERS, row, "coverage", "is not a prefecture")


def test_an_unknown_proxy_is_named(damaged):
    row = damaged.row_of(MEMBERS, adcode="110107")
    damaged.edit(MEMBERS, row, proxy="119999")
    damaged.assert_only(MEMBERS, row, "proxy", "'119999'")


def test_a_park_in_an_unknown_county_is_named(damaged):
    damaged.edit(PARKS, 2, adcode="130999")
    damaged.assert_only(PARKS, 2, "adcode", "'130999'")


@pytest.mark.parametrize(
    ("column", "value"), [("latitude", "114.5"), ("longitude", "38.1"), ("latitude", "")]
)
def test_a_park_outside_china_is_named(damaged, column, value):
    damaged.edit(PARKS, 2, **{column: value})
    damaged.assert_only(PARKS, 2, column, f"'{value}'", "between")


@pytest.mark.parametrize("column", ["name_zh", "name_en"])
def test_a_place_without_a_name_in_both_languages_is_named(damaged, column):
    damaged.edit(PLACES, 3, **{column: ""})
    damaged.assert_only(PLACES, 3, column, "empty")


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("region", "north", "northeast, east, central, west"),
        ("lifecycle", "old", "growing, mature, declining, regenerating"),
        ("resource_based", "1", "yes, no"),
    ],
)
def test_an_unknown_code_of_a_place_is_named_with_the_codes_allowed(damaged, column, value, allowed):
    row = damaged.row_of(PLACES, adcode="371725")
    damaged.edit(PLACES, row, **{column: value})
    damaged.assert_only(PLACES, row, column, f"'{value}'", allowed)


def test_an_unknown_level_is_named_with_the_levels_there_are(damaged):
    row = damaged.row_of(PLACES, adcode="371725")
    damaged.edit(PLACES, row, level="town")
    named = [f for f in damaged.faults() if (f.file, f.row, f.column) == (PLACES, row, "level")]
    assert "prefecture, county, district" in named[0].message


@pytest.mark.parametrize("column", ["province", "prefecture"])
def test_a_place_in_an_unknown_province_or_prefecture_is_named(damaged, column):
    damaged.edit(PLACES, 4, **{column: "999900"})
    damaged.assert_only(PLACES, 4, column, "'999900'")


def test_a_place_that_stands_twice_is_named(damaged):
    row = damaged.copy_row(PLACES, 5)
    damaged.assert_only(PLACES, row, "adcode", "twice")


def test_a_code_that_lost_its_last_digit_is_named(damaged):
    row = damaged.copy_row(PLACES, 5, adcode="13010")
    damaged.assert_only(PLACES, row, "adcode", "'13010'", "six digits")


@pytest.mark.parametrize("file", ["policies.csv", "assessments.csv", ZONES])
def test_what_has_no_address_is_named(damaged, file):
    damaged.edit(file, 2, address="")
    damaged.assert_only(file, 2, "address", "is not an address")


def test_a_finding_that_does_not_say_where_it_was_read_is_named(damaged):
    damaged.edit("findings.csv", 2, source="")
    damaged.assert_only("findings.csv", 2, "source", "empty")


@pytest.mark.parametrize(
    ("file", "column"),
    [("units.csv", "unit"), ("series.csv", "series"), ("sources.csv", "source_id"), ("notes.csv", "note")],
)
def test_an_identifier_that_stands_twice_is_named(damaged, file, column):
    row = damaged.copy_row(file, 3)
    damaged.assert_only(file, row, column, "twice")


def test_a_policy_that_answers_an_unknown_part_of_the_framework_is_named(damaged):
    damaged.edit("policies.csv", 2, addresses="D1;D9")
    damaged.assert_only("policies.csv", 2, "addresses", "'D1;D9'")


def test_an_assessment_of_an_unknown_zone_is_named(damaged):
    damaged.edit("assessments.csv", 2, zone="XX-Y")
    damaged.assert_only("assessments.csv", 2, "zone", "'XX-Y'")


def test_a_series_with_an_unknown_unit_is_named(damaged):
    row = damaged.row_of("series.csv", series="household_deposits")
    damaged.edit("series.csv", row, unit="shells")
    damaged.assert_only("series.csv", row, "unit", "'shells'")


def test_a_mean_without_weights_is_named(damaged):
    row = damaged.row_of("series.csv", series="good_air_days")
    damaged.edit("series.csv", row, weight="")
    damaged.assert_only("series.csv", row, "weight", "good_air_days")


def test_a_series_whose_maximum_is_below_its_minimum_is_named(damaged):
    row = damaged.row_of("series.csv", series="household_deposits")
    damaged.edit("series.csv", row, maximum="-1")
    damaged.assert_only("series.csv", row, "maximum", "-1")


def test_a_break_of_an_unknown_series_is_named(damaged):
    row = declare(damaged, "210200", "gpd", "2019")
    damaged.assert_only(BREAKS, row, "series", "'gpd'")


BREAKS = "places/series_breaks.csv"


def declare(damaged, place: str, series: str, year: str) -> int:
    """Declare one more break; return its row."""
    return damaged.append_row(BREAKS, place=place, series=series, year=year, reason_zh="a", reason_en="a")


def test_a_break_of_a_province_or_of_several_series_is_allowed(damaged):
    declare(damaged, "210000", "gdp_revised;gdp", "2014")
    declare(damaged, "210200", "*", "2012")
    declare(damaged, "410300", "gdp_joined", "2023")
    assert damaged.faults() == []


@pytest.mark.parametrize("code", ["999900", "210202"])
def test_a_break_of_an_unknown_place_or_of_a_county_is_named(damaged, code):
    row = declare(damaged, code, "gdp_revised", "2019")
    assert [(f.row, f.column) for f in damaged.faults() if f"'{code}'" in f.message] == [(row, "place")]


def test_a_break_of_a_year_without_figures_is_named(damaged):
    row = declare(damaged, "210200", "gdp_revised", "2025")
    damaged.assert_only(BREAKS, row, "year", "gdp_revised", "2025")


def test_a_break_before_the_first_figure_is_named(damaged):
    row = declare(damaged, "210200", "gdp_revised", "2000")
    damaged.assert_only(BREAKS, row, "year", "before it")


def test_a_break_that_is_no_year_is_named(damaged):
    row = declare(damaged, "210200", "gdp_revised", "soon")
    assert (BREAKS, row, "year") in [(f.file, f.row, f.column) for f in damaged.faults()]


def test_a_break_declared_twice_is_named_also_where_its_province_declares_it(damaged):
    first = declare(damaged, "210000", "gdp_revised", "2014")
    again = declare(damaged, "210200", "gdp_revised;gdp", "2014")
    damaged.assert_only(BREAKS, again, "series", "210200", "gdp_revised", f"row {first}")
