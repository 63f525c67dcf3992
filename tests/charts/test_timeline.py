"""What a reader may expect of the timeline: no date more precise than it is, and every document within reach."""

import pytest

from zone_atlas.charts.base.theme import get_palette
from zone_atlas.charts.timeline import draw_timeline
from zone_atlas.charts.timeline_frame import Document

LANES = [("national", "National"), ("provincial", "Provincial"), ("prefecture", "City")]
GROUPS = [
    ("Drivers", "driver", [("D1", "Agents"), ("D2", "Factors")]),
    ("Bottlenecks", "bottleneck", [("B1", "Institutions")]),
]
YEARS = (2013, 2023)


def day(id="a", when=2017.3, **more) -> Document:
    return Document(
        id,
        f"Notice {id}",
        "hover",
        **{"lane": "national", "parts": ("D1", "B1"), **more},
        first=when,
        last=when,
    )


def year(id="y", first=2016.0, last=2017.0, **more) -> Document:
    return Document(
        id, f"Plan {id}", "hover", **{"lane": "national", "parts": (), **more}, first=first, last=last
    )


def draw(*documents, **more):
    return draw_timeline(documents, LANES, GROUPS, YEARS, **more)


def trace(chart, name):
    return next((found for found in chart.data if found.name == name), None)


def test_is_a_known_day_a_dot_and_a_year_as_long_as_a_year():
    chart = draw(day(), year(), year("z", 2017.0, 2019.0))
    assert list(trace(chart, "days of documents").x) == [2017.3]
    assert [x for x in trace(chart, "spans of documents").x if x is not None] == [
        2016.0,
        2017.0,
        2017.0,
        2019.0,
    ]


def test_are_there_no_bars_for_days_and_no_dots_for_years():
    assert trace(draw(day()), "spans of documents") is None
    assert trace(draw(year()), "days of documents") is None


def test_do_two_documents_ever_share_a_row():
    chart = draw(*(day(str(k), 2019.5) for k in range(8)), day("p", lane="provincial"))
    rows = list(trace(chart, "days of documents").y)
    assert len(set(rows)) == len(rows) == 9


def test_are_lanes_named_and_empty_ones_left_out():
    chart = draw(day(), day("c", lane="prefecture"))
    assert list(trace(chart, "lanes").text) == ["<b>National</b>", "<b>City</b>"]
    rows = list(trace(chart, "days of documents").y)
    assert rows[0] < rows[1]


def test_does_each_dot_stand_in_the_column_of_a_part_the_document_speaks_to():
    chart = draw(day(parts=("D2",)), day("b", parts=("D1", "D2", "B1")))
    first, second = trace(chart, "days of documents").y
    drivers = list(zip(trace(chart, "parts driver").x, trace(chart, "parts driver").y, strict=True))
    assert [row for _, row in drivers] == [first, second, second]
    assert drivers[0][0] == drivers[2][0] > drivers[1][0] > YEARS[1] + 1
    assert list(trace(chart, "parts bottleneck").y) == [second]


def test_are_designations_accented_by_colour_weight_and_size():
    chart = draw(day(), day("d", accented=True))
    assert list(trace(chart, "designation titles").text) == ["<b>Notice d</b>"]
    assert trace(chart, "days of designations").marker.color == get_palette("light").accent
    assert trace(chart, "days of designations").marker.size > trace(chart, "days of documents").marker.size


def test_does_what_a_filter_leaves_out_stay_in_place_without_a_title():
    whole, filtered = draw(day(), day("b")), draw(day(), day("b", passes=False))
    assert filtered.layout.height == whole.layout.height
    assert list(trace(filtered, "titles").text) == ["Notice a"]
    assert list(trace(filtered, "days of documents left out").y) == [trace(whole, "days of documents").y[1]]
    assert trace(filtered, "days of documents left out").marker.color == get_palette("light").peers


def test_does_a_click_anywhere_on_a_row_name_the_document():
    chart = draw(day(), year())
    targets = chart.data[-1]
    assert targets.name == "documents"
    assert {tuple(row) for row in targets.customdata} == {("a",), ("y",)}
    row = trace(chart, "days of documents").y[0]
    reach = [x for x, y in zip(targets.x, targets.y, strict=True) if y == row]
    assert min(reach) <= 2017.3
    assert max(reach) > YEARS[1] + 1


def test_does_a_title_stand_where_there_is_room():
    chart = draw(day("early", 2013.2), day("late", 2023.4))
    assert list(trace(chart, "titles").textposition) == ["middle right", "middle left"]


def test_is_a_long_title_cut_in_the_chart_and_whole_under_the_pointer():
    title = "关于对真抓实干成效明显地方予以表扬激励的通报" * 3
    chart = draw(Document("a", title, "hover", "national", 2017.3, 2017.3, ()))
    assert trace(chart, "titles").text[0].endswith("…")
    assert title in chart.data[-1].text[0]


def test_does_a_phone_get_titles_above_the_marks_and_no_columns():
    chart = draw(day(), compact=True)
    assert trace(chart, "parts driver") is None
    assert trace(chart, "titles").y[0] < trace(chart, "days of documents").y[0]
    assert chart.layout.xaxis.range[1] == YEARS[1] + 1


def test_is_the_column_i_filter_by_shaded():
    shaded = [shape for shape in draw(day(), chosen=["B1", "P9"]).layout.shapes if shape.type == "rect"]
    assert len(shaded) == 1
    assert shaded[0].x0 < trace(draw(day()), "parts bottleneck").x[0] < shaded[0].x1


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (day(lane="moon"), "unknown lane"),
        (year(first=2018.0, last=2017.0), "ends before it begins"),
        (day(when=2012.9), "outside the years"),
        (year(first=2023.0, last=2025.0), "outside the years"),
    ],
)
def test_a_document_that_cannot_be_placed_is_refused(document, message):
    with pytest.raises(ValueError, match=message):
        draw(document)
