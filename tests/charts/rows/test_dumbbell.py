"""Can small shares be read beside large ones, and is nothing drawn that is not known?"""

import math

import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows.dumbbell import DumbbellWords, Pair, draw_dumbbell, locate_root

NAN = math.nan
WORDS = DumbbellWords("2010", "2020", "change")
PAIRS = [
    Pair("agriculture", "Agriculture", 49.0, 25.0, "−24", "hover"),
    Pair("mining", "Mining", 4.0, 1.0, "−3"),
    Pair("ict", "Information", 0.25, 1.0, "+0.8"),
]


def trace(chart, name):
    return next((found for found in chart.data if found.name == name), None)


def test_do_dots_stand_at_the_square_root_of_their_share():
    chart = draw_dumbbell(PAIRS, WORDS)
    assert list(trace(chart, "before").x) == [7.0, 2.0, 0.5]
    assert list(trace(chart, "after").x) == [5.0, 1.0, 1.0]
    # 0.25 to 1 % takes a tenth of the axis, on a plain one it would take a sixtieth.
    assert (locate_root(1.0) - locate_root(0.25)) / locate_root(49.0) > 0.07


def test_is_the_axis_labelled_in_per_cent_and_begins_at_zero():
    axis = draw_dumbbell(PAIRS, WORDS).layout.xaxis
    assert list(axis.ticktext) == ["0", "1", "5", "10", "20", "40%"]
    assert list(axis.tickvals) == [locate_root(share) for share in (0, 1, 5, 10, 20, 40)]


def test_is_the_earlier_date_open_and_the_later_one_filled():
    chart = draw_dumbbell(PAIRS, WORDS)
    palette = theme.get_palette("light")
    assert trace(chart, "before").marker.color == palette.ground
    assert trace(chart, "after").marker.color == palette.ink
    texts = [note.text for note in chart.layout.annotations]
    assert "○ 2010   ● 2020" in texts
    assert texts[:3] == ["−24", "−3", "+0.8"]


def test_is_no_stroke_drawn_where_a_date_is_missing():
    chart = draw_dumbbell([PAIRS[0], Pair("mining", "Mining", NAN, 1.0, "—")], WORDS)
    assert [x for x in trace(chart, "strokes").x if x is not None] == [7.0, 5.0]
    assert len(trace(chart, "after").x) == 2
    assert len(trace(chart, "before").x) == 1
    alone = draw_dumbbell([Pair("mining", "Mining", NAN, 1.0, "—")], WORDS)
    assert trace(alone, "before") is None


def test_does_a_click_name_the_row_and_the_date():
    targets = trace(draw_dumbbell(PAIRS[:1], WORDS), "targets")
    assert [list(pair) for pair in targets.customdata] == [
        ["agriculture", "before"],
        ["agriculture", "after"],
    ]


@pytest.mark.parametrize("pairs", [[], [Pair("a", "A", NAN, NAN, "—")], [Pair("a", "A", -1.0, 2.0, "+3")]])
def test_is_nothing_drawn_of_nothing_and_no_share_taken_below_zero(pairs):
    with pytest.raises(ValueError, match="dumbbell"):
        draw_dumbbell(pairs, WORDS)


def test_do_rows_keep_their_height_whatever_they_hold():
    heights = {draw_dumbbell(PAIRS, WORDS, mode).layout.height for mode in ("light", "dark")}
    assert len(heights) == 1
