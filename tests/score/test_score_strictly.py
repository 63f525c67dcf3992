"""`zone-atlas score` on files that a lenient reader would misread, and on numbers that computers round."""

from __future__ import annotations

import csv
import os
import re
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zone_atlas.cli import main

FRAMEWORK = "nodes:\n  - {id: index}\n  - {id: a, parent: index}\n  - {id: b, parent: index}\n"
TABLE = "unit,a,b\nX,1,3\nY,2,5\nZ,4,9\n"


class Desk:
    """A folder with a framework of two indicators and a table, and the command run on them."""

    def __init__(self, folder: Path) -> None:
        self.framework, self.data = folder / "framework.yaml", folder / "data.csv"
        self.out = folder / "scores.csv"
        self.framework.write_text(FRAMEWORK, encoding="utf-8")
        self.data.write_text(TABLE, encoding="utf-8")

    def run(self, *options: str) -> Result:
        files = ["--framework", str(self.framework), "--data", str(self.data), "--out", str(self.out)]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return CliRunner().invoke(main, ["score", *files, *options])

    def scores(self, table: str | bytes, *options: str) -> dict[str, dict[str, str]]:
        """Cells by unit and node."""
        self.data.write_bytes(table if isinstance(table, bytes) else table.encode())
        done = self.run(*options)
        assert done.exit_code == 0, done.output
        assert done.stderr == ""
        with self.out.open(encoding="utf-8", newline="") as file:
            return {row["unit"]: row for row in csv.DictReader(file)}

    def refusal(self, table: str | bytes, *options: str) -> str:
        self.data.write_bytes(table if isinstance(table, bytes) else table.encode())
        done = self.run(*options)
        assert done.exit_code == 1, done.output
        assert done.stderr.endswith("nothing was written\n")
        return done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


QUOTES = {
    "opened in a note and closed three rows below": (
        'unit,a,b,note\nX,1,3,\nY,2,5,"stray\nZ,4,9,\nW,3,4,"\nV,9,9,\n',
        ["data.csv:3:note: a quotation mark opens", "data.csv:5:note:"],
    ),
    "opened and never closed": ('unit,a,b\nX,1,3\n"Y,2,5\nZ,4,9\n', ["data.csv:3:unit:"]),
    "opened in the last cell of the file": ('unit,a,b\nX,1,3\nY,2,"5', ["data.csv:3:b:"]),
    "opened in the last cell, before a line end": ('unit,a,b\nX,1,3\nY,2,"5\n', ["data.csv:3:b:"]),
    "opened in the head": ('unit,a,"b\nX,1,3\nY,2,5"\n', ["data.csv:1: "]),
    "a line break in a cell": ('unit,a,b\n"X\nx",1,3\nY,2,5\n', ["data.csv:2:unit:"]),
    "closed in the middle of a cell": ('unit,a,b\n"X"x,1,3\nY,2,5\n', ["data.csv:2: "]),
    "with Windows line ends": ('unit,a,b,note\r\nX,1,3,"\r\nY,2,5,"\r\nZ,4,9,\r\n', ["data.csv:2:note:"]),
}


@pytest.mark.parametrize("table, messages", QUOTES.values(), ids=QUOTES)
def test_a_quotation_mark_never_swallows_rows(desk: Desk, table: str, messages: list[str]) -> None:
    said = desk.refusal(table)
    assert all(message in said for message in messages), said


def test_a_mark_within_a_cell_and_a_quoted_comma_are_what_they_look_like(desk: Desk) -> None:
    scores = desk.scores('unit,a,b\n"X, the ""first""",1,3\n5" pipe,2,5\n')
    assert list(scores) == ['X, the "first"', '5" pipe']


