"""A disposition holds only while its cell shows what was reviewed, and says why in both languages."""

from __future__ import annotations

import pytest

REGISTER = "reviewed_values.csv"
GDP = "observations/city/gdp_revised.csv"
CELL = {"place": "210200", "year": "2020"}


@pytest.fixture
def register(damaged):
    """The register with one more entry without fault, withdrawn, in its last row."""
    damaged.append_row(
        REGISTER,
        **CELL,
        series="gdp_revised",
        value=damaged.rows(GDP)[damaged.row_of(GDP, **CELL) - 1][3],
        disposition="withdraw",
        pattern="times_10",
        reason_zh="大十倍",
        reason_en="ten times",
        date="2026-11-28",
    )
    return damaged


@pytest.fixture
def entry(register):
    """Row of that entry."""
    return len(register.rows(REGISTER))


def test_a_register_without_fault_passes(register):
    assert register.faults() == []


def test_an_entry_whose_cell_shows_another_value_is_named(register, entry):
    row = register.row_of(GDP, **CELL)
    register.edit(GDP, row, value="7000")
    register.assert_only(REGISTER, entry, "value", f"{GDP}:{row}", "7000", "judge the figure anew")


@pytest.mark.parametrize(
    ("column", "cell", "also"),
    [
        ("place", "999999", {"value"}),
        ("year", "1887", {"value"}),
        ("series", "gdp_revise", {"value"}),
        ("disposition", "improve", set()),
        ("pattern", "odd", set()),
        ("value", "many", set()),
        ("reason_zh", "", set()),
        ("reason_en", " ", set()),
        ("date", "2026-13-01", set()),
        ("date", "28/11/2026", set()),
        ("right", "5", set()),
    ],
)
def test_a_cell_that_is_none_of_what_is_allowed_is_named(register, entry, column, cell, also):
    register.edit(REGISTER, entry, **{column: cell})
    faults = register.faults()
    assert {(fault.file, fault.row) for fault in faults} == {(REGISTER, entry)}
    assert {fault.column for fault in faults} == {column} | also


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"right": "", "right_source": "deflator296"}, "right"),
        ({"right": "7,030", "right_source": "deflator296"}, "right"),
        ({"right": "7030", "right_source": ""}, "right_source"),
        ({"right": "99999999999", "right_source": "deflator296"}, "right"),
    ],
)
def test_a_replacement_needs_a_right_value_in_range_and_its_source(register, entry, cells, column):
    register.edit(REGISTER, entry, disposition="replace", **cells)
    register.assert_only(REGISTER, entry, column)


def test_a_replacement_by_the_same_value_is_named(register, entry):
    value = register.rows(GDP)[register.row_of(GDP, **CELL) - 1][3]
    register.edit(REGISTER, entry, disposition="replace", right=f"{value}0", right_source="deflator296")
    register.assert_only(REGISTER, entry, "right", "replaces")


def test_a_slip_in_a_replacement_is_named_as_a_slip_of_a_source_is(register, entry):
    register.edit(REGISTER, entry, disposition="replace", right="70000", right_source="deflator296")
    faults = register.faults()
    cell = (GDP, register.row_of(GDP, **CELL))
    (named,) = [fault for fault in faults if (fault.file, fault.row) == cell]
    assert "70,000 between" in named.message


def test_a_cell_that_stands_twice_is_named(register, entry):
    row = register.copy_row(REGISTER, entry)
    register.assert_only(REGISTER, row, "place", "210200, 2020, gdp_revised", "twice")


def test_a_cell_that_stands_in_both_registers_is_named(register, entry):
    value = register.rows(GDP)[register.row_of(GDP, **CELL) - 1][3]
    correction = f"""- place: '210200'
  year: 2020
  series: gdp_revised
  wrong: {value}
  action: mark
  status: U
  evidence: a slip
  date: '2026-01-01'
"""
    file = register.root / "corrections.yaml"
    file.write_text(file.read_text(encoding="utf-8") + correction, encoding="utf-8")
    register.assert_only(REGISTER, entry, "place", "corrections.yaml too")


@pytest.mark.parametrize(("place", "series"), [("210200", "gdp_revised"), ("210000", "*")])
def test_a_break_that_the_place_or_its_province_declares_already_is_named(register, entry, place, series):
    register.edit(REGISTER, entry, disposition="break")
    assert register.faults() == []
    register.append_row(
        "places/series_breaks.csv", place=place, series=series, year="2020", reason_zh="a", reason_en="a"
    )
    register.assert_only(REGISTER, entry, "disposition", "210200, 2020, gdp_revised", "keep one of the two")


@pytest.mark.parametrize(
    "remedy",
    [
        {"disposition": "withdraw"},
        {"disposition": "low_reliability"},
        {"disposition": "replace", "right": "7030", "right_source": "deflator296"},
    ],
)
def test_a_value_out_of_range_is_no_fault_once_it_is_reviewed(register, entry, remedy):
    register.edit(GDP, register.row_of(GDP, **CELL), value="800000")
    register.edit(REGISTER, entry, value="800000", **remedy)
    assert register.faults() == []


def test_a_value_out_of_range_that_is_held_for_real_is_still_named(register, entry):
    row = register.row_of(GDP, **CELL)
    register.edit(GDP, row, value="800000")
    register.edit(REGISTER, entry, value="800000", disposition="real")
    (fault,) = [f for f in register.faults() if (f.file, f.row) == (GDP, row)]
    assert fault.column == "value"
    assert "outside" in fault.message
