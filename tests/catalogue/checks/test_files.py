"""A file that cannot be read is named, and does not hide the faults of the others."""

from __future__ import annotations

import shutil

import pytest

from zone_atlas import paths
from zone_atlas.catalogue.checks.counts import record_text
from zone_atlas.catalogue.checks.inputs import COLUMNS, YAML_FILES
from zone_atlas.catalogue.checks.observations import former_cities
from zone_atlas.catalogue.checks.run_checks import check_folder, find_faults

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


@pytest.mark.parametrize("file", [*COLUMNS, *YAML_FILES])
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
    assert {fault.file for fault in find_faults(tmp_path)} == {*COLUMNS, *YAML_FILES, "observations"}


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
    known = former_cities(check_folder(paths.DATA).inputs)
    assert (
        known["371200"] == "a city of this code ended in 2019 (Laiwu was merged into it), now part of 370100"
    )
    assert "340100, 340200, 340500" in known["341400"]
    assert not {"110100", "419000"} & set(known)


def test_a_row_of_a_city_that_ended_is_told_so(damaged):
    damaged.replace("places/county_successors.csv", "\n", "\n371202,莱城区,130123,recoded,\n")
    damaged.edit("observations/city/gdp.csv", 2, place="371200")
    assert any("a city of this code ended" in f.message for f in damaged.faults() if f.column == "place")


GDP = "observations/city/gdp.csv"
UNREADABLE = {
    "tabs": lambda content: content.replace(b",", b"\t"),
    "UTF-16": lambda content: content.decode().encode("utf-16"),
    "a workbook": lambda content: b"PK\x03\x04" + content,
    "a title above": lambda content: (
        "表1".encode() + b"," * content.split(b"\n")[0].count(b",") + b"\n" + content
    ),
    "a column twice": lambda content: b"".join(
        line + b"," + line.split(b",")[0] + b"\n" for line in content.splitlines()
    ),
    "one row too long": lambda content: content.rstrip() + b",1234\n",
    "headings in GBK": lambda content: "代码".encode("gbk") + content,
    "empty row": lambda content: content.replace(b"\n", b"\n\n", 1),
    "open quotation mark": lambda content: content.replace(b"\n", b'\n"', 1),
}


@pytest.mark.parametrize("file", ["series.csv", PLACES, GDP, "reviewed_values.csv", "units.csv"])
@pytest.mark.parametrize("damage", UNREADABLE)
def test_a_file_that_cannot_be_read_is_the_only_one_to_blame(damaged, file, damage):
    (damaged.root / file).write_bytes(UNREADABLE[damage]((damaged.root / file).read_bytes()))
    assert damaged.only_fault().file == file


def test_a_heading_in_another_encoding_is_named_in_any_table(damaged):
    text = (damaged.root / "units.csv").read_text(encoding="utf-8")
    (damaged.root / "units.csv").write_bytes(text.replace("name_zh", "名称", 1).encode("gb18030"))
    damaged.assert_only("units.csv", 1, "", "not UTF-8; save the file again")


def test_a_copy_of_a_table_under_another_name_is_one_fault(damaged):
    shutil.copy(damaged.root / GDP, damaged.root / "observations/city/gdp (1).csv")
    damaged.assert_only("observations/city/gdp (1).csv", 0, "", "not named after a series")


def test_a_table_renamed_is_one_fault_and_its_figures_are_not_said_to_be_missing(damaged):
    (damaged.root / GDP).rename(damaged.root / "observations/city/gdp2.csv")
    damaged.assert_only("observations/city/gdp2.csv", 0, "", "not named after a series")


def test_a_table_that_is_gone_is_one_fault_where_its_count_was_recorded(damaged):
    (damaged.root / "observation_counts.csv").write_text(
        record_text(check_folder(damaged.root).counts), encoding="utf-8"
    )
    (damaged.root / GDP).unlink()
    damaged.assert_only(GDP, 0, "", "0 observations", "restore them")


@pytest.mark.parametrize(
    "file",
    [
        "gdp.xlsx",
        "units (1).csv",
        "series.csv.bak",
        "observations/city/gdp.xlsx",
        "observations/city/GDP.CSV",
        "observations/gdp.csv",
        "observations/city/old/gdp.csv",
        "places/places.ods",
        "boundaries/lines.geojson",
    ],
)
def test_a_file_that_nothing_reads_is_named(damaged, file):
    (damaged.root / file).parent.mkdir(parents=True, exist_ok=True)
    (damaged.root / file).write_bytes(b"PK\x03\x04")
    damaged.assert_only(file, 0, "", "not a file of the data", "CSV UTF-8")


@pytest.mark.parametrize(
    "file",
    [
        "README.md",
        "observations/city/notes.md",
        ".gitkeep",
        "observations/.cache/x.csv",
        "boundaries/x.parquet",
    ],
)
def test_texts_for_people_hidden_files_and_boundaries_may_stand_among_the_data(damaged, file):
    (damaged.root / file).parent.mkdir(parents=True, exist_ok=True)
    (damaged.root / file).write_bytes(b"")
    assert not damaged.faults()


def test_a_heading_with_blanks_around_it_is_shown_with_them(damaged):
    damaged.replace("units.csv", "decimals", "decimals\u200b")
    damaged.assert_only(
        "units.csv", 1, "decimals", "'decimals\\u200b' stands there with blanks around its name"
    )


def test_a_mapping_where_none_belongs_is_quoted_as_its_author_wrote_it(damaged):
    damaged.replace("indicators.yaml", "  direction: 1\n", "  direction: {up: 1}\n")
    fault = damaged.only_fault()
    assert (fault.column, "__line__" in fault.message, "{'up': 1}" in fault.message) == (
        "direction",
        False,
        True,
    )