SEPARATED = {
    "semicolons and decimal commas": ("unit;a;b\nX;1,5;3\nY;2,5;5\n", "semicolons and decimals by commas"),
    "tabs": ("unit\ta\tb\nX\t1,5\t3\nY\t2\t5\n", "the columns are separated by tabs"),
    "bars": ("unit|a|b\nX|1,5|3\nY|2|5\n", "the columns are separated by vertical bars"),
    "full-width commas": (
        "unit，a，b\nX，1,5，3\nY，2，5\n",
        "the columns are separated by full-width commas",
    ),
}


@pytest.mark.parametrize("table, message", SEPARATED.values(), ids=SEPARATED)
def test_other_separators_are_named_with_what_to_save(desk: Desk, table: str, message: str) -> None:
    said = desk.refusal(table)
    assert message in said
    assert "save the table as CSV UTF-8 with commas" in said


NO_TEXT = {
    "xlsx": (
        b"PK\x03\x04rest",
        "this is an Excel workbook or another zip archive; save the sheet as CSV UTF-8",
    ),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an Excel workbook"),
    "html named xls": ("<html><table><tr><td>单位</td></tr></table>".encode(), "this is a web page"),
    "spreadsheet xml": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "this is a web page (HTML or XML"),
    "utf-16": (TABLE.encode("utf-16"), "the encoding is UTF-16"),
    "utf-16 without a mark": (TABLE.encode("utf-16-le"), "the encoding is UTF-16"),
    "gzip": (b"\x1f\x8b\x08", "this is a gzip archive"),
    "gbk": ("unit,a,b\n沈阳,1,3\n大连,2,4\n".encode("gbk"), "data.csv:2: not UTF-8"),
}


@pytest.mark.parametrize("content, message", NO_TEXT.values(), ids=NO_TEXT)
def test_what_is_no_csv_is_named_for_what_it_is(desk: Desk, content: bytes, message: str) -> None:
    assert message in desk.refusal(content)


def test_a_workbook_is_no_framework_either(desk: Desk) -> None:
    desk.framework.write_bytes(b"PK\x03\x04rest")
    assert "framework.yaml: this is an Excel workbook" in desk.refusal(TABLE)


HEADS = {
    "empty columns at the right": "unit,a,b,,\nX,1,3,,\nY,2,5,,\nZ,4,9,,\n",
    "an empty column at the left": ",unit,a,b\n,X,1,3\n,Y,2,5\n,Z,4,9\n",
    "an empty column in the middle": "unit,a, ,b\nX,1,,3\nY,2, ,5\nZ,4,,9\n",
    "an empty line at the end": TABLE + "\n",
    "several, with blanks and commas": TABLE + "\n  \n,,\n\t\n",
    "no line end": TABLE.rstrip("\n"),
    "Windows line ends and an empty line": TABLE.replace("\n", "\r\n") + "\r\n",
    "quoted nothing at the end": TABLE + '"","",""\n',
}


@pytest.mark.parametrize("table", HEADS.values(), ids=HEADS)
def test_what_spreadsheets_leave_around_a_table_does_not_matter(desk: Desk, table: str) -> None:
    assert desk.scores(table) == desk.scores(TABLE)


NO_HEADS = {
    "a title": ("表1,,\nunit,a,b\nX,1,3\n", "data.csv:1: row 1 is no head: cells 2, 3 are empty"),
    "a title without commas": ("表1\nunit,a,b\nX,1,3\n", "data.csv:1: row 1 is no head: it has 1 cell"),
    "a heading forgotten": ("unit,a,\nX,1,3\nY,2,5\n", "data.csv:1: row 1 is no head: cell 3 is empty"),
    "an empty first line": ("\nunit,a,b\nX,1,3\n", "data.csv:1: row 1 is empty"),
    "the separator named": ("sep=,\nunit,a,b\nX,1,3\n", "data.csv:1: row 1 is no head"),
    "a heading twice": ("unit,a,b,note,note\nX,1,3,,\n", "data.csv:1:note: the column stands there twice"),
    "nothing": ("", "data.csv:1: row 1 is empty"),
}


