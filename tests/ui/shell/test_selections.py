"""What a click means to a page: the mark, cell or row that was hit, and nothing where nothing was."""

from __future__ import annotations

from pathlib import Path

import pytest

from zone_atlas.ui.shell import selections
from zone_atlas.ui.shell.selections import (
    read_clicked_data,
    read_clicked_points,
    read_picked_cell,
    read_picked_row,
)

# What Streamlit holds for an element that was drawn, and whose selection was taken back.
NO_POINT = {"selection": {"points": [], "point_indices": [], "box": [], "lasso": []}}
NO_CELL = {"selection": {"rows": [], "columns": [], "cells": []}}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The state of a session, to be filled by the test."""
    state: dict[str, object] = {}
    monkeypatch.setattr(selections.st, "session_state", state)
    return state


def click(session: dict[str, object], *points: dict[str, object]) -> None:
    """Put points into the selection of the chart 'lines', as a click does."""
    session["lines-plot"] = {"selection": {"points": list(points)}}


def test_a_click_gives_what_the_chart_attached_to_the_mark(session: dict[str, object]) -> None:
    click(session, {"x": 2020, "y": 51.2, "customdata": ["LN-C", "D1", 2020]})
    assert read_clicked_data("lines") == ("LN-C", "D1", 2020)


def test_a_lone_code_is_one_field_and_not_its_letters(session: dict[str, object]) -> None:
    click(session, {"customdata": "610422"})
    assert read_clicked_data("lines") == ("610422",)


def test_of_several_marks_in_one_place_the_first_that_carries_data_counts(
    session: dict[str, object],
) -> None:
    bare, empty = {"x": 2019, "y": 50.0}, {"customdata": []}
    click(session, bare, empty, {"customdata": ["HE-TS", "B2"]}, {"customdata": ["LN-C", "B2"]})
    assert read_clicked_data("lines") == ("HE-TS", "B2")


@pytest.mark.parametrize(
    "held",
    [None, {}, {"selection": {}}, NO_POINT, {"selection": {"points": [{"x": 1}, {"customdata": None}]}}],
)
def test_a_click_on_nothing_opens_nothing(session: dict[str, object], held: dict | None) -> None:
    if held is not None:
        session["lines-plot"] = held
    assert read_clicked_data("lines") == ()


def test_a_map_is_told_every_point_with_its_place(session: dict[str, object]) -> None:
    points: list[dict[str, object]] = [{"location": "210200"}, {"customdata": "610422"}]
    click(session, *points)
    assert read_clicked_points("lines") == points
    assert read_clicked_points("another") == []


def test_a_picked_cell_gives_its_row_and_its_column(session: dict[str, object]) -> None:
    session["table"] = {"selection": {"rows": [], "columns": [], "cells": [[3, "2020"]]}}
    assert read_picked_cell("table") == (3, "2020")


def test_the_first_row_counts_as_picked(session: dict[str, object]) -> None:
    session["table"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    assert read_picked_row("table") == 0


@pytest.mark.parametrize("held", [None, {}, {"selection": {}}, NO_CELL])
def test_a_table_in_which_nothing_is_picked_opens_nothing(
    session: dict[str, object], held: dict | None
) -> None:
    if held is not None:
        session["table"] = held
    assert read_picked_cell("table") is None
    assert read_picked_row("table") is None


def test_no_page_reads_clicks_in_a_way_of_its_own() -> None:
    home = Path(selections.__file__)
    others = [path for path in home.parent.rglob("*.py") if path != home]
    assert [path.name for path in others if '"selection"' in path.read_text(encoding="utf-8")] == []
