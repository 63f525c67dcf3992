"""Does the small map show the members at their true extent, and enough around them to know where they lie?"""

import math

import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.maps.zone_map import (
    Bounds,
    MemberSpot,
    ZoneLayers,
    draw_zone_map,
    frame_bounds,
    place_member_names,
)

TANGSHAN = Bounds(117.5, 38.9, 119.3, 40.5)


def layers(chart, name):
    return [
        found for found in chart.data if found.type == "choropleth" and found.geojson.endswith(f"{name}.json")
    ]


def chart_of(*spots, cities=("130200",)):
    return draw_zone_map(ZoneLayers("HE-TS", spots, TANGSHAN, cities, ["130100", "130200"]))


def test_are_the_members_filled_and_their_surroundings_quiet():
    chart = chart_of(MemberSpot("Tangshan", 118.2, 39.6))
    (zone,) = layers(chart, "zones")
    assert list(zone.locations) == ["HE-TS"]
    assert zone.marker.line.color == theme.get_palette("light").accent
    around, borders = layers(chart, "prefectures")
    assert list(around.locations) == ["130100", "130200"]
    assert list(borders.locations) == ["130200"]
    assert borders.colorscale[0][1] == theme.CLEAR


def test_does_the_map_hold_no_geometry_of_its_own():
    chart = chart_of(MemberSpot("Tangshan", 118.2, 39.6))
    assert all(found.geojson.startswith("/app/static/") for found in chart.data if found.type == "choropleth")
    assert len(chart.to_json()) < 12_000


def test_is_a_member_without_a_polygon_an_open_circle_with_its_name():
    chart = chart_of(MemberSpot("Shizuishan", 106.4, 39.0), MemberSpot("Ningdong", 106.6, 38.1, drawn=False))
    marked, named = (found for found in chart.data if found.type == "scattergeo")
    assert (list(marked.lon), list(marked.lat)) == ([106.6], [38.1])
    assert marked.marker.color == theme.get_palette("light").ground
    assert list(named.text) == ["Shizuishan", "Ningdong"]
    # On a polygon a name stands on its spot, beside a circle it does not.
    assert (named.lon[0], named.lat[0]) == (106.4, 39.0)
    assert named.lat[1] != 38.1


def test_is_a_zone_of_districts_drawn_without_borders_of_cities():
    chart = chart_of(MemberSpot("Shijingshan", 116.2, 39.9), cities=())
    assert len(layers(chart, "prefectures")) == 1


@pytest.mark.parametrize(
    "bounds", [TANGSHAN, Bounds(116.0, 39.8, 116.3, 40.1), Bounds(105.0, 28.9, 108.0, 30.2)]
)
def test_does_the_frame_keep_its_shape_hold_the_zone_and_leave_room_around_it(bounds):
    box = frame_bounds(bounds, 4 / 3)
    squeeze = math.cos(math.radians((bounds.south + bounds.north) / 2))
    assert (box.east - box.west) * squeeze / (box.north - box.south) == pytest.approx(4 / 3, rel=0.01)
    assert box.west < bounds.west
    assert box.east > bounds.east
    assert box.south < bounds.south
    assert box.north > bounds.north
    assert box.north - box.south >= 1.2 - 1e-6


def test_do_names_that_would_cover_each_other_move_apart():
    near = [
        MemberSpot("Rongchang", 105.60, 29.40),
        MemberSpot("Yongchuan", 105.65, 29.40),
        MemberSpot("Hechuan", 106.3, 30.0),
    ]
    first, second, third = place_member_names(
        near, frame_bounds(Bounds(105.5, 29.0, 107.5, 30.2), 4 / 3), 320
    )
    assert first == (105.60, 29.40)
    assert third == (106.3, 30.0)
    # A line of text is 13 of the 320 pixels that the frame is wide.
    assert abs(second[1] - 29.40) > 0.05 or abs(second[0] - 105.65) > 0.3