@pytest.mark.parametrize("table, message", NO_HEADS.values(), ids=NO_HEADS)
def test_a_first_row_that_names_no_columns_is_said_to_be_none(desk: Desk, table: str, message: str) -> None:
    assert message in desk.refusal(table)


@pytest.mark.parametrize("blank", ["", "   ", ",,", "\t,,", '"",,'])
def test_an_empty_row_in_the_middle_is_named_by_its_row(desk: Desk, blank: str) -> None:
    assert "data.csv:3: the row is empty; remove it" in desk.refusal(f"unit,a,b\nX,1,3\n{blank}\nY,2,5\n")


def test_a_row_with_too_few_cells_is_named_by_its_row(desk: Desk) -> None:
    assert "data.csv:3: cannot be read as a table: Expected 3 columns, got 2" in desk.refusal(
        "unit,a,b\nX,1,3\nY,2\nZ,4,9\n"
    )


SAID_TWICE = {
    "weight": (
        "weight: 1, weight: 5}\n  - {id: b, parent: index}",
        r"framework.yaml:3:weight: the key is said twice",
    ),
    "list of nodes": (
        "weight: 1}\nnodes:\n  - {id: index}\n  - {id: b, parent: index}",
        "framework.yaml:4:nodes: the key is said twice, first in row 1",
    ),
    "in quotes": ("'weight': 1, weight: 5}\n  - {id: b, parent: index}", "framework.yaml:3:weight"),
}


@pytest.mark.parametrize("rest, message", SAID_TWICE.values(), ids=SAID_TWICE)
def test_a_key_said_twice_is_refused_with_its_line(desk: Desk, rest: str, message: str) -> None:
    desk.framework.write_text(
        f"nodes:\n  - {{id: index}}\n  - {{id: a, parent: index, {rest}\n", encoding="utf-8"
    )
    assert re.search(message, desk.refusal(TABLE))


def test_options_written_into_the_framework_are_not_passed_over(desk: Desk) -> None:
    desk.framework.write_text("name: mine\n" + FRAMEWORK + "aggregate: geometric\n", encoding="utf-8")
    assert "framework.yaml:6:aggregate: unknown key at the top" in desk.refusal(TABLE)


def test_a_remark_at_the_top_of_a_framework_is_welcome(desk: Desk) -> None:
    desk.framework.write_text("name: mine\n" + FRAMEWORK, encoding="utf-8")
    assert desk.scores(TABLE)


@pytest.mark.parametrize("code", ["012", "1_000", "1e3", "0x1F", "12:30"])
def test_a_code_is_the_text_it_is_written_as(desk: Desk, code: str) -> None:
    """YAML 1.1 would read 10, 1000, 31 and 750."""
    desk.framework.write_text(FRAMEWORK.replace("id: a,", f"id: {code},"), encoding="utf-8")
    assert float(desk.scores(TABLE.replace("a", code, 1))["Z"][code]) == 100


@pytest.mark.parametrize("code", ["no", "on", "2020-01-01", "1.5", "~"])
def test_a_code_that_yaml_reads_as_something_else_is_refused(desk: Desk, code: str) -> None:
    desk.framework.write_text(FRAMEWORK.replace("id: a,", f"id: {code},"), encoding="utf-8")
    assert re.search("put it in quotes|has no id", desk.refusal(TABLE))


def test_ranks_have_a_range_and_so_a_geometric_mean(desk: Desk) -> None:
    advice = desk.refusal(TABLE, "--normalise", "rank", "--aggregate", "geometric")
    assert "--range 1 100" in advice
    scores = desk.scores(TABLE, "--normalise", "rank", "--aggregate", "geometric", "--range", "1", "100")
    assert [float(row["a"]) for row in scores.values()] == [1, 50.5, 100]


@pytest.mark.parametrize("method", ["minmax", "rank", "zscore"])
@pytest.mark.parametrize("mean", ["geometric", "harmonic"])
def test_the_advice_for_a_mean_above_nought_works_as_it_stands(desk: Desk, method: str, mean: str) -> None:
    said = desk.refusal(TABLE, "--normalise", method, "--aggregate", mean)
    advice = re.search(r"--(range \d+ \d+|centre \d+)", said)
    assert advice, said
    assert desk.scores(TABLE, "--normalise", method, "--aggregate", mean, *advice[0].split())


