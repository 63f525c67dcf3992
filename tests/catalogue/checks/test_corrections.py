"""A correction holds only while the source shows the wrong value, and says why it was made."""

from __future__ import annotations

import pytest

REGISTER = "corrections.yaml"
REPLACED = "- place: '150703'"
MARKED = "- place: '411100'"


def _row(damaged, entry):
    return damaged.row_with(REGISTER, entry)


def test_a_correction_whose_source_no_longer_shows_the_wrong_value_is_named(damaged):
    file = "observations/county/census_pop.csv"
    row = damaged.row_of(file, place="150703", year="2020")
    damaged.edit(file, row, value="184424")
    damaged.assert_only(REGISTER, _row(damaged, REPLACED), "wrong", f"{file}:{row}", "184424", "84424")


def test_a_correction_whose_cell_is_gone_is_named(damaged):
    damaged.keep_rows("observations/county/census_pop.csv", "place", without="150703")
    damaged.assert_only(REGISTER, _row(damaged, REPLACED), "wrong", "150703 in 2020", "out of date")


def test_a_correction_of_an_unknown_place_or_series_is_named(damaged):
    damaged.replace(REGISTER, "series: invention_patents_granted", "series: invention_patent")
    # The figure that the entry was about is odd again, which the check says too.
    (fault,) = [fault for fault in damaged.faults() if fault.file == REGISTER]
    assert (fault.row, fault.column) == (_row(damaged, MARKED), "wrong")
    assert "no observation of invention_patent" in fault.message


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("  right: 184424.0\n", "", "right"),
        ("  right: 184424.0", "  right: 99999999999", "right"),
        ("  action: replace", "  action: improve", "action"),
    ],
)
def test_a_replacement_without_a_right_value_is_named(damaged, old, new, column):
    damaged.replace(REGISTER, old, new)
    damaged.assert_only(REGISTER, _row(damaged, REPLACED), column)


@pytest.mark.parametrize("key", ["evidence", "date", "action", "wrong", "status"])
def test_a_correction_without_evidence_date_action_guard_or_status_is_named(damaged, key):
    text = (damaged.root / REGISTER).read_text(encoding="utf-8")
    start = text.index(f"  {key}:", text.index(MARKED))
    line = text[start : text.index("\n", start) + 1]
    damaged.replace(REGISTER, line, "")
    damaged.assert_only(REGISTER, _row(damaged, MARKED), key)


def test_a_cell_that_is_corrected_twice_is_named(damaged):
    text = (damaged.root / REGISTER).read_text(encoding="utf-8")
    entry = text[text.index(REPLACED) :].split("\n- ")[0].rstrip("\n") + "\n"
    (damaged.root / REGISTER).write_text(text.rstrip("\n") + "\n" + entry, encoding="utf-8")
    row = text.rstrip("\n").count("\n") + 2
    damaged.assert_only(REGISTER, row, "place", "twice", f"row {_row(damaged, REPLACED)}")


@pytest.mark.parametrize(
    "remedy", ["action: withdraw", "action: replace\n  right: 8000", "action: mark\n  status: U"]
)
def test_a_value_out_of_range_is_no_fault_once_it_is_corrected(damaged, remedy):
    file = "observations/city/gdp.csv"
    row = damaged.row_of(file, place="210200", year="2020")
    damaged.edit(file, row, value="800000")
    entry = f"""- place: '210200'
  year: 2020
  series: gdp
  wrong: 800000
  {remedy}
  evidence: two digits too many
  date: '2026-01-01'
"""
    register = damaged.root / REGISTER
    register.write_text(register.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert damaged.faults() == []


def test_shares_that_add_up_only_wrongly_corrected_are_named(damaged):
    file = "observations/county/census_emp_share_ict.csv"
    row = damaged.row_of(file, place="130123", year="2020")
    entry = f"""- place: '130123'
  year: 2020
  series: census_emp_share_ict
  wrong: {damaged.rows(file)[row - 1][3]}
  action: replace
  right: 40
  evidence: a slip
  date: '2026-01-01'
"""
    register = damaged.root / REGISTER
    register.write_text(register.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert "130123 in 2020" in damaged.only_fault().message


@pytest.mark.parametrize("year", ["'2020'", "2020.0", "", "yes", "[2020]"])
def test_a_year_that_is_no_whole_number_is_named_and_no_figure_is_said_to_be_gone(damaged, year):
    damaged.replace(REGISTER, f"{REPLACED}\n  year: 2020\n", f"{REPLACED}\n  year: {year}\n")
    damaged.assert_only(REGISTER, _row(damaged, REPLACED), "year", "write the year as a whole number")
