"""A file that cannot be read is named, and does not hide the faults of the others."""

from __future__ import annotations

import shutil

import pytest

from zone_atlas.catalogue.check import check_data
from zone_atlas.catalogue.check_inputs import COLUMNS, DOCUMENTS

PLACES = "places/places.csv"


def test_a_table_saved_in_gbk_is_named_with_its_first_such_row(damaged):
    text = (damaged.root / PLACES).read_text(encoding="utf-8")
    (damaged.root / PLACES).write_bytes(text.encode("gbk"))
    damaged.assert_only(PLACES, 2, "", "UTF-8")


def test_a_yaml_file_saved_in_gbk_is_named(damaged):
    text = (damaged.root / "framework.yaml").read_text(encoding="utf-8")
    (damaged.root / "framework.yaml").write_bytes(text.encode("gb18030"))
    fault = damaged.only_fault()
    assert (fault.file, "UTF-8" in fault.message) == ("framework.yaml", True)


@pytest.mark.parametrize("file", [*COLUMNS, *DOCUMENTS])
def test_a_missing_file_is_named_and_nothing_else_is_blamed(damaged, file):
    (damaged.root / file).unlink()
    damaged.assert_only(file, 0, "", "missing")


def test_a_missing_column_is_named(damaged):
    file = "observations/city/gdp.csv"
    damaged.replace(file, "source_id", "source")
    faults = damaged.faults()
    assert [(f.file, f.row, f.column) for f in faults if f.file == file] == [(file, 1, "source_id")]


def test_a_broken_yaml_file_is_named_with_its_row(damaged):
    row = damaged.replace("indicators.yaml", "  direction: 1", "  direction: [1")
    fault = damaged.only_fault()
    assert fault.file == "indicators.yaml"
    assert row <= fault.row <= row + 1


def test_a_yaml_file_without_its_list_is_named(damaged):
    damaged.replace("corrections.yaml", "corrections:", "fixes:")
    damaged.assert_only("corrections.yaml", 1, "corrections", "list")


def test_a_row_with_a_cell_too_many_is_named(damaged):
    damaged.replace("notes.csv", "rounded,", "rounded,,")
    fault = damaged.only_fault()
    assert (fault.file, "3" in fault.message) == ("notes.csv", True)


def test_a_broken_file_does_not_hide_the_faults_of_the_others(damaged):
    (damaged.root / "observations/city/gdp.csv").write_text("", encoding="utf-8")
    damaged.edit("observations/city/gdp_revised.csv", 2, status="X")
    files = {fault.file for fault in damaged.faults()}
    assert {"observations/city/gdp.csv", "observations/city/gdp_revised.csv"} <= files


def test_a_folder_without_observations_is_named(damaged):
    shutil.rmtree(damaged.root / "observations")
    assert any(fault.file == "observations" for fault in damaged.faults())


def test_an_empty_folder_is_reported_file_by_file_without_an_exception(tmp_path):
    assert {fault.file for fault in check_data(tmp_path)} == {*COLUMNS, *DOCUMENTS, "observations"}


@pytest.mark.parametrize("content", ["dimensions: 3\n", "dimensions: [1, 2]\npathways: []\n", "[]\n", "a\n"])
def test_a_framework_of_another_shape_is_a_fault_and_no_exception(damaged, content):
    (damaged.root / "framework.yaml").write_text(content, encoding="utf-8")
    assert any(fault.file == "framework.yaml" for fault in damaged.faults())


@pytest.mark.parametrize(
    "content",
    [
        "joins: []\nindicators:\n- id: [a]\n  ratio: 3\n  sets: full\n",
        "joins:\n- parts: 3\n  seam: x\nindicators:\n- ratio: {numerator: [a], denominator: {}}\n",
        "joins: {}\nindicators:\n- function: {name: [theil], series: share_primary}\n"
        "  direction: [1]\n  goalposts: []\n",
    ],
)
def test_indicators_of_another_shape_are_faults_and_no_exception(damaged, content):
    (damaged.root / "indicators.yaml").write_text(content, encoding="utf-8")
    assert any(fault.file == "indicators.yaml" for fault in damaged.faults())