POSTS = FRAMEWORK.replace("parent: index}", "parent: index, goalposts: [0, 10]}")


def test_goalposts_score_a_column_in_which_all_are_alike(desk: Desk) -> None:
    desk.framework.write_text(POSTS, encoding="utf-8")
    scores = desk.scores("unit,a,b\nX,5,3\nY,5,4\n", "--normalise", "goalposts")
    assert [row["a"] for row in scores.values()] == ["50.0", "50.0"]


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank"])
def test_where_units_are_compared_a_column_of_one_value_is_refused_by_name(desk: Desk, method: str) -> None:
    assert "data.csv:a: every unit has 5" in desk.refusal("unit,a,b\nX,5,3\nY,5,4\n", "--normalise", method)


WITHOUT_WEIGHT = {
    "constant": ("unit,a,b,c\nX,1,3,5\nY,2,5,5\nZ,4,9,5\n", "c (every unit has 5)"),
    "no column": (TABLE, "c (the framework's indicator has no column)"),
    "empty": ("unit,a,b,c\nX,1,3,\nY,2,5,\nZ,4,9,\n", "c (every cell is empty)"),
    "no numbers": ("unit,a,b,c\nX,1,3,x\nY,2,5,y\nZ,4,9,z\n", "c ('x' is not a number)"),
}


@pytest.mark.parametrize("table, told", WITHOUT_WEIGHT.values(), ids=WITHOUT_WEIGHT)
def test_a_node_of_weight_0_needs_no_figures(desk: Desk, table: str, told: str) -> None:
    plain = desk.scores(TABLE)
    desk.framework.write_text(FRAMEWORK + "  - {id: c, parent: index, weight: 0}\n", encoding="utf-8")
    scores = desk.scores(table)
    assert {u: row["index"] for u, row in scores.items()} == {u: row["index"] for u, row in plain.items()}
    assert all(row["c"] == "" for row in scores.values())
    said = desk.run().stdout
    assert told in said
    assert "units with a gap" not in said


def test_a_group_of_weight_0_refuses_no_mean_and_needs_no_goalposts(desk: Desk) -> None:
    group = "  - {id: g, parent: index, weight: 0}\n  - {id: c, parent: g}\n  - {id: d, parent: g}\n"
    desk.framework.write_text(FRAMEWORK + group, encoding="utf-8")
    scores = desk.scores(TABLE, "--aggregate", "geometric,arithmetic")
    assert float(scores["Z"]["index"]) == 100
    desk.framework.write_text(POSTS + group, encoding="utf-8")
    assert desk.scores(TABLE, "--normalise", "goalposts")["X"]["index"] == "20.0"


TIES = {
    "thirds": "unit,a,b\nP,0,3\nQ,1,2\nR,2,1\nS,3,0\n",
    "tenths": "unit,a,b\nP,0.1,0.4\nQ,0.2,0.3\nR,0.3,0.2\nS,0.4,0.1\n",
    "far from nought": "unit,a,b\nP,2001.1,2001.8\nQ,2001.2,2001.7\nR,2001.4,2001.5\nS,2001.8,2001.1\n",
    "sevenths": "unit,a,b\nP,1000000.7,0\nQ,1000000.6,0.1\nR,1000000.3,0.4\nS,1000000,0.7\n",
}


