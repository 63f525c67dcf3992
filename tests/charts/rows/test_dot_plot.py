"""What a reader may expect where a few places stand among all cities, indicator by indicator."""

from __future__ import annotations

import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.place_styles import (
    KEY_LINE,
    list_place_styles,
    make_mark_image,
    measure_key,
    write_place_key,
)
from zone_atlas.charts.rows.dot_plot import DotGroup, DotWords, Mark, draw_dot_plot

WORDS = DotWords("weakest", "Median city", "strongest")
GROUPS = [
    DotGroup(
        "D1 Agents", "driver", [("a", "Patents"), ("b", "Industrial firms per 10,000 residents of the place")]
    ),
    DotGroup("B2 Base", "bottleneck", [("c", "Mining")]),
]
PLACES = [("LN-C", "Central Liaoning"), ("210200", "Dalian"), ("CQ-R", "Chongqing ring")]


def marks() -> list[Mark]:
    return [
        Mark("LN-C", "a", 80.0, False, "own words"),
        Mark("LN-C", "b", 20.0, False, ""),
        Mark("210200", "a", 55.0, False, ""),
        Mark("CQ-R", "a", 10.0, True, ""),
        Mark("CQ-R", "c", float("nan"), True, ""),
        Mark("CQ-R", "z", 40.0, True, "a row that is not shown"),
    ]


def draw(**options):
    return draw_dot_plot(
        GROUPS, options.pop("marks", marks()), options.pop("places", PLACES), WORDS, **options
    )


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def test_does_each_mark_stand_at_its_position_in_its_row():
    chart = draw()
    rows = dict(zip(chart.layout.yaxis.ticktext, chart.layout.yaxis.tickvals, strict=True))
    own = trace(chart, "LN-C")
    assert list(own.x) == [80.0, 20.0]
    assert own.y[0] == rows["Patents "]
    assert [list(row) for row in own.customdata] == [["LN-C", "a"], ["LN-C", "b"]]
    assert own.text[0] == "own words"


def test_is_a_proxy_open_and_a_missing_figure_left_out():
    proxy = trace(draw(), "CQ-R")
    palette = theme.get_palette("light")
    assert list(proxy.x) == [10.0]
    assert list(proxy.marker.color) == [palette.ground]
    assert list(proxy.marker.line.color) == [list_place_styles("light")[2].hue]


def test_are_the_median_city_and_the_middle_half_drawn():
    chart = draw()
    assert set(trace(chart, "median").x) == {50}
    (band,) = chart.layout.shapes
    assert (band.x0, band.x1) == (25, 75)
    assert {"weakest", "Median city", "strongest"} <= {note.text for note in chart.layout.annotations}


def test_does_a_line_join_the_outer_places_of_a_row():
    spans = trace(draw(), "spans")
    assert list(spans.x) == [10.0, 80.0, None, 20.0, 20.0]


def test_does_nothing_move_when_a_place_has_no_figure():
    full, empty = draw(), draw(marks=[])
    assert full.layout.height == empty.layout.height
    assert full.layout.yaxis.tickvals == empty.layout.yaxis.tickvals
    assert [found.name for found in empty.data] == ["rows", "median", "spans"]


def test_is_the_first_place_on_top_and_largest():
    chart = draw()
    places = [found.name for found in chart.data if found.name in dict(PLACES)]
    assert places[-1] == "LN-C"
    assert trace(chart, "LN-C").marker.size > trace(chart, "210200").marker.size


def test_do_the_headings_carry_the_colour_of_their_family():
    palette = theme.get_palette("dark")
    found = {note.text: note.font.color for note in draw(mode="dark").layout.annotations}
    assert found["<b>D1 Agents</b>"] == palette.driver
    assert found["<b>B2 Base</b>"] == palette.bottleneck


def test_does_a_long_name_take_the_lines_it_needs():
    wide, narrow = draw(), draw(compact=True)
    label = next(text for text in narrow.layout.yaxis.ticktext if text.startswith("Industrial"))
    assert label.count("<br>") > 1
    assert narrow.layout.height > wide.layout.height
    assert narrow.layout.margin.l < wide.layout.margin.l


def test_are_more_places_than_can_be_told_apart_refused():
    seven = [(str(k), str(k)) for k in range(7)]
    with pytest.raises(ValueError, match="at most 6"):
        draw(places=seven)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_are_six_places_told_apart_by_more_than_their_colour(mode):
    styles = list_place_styles(mode)
    ground = theme.get_palette(mode).ground
    assert len(styles) == 6
    for part in ("hue", "symbol", "dash"):
        assert len({getattr(style, part) for style in styles}) == 6, part
    assert styles[0].hue == theme.get_palette(mode).driver
    assert all(theme.measure_contrast(style.hue, ground) >= 3 for style in styles)
    assert len({make_mark_image(style) for style in styles}) == 6


def test_does_the_key_name_every_place_with_its_mark_and_keep_its_room():
    names = [name for _, name in PLACES]
    chart = theme.start_chart("light", 200, l=100, t=80)
    write_place_key(chart, names, list_place_styles("light"), 150)
    (note,) = chart.finished().layout.annotations
    assert [f"</span> {name}" in note.text for name in names] == [True] * 3
    assert [glyph in note.text for glyph in "●■◆"] == [True] * 3
    assert measure_key(names, 150) - measure_key(names[:1], 150) == 2 * KEY_LINE
    assert measure_key(names, 1000) == measure_key(names[:1], 1000)


def test_does_a_click_leave_the_other_marks_as_they_are():
    for found in draw().data:
        if found.customdata is not None:
            assert found.unselected.marker.opacity == found.marker.opacity


def test_is_a_chart_of_forty_rows_and_six_places_light_enough_to_send():
    group = DotGroup("D", "driver", [(str(k), f"Indicator number {k} per resident") for k in range(40)])
    places = [(f"p{k}", f"Place {k}") for k in range(6)]
    every = [
        Mark(p, str(k), (k * 7 + 13) % 100, False, f"<b>{p}</b><br>{k}") for p, _ in places for k in range(40)
    ]
    assert len(draw_dot_plot([group], every, places, WORDS).to_json()) < 60_000
