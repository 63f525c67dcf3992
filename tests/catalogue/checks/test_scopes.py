"""What a maintainer is told whose indicator divides figures of one territory by those of another."""

from __future__ import annotations

import pytest

from zone_atlas import paths
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.catalogue.records import SCOPES

INDICATORS, SERIES = "indicators.yaml", "series.csv"
LAND = "- id: d2_land_output"


def test_a_ratio_of_the_whole_city_over_its_districts_is_named_with_both(damaged):
    damaged.replace(INDICATORS, "      gdp_districts: 1\n", "      gdp_joined: 1\n")
    damaged.assert_only(
        INDICATORS,
        damaged.row_with(INDICATORS, LAND),
        "scope",
        "'gdp_joined' counts whole_city",
        "'built_up_area' counts districts",
    )


def test_a_function_whose_inputs_count_different_territories_is_named(damaged):
    row = damaged.row_of(SERIES, series="census_emp_share_mining")
    damaged.edit(SERIES, row, scope="districts")
    found = {(f.file, f.row, f.column) for f in damaged.faults()}
    assert (INDICATORS, damaged.row_with(INDICATORS, "- id: d3_theil"), "scope") in found


def test_a_join_of_series_of_different_scopes_is_named(damaged):
    row = damaged.row_of(SERIES, series="gdp")
    damaged.edit(SERIES, row, scope="districts")
    found = {(f.file, f.row, f.column) for f in damaged.faults()}
    assert (INDICATORS, damaged.row_with(INDICATORS, "- id: gdp_joined"), "parts") in found


@pytest.mark.parametrize(
    ("language", "old", "new", "word"),
    [
        ("zh", "市辖区GDP（首次公布）除以市辖区建成区面积", "GDP除以建成区面积", "'市辖区'"),
        ("en", "GDP of the city districts", "GDP of the core", "'city districts'"),
    ],
)
def test_a_definition_that_keeps_silent_on_a_scope_below_the_whole_city_is_named(
    damaged, language, old, new, word
):
    damaged.replace(INDICATORS, old, new)
    damaged.assert_only(
        INDICATORS, damaged.row_with(INDICATORS, LAND), f"definition.{language}", "districts", word
    )


def test_a_mean_over_the_districts_weighed_by_the_whole_city_is_named(damaged):
    row = damaged.row_of(SERIES, series="green_coverage")
    damaged.edit(SERIES, row, weight="pop_resident")
    damaged.assert_only(SERIES, row, "weight", "'pop_resident' counts whole_city", "districts")


def test_a_scope_that_nobody_knows_is_named_with_those_there_are(damaged):
    row = damaged.row_of(SERIES, series="household_deposits")
    damaged.edit(SERIES, row, scope="suburbs")
    damaged.assert_only(SERIES, row, "scope", "'suburbs'", "whole_city, districts, urban_area")


def test_a_formula_that_cannot_be_read_is_reported_once_and_not_for_its_scope(damaged):
    damaged.replace(INDICATORS, "      gdp_districts: 1\n", "      gdp_districts: one\n")
    damaged.assert_only(INDICATORS, damaged.row_with(INDICATORS, LAND), "ratio.numerator", "factors")


def test_what_the_yearbook_counts_for_districts_only_is_divided_by_the_districts_own_figures():
    catalogue = load_catalogue(paths.DATA)
    mine = {i.id: set(i.series) for i in catalogue.indicators.values()}
    assert mine["d2_land_output"] == {"gdp_districts", "built_up_area"}
    assert mine["b3_buses"] == {"buses", "pop_registered_districts"}
    assert mine["b3_drainage"] == {"drainage_pipes", "built_up_area"}
    districts = {name for name, series in catalogue.series.items() if series.scope == "districts"}
    assert districts == {
        *("built_up_area", "buses", "drainage_pipes", "green_coverage"),
        *("gdp_districts", "pop_registered_districts", "pop_resident_districts"),
    }
    assert {series.scope for series in catalogue.series.values()} == set(SCOPES)


def test_a_table_of_a_source_that_counts_another_territory_than_its_series_is_named(damaged):
    row = damaged.row_of("source_tables.csv", series="gdp", source_id="yearbook2019")
    damaged.edit("source_tables.csv", row, scope="districts")
    damaged.assert_only("source_tables.csv", row, "scope", "'gdp' counts whole_city in series.csv")