@pytest.mark.parametrize("method", ["minmax", "rank", "zscore", "goalposts"])
@pytest.mark.parametrize("table", TIES.values(), ids=TIES)
def test_units_that_are_equal_on_paper_are_equal_in_the_file(desk: Desk, table: str, method: str) -> None:
    rows = [line.split(",") for line in table.splitlines()[1:]]
    columns = list(zip(*rows, strict=True))[1:]
    a, b = ([min(column, key=float), max(column, key=float)] for column in columns)
    desk.framework.write_text(
        "nodes:\n  - {id: index}\n"
        f"  - {{id: a, parent: index, goalposts: [{a[0]}, {a[1]}]}}\n"
        f"  - {{id: b, parent: index, goalposts: [{b[0]}, {b[1]}]}}\n",
        encoding="utf-8",
    )
    index = {row["index"] for row in desk.scores(table, "--normalise", method).values()}
    assert index == ({"0.0"} if method == "zscore" else {"50.0"})


def test_scores_that_differ_by_little_stay_apart(desk: Desk) -> None:
    scores = desk.scores("unit,a,b\nX,0,0\nY,50.00000000005,0.5\nZ,50,0.5\nW,100,1\n")
    assert float(scores["Y"]["a"]) > float(scores["Z"]["a"]) == 50


SCALES = {"large": "e200", "small": "e-200", "largest": "e307", "below the normal": "e-310"}


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank"])
@pytest.mark.parametrize("power", SCALES.values(), ids=SCALES)
def test_the_scale_of_a_column_does_not_matter(desk: Desk, power: str, method: str) -> None:
    huge = TABLE.replace("1,", f"1{power},").replace("2,", f"2{power},").replace("4,", f"4{power},")
    assert desk.scores(huge, "--normalise", method) == desk.scores(TABLE, "--normalise", method)


def test_the_whole_range_of_numbers_can_be_scored(desk: Desk) -> None:
    scores = desk.scores("unit,a,b\nX,1e308,3\nY,-1e308,5\nZ,0,9\n")
    assert [row["a"] for row in scores.values()] == ["100.0", "0.0", "50.0"]


OUT_OF_SCALE = {
    "infinite to a computer": ("unit,a,b\nX,1e400,3\nY,2,5\n", [], "data.csv:2:a: '1e400' is not a number"),
    "nought to a computer": ("unit,a,b\nX,1e-400,3\nY,2,5\n", [], "data.csv:2:a: '1e-400' is not a number"),
    "far beyond the goalposts": (
        "unit,a,b\nX,1e305,3\nY,2,5\n",
        ["--normalise", "goalposts"],
        "indicator a: unit X lies too far",
    ),
}


@pytest.mark.parametrize("table, options, message", OUT_OF_SCALE.values(), ids=OUT_OF_SCALE)
def test_a_number_that_cannot_be_computed_with_is_named(
    desk: Desk, table: str, options: list[str], message: str
) -> None:
    desk.framework.write_text(POSTS, encoding="utf-8")
    assert message in desk.refusal(table, *options)


@pytest.mark.parametrize("weight", ["1e308", "1e-300", "1" + "0" * 400, ".inf", ".nan"])
def test_a_weight_out_of_scale_is_refused_by_name(desk: Desk, weight: str) -> None:
    desk.framework.write_text(FRAMEWORK.replace("id: a,", f"id: a, weight: {weight},"), encoding="utf-8")
    assert "node a: weight" in desk.refusal(TABLE)


def test_weights_that_are_all_0_are_refused(desk: Desk) -> None:
    desk.framework.write_text(
        FRAMEWORK.replace("parent: index", "parent: index, weight: 0"), encoding="utf-8"
    )
    assert "sum to 0; give at least one" in desk.refusal(TABLE)


def test_a_link_stays_and_the_file_it_leads_to_gets_the_scores(desk: Desk) -> None:
    shared, first = desk.out.with_name("shared.csv"), desk.out.with_name("first.csv")
    shared.write_text("old\n", encoding="utf-8")
    first.symlink_to("shared.csv")
    desk.out.symlink_to(first)
    desk.scores(TABLE)
    assert desk.out.is_symlink()
    assert first.is_symlink()
    assert shared.read_text(encoding="utf-8").startswith("unit,index")


