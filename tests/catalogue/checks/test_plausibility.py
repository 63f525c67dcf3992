"""What a maintainer is told when a figure contradicts its neighbours, and what the columns of series.csv may hold."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from zone_atlas import paths
from zone_atlas.catalogue.checks.run_checks import check_folder
from zone_atlas.catalogue.load import load_series
from zone_atlas.cli import main

GDP = "observations/city/gdp_revised.csv"
SERIES = "series.csv"


def test_a_year_in_another_unit_is_named_with_file_row_and_advice(damaged):
    row = damaged.row_of(GDP, place="110000", year="2003")
    value = float(damaged.rows(GDP)[row - 1][3])
    damaged.edit(GDP, row, value=f"{10 * value:g}")
    (fault,) = [f for f in damaged.faults() if (f.file, f.row) == (GDP, row)]
    assert fault.column == "value"
    for words in ("gdp_revised of 110000 in 2003", "between", "reviewed_values.csv", "corrections.yaml"):
        assert words in fault.message


def test_an_entry_in_the_register_lets_it_pass(damaged):
    row = damaged.row_of(GDP, place="110000", year="2003")
    value = 10 * float(damaged.rows(GDP)[row - 1][3])
    damaged.edit(GDP, row, value=f"{value:g}")
    register = damaged.root / "corrections.yaml"
    entry = (
        f"- place: '110000'\n  year: 2003\n  series: gdp_revised\n  wrong: {value:g}\n  action: mark\n  status: E\n"
        "  evidence: a test\n  date: '2026-11-28'\n"
    )
    register.write_text(register.read_text(encoding="utf-8").rstrip("\n") + "\n" + entry, encoding="utf-8")
    assert [f for f in damaged.faults() if (f.file, f.row) == (GDP, row)] == []


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("noise", "much", "'much' is neither empty nor a number"),
        ("noise", "-0.1", "'-0.1'"),
        ("swing", "0.5", "'0.5' is neither empty nor a number between 1 and 100"),
        ("examined_zh", "", "a text is needed"),
        ("examined_en", "", "a text is needed"),
    ],
)
def test_what_a_series_is_held_to_is_checked(damaged, column, value, words):
    damaged.edit(SERIES, 3, **{column: value})
    (fault,) = [f for f in damaged.faults() if f.file == SERIES]
    assert (fault.row, fault.column) == (3, column)
    assert words in fault.message


def test_the_last_line_counts_what_was_examined_flagged_disposed_and_listed(small_data):
    summary = check_folder(small_data).summary()
    assert "values examined" in summary
    assert "with a disposition" in summary
    assert "listed" in summary


def test_oddities_are_printed_when_asked_for_and_fail_nothing(small_data):
    plain = CliRunner().invoke(main, ["check", str(small_data)])
    asked = CliRunner().invoke(main, ["check", "--list", str(small_data)])
    assert "listed: observations/" not in plain.output
    assert "listed: observations/city/" in asked.output
    assert asked.exit_code == plain.exit_code


def test_every_shipped_series_says_how_it_is_examined():
    for series in load_series(paths.DATA).values():
        assert series.examined.zh, series.id
        assert series.examined.en, series.id
        assert series.noise is None or series.swing is not None, series.id
