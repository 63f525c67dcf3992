"""Every file that a reader takes away is written alike, and a spreadsheet reads it."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from zone_atlas.export.write import Extract, write_csv

TABLE = pd.DataFrame(
    {"place": ["大庆市", "Tongling"], "value": [1234567.891, float("nan")], "year": [2022, 2023]}
)


def test_a_spreadsheet_takes_the_file_for_utf_8() -> None:
    content = write_csv(Extract(TABLE))
    assert content.startswith(b"\xef\xbb\xbf")
    assert "大庆市" in content.decode("utf-8-sig")


def test_every_row_ends_as_rfc_4180_says() -> None:
    content = write_csv(Extract(TABLE))
    assert content.count(b"\r\n") == content.count(b"\n") == 1 + len(TABLE)
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("text", ['a, "b"; c', "two\nlines", "=1+1", "-5", "+86", "@", "0412"])
def test_a_text_leaves_letter_by_letter(text: str) -> None:
    content = write_csv(Extract(pd.DataFrame({"note": [text]})))
    _, (cell,) = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert cell == text


@pytest.mark.parametrize(
    ("number", "written"),
    [(55.0, "55"), (0.1 + 0.2, "0.3"), (1234567.891, "1234567.891"), (-0.5, "-0.5"), (-0.0, "0")],
)
def test_a_number_bears_no_digits_of_the_computer(number: float, written: str) -> None:
    assert write_csv(Extract(pd.DataFrame({"n": [number]}))).decode("utf-8-sig") == f"n\r\n{written}\r\n"


def test_only_the_columns_named_get_a_heading() -> None:
    first, *rest = write_csv(Extract(TABLE, {"place": "地区"})).decode("utf-8-sig").splitlines()
    assert first == "地区,value,year"
    assert rest == write_csv(Extract(TABLE)).decode("utf-8-sig").splitlines()[1:]
    assert list(TABLE.columns) == ["place", "value", "year"]