def test_a_link_to_a_file_that_is_not_there_yet_makes_it(desk: Desk) -> None:
    desk.out.symlink_to("later.csv")
    desk.scores(TABLE)
    assert desk.out.is_symlink()
    assert desk.out.with_name("later.csv").is_file()


def test_a_link_that_leads_back_to_itself_is_refused(desk: Desk) -> None:
    desk.out.symlink_to(desk.out.name)
    assert "cannot be written" in desk.refusal(TABLE)


def test_a_file_of_two_names_has_the_scores_under_both(desk: Desk) -> None:
    other = desk.out.with_name("other.csv")
    other.write_text("old\n", encoding="utf-8")
    os.link(other, desk.out)
    desk.scores(TABLE)
    assert other.read_text(encoding="utf-8").startswith("unit,index")


def test_an_input_is_not_written_over_by_a_link_or_a_second_name(desk: Desk) -> None:
    desk.out.symlink_to(desk.data.name)
    assert "is one of the inputs" in desk.refusal(TABLE)
    desk.out.unlink()
    os.link(desk.data, desk.out)
    assert "is one of the inputs" in desk.refusal(TABLE)


def test_a_file_keeps_who_may_read_it(desk: Desk) -> None:
    desk.out.write_text("old\n", encoding="utf-8")
    desk.out.chmod(0o600)
    desk.scores(TABLE)
    assert desk.out.stat().st_mode & 0o777 == 0o600


def test_a_pipe_gets_the_scores_and_stays_a_pipe(desk: Desk) -> None:
    os.mkfifo(desk.out)
    reader = os.open(desk.out, os.O_RDONLY | os.O_NONBLOCK)
    done = desk.run()
    received = os.read(reader, 100_000)
    os.close(reader)
    assert done.exit_code == 0, done.output
    assert received.startswith(b"unit,index,a,b\n")
    assert done.stdout == ""
    assert not desk.out.is_file()


def test_a_pipe_that_nobody_reads_is_refused_and_does_not_wait(desk: Desk) -> None:
    os.mkfifo(desk.out)
    assert "cannot be written" in desk.refusal(TABLE)


@pytest.mark.parametrize("name", ["s.xlsx", "s.XLS", "s.ods", "s.parquet", "s.tsv", "s.json", "s.csv.gz"])
def test_a_name_that_promises_something_else_than_a_csv_is_refused(desk: Desk, name: str) -> None:
    desk.out = desk.out.with_name(name)
    assert f"--out: {name}: what is written is a CSV" in desk.refusal(TABLE)
    assert not desk.out.exists()


