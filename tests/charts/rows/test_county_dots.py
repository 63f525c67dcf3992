"""Is every mark at its percentile, told apart from the others, and inside a frame that nothing moves?"""

from __future__ import annotations

import math

import pandas as pd
import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows.county_dots import KINDS, CountyDotWords, draw_county_dots

NAMES = {"place": "Sanyuan", "park": "Other parks", "prefecture": "Xianyang", "towns": "83 county towns"}
ROWS = pd.DataFrame(
    {
        "id": ["urban", "mining"],
        "label": ["Urban share", "Mining"],
        "value": ["54.1 %", "0.1 %"],
        "median": ["46.4 %", "0.31 %"],
    }
)
MARKS = pd.DataFrame(
    [
        ("urban", "place", "610422", 71.26, "Sanyuan, urban"),
        ("urban", "park", "130123", 90.0, "Zhengding, urban"),
        ("urban", "park", "371725", 55.0, "Yuncheng, urban"),
        ("urban", "prefecture", "610400", 80.0, "Xianyang, urban"),
        ("urban", "towns", "", 83.0, "towns, urban"),
        ("mining", "place", "610422", math.nan, "nothing"),
        ("mining", "park", "371725", 62.0, "Yuncheng, mining"),
    ],
    columns=["row", "who", "id", "position", "hover"],
)


def draw(marks: pd.DataFrame = MARKS, names: dict[str, str] = NAMES, **options: object):
    words = CountyDotWords(names, "lowest", "highest", "here", "median county")
    return draw_county_dots(ROWS, marks, words, **options)


def trace(chart, name: str):
    (found,) = [t for t in chart.data if t.name == name]
    return found


def texts(chart) -> list[str]:
    return [note.text for note in chart.layout.annotations]


def test_every_mark_stands_at_its_percentile_in_its_row_and_tells_what_it_is() -> None:
    chart = draw()
    parks = trace(chart, "park")
    assert list(zip(parks.x, parks.y, strict=True)) == [(90, 0), (55, 0), (62, 1)]
    assert [list(data) for data in parks.customdata] == [
        ["130123", "urban"],
        ["371725", "urban"],
        ["371725", "mining"],
    ]
    assert list(parks.text) == ["Zhengding, urban", "Yuncheng, urban", "Yuncheng, mining"]
    assert trace(chart, "place").x == (71.3,)


def test_what_has_no_figure_has_no_mark() -> None:
    assert len(trace(draw(), "place").x) == 1


def test_the_kinds_of_mark_differ_in_shape_and_the_county_lies_on_top() -> None:
    chart = draw()
    kinds = [t.name for t in chart.data if t.name in KINDS]
    assert kinds == list(KINDS)
    assert len({trace(chart, kind).marker.symbol for kind in KINDS}) == len(KINDS)


def test_the_key_names_what_is_drawn_and_nothing_else() -> None:
    key = texts(draw())[-1]
    assert [name in key for name in NAMES.values()] == [True] * 4
    alone = texts(draw(names={**NAMES, "park": "", "prefecture": ""}))[-1]
    assert "Sanyuan" in alone
    assert "Xianyang" not in alone


def test_figure_and_median_stand_beside_each_row_and_on_a_phone_the_figure_alone() -> None:
    wide, narrow = texts(draw()), texts(draw(compact=True))
    assert {"54.1 %", "46.4 %", "0.1 %", "0.31 %", "here", "median county"} <= set(wide)
    assert {"54.1 %", "0.1 %", "here"} <= set(narrow)
    assert not {"46.4 %", "median county"} & set(narrow)


def test_the_frame_is_the_same_for_every_county() -> None:
    one, other = draw(), draw(MARKS[MARKS["row"].eq("mining")])
    for chart in (one, other):
        assert chart.layout.xaxis.range == (-3, 103)
        assert chart.layout.yaxis.range == (1.5, -0.5)
    assert one.layout.height == other.layout.height
    assert draw(compact=True).layout.margin.r < one.layout.margin.r


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_hue_stands_out_from_the_ground(mode: theme.Mode) -> None:
    chart, ground = draw(mode=mode), theme.get_palette(mode).ground
    for kind in KINDS:
        assert theme.measure_contrast(trace(chart, kind).marker.color, ground) >= 3
