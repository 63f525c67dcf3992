"""What the pipeline and the command line are handed."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

from zone_atlas.catalogue.checks.run_checks import checked_observations, find_faults
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.cli import main
from zone_atlas.faults import DataFaults


def test_the_small_folder_the_tests_start_from_has_no_fault(small_data):
    assert find_faults(small_data) == []


def test_clean_observations_arrive_typed_and_complete(small_data):
    catalogue = load_catalogue(small_data)
    frame = checked_observations(small_data, catalogue)
    assert list(frame.columns) == [
        "place",
        "year",
        "series",
        "value",
        "unit",
        "source_id",
        "status",
        "note",
        "level",
    ]
    assert (frame["year"].dtype, frame["value"].dtype) == (np.int16, np.float64)
    for column in ("place", "series", "unit", "source_id", "status", "note", "level"):
        assert frame[column].dtype == "category"
    assert list(frame["place"].cat.categories) == list(catalogue.places)
    assert not frame.isna().to_numpy().any()
    files = (small_data / "observations").glob("*/*.csv")
    assert len(frame) == sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in files)


def test_a_value_arrives_as_the_file_has_it_before_any_correction(small_data):
    frame = checked_observations(small_data, load_catalogue(small_data))
    cell = frame[(frame["place"] == "150703") & (frame["year"] == 2020) & (frame["series"] == "census_pop")]
    assert cell["value"].tolist() == [84424.0]


def test_observations_with_a_fault_are_not_handed_out(damaged):
    catalogue = load_catalogue(damaged.root)
    damaged.edit("observations/city/gdp.csv", 3, value="many")
    with pytest.raises(DataFaults) as raised:
        checked_observations(damaged.root, catalogue)
    assert [str(fault) for fault in raised.value.faults] == [
        "observations/city/gdp.csv:3:value: value 'many' is not a number; leave the row out where there is no figure"
    ]


def test_the_command_prints_each_fault_on_its_own_line_and_fails(damaged):
    damaged.edit("observations/city/gdp.csv", 3, status="X")
    damaged.edit("units.csv", 2, name_en="")
    result = CliRunner().invoke(main, ["check", str(damaged.root)])
    lines = result.output.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("observations/city/gdp.csv:3:status: ")
    assert lines[1].startswith("units.csv:2:name_en: ")
    assert lines[2].endswith("2 faults in 2 files")


def test_the_command_counts_what_it_checked_when_all_is_well(small_data):
    result = CliRunner().invoke(main, ["check", str(small_data)])
    assert result.exit_code == 0
    assert "observations" in result.output
    assert result.output.rstrip().endswith("no fault")
