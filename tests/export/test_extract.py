"""What a reader takes away: the rows shown, in their language, each with a source, readable by a spreadsheet."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from zone_atlas.analysis.rows import of_indicators
from zone_atlas.export.extract import COLUMNS, extract_table, note_text
from zone_atlas.export.write import Extract, write_csv

ROW = {
    "place": "340700",
    "year": 2020,
    "item": "gdp",
    "value": 1.5,
    "unit": "1e8_yuan",
    "status": "A",
    "sources": "yearbook2021",
    "note": "",
}


def extract(atlas, rows: list[dict] | pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """Rows as a reader takes them away."""
    return extract_table(pd.DataFrame(rows), atlas.places, atlas.catalogue, language, atlas.observations)


def table(atlas, language: str = "en", **cells: object) -> pd.Series:
    made = extract(atlas, [ROW | cells], language)
    assert list(made.columns) == list(COLUMNS)
    return made.iloc[0]


def test_a_row_is_spelled_out_in_the_readers_language(atlas) -> None:
    english, chinese = table(atlas), table(atlas, "zh")
    assert (english["place"], chinese["place"]) == ("Tongling", "铜陵市")
    assert english["adcode"] == "340700"
    assert (english["zone"], chinese["zone"]) == tuple(
        atlas.catalogue.zones["AH-TL"].short.of(x) for x in ("en", "zh")
    )
    assert (english["unit"], chinese["unit"]) == ("100 million yuan", "亿元")
    title = "China City Statistical Yearbook 2021, table 2-7 Gross regional product, whole city"
    assert english["source_title"] == title
    assert chinese["source_title"] == "《中国城市统计年鉴2021》表2-7 地区生产总值（全市）"
    assert english["source_address"] == ""
    assert "china_city_statistical_yearbook_2021_prefecture.xlsx" in english["digitisation"]
    assert "https://" in english["digitisation"]
    assert (english["year"], english["value"], english["status"]) == (2020, 1.5, "A")


def test_a_zone_lists_its_members_codes_instead_of_a_code(atlas) -> None:
    assert table(atlas, place="LN-C")["adcode"] == "210100;210300;210400"


def test_several_sources_are_all_named_and_the_same_title_once(atlas) -> None:
    both = table(atlas, sources="yearbook2021;deflator296")
    assert both["source_title"].count(" | ") == 1
    assert table(atlas, sources="yearbook2021;yearbook2021")["source_title"].count(" | ") == 0


@pytest.mark.parametrize("item", ["gdp_joined", "b2_mining", "B2.resource", "B2", "census_emp_share_mining"])
def test_series_joins_indicators_elements_and_dimensions_are_named(atlas, item: str) -> None:
    english, chinese = table(atlas, item=item), table(atlas, "zh", item=item)
    assert english["indicator"] not in ("", item)
    assert chinese["indicator"] not in ("", item, english["indicator"])


def test_a_note_is_a_sentence_and_its_details_stay(atlas) -> None:
    catalogue = atlas.catalogue
    assert note_text("proxy", catalogue, "zh") == catalogue.notes["proxy"].zh
    assert (
        note_text("second_digitisation 512", catalogue, "en")
        == f"{catalogue.notes['second_digitisation'].en} (512)"
    )
    assert note_text("", catalogue, "en") == ""


def test_every_note_of_the_observations_is_known_in_both_languages(atlas) -> None:
    codes = {note.split(" ")[0] for note in atlas.observations["note"].unique()} - {""}
    assert codes <= set(atlas.catalogue.notes)
    assert all(text.zh and text.en for text in atlas.catalogue.notes.values())


def test_every_published_indicator_value_of_a_year_leaves_with_a_source_and_an_address(atlas) -> None:
    values = atlas.indicators[atlas.indicators["year"].eq(2020)]
    made = extract(atlas, of_indicators(values, atlas.catalogue))
    assert len(made) == len(values)
    for column in ("place", "indicator", "unit", "source_title", "digitisation"):
        assert (made[column] != "").all(), column
    assert made["digitisation"].str.contains("<https?://[^>]+>").all()


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_shows_the_chinese_and_finds_every_cell(atlas) -> None:
    made = extract(atlas, [ROW, ROW | {"sources": "iriec"}], "zh")
    content = write_csv(Extract(made))
    assert content.startswith(b"\xef\xbb\xbf")
    header, first, second = read(content)
    assert header == list(COLUMNS)
    assert first[0] == "铜陵市"
    assert second[header.index("source_title")] == atlas.catalogue.sources["iriec"].publication.zh


def test_headings_can_be_translated_and_nothing_else_changes(atlas) -> None:
    made = extract(atlas, [ROW], "zh")
    plain, translated = (
        read(write_csv(Extract(made))),
        read(write_csv(Extract(made, {"place": "地区", "year": "年份"}))),
    )
    assert translated[0][0] == "地区"
    assert translated[0][3] == "年份"
    assert translated[1:] == plain[1:]


def test_a_number_leaves_as_it_is_published_and_a_missing_one_is_empty(atlas) -> None:
    made = extract(atlas, [ROW | {"value": 1234567.891}, ROW | {"value": float("nan")}])
    header, first, second = read(write_csv(Extract(made)))
    assert first[header.index("value")] == "1234567.891"
    assert second[header.index("value")] == ""
