"""Positions of a few places among all cities: one row per indicator, in groups, with the median city as a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import count_lines, measure_text, wrap_label
from zone_atlas.charts.base.place_styles import (
    Style,
    assign_place_styles,
    make_place_marker,
    measure_key,
    write_place_key,
)
from zone_atlas.charts.base.row_parts import write_ends, write_row_heading
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line

MARK, FIRST_MARK = 9, 11
ROW, MORE_LINES, HEADING = 21, 12, 26
AXIS = 34
COLUMN = 6.0
TICKS = (0, 25, 50, 75, 100)
# What the key may take of the width: half a desktop card, or a phone.
KEY_WIDTH, KEY_WIDTH_COMPACT = 500, 310


@dataclass(frozen=True)
class DotGroup:
    """Rows under one heading: (id, label) from top to bottom."""

    heading: str
    family: theme.Family
    rows: Sequence[tuple[str, str]]


class Mark(NamedTuple):
    """A place in a row: its position (0–100), whether it is a proxy, and what is said on pointing at it."""

    place: str
    row: str
    position: float
    open: bool
    hover: str


@dataclass(frozen=True)
class DotWords:
    """Ends and middle of the axis in the reader's language."""

    low: str
    middle: str
    high: str


@dataclass(frozen=True)
class _DotRow:
    """One row as laid out: its id, its label in lines, and the pixel from the top on which it stands."""

    id: str
    label: str
    down: float


def draw_dot_plot(
    groups: Sequence[DotGroup],
    marks: Sequence[Mark],
    places: Sequence[tuple[str, str]],
    words: DotWords,
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw one row per indicator and one mark per place, on an axis from 0 to 100 with the median city at 50.

    Every row keeps its room, whether a place has a figure or not, so that nothing moves with the choice of places.

    Parameters
    ----------
    groups : sequence of DotGroup
        From top to bottom.
    marks : sequence of Mark
        Those without a position are left out.
    places : sequence of (id, name)
        At most as many as there are styles; the first is drawn largest and on top.
    words : DotWords
    mode : {'light', 'dark'}
    compact : bool
        For a phone: narrower labels.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace per place, named by its id, carries ``customdata = (place id, row id)``.

    Raises
    ------
    ValueError
        If there are more places than styles.
    """
    styles = assign_place_styles(len(places), mode)
    rows, headings, height = _lay_out_dot_rows(groups, 20 if compact else 33)
    widest = max((measure_text(line) for row in rows for line in row.label.split("<br>")), default=0)
    left = 10 + round(COLUMN * widest)
    names = [name for _, name in places]
    key_width = KEY_WIDTH_COMPACT if compact else KEY_WIDTH
    top = AXIS + measure_key(names, key_width)
    chart = theme.start_chart(mode, round(height) + top + 4, l=left, r=12, t=top, b=4)
    _set_dot_axes(chart, rows, height, words, compact)
    _draw_median_backdrop(chart, rows, headings, height, mode)
    down = {row.id: row.down for row in rows}
    found = [mark for mark in marks if math.isfinite(mark.position) and mark.row in down]
    _draw_row_spans(chart, down, found, mode)
    # The first place is drawn last, on top of the others.
    for (place, _), style, first in reversed(
        [(p, s, k == 0) for k, (p, s) in enumerate(zip(places, styles, strict=True))]
    ):
        _draw_place_marks(chart, [m for m in found if m.place == place], down, style, mode, first=first)
    write_place_key(chart, names, styles, key_width)
    return theme.keep_on_selection(chart)


def _lay_out_dot_rows(
    groups: Sequence[DotGroup], width: int
) -> tuple[list[_DotRow], list[tuple[str, theme.Family, float]], float]:
    """Rows, headings (text, family, pixel) and the height of all."""
    rows: list[_DotRow] = []
    headings: list[tuple[str, theme.Family, float]] = []
    down = 0.0
    for group in groups:
        headings.append((group.heading, group.family, down + HEADING * 0.55))
        down += HEADING
        for key, name in group.rows:
            label = wrap_label(name, width)
            tall = ROW + MORE_LINES * (count_lines(label) - 1)
            rows.append(_DotRow(key, label, down + tall / 2))
            down += tall
    return rows, headings, max(down, 1.0)


def _set_dot_axes(
    chart: Sketch, rows: Sequence[_DotRow], height: float, words: DotWords, compact: bool
) -> None:
    chart.update_xaxes(
        range=[-3, 103],
        side="top",
        showgrid=True,
        tickvals=list(TICKS),
        ticktext=[str(tick) for tick in TICKS],
    )
    chart.update_yaxes(
        range=[height, 0],
        tickvals=[row.down for row in rows],
        ticktext=[f"{row.label.replace('<br>', ' <br>')} " for row in rows],
        tickfont={"color": chart.ink, "size": theme.FONT_SIZE - 1},
    )
    ends = [(0, "left", words.low), (100, "right", words.high)]
    if not compact:
        ends.append((50, "center", words.middle))
    write_ends(chart, ends, chart.ink, up=17)


def _draw_median_backdrop(
    chart: Sketch,
    rows: Sequence[_DotRow],
    headings: Sequence[tuple[str, theme.Family, float]],
    height: float,
    mode: theme.Mode,
) -> None:
    """Middle half of the cities as a band, the median city as a line, a hair line per row, the headings."""
    palette = theme.get_palette(mode)
    chart.add_shape(
        type="rect",
        x0=25,
        x1=75,
        y0=0,
        y1=height,
        layer="below",
        line={"width": 0},
        fillcolor=theme.fade_colour(palette.peers, 0.18),
    )
    add_line(chart, [[(0, row.down), (100, row.down)] for row in rows], palette.grid, 1, "rows")
    add_line(chart, [[(50, 0), (50, height)]], palette.ink, 1.2, "median")
    for text, family, down in headings:
        write_row_heading(chart, text, palette.family(family), down)


def _draw_row_spans(chart: Sketch, down: dict[str, float], marks: Sequence[Mark], mode: theme.Mode) -> None:
    """A line from the lowest to the highest place of each row."""
    found: dict[str, list[float]] = {}
    for mark in marks:
        found.setdefault(mark.row, []).append(mark.position)
    spans = [[(min(at), down[row]), (max(at), down[row])] for row, at in found.items()]
    add_line(chart, spans, theme.get_palette(mode).peers, 2, "spans")


def _draw_place_marks(
    chart: Sketch,
    marks: Sequence[Mark],
    down: dict[str, float],
    style: Style,
    mode: theme.Mode,
    *,
    first: bool,
) -> None:
    if not marks:
        return
    ground = theme.get_palette(mode).ground
    chart.add_scatter(
        x=[round(mark.position, 1) for mark in marks],
        y=[down[mark.row] for mark in marks],
        mode="markers",
        marker=make_place_marker(style, FIRST_MARK if first else MARK, ground, [mark.open for mark in marks]),
        customdata=[[mark.place, mark.row] for mark in marks],
        text=[mark.hover for mark in marks],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        name=marks[0].place,
    )
