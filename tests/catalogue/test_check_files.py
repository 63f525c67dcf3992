"""A file that cannot be read is named, and does not hide the faults of the others."""

from __future__ import annotations

import shutil

import pytest

from zone_atlas import paths
from zone_atlas.catalogue.check import check_data, examine
from zone_atlas.catalogue.check_inputs import COLUMNS, DOCUMENTS
from zone_atlas.catalogue.check_observations import former_cities

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


QUOTED = "observations/city/gdp_revised.csv"


def _with_note(damaged, rows: dict[int, str]) -> None:
    lines = (damaged.root / QUOTED).read_text(encoding="utf-8").split("\n")
    for row, text in rows.items():
        lines[row - 1] += text
    (damaged.root / QUOTED).write_text("\n".join(lines), encoding="utf-8")


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row(damaged):
    _with_note(damaged, {5: '"gdp_as_published'})
    damaged.assert_only(QUOTED, 5, "note", "would swallow")


def test_a_quotation_mark_that_the_next_one_seems_to_close_is_named_by_its_row(damaged):
    _with_note(damaged, {5: '"gdp_as_published', 8: '"'})
    faults = damaged.faults()
    assert [(f.file, f.row, f.column) for f in faults] == [(QUOTED, 5, "note"), (QUOTED, 8, "note")]


def test_a_quotation_mark_in_the_last_row_of_a_file_is_named(damaged):
    last = len(damaged.rows(QUOTED))
    _with_note(damaged, {last: '"gdp_as_published'})
    damaged.assert_only(QUOTED, last, "note", "would swallow")


@pytest.mark.parametrize("file", ["notes.csv", "series.csv", "places/places.csv", "policies.csv"])
def test_no_table_of_the_catalogue_may_hold_a_line_break_in_a_cell(damaged, file):
    text = (damaged.root / file).read_text(encoding="utf-8")
    head, _, rest = text.partition("\n")
    (damaged.root / file).write_text(f'{head}\n"{rest}', encoding="utf-8")
    assert any((f.file, f.row) == (file, 2) and "would swallow" in f.message for f in damaged.faults())


@pytest.mark.parametrize("end", ["\n", "\n\n\n", "  \n", ",,,,,,,\n"])
def test_empty_rows_at_the_end_of_a_table_do_not_matter(damaged, end):
    for file in (QUOTED, "places/parks.csv"):
        with (damaged.root / file).open("a", encoding="utf-8") as stream:
            stream.write(end)
    assert not damaged.faults()


@pytest.mark.parametrize("blank", ["", " ", ",,,,,,,"])
def test_an_empty_row_in_the_middle_is_named_once_by_its_row(damaged, blank):
    damaged.replace(QUOTED, "\n", f"\n{blank}\n")
    damaged.assert_only(QUOTED, 2, "", "the row is empty")


def test_a_workbook_saved_under_the_name_of_a_table_is_named_for_what_it_is(damaged):
    (damaged.root / "units.csv").write_bytes(b"PK\x03\x04rest")
    fault = next(f for f in damaged.faults() if f.file == "units.csv")
    assert "this is an Excel workbook" in fault.message


def test_a_table_saved_with_semicolons_is_named_for_what_it_is(damaged):
    text = (damaged.root / "places/parks.csv").read_text(encoding="utf-8")
    (damaged.root / "places/parks.csv").write_text(text.replace(",", ";"), encoding="utf-8")
    damaged.assert_only("places/parks.csv", 1, "", "separated by semicolons")


@pytest.mark.parametrize(
    "file, text, again",
    [
        ("indicators.yaml", "  direction: 1\n", "  direction: -1\n"),
        ("corrections.yaml", "  action: mark\n", "  action: withdraw\n"),
        ("framework.yaml", "    kind: driver\n", "    kind: bottleneck\n"),
        ("framework.yaml", "pathways:\n", "dimensions: []\npathways:\n"),
    ],
)
def test_a_key_said_twice_is_named_with_its_row(damaged, file, text, again):
    if text.startswith("pathways"):
        row = damaged.replace(file, text, again)
    else:
        row = damaged.replace(file, text, text + again) + 1
    faults = [f for f in damaged.faults() if f.file == file]
    assert [(f.row, "said twice" in f.message) for f in faults] == [(row, True)]


@pytest.mark.parametrize(
    "file, text, other",
    [
        ("indicators.yaml", "  goalposts: ", "  goalpost: "),
        ("indicators.yaml", "    scale: ", "    scales: "),
        ("corrections.yaml", "  evidence_zh: ", "  evidence_cn: "),
        ("framework.yaml", "en: Industrial agents}", "en: Industrial, agents}"),
    ],
)
def test_a_name_that_stands_for_nothing_is_named_wherever_it_stands(damaged, file, text, other):
    damaged.replace(file, text, other)
    assert any(f.file == file and "unknown key; the keys here are" in f.message for f in damaged.faults())


def test_an_unknown_list_at_the_top_is_named(damaged):
    with (damaged.root / "corrections.yaml").open("a", encoding="utf-8") as stream:
        stream.write("weights: []\n")
    damaged.assert_only("corrections.yaml", 1, "weights", "unknown key at the top")


def test_an_identifier_that_yaml_reads_as_something_else_is_named(damaged):
    damaged.replace("indicators.yaml", "- id: d1_invention_patents", "- id: no")
    assert any(f.column == "id" and "put the identifier in quotes" in f.message for f in damaged.faults())


def test_the_code_of_a_city_that_ended_says_when_and_what_it_belongs_to():
    known = former_cities(examine(paths.DATA).inputs)
    assert (
        known["371200"] == "a city of this code ended in 2019 (Laiwu was merged into it), now part of 370100"
    )
    assert "340100, 340200, 340500" in known["341400"]
    assert not {"110100", "419000"} & set(known)


def test_a_row_of_a_city_that_ended_is_told_so(damaged):
    damaged.replace("places/county_successors.csv", "\n", "\n371202,莱城区,130123,recoded,\n")
    damaged.edit("observations/city/gdp.csv", 2, place="371200")
    assert any("a city of this code ended" in f.message for f in damaged.faults() if f.column == "place")
