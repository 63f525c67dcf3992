"""Does the chart of location quotients show what rose and fell, and join nothing that cannot be compared?"""

import math

import numpy as np
import pandas as pd
import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows.quotients import HIGHEST, LOWEST, QuotientWords, draw_quotients

WORDS = QuotientWords("less", "more", "LQ", "Share", "large dot 2020, small dot 2010")


def rows(**other) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "id": ["mining", "finance", "ict"],
            "label": ["Mining", "Finance", "Information & software"],
            "first": [4.0, 0.5, 1.0],
            "last": [2.0, 1.0, 0.25],
            "comparable": [True, True, True],
            "quotient": ["2.00", "1.00", "0.25"],
            "share": ["2.1%", "1.5%", "0.4%"],
            "hover": ["a", "b", "c"],
        }
    )
    return frame.assign(**other)


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def names(chart) -> set[str]:
    return {found.name for found in chart.data}


def test_doublings_and_halvings_are_equally_long():
    chart = draw_quotients(rows(), WORDS)
    assert list(trace(chart, "first").x) == [2, -1, 0]
    assert list(trace(chart, "last held").x) == [1, 0]
    assert list(trace(chart, "last absent").x) == [-2]
    assert list(trace(chart, "one").x) == [0, 0]


def test_above_and_at_the_national_share_is_filled_below_is_open():
    chart, palette = draw_quotients(rows(), WORDS), theme.get_palette("light")
    assert trace(chart, "last held").marker.color == palette.driver
    assert trace(chart, "last absent").marker.color == palette.ground


def test_censuses_of_different_territories_are_not_joined_and_the_first_is_hollow():
    chart = draw_quotients(rows(comparable=[True, False, False]), WORDS)
    assert list(trace(chart, "changes").x) == [2, 1]
    assert len(trace(chart, "first").x) == 1
    elsewhere = trace(chart, "first elsewhere")
    assert len(elsewhere.x) == 2
    assert elsewhere.marker.color == theme.get_palette("light").ground


def test_a_place_without_the_first_census_shows_the_last_alone():
    chart = draw_quotients(rows(first=np.nan, comparable=False), WORDS)
    assert not {"first", "first elsewhere"} & names(chart)
    assert not trace(chart, "changes").x
    assert len(trace(chart, "targets").x) == 3


def test_a_quotient_beyond_the_axis_stands_at_its_edge_with_an_arrow_and_its_number():
    chart = draw_quotients(rows(last=[21.0, 1.0, 0.0], quotient=["21.00", "1.00", "0.00"]), WORDS)
    low, high = math.log2(LOWEST), math.log2(HIGHEST)
    beyond = trace(chart, "beyond")
    assert list(beyond.x) == [high, low]
    assert list(beyond.text) == ["›", "‹"]
    assert trace(chart, "last held").x[0] == high
    low_end, high_end = chart.layout.xaxis.range
    assert low_end <= low
    assert high <= high_end
    assert "21.00" in [note.text for note in chart.layout.annotations]


@pytest.mark.parametrize("compact", [False, True])
def test_the_quotient_is_printed_and_the_share_where_there_is_room(compact):
    texts = [note.text for note in draw_quotients(rows(), WORDS, compact=compact).layout.annotations]
    assert {"2.00", "1.00", "0.25", "LQ"} <= set(texts)
    assert ("Share" in texts) is not compact
    assert WORDS.key in texts


def test_the_height_depends_on_the_industries_alone():
    heights = {draw_quotients(rows(last=last), WORDS).layout.height for last in (0.5, 3.0)}
    assert len(heights) == 1
