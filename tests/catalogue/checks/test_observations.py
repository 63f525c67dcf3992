"""What a maintainer who adds figures is told when something is wrong with them."""

from __future__ import annotations

import pytest

GDP = "observations/city/gdp.csv"
POPULATION = "observations/county/census_pop.csv"


def test_an_unknown_place_is_named_with_file_row_and_column(damaged):
    damaged.edit(GDP, 5, place="999999")
    damaged.assert_only(GDP, 5, "place", "'999999'", "places/places.csv")


def test_a_county_among_the_cities_is_named(damaged):
    row = damaged.copy_row(GDP, 2, place="130123")
    damaged.assert_only(GDP, row, "place", "'130123'", "level", "counties")


def test_an_unknown_series_is_named(damaged):
    damaged.edit(GDP, 4, series="gross_product")
    faults = {(f.row, f.column) for f in damaged.faults()}
    assert faults == {(4, "series")}
    assert any("'gross_product'" in f.message and "series.csv" in f.message for f in damaged.faults())


def test_a_series_in_the_file_of_another_series_is_named(damaged):
    row = damaged.copy_row(GDP, 2, series="gdp_revised", year="2025")
    damaged.assert_only(GDP, row, "series", "'gdp_revised'", "named after its series")


def test_a_figure_that_stands_twice_names_where_the_first_stands(damaged):
    row = damaged.copy_row(GDP, 7)
    damaged.assert_only(GDP, row, "place", "twice", f"{GDP}:7")


def test_a_figure_that_stands_in_two_files_names_the_other_file(damaged):
    first = damaged.row_of(POPULATION, place="371725", year="2010")
    copy = "observations/district/census_pop.csv"
    (damaged.root / copy).write_text(",".join(damaged.rows(POPULATION)[0]) + "\n", encoding="utf-8")
    row = damaged.copy_row(POPULATION, first, to=copy)
    damaged.assert_only(copy, row, "place", "371725, 2010, census_pop", f"{POPULATION}:{first}")


@pytest.mark.parametrize("text", ["12,5", "n/a", "", "—", "nan", "inf", "1 234"])
def test_a_value_that_is_no_number_is_named(damaged, text):
    damaged.edit(GDP, 3, value=text)
    damaged.assert_only(GDP, 3, "value", f"'{text}' is not a number")


def test_a_value_outside_the_range_of_its_series_is_named_with_the_range(damaged):
    damaged.edit(GDP, 6, value="100001")
    damaged.assert_only(GDP, 6, "value", "100001", "0 to 100000", "corrections.yaml")


def test_a_value_marked_as_unreliable_may_lie_outside_the_range(damaged):
    damaged.edit(GDP, 6, value="100001", status="U")
    assert damaged.faults() == []


def test_a_missing_source_is_named(damaged):
    damaged.edit(GDP, 3, source_id="")
    damaged.assert_only(GDP, 3, "source_id", "missing")


def test_an_unknown_source_is_named(damaged):
    damaged.edit(GDP, 3, source_id="hearsay")
    damaged.assert_only(GDP, 3, "source_id", "'hearsay'", "sources.csv")


def test_a_unit_other_than_that_of_the_series_is_named(damaged):
    damaged.edit(GDP, 3, unit="percent")
    damaged.assert_only(GDP, 3, "unit", "'percent'", "series.csv")


def test_an_unknown_unit_is_named(damaged):
    damaged.edit(GDP, 3, unit="bushels")
    damaged.assert_only(GDP, 3, "unit", "'bushels'", "units.csv")


def test_an_unknown_status_is_named_with_the_codes_allowed(damaged):
    damaged.edit(GDP, 3, status="X")
    damaged.assert_only(GDP, 3, "status", "'X'", "A, B, D, E, P, U, V, M")


def test_an_unknown_note_is_named_by_its_first_word(damaged):
    damaged.edit(GDP, 3, note="guessed from a neighbour")
    damaged.assert_only(GDP, 3, "note", "guessed", "notes.csv")


def test_a_known_note_may_carry_further_words(damaged):
    damaged.edit(GDP, 3, note="rounded in the printed table")
    assert damaged.faults() == []


@pytest.mark.parametrize("year", ["1999", "2026", "2o19", "", "2019.0", "20190"])
def test_a_year_that_is_none_or_out_of_range_is_named(damaged, year):
    damaged.edit(GDP, 3, year=year)
    damaged.assert_only(GDP, 3, "year", f"'{year}'", "2000 to 2025")


def test_sector_shares_that_do_not_add_up_are_named_with_place_and_year(damaged):
    file = "observations/city/share_primary.csv"
    row = damaged.row_of(file, place="210200", year="2021", status="A")
    share = float(damaged.rows(file)[row - 1][3])
    damaged.edit(file, row, value=str(share + 3))
    damaged.assert_only(file, row, "value", "210200 in 2021", "share_primary", "100 ± 1.05")


@pytest.mark.parametrize("status", ["U", "V"])
def test_sector_shares_that_are_already_marked_need_not_add_up(damaged, status):
    file = "observations/city/share_primary.csv"
    row = damaged.row_of(file, place="210200", year="2021", status="A")
    share = float(damaged.rows(file)[row - 1][3])
    damaged.edit(file, row, value=str(share + 1.5), status=status)
    assert damaged.faults() == []


def test_census_employment_shares_that_do_not_add_up_are_named(damaged):
    file = "observations/county/census_emp_share_manufacturing.csv"
    row = damaged.row_of(file, place="130123", year="2020")
    damaged.edit(file, row, value="99")
    first = "observations/county/census_emp_share_agriculture.csv"
    damaged.assert_only(
        first,
        damaged.row_of(first, place="130123", year="2020"),
        "value",
        "19 shares",
        "130123 in 2020",
        "100 ± 1",
    )


def test_all_faults_are_reported_at_once_in_the_order_of_the_file(damaged):
    damaged.edit(GDP, 9, place="999999", status="X")
    damaged.edit(GDP, 3, value="many")
    damaged.edit("units.csv", 2, name_en="")
    assert [(f.file, f.row, f.column) for f in damaged.faults()] == [
        (GDP, 3, "value"),
        (GDP, 9, "place"),
        (GDP, 9, "status"),
        ("units.csv", 2, "name_en"),
    ]