def test_what_stood_there_stays_when_the_scores_cannot_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.out.write_text("old\n", encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left on device" in desk.refusal(TABLE)
    assert desk.out.read_text(encoding="utf-8") == "old\n"
    assert sorted(p.name for p in desk.out.parent.iterdir()) == ["data.csv", "framework.yaml", "scores.csv"]


HEADS_OF_ANOTHER_ENCODING = {
    "gbk": "单位,工业,农业\nX,1,3\nY,2,4\n".encode("gbk"),
    "big5": "單位,工業,農業\nX,1,3\nY,2,4\n".encode("big5"),
    "one heading of several": "unit,a,工业\nX,1,3\nY,2,4\n".encode("gbk"),
}


@pytest.mark.parametrize("table", HEADS_OF_ANOTHER_ENCODING.values(), ids=HEADS_OF_ANOTHER_ENCODING)
def test_headings_in_another_encoding_are_refused_with_what_to_save(desk: Desk, table: bytes) -> None:
    assert "data.csv:1: not UTF-8; save the file again" in desk.refusal(table)


def test_a_framework_with_a_date_that_is_none_is_refused_with_its_line(desk: Desk) -> None:
    desk.framework.write_text("note: 2020-13-01\n" + FRAMEWORK, encoding="utf-8")
    assert "framework.yaml:1: not valid YAML: '2020-13-01' is no value" in desk.refusal(TABLE)


@pytest.mark.parametrize("method", ["minmax", "zscore", "rank"])
def test_what_a_computer_adds_behind_fifteen_digits_tells_no_units_apart(desk: Desk, method: str) -> None:
    said = desk.refusal("unit,a,b\nX,0.30000000000000004,3\nY,0.3,5\n", "--normalise", method)
    assert "data.csv:a: every unit has 0.3" in said
    third = "unit,a,b\nX,{},3\nY,0.3,5\nZ,0.5,9\n"
    assert desk.scores(third.format("0.30000000000000004"), "--normalise", method) == desk.scores(
        third.format("0.3"), "--normalise", method
    )


@pytest.mark.parametrize("log", ["false", "true"])
def test_fifteen_digits_count_between_goalposts_and_in_logarithms_too(desk: Desk, log: str) -> None:
    posts = f"parent: index, log: {log}, goalposts: [0.1, 0.30000000000000004]}}"
    desk.framework.write_text(FRAMEWORK.replace("parent: index}", posts), encoding="utf-8")
    scores = desk.scores("unit,a,b\nX,0.30000000000000004,0.2\nY,0.3,0.15\n", "--normalise", "goalposts")
    assert {row["a"] for row in scores.values()} == {"100.0"}


def test_figures_that_differ_in_the_fifteenth_digit_stay_apart(desk: Desk) -> None:
    scores = desk.scores("unit,a,b\nX,0.300000000000001,3\nY,0.3,5\n", "--normalise", "rank")
    assert [row["a"] for row in scores.values()] == ["100.0", "0.0"]


def test_goalposts_that_differ_behind_fifteen_digits_only_are_refused(desk: Desk) -> None:
    posts = "parent: index, goalposts: [0.3, 0.30000000000000004]}"
    desk.framework.write_text(FRAMEWORK.replace("parent: index}", posts), encoding="utf-8")
    assert "goalposts" in desk.refusal(TABLE, "--normalise", "goalposts")


@pytest.mark.parametrize(
    "key", ["goalposts: {low: 0, high: 1}", "weight: {of: 2}", "log: {a: 1}", "id: {a: 1}"]
)
def test_a_mapping_where_none_belongs_is_quoted_as_its_author_wrote_it(desk: Desk, key: str) -> None:
    text = f"nodes:\n  - {{id: index}}\n  - {{id: a, parent: index, {key}}}\n"
    desk.framework.write_text(text.replace("id: a, ", "") if key.startswith("id") else text, encoding="utf-8")
    said = desk.refusal(TABLE)
    assert "__line__" not in said
    assert "{'" in said


@pytest.mark.parametrize("mark, name", [(";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")])
def test_a_table_without_any_comma_is_told_what_separates_it(desk: Desk, mark: str, name: str) -> None:
    assert f"data.csv:1: the columns are separated by {name}" in desk.refusal(TABLE.replace(",", mark))


def test_a_folder_is_not_said_to_be_missing(desk: Desk) -> None:
    desk.data = desk.data.parent
    done = desk.run()
    assert done.exit_code == 1
    assert "this is a folder; name a file in it with --data" in done.stderr


@pytest.mark.parametrize("heading", [" a", "a ", "\xa0a", "a\u200b", "\u3000a", "\ufeffa"])
def test_a_heading_with_blanks_around_it_is_shown_with_them(desk: Desk, heading: str) -> None:
    said = desk.refusal(TABLE.replace("a", heading, 1))
    assert f"a column {heading!a} stands there with blanks around its name" in said


def test_a_row_too_long_reminds_of_commas_between_thousands(desk: Desk) -> None:
    said = desk.refusal("unit,a,b\nX,1,234,3\nY,2,5\n")
    assert "data.csv:2: cannot be read as a table: Expected 3 columns, got 4" in said
    assert "no comma between thousands" in said


def test_a_dash_is_no_name_of_a_file_to_write(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.out.parent)
    desk.out = Path("-")
    assert "--out: - is no file; write /dev/stdout" in desk.refusal(TABLE)
    assert not desk.out.exists()
