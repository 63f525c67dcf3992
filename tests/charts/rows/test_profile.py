"""Does the profile show where a place stands, how sure that is, and against whom?"""

import math

import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows.profile import Bar, Group, draw_place_profile

NAN = math.nan
PEERS = [("1", "Peer one", 20.0), ("2", "Peer two", 60.0), ("3", "Peer three", NAN)]


def groups(**bottleneck) -> list[Group]:
    ranked = Bar("D1", "Industrial agents", 70.0, 62.0, 78.0, PEERS, 40.0, "Zone · 70")
    other = {"share": 55.0, "low": 12.0, "high": 90.0, "peers": PEERS, "median": 40.0, "hover": "Zone · 55"}
    return [
        Group("driver", "Drivers", "stronger →", [ranked]),
        Group("bottleneck", "Bottlenecks", "more severe →", [Bar("B2", "Weak base", **(other | bottleneck))]),
    ]


def traces(chart, name):
    return [found for found in chart.data if found.name == name]


def strokes(trace) -> list[tuple[float, float]]:
    """Ends of each separate stroke along the axis."""
    known = [x for x in trace.x if x is not None]
    return list(zip(known[::2], known[1::2], strict=True))


def test_is_the_interval_drawn_around_the_place_and_in_the_colour_of_its_family():
    driver, bottleneck = traces(draw_place_profile("Z", groups(), "axis"), "intervals")
    assert strokes(driver) == [(62.0, 78.0)]
    assert strokes(bottleneck) == [(12.0, 90.0)]
    palette = theme.get_palette("light")
    hues = [found.marker.color for found in traces(draw_place_profile("Z", groups(), "axis"), "place")]
    assert hues == [palette.driver, palette.bottleneck]


def test_are_peers_grey_dots_and_their_median_a_tick_and_unknown_ones_left_out():
    chart = draw_place_profile("Z", groups(), "axis")
    assert list(traces(chart, "peers")[0].x) == [20.0, 60.0]
    assert strokes(traces(chart, "medians")[0]) == [(40.0, 40.0)]


def test_is_what_is_not_ranked_an_open_dot_without_an_interval():
    chart = draw_place_profile("Z", groups(low=NAN, high=NAN, hollow=True), "axis")
    (hollow,) = traces(chart, "open")
    assert hollow.marker.color == theme.get_palette("light").ground
    assert strokes(traces(chart, "intervals")[1]) == []
    assert len(traces(chart, "place")) == 1


def test_is_a_dimension_without_a_score_a_row_that_says_so():
    chart = draw_place_profile(
        "Z", groups(share=NAN, low=NAN, high=NAN, peers=(), median=NAN, absent="no score"), "axis"
    )
    assert "no score" in traces(chart, "absent")[1].text
    assert [list(found.text) for found in traces(chart, "figures")] == [["<b>70</b>"], []]


def test_do_both_ends_speak_in_words():
    chart = draw_place_profile("Z", groups(), "cities that score lower, %")
    assert [found.text[0] for found in traces(chart, "ends")] == ["stronger →", "more severe →"]
    assert chart.layout.xaxis.title.text == "cities that score lower, %"


def test_does_a_click_name_the_place_and_the_dimension():
    (targets,) = traces(draw_place_profile("Z", groups(), "axis"), "targets")
    assert [list(pair) for pair in targets.customdata] == [
        ["1", "D1"],
        ["2", "D1"],
        ["1", "B2"],
        ["2", "B2"],
        ["Z", "D1"],
        ["Z", "B2"],
    ]
    assert targets.marker.opacity == 0


@pytest.mark.parametrize("share", [0.0, 50.0, 100.0])
def test_does_the_height_stay_whatever_is_shown(share):
    assert (
        draw_place_profile("Z", groups(share=share), "axis").layout.height
        == draw_place_profile("Z", groups(), "").layout.height
    )
