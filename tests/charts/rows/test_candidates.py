"""Does the chart of candidates tell them from what is there, and from what is no choice?"""

import pandas as pd

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows.candidates import CandidateWords, draw_candidates

WORDS = CandidateWords("far", "close", "LQ", "filled: specialised")


def rows(**other) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "id": ["utilities", "mining", "hotels", "ict"],
            "label": ["Utilities", "Mining", "Hotels & catering", "Information & software"],
            "density": [0.62, 0.6, 0.42, 0.2],
            "mark": ["held", "other", "related", "breakthrough"],
            "quotient": ["1.49", "0.50", "0.60", "0.50"],
            "hover": ["a", "b", "c", "d"],
        }
    )
    return frame.assign(**other)


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def test_each_industry_stands_at_its_density_under_its_own_mark():
    chart = draw_candidates(rows(), WORDS)
    for at, (name, density) in enumerate(
        [("held", 0.62), ("other", 0.6), ("related", 0.42), ("breakthrough", 0.2)]
    ):
        assert list(trace(chart, name).x) == [density]
        assert list(trace(chart, name).y) == [at]


def test_marks_differ_without_colour():
    chart, palette = draw_candidates(rows(), WORDS), theme.get_palette("light")
    assert trace(chart, "held").marker.color == palette.driver
    assert trace(chart, "related").marker.color == palette.ground
    shapes = {
        (trace(chart, n).marker.symbol, trace(chart, n).marker.line.width)
        for n in ("related", "breakthrough")
    }
    assert len(shapes) == 2
    assert trace(chart, "related").marker.size > trace(chart, "other").marker.size


def test_the_names_of_the_candidates_stand_out():
    labels = draw_candidates(rows(), WORDS).layout.yaxis.ticktext
    assert [label.startswith("<b>") for label in labels] == [False, False, True, True]


def test_the_axis_is_the_same_for_every_place():
    near, far = (draw_candidates(rows(density=value), WORDS).layout.xaxis.range for value in (0.9, 0.01))
    assert near == far


def test_a_place_without_candidates_is_drawn_all_the_same():
    chart = draw_candidates(rows(mark="held"), WORDS, "dark", compact=True)
    assert len(trace(chart, "held").x) == 4
    assert not trace(chart, "related").x
    assert list(trace(chart, "targets").text) == ["a", "b", "c", "d"]
