"""What a reader may expect of the small lines in a table."""

import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from zone_atlas.charts.lines.sparkline import SparkLine, draw_sparkline

YEARS = list(range(2014, 2024))
VALUES = [1.0, 2.0, None, 4.0, float("nan"), 6.0, 7.0, 8.0, 9.0, 10.0]
SEGMENTS = [0] * 7 + [1] * 3


def drawing(event_colour="", **options) -> ElementTree.Element:
    line = SparkLine(YEARS, VALUES, SEGMENTS, **options)
    address = draw_sparkline(line, "#0F5F63", event_colour=event_colour)
    assert address.startswith("data:image/svg+xml,")
    return ElementTree.fromstring(unquote(address.split(",", 1)[1]))


def lines(root: ElementTree.Element) -> list[str]:
    return [node.attrib["points"] for node in root.iter() if node.tag.endswith("polyline")]


def test_does_a_sparkline_break_at_gaps_and_segments():
    assert [len(points.split()) for points in lines(drawing())] == [2, 2, 3]


def test_does_a_missing_year_break_the_line_as_a_missing_value_does():
    address = draw_sparkline(SparkLine([2014, 2015, 2018, 2019], [1, 2, 3, 4], [0] * 4), "#0F5F63")
    assert len(re.findall("polyline", unquote(address))) == 2


def test_is_a_lone_year_a_dot_and_the_newest_value_marked():
    circles = [node for node in drawing().iter() if node.tag.endswith("circle")]
    assert len(circles) == 2
    assert float(circles[-1].attrib["cx"]) == pytest.approx(106.0)


def test_do_rows_of_a_table_share_one_time_axis():
    address = unquote(
        draw_sparkline(SparkLine([2022, 2023], [1, 2], [0, 0], year_range=(2006, 2023)), "#0F5F63")
    )
    first = float(re.search(r'points="([\d.]+),', address).group(1))
    assert first > 90


def test_is_nothing_drawn_where_nothing_is_known():
    assert draw_sparkline(SparkLine(YEARS, [None] * 10, SEGMENTS), "#0F5F63") == ""


def test_is_a_constant_series_a_level_line():
    address = unquote(draw_sparkline(SparkLine([2020, 2021], [5, 5], [0, 0]), "#0F5F63"))
    heights = re.findall(r",([\d.]+)", re.search(r'points="([^"]+)"', address).group(1))
    assert heights == ["14.0", "14.0"]


def test_is_only_a_colour_taken_as_a_colour():
    with pytest.raises(ValueError, match="RRGGBB"):
        draw_sparkline(SparkLine(YEARS, VALUES, SEGMENTS), '"/><script>')


def test_is_it_small_enough_for_a_table_of_forty_rows():
    assert len(draw_sparkline(SparkLine(YEARS, VALUES, SEGMENTS), "#0F5F63")) < 900


def test_is_the_year_of_designation_a_thin_tick_where_it_falls_on_the_axis():
    root = drawing(event_years=(2017, 2005), event_colour="#C8501E")
    ticks = [node for node in root.iter() if node.tag.endswith("path")]
    assert [node.attrib["d"] for node in ticks] == ["M38.0 1V27"]
    assert ticks[0].attrib["stroke"] == "#C8501E"


def test_is_an_event_never_a_reason_to_draw_a_line_of_nothing():
    assert draw_sparkline(SparkLine(YEARS, [None] * 10, SEGMENTS, event_years=(2017,)), "#0F5F63") == ""
