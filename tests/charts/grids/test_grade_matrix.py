"""What a reader may expect of the grades: that what was not published is never taken for what was not found."""

import pandas as pd
import pytest

from zone_atlas.charts.base.theme import choose_text_colour, measure_contrast
from zone_atlas.charts.grids.grade_matrix import (
    STATES,
    STRENGTH,
    Grades,
    draw_grade_matrix,
    find_grade_ground,
)

WORDS = {
    "excellent": "excellent",
    "good": "good",
    "pass": "pass",
    "mixed": "mixed",
    "unnamed": "not published",
    "not_found": "not found",
    "not_yet": "not yet",
}
STATE_TABLE = pd.DataFrame(
    {2019: ["not_found", "excellent", "not_yet", "pass"], 2020: ["mixed", "good", "unnamed", "not_found"]},
    index=["Z1", "Z2", "Z3", "Z4"],
)
LABELS = {zone: f"Zone {zone}" for zone in STATE_TABLE.index}


def draw(states=STATE_TABLE, **more):
    return draw_grade_matrix(
        Grades(states, LABELS, {year: str(year) for year in states.columns}, WORDS, **more)
    )


def trace(chart, name):
    return next((found for found in chart.data if found.name == name), None)


def shape_of(state: str) -> tuple[str, int]:
    """Kind of the drawing under a single cell, and of how many points it is."""
    chart = draw(pd.DataFrame({2020: [state]}, index=["Z1"]))
    ground = trace(chart, state)
    return ("none", 0) if ground is None else (str(ground.fill), sum(x is not None for x in ground.x))


def test_are_not_published_not_found_and_not_yet_told_apart_by_shape_and_by_word():
    shapes = {state: shape_of(state) for state in ("unnamed", "not_found", "not_yet")}
    assert shapes["unnamed"] == ("None", 5)
    assert shapes["not_found"][0] == "None"
    assert shapes["not_found"][1] > 10
    assert shapes["not_yet"] == ("none", 0)
    words = {state: list(trace(draw(), f"words {state}").text) for state in shapes}
    assert words == {
        "unnamed": ["not published"],
        "not_found": ["not found", "not found"],
        "not_yet": ["not yet"],
    }


def test_is_only_a_published_grade_a_filled_cell():
    filled = {found.name for found in draw().data if found.fill == "toself"}
    assert filled == {"excellent", "good", "pass"}


def test_does_every_cell_have_a_word():
    chart = draw()
    printed = sum(len(found.text) for found in chart.data if str(found.name).startswith("words "))
    assert printed == STATE_TABLE.size


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_can_the_words_be_read_on_their_grounds(mode):
    for state in STRENGTH:
        assert (
            measure_contrast(
                choose_text_colour(find_grade_ground(state, mode)), find_grade_ground(state, mode)
            )
            >= 4.5
        )


def test_do_the_members_of_a_mixed_cell_show_as_slices_within_it():
    chart = draw(members={("Z1", 2020): ["excellent", "unnamed", "unnamed"]})
    filled, open_ = trace(chart, "members excellent"), trace(chart, "members unnamed")
    assert sum(x is None for x in filled.x) == 1
    assert sum(x is not None for x in open_.x) == 10
    across = [x for found in (filled, open_) for x in found.x if x is not None]
    assert 1 < min(across) < max(across) < 2
    assert max(x for x in filled.x if x is not None) < min(x for x in open_.x if x is not None)


def test_may_a_cell_have_a_word_of_its_own_and_more_under_the_pointer():
    chart = draw(cell_words={("Z1", 2020): "1 excellent, 2 not"}, hover={("Z1", 2020): "Shenyang: excellent"})
    assert list(trace(chart, "words mixed").text) == ["1 excellent, 2 not"]
    texts = dict(zip(map(tuple, chart.data[-1].customdata), chart.data[-1].text, strict=True))
    assert texts["Z1", 2020] == "<b>Zone Z1</b><br>2020  mixed<br>Shenyang: excellent"
    assert texts["Z3", 2019] == "<b>Zone Z3</b><br>2019  not yet"


def test_does_a_click_name_the_zone_and_the_year():
    chart = draw()
    assert chart.data[-1].name == "cells"
    assert [tuple(row) for row in chart.data[-1].customdata][:3] == [("Z1", 2019), ("Z1", 2020), ("Z2", 2019)]


def test_an_unknown_state_is_refused():
    with pytest.raises(ValueError, match="unknown states"):
        draw(STATE_TABLE.replace("pass", "fine"))
    assert set(WORDS) == set(STATES)


def test_is_the_height_fixed_by_the_zones_alone():
    assert draw().layout.height == draw(STATE_TABLE[[2019]]).layout.height
