"""What a reader may expect where places are set among all cities."""

import numpy as np
import pandas as pd
import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows.distribution import Row, draw_distribution, draw_tile_strip

CITIES = np.append(np.linspace(0, 100, 297), [np.nan] * 40)


def dots() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["LN-C", "CQ", "BJ-W"],
            "label": ["Central Liaoning", "Chongqing", "Jingxi"],
            "value": [62.0, 40.0, np.nan],
            "open": [False, True, True],
            "low": [58.0, 35.0, np.nan],
            "high": [66.0, 46.0, np.nan],
        }
    )


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def rows() -> list[Row]:
    return [
        Row(CITIES, dots(), 50.0, "driver", "Industrial agents", "D1"),
        Row(CITIES, dots(), 50.0, "driver", "Factor system", "D2"),
        Row(CITIES, dots(), np.nan, "bottleneck", "Institutional barriers", "B1"),
    ]


def test_does_the_tile_show_every_city_and_no_missing_one():
    chart = draw_tile_strip(Row(CITIES, dots(), 50.0, "driver"))
    assert len(trace(chart, "all").x) == 297
    assert list(trace(chart, "places").x) == [40.0, 62.0]


def test_is_a_proxy_dot_open_and_an_exact_one_filled():
    places = trace(draw_tile_strip(Row(CITIES, dots(), 50.0, "driver")), "places")
    hue, ground = theme.get_palette("light").driver, theme.get_palette("light").ground
    assert list(places.marker.color) == [ground, hue]
    assert places.marker.line.color[0] == hue


def test_is_the_median_drawn_where_there_is_one():
    chart = draw_tile_strip(Row(CITIES, dots(), 50.0, "driver"))
    assert set(trace(chart, "median").x) == {50.0}
    chart = draw_tile_strip(Row(CITIES, dots(), float("nan"), "driver"))
    assert "median" not in [found.name for found in chart.data]
    assert [note.text for note in chart.layout.annotations] == ["0", "100"]


def test_do_all_tiles_share_one_scale_whatever_their_data():
    narrow = draw_tile_strip(Row(np.array([40.0, 45.0]), dots(), 42.0, "bottleneck")).layout.xaxis.range
    wide = draw_tile_strip(Row(CITIES, dots(), 50.0, "driver")).layout.xaxis.range
    assert narrow == wide
    assert narrow[0] < 0 and narrow[1] > 100, "a dot at either end must be drawn whole"


def test_are_tile_and_rows_the_same_height_with_and_without_data():
    empty = dots().iloc[:0]
    assert draw_tile_strip(Row(CITIES, dots(), 50.0, "driver")).layout.height == 70
    assert draw_tile_strip(Row(np.array([]), empty, float("nan"), "driver")).layout.height == 70
    few = [Row(np.array([]), empty, float("nan"), "driver", "A")]
    assert draw_distribution(few).layout.height == draw_distribution(rows()[:1]).layout.height


def test_does_hovering_name_the_place_and_its_score():
    places = trace(draw_distribution(rows()), "places")
    assert places.text[0] == "<b>Central Liaoning</b><br>Industrial agents  62"
    assert list(places.customdata[0]) == ["LN-C", "D1"]


def test_do_bottlenecks_keep_their_own_colour_in_a_mixed_chart():
    places = trace(draw_distribution(rows()), "places")
    palette = theme.get_palette("light")
    filled = [colour for colour in places.marker.color if colour != palette.ground]
    assert filled == [palette.driver, palette.driver, palette.bottleneck]
    assert set(trace(draw_distribution(rows()), "rules").y) == {1.5}


def test_is_the_highlighted_place_labelled_and_its_interval_drawn():
    chart = draw_distribution(rows(), highlight="LN-C")
    assert trace(chart, "highlight").marker.size > trace(chart, "places").marker.size
    assert list(trace(chart, "values").text) == ["<b>62</b>", "<b>62</b>"]
    assert {58.0, 66.0} <= set(trace(chart, "intervals").x)
    assert trace(chart, "places").marker.opacity < 0.5


def test_does_a_highlight_without_a_value_leave_the_others_alone():
    chart = draw_distribution(rows(), highlight="BJ-W")
    assert "highlight" not in [found.name for found in chart.data]
    assert trace(chart, "places").marker.opacity == pytest.approx(0.9)


def test_does_a_click_on_one_dot_leave_the_cities_in_place():
    for chart in (draw_tile_strip(Row(CITIES, dots(), 50.0, "driver")), draw_distribution(rows())):
        cities = trace(chart, "all")
        assert cities.unselected.marker.opacity == cities.marker.opacity


def test_are_the_charts_light_enough_to_send_at_each_filter_change():
    assert len(draw_tile_strip(Row(CITIES, dots(), 50.0, "driver")).to_json()) < 10_000
    assert len(draw_distribution([*rows(), *rows()]).to_json()) < 40_000
