"""What a reader may expect of two indicators set against each other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.label_places import Label, list_label_boxes, place_labels, share_area
from zone_atlas.charts.base.place_styles import list_place_styles
from zone_atlas.charts.scatter import Axis, Dot, draw_scatter

LOG, LINEAR = Axis("GDP per resident, yuan", True), Axis("Change, %", False)


def dots(count: int = 40) -> list[Dot]:
    generator = np.random.default_rng(7)
    cities = [
        Dot(f"{k}", f"City {k}", "city", float(x), float(y), False, f"city {k}")
        for k, (x, y) in enumerate(
            zip(generator.lognormal(1, 1, count), generator.normal(0, 9, count), strict=True)
        )
    ]
    zones = [
        Dot("LN-C", "Central Liaoning", "zone", 5.0, 2.0, False, "zone"),
        Dot("CQ-R", "Chongqing ring", "zone", 8.0, -3.0, True, "proxy"),
        Dot("HE-TS", "Tangshan", "zone", 9.0, 1.0, False, ""),
    ]
    return [*cities, *zones]


def draw(chosen=(("LN-C", "Central Liaoning"), ("3", "City 3"), ("610422", "Sanyuan")), **options):
    return draw_scatter(options.pop("points", dots()), chosen, LOG, LINEAR, **options)


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def test_are_all_cities_grey_and_the_chosen_ones_drawn_once():
    chart = draw()
    assert len(trace(chart, "cities").x) == 39
    assert trace(chart, "cities").marker.color == theme.get_palette("light").peers
    assert [list(found.customdata[0]) for found in chart.data if found.name in ("3", "LN-C")] == [
        ["3", ""],
        ["LN-C", ""],
    ]
    assert "610422" not in [found.name for found in chart.data]


def test_does_a_chosen_place_keep_its_own_mark():
    chart, styles = draw(), list_place_styles("light")
    assert trace(chart, "LN-C").marker.symbol == styles[0].symbol
    assert trace(chart, "3").marker.symbol == styles[1].symbol
    assert trace(chart, "3").marker.size > trace(chart, "cities").marker.size


def test_is_a_seventh_place_refused_because_it_could_not_be_told_apart():
    seven = [(str(k), f"City {k}") for k in range(7)]
    assert {style.symbol for style in list_place_styles("light")} == {
        trace(draw(seven[:6]), place).marker.symbol for place, _ in seven[:6]
    }
    with pytest.raises(ValueError, match="at most 6"):
        draw(seven)


def test_is_a_proxy_open():
    zones = trace(draw(), "zones")
    opened = dict(zip([row[0] for row in zones.customdata], zones.marker.color, strict=True))
    assert opened["CQ-R"] == theme.get_palette("light").ground
    assert opened["HE-TS"] == theme.get_palette("light").muted


def test_are_the_zones_named_and_on_a_phone_the_chosen_ones_alone():
    def names(chart):
        return {text for found in chart.data if found.name == "names" for text in found.text}

    assert {"<b>Central Liaoning</b>", "<b>City 3</b>"} <= names(draw())
    assert names(draw()) & {"Chongqing ring", "Tangshan"}
    assert names(draw(compact=True)) == {"<b>Central Liaoning</b>", "<b>City 3</b>"}


def test_is_a_logarithmic_axis_labelled_in_round_numbers():
    chart = draw()
    places, words = chart.layout.xaxis.tickvals, chart.layout.xaxis.ticktext
    for place, word in zip(places, words, strict=True):
        assert 10**place == pytest.approx(float(word))
        assert word.strip("0.") in ("1", "2", "3", "5")
    assert 2 < len(words) <= 7
    assert trace(chart, "LN-C").x[0] == pytest.approx(np.log10(5), abs=1e-4)
    assert trace(chart, "LN-C").y[0] == 2.0


def test_does_a_zero_stand_at_the_foot_of_a_logarithmic_axis():
    points = [*dots(), Dot("z", "Zero", "city", 0.0, 1.0, False, "")]
    chart = draw(points=points)
    x = dict(
        zip([row[0] for row in trace(chart, "cities").customdata], trace(chart, "cities").x, strict=True)
    )
    assert chart.layout.xaxis.ticktext[0] == "0"
    assert chart.layout.xaxis.tickvals[0] == pytest.approx(x["z"], abs=1e-3)
    assert x["z"] == min(x.values())
    assert "0" not in draw().layout.xaxis.ticktext


def test_do_all_marks_lie_within_the_axes():
    chart = draw()
    for found in chart.data:
        if found.mode == "markers":
            assert min(found.x) >= chart.layout.xaxis.range[0]
            assert max(found.y) <= chart.layout.yaxis.range[1]


def test_do_the_dashes_stand_at_the_median_city():
    points = dots()
    medians = trace(draw(), "medians")
    middle = np.median([np.log10(p.across) for p in points if p.kind == "city"])
    assert medians.x[0] == pytest.approx(middle, abs=1e-3)


def test_does_a_chart_of_one_value_still_have_axes():
    same = [Dot(str(k), str(k), "city", 3.0, 3.0, False, "") for k in range(3)]
    chart = draw_scatter(same, [], LOG, LINEAR)
    assert chart.layout.xaxis.range[0] < np.log10(3) < chart.layout.xaxis.range[1]
    assert chart.layout.yaxis.range[0] < 3 < chart.layout.yaxis.range[1]


def boxes(labels, sides):
    return [dict(list_label_boxes(label))[side] for label, side in zip(labels, sides, strict=True) if side]


def test_do_names_never_cover_each_other_unless_they_must():
    generator = np.random.default_rng(3)
    labels = [
        Label(f"Zone number {k}", float(x), float(y), 10, 5)
        for k, (x, y) in enumerate(generator.uniform((0, 0), (430, 380), (20, 2)))
    ]
    sides = place_labels(labels, 430, 380)
    assert sum(map(bool, sides)) > 12
    for first, second in combinations(boxes(labels, sides), 2):
        assert share_area(first, [second]) == 0
    for left, top, right, bottom in boxes(labels, sides):
        assert left >= 0 and top >= 0 and right <= 430 and bottom <= 380


def test_does_a_name_that_must_stand_stand_in_any_crowd():
    crowd = [Label(f"Place {k}", 200 + k, 200, 12, 8, must=k < 6) for k in range(20)]
    sides = place_labels(crowd, 430, 380)
    assert all(sides[:6])
    assert not all(sides)


def test_do_names_stay_apart_on_a_wider_screen():
    labels = [Label(f"Zone {k}", 40.0 * k, 30 * (k % 4) + 60, 10, 5) for k in range(10)]
    sides = place_labels(labels, 430, 380)
    wider = [Label(one.text, one.right * 1.7, one.down, one.size, one.radius) for one in labels]
    for first, second in combinations(boxes(wider, sides), 2):
        assert share_area(first, [second]) == 0


def test_are_three_hundred_cities_light_enough_to_send():
    assert len(draw(points=dots(300)).to_json()) < 60_000
