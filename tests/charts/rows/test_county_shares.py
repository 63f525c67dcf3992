"""Are both censuses drawn where they belong, joined only where both count the same, on one axis for all counties?"""

from __future__ import annotations

import math

import pandas as pd

from zone_atlas.charts.rows.county_shares import HEAD, CensusShareWords, draw_county_shares

ROWS = pd.DataFrame(
    {
        "id": ["agriculture", "mining", "finance", "culture"],
        "label": ["Agriculture", "Mining", "Finance", "Culture"],
        "before": [64.0, math.nan, 0.25, math.nan],
        "after": [36.0, 0.09, math.nan, math.nan],
        "median": [25.0, 0.25, 0.81, math.nan],
        "share": ["36 %", "0.09 %", "—", "—"],
        "change": ["−28", "—", "—", "—"],
        "hover": ["a", "b", "c", "d"],
    }
)
WORDS = CensusShareWords("○ 2010 ● 2020", "2020", "points")


def draw(rows: pd.DataFrame = ROWS, **options: object):
    return draw_county_shares(rows, WORDS, **options)


def points(chart, name: str) -> list[tuple[float, float]]:
    return [pair for t in chart.data if t.name == name for pair in zip(t.x, t.y, strict=True)]


def test_a_share_stands_at_its_square_root() -> None:
    chart = draw()
    assert points(chart, "before") == [(8, 0), (0.5, 2)]
    assert points(chart, "after") == [(6, 0), (0.3, 1)]
    labelled = dict(zip(chart.layout.xaxis.ticktext, chart.layout.xaxis.tickvals, strict=True))
    assert (labelled["0"], labelled["25"], labelled["100"]) == (0, 5, 10)


def test_only_what_both_censuses_counted_is_joined() -> None:
    assert points(draw(), "changes") == [(8, 0), (6, 0)]


def test_the_first_census_is_hollow_and_the_last_is_filled() -> None:
    chart = draw()
    (before,) = [t for t in chart.data if t.name == "before"]
    (after,) = [t for t in chart.data if t.name == "after"]
    assert before.marker.color != before.marker.line.color
    assert after.marker.line.width == 0


def test_a_click_returns_industry_and_census() -> None:
    (targets,) = [t for t in draw().data if t.name == "targets"]
    assert [tuple(data) for data in targets.customdata] == [
        ("agriculture", "before"),
        ("agriculture", "after"),
        ("mining", "after"),
        ("finance", "before"),
    ]
    assert list(targets.text) == ["a", "a", "b", "c"]


def test_the_axis_is_the_same_for_every_county() -> None:
    small = ROWS.assign(before=0.1, after=0.2)
    assert draw().layout.xaxis.range == draw(small).layout.xaxis.range
    assert draw().layout.height == draw(small).layout.height
    assert draw().layout.margin.t == HEAD


def test_share_and_change_are_printed_and_on_a_phone_the_share_alone() -> None:
    wide = [note.text for note in draw().layout.annotations]
    narrow = [note.text for note in draw(compact=True).layout.annotations]
    assert {"36 %", "−28", "points", WORDS.key} <= set(wide)
    assert {"36 %", WORDS.key} <= set(narrow)
    assert "points" not in narrow


def test_a_row_without_a_median_has_no_tick() -> None:
    (median,) = [t for t in draw().data if t.name == "median"]
    assert {round(y) for y in median.y if y is not None} == {0, 1, 2}
