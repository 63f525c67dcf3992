"""Grades by zone and year: what was published, what was not, and what could not be found, each by shape and word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import count_lines, wrap_label
from zone_atlas.charts.base.row_parts import measure_widest_line
from zone_atlas.charts.base.runs import Point
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line, add_words
from zone_atlas.charts.base.targets import add_targets

STATES = ("excellent", "good", "pass", "mixed", "unnamed", "not_found", "not_yet")
# Position of a published grade on the ramp.
STRENGTH = {"excellent": 1.0, "good": 0.55, "pass": 0.2}
HALF_WIDTH, HALF_HEIGHT = 0.47, 0.42
HATCH_STEP = 0.1
SLICE_HEIGHT = 0.2
LINE_HEIGHT = 14
COMPACT_WRAP = 15


Cell = tuple[str, int]


@dataclass(frozen=True)
class Grades:
    """Grades of zones by year, and the words for them in the reader's language.

    Attributes
    ----------
    states : DataFrame of str, shape (zones, years)
        Index = zone ids from top to bottom, columns = years, values from ``STATES``.
    row_labels, column_labels : mappings
        Labels of zones and years; a year's may have a second line after ``<br>``.
    words : mapping of state to word
        Printed in the cells.
    members : mapping of (zone, year) to states
        What the members of a mixed cell got, one state each.
    hover, cell_words : mappings of (zone, year) to text
        More hover text; a word for one cell in place of its state's.
    """

    states: pd.DataFrame
    row_labels: Mapping[str, str]
    column_labels: Mapping[int, str]
    words: Mapping[str, str]
    members: Mapping[Cell, Sequence[str]] = field(default_factory=dict)
    hover: Mapping[Cell, str] = field(default_factory=dict)
    cell_words: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def cells(self) -> dict[Cell, str]:
        """State of each cell, row by row."""
        states = self.states
        return {(str(z), int(year)): str(states.at[z, year]) for z in states.index for year in states.columns}


def draw_grade_matrix(grades: Grades, mode: theme.Mode = "light", *, compact: bool = False) -> go.Figure:
    """Draw a matrix of grades.

    A published grade fills its cell, the better the stronger. A grade that was not published is an empty
    box, one that could not be found is hatched, a year before the designation is left bare. Members of a
    zone that were graded apart show as slices at the foot of the cell.

    Parameters
    ----------
    grades : Grades
    mode : {'light', 'dark'}
    compact : bool
        For a phone: smaller type.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``cells``, is invisible and carries ``customdata = (zone id, year)``.

    Raises
    ------
    ValueError
        If a state is unknown.
    """
    cells, column_labels = grades.cells, grades.column_labels
    unknown = sorted(set(cells.values()) - set(STATES))
    if unknown:
        raise ValueError(f"unknown states: {unknown}")
    columns = {int(year): position + 0.5 for position, year in enumerate(grades.states.columns)}
    rows = {str(zone): position for position, zone in enumerate(grades.states.index)}
    places = {cell: (columns[cell[1]], float(rows[cell[0]])) for cell in cells}
    top = LINE_HEIGHT * max((count_lines(label) for label in column_labels.values()), default=1) + 8
    labels = {zone: wrap_label(grades.row_labels[zone], COMPACT_WRAP if compact else 99) for zone in rows}
    left = 10 + round((5.6 if compact else 6.3) * measure_widest_line(labels.values()))
    cell_height = 30 if compact else 26
    chart = theme.start_chart(mode, top + cell_height * len(rows) + 4, l=left, r=4, t=top, b=4)
    _label_grade_axes(chart, list(labels.values()), columns, column_labels, compact)
    _draw_grade_grounds(chart, cells, places, mode)
    _draw_member_slices(chart, places, grades.members, mode)
    _write_grade_words(chart, grades, places, mode, theme.FONT_SIZE - (2 if compact else 1))
    _draw_grade_targets(chart, grades, places, cell_height)
    return theme.keep_on_selection(chart)


def find_grade_ground(state: str, mode: theme.Mode) -> str:
    """Return the ground of a cell or slice: the ramp for a grade, the page's own ground otherwise.

    Parameters
    ----------
    state : str
        One of ``STATES``.
    mode : {'light', 'dark'}
    """
    if state in STRENGTH:
        return theme.find_ramp_colour("driver", mode, STRENGTH[state])
    return theme.get_palette(mode).ground


def _label_grade_axes(
    chart: Sketch,
    row_labels: Sequence[str],
    columns: Mapping[int, float],
    column_labels: Mapping[int, str],
    compact: bool,
) -> None:
    chart.update_xaxes(
        side="top",
        range=[0, len(columns)],
        tickvals=list(columns.values()),
        ticktext=[column_labels[year] for year in columns],
        ticklabeloverflow="allow",
        tickfont={"size": theme.FONT_SIZE - (2 if compact else 1)},
    )
    chart.update_yaxes(
        range=[len(row_labels) - 0.5, -0.5],
        tickvals=list(range(len(row_labels))),
        ticktext=[f"{label} " for label in row_labels],
        tickfont={"color": chart.ink, "size": theme.FONT_SIZE - compact},
    )
    # Cells are wider than tall: the pointer stays over its cell well beyond plotly's 20 px.
    chart.update_layout(hoverdistance=80)


def _outline_cell(place: Point, half_width: float = HALF_WIDTH, top: float = -HALF_HEIGHT) -> list[Point]:
    """Outline of a cell, or of the strip from `top` to its foot."""
    across, down = place
    left, right = across - half_width, across + half_width
    return [
        (left, down + top),
        (right, down + top),
        (right, down + HALF_HEIGHT),
        (left, down + HALF_HEIGHT),
        (left, down + top),
    ]


def _hatch_cell(place: Point) -> list[list[Point]]:
    """Slanted strokes across a cell."""
    across, down = place
    lean = HATCH_STEP * 1.6
    count = int((2 * HALF_WIDTH - lean) / HATCH_STEP) + 1
    start = across - HALF_WIDTH + (2 * HALF_WIDTH - lean - (count - 1) * HATCH_STEP) / 2
    return [
        [
            (round(start + step * HATCH_STEP, 3), down + HALF_HEIGHT),
            (round(start + step * HATCH_STEP + lean, 3), down - HALF_HEIGHT),
        ]
        for step in range(count)
    ]


def _fill_outlines(chart: Sketch, outlines: Sequence[Sequence[Point]], colour: str, name: str) -> None:
    across: list[float | None] = []
    down: list[float | None] = []
    for outline in outlines:
        across.extend([*(point[0] for point in outline), None])
        down.extend([*(point[1] for point in outline), None])
    chart.add_scatter(
        x=across,
        y=down,
        mode="lines",
        fill="toself",
        fillcolor=colour,
        line={"width": 0},
        hoverinfo="skip",
        name=name,
    )


def _draw_grade_grounds(
    chart: Sketch,
    cells: Mapping[Cell, str],
    places: Mapping[Cell, Point],
    mode: theme.Mode,
) -> None:
    palette = theme.get_palette(mode)
    of = {state: [places[cell] for cell, found in cells.items() if found == state] for state in STATES}
    for state in STRENGTH:
        if of[state]:
            _fill_outlines(
                chart, [_outline_cell(place) for place in of[state]], find_grade_ground(state, mode), state
            )
    if of["mixed"]:
        add_line(chart, [_outline_cell(place) for place in of["mixed"]], palette.driver, 1.4, "mixed")
    if of["unnamed"]:
        add_line(chart, [_outline_cell(place) for place in of["unnamed"]], palette.muted, 1, "unnamed")
    if of["not_found"]:
        strokes = [stroke for place in of["not_found"] for stroke in _hatch_cell(place)]
        add_line(chart, strokes, palette.no_data, 1, "not_found")


def _draw_member_slices(
    chart: Sketch,
    places: Mapping[Cell, Point],
    members: Mapping[Cell, Sequence[str]],
    mode: theme.Mode,
) -> None:
    """One slice per member at the foot of a mixed cell, filled where its grade was published."""
    strips: dict[str, list[list[Point]]] = {}
    for cell, states in members.items():
        across, down = places[cell]
        width = 2 * HALF_WIDTH / max(len(states), 1)
        for position, state in enumerate(states):
            centre = across - HALF_WIDTH + (position + 0.5) * width
            outline = _outline_cell((centre, down), width / 2 - 0.012, HALF_HEIGHT - SLICE_HEIGHT)
            strips.setdefault(state, []).append(outline)
    for state, outlines in strips.items():
        if state in STRENGTH:
            _fill_outlines(chart, outlines, find_grade_ground(state, mode), f"members {state}")
        else:
            add_line(chart, outlines, theme.get_palette(mode).muted, 1, f"members {state}")


def _write_grade_words(
    chart: Sketch,
    grades: Grades,
    places: Mapping[Cell, Point],
    mode: theme.Mode,
    size: int,
) -> None:
    palette = theme.get_palette(mode)
    by_state: dict[str, list[tuple[float, float, str]]] = {}
    for cell, state in grades.cells.items():
        across, down = places[cell]
        # The word of a mixed cell stands above its slices.
        lift = SLICE_HEIGHT / 2 if state == "mixed" else 0
        word = grades.cell_words.get(cell, grades.words[state])
        by_state.setdefault(state, []).append((across, down - lift, word))
    for state, found in by_state.items():
        if state in STRENGTH:
            colour = theme.choose_text_colour(find_grade_ground(state, mode))
        else:
            colour = palette.ink if state == "mixed" else palette.muted
        add_words(chart, found, colour, size, f"words {state}", "middle center")


def _draw_grade_targets(
    chart: Sketch, grades: Grades, places: Mapping[Cell, Point], cell_height: int
) -> None:
    texts = []
    for cell, state in grades.cells.items():
        zone, year = grades.row_labels[cell[0]], cell[1]
        lines = [f"<b>{zone}</b>", f"{year}  {grades.words[state]}", grades.hover.get(cell, "")]
        texts.append("<br>".join(line for line in lines if line).replace("\u00ad", ""))
    cells = list(grades.cells)
    add_targets(chart, [places[cell] for cell in cells], cells, texts, "cells", cell_height - 4)
