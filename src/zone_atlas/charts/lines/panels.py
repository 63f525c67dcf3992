"""Trends as small multiples: one panel per place over the band of all cities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.event_ticks import add_event_ticks
from zone_atlas.charts.base.labels import format_chart_number
from zone_atlas.charts.base.line_data import (
    QUALIFIED,
    Backdrop,
    Lines,
    Panel,
    check_panels,
    find_axis_spans,
    is_hollow_at,
    list_hover_points,
    pick_backdrops,
)
from zone_atlas.charts.base.runs import (
    Point,
    list_break_marks,
    list_median_runs,
    outline_band,
    split_place_runs,
)
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_band, add_breaks, add_dots, add_line, add_words
from zone_atlas.charts.base.targets import add_targets

COLUMN_GAP = 0.2
TITLE_HEIGHT = 22
PANEL_HEIGHT = 104
ROW_GAP = 14
YEAR_LABELS = 16


@dataclass(frozen=True)
class _Frame:
    """Maps (year, value) of panel k onto the one axis pair that all panels share.

    Across one unit is a panel, down one unit is a pixel. One pair of axes lets a single trace serve
    all panels, which keeps the figure a tenth of the size of one with an axis pair per panel.
    """

    columns: int
    panel_height: int
    pitch: int
    years: tuple[int, int]
    values: tuple[float, float]

    def left(self, index: int) -> float:
        return (index % self.columns) * (1 + COLUMN_GAP)

    def top(self, index: int) -> float:
        return (index // self.columns) * self.pitch + TITLE_HEIGHT

    def x(self, index: int, year: float) -> float:
        first, last = self.years
        return round(self.left(index) + (year - first) / max(last - first, 1), 4)

    def y(self, index: int, value: float) -> float:
        low, high = self.values
        return round(self.top(index) + (high - value) / (high - low) * self.panel_height, 1)

    def run(self, index: int, run: Iterable[Point]) -> list[Point]:
        return [(self.x(index, year), self.y(index, value)) for year, value in run]


def draw_trend_panels(
    lines: Lines,
    mode: theme.Mode = "light",
    family: theme.Family = "driver",
    *,
    value_ticks: Sequence[float] = (0, 50, 100),
    columns: int = 6,
) -> go.Figure:
    """Draw one small panel per place, all on the same axes.

    Parameters
    ----------
    lines : Lines
    mode : {'light', 'dark'}
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the panels that have none of their own.
    value_ticks : sequence of float
        Where the axes of values are labelled; those of years are labelled at both ends.
    columns : int
        6 suits a full-width desktop card, 2 a phone.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``points``, is invisible and carries ``customdata = (panel id, year)``.

    Raises
    ------
    ValueError
        If a segment skips a year or crosses a break, or the data leave the axes.
    """
    panels = lines.panels
    behind = pick_backdrops(panels, lines.backdrop)
    check_panels(panels, behind)
    years, values = find_axis_spans(panels, behind, lines.year_range, lines.value_range)
    columns = max(1, min(columns, len(panels)))
    # Few columns means many rows: the years must then stand under each panel, not at the far bottom.
    under_each = columns <= 3
    pitch = TITLE_HEIGHT + PANEL_HEIGHT + ROW_GAP + (YEAR_LABELS if under_each else 0)
    frame = _Frame(columns, PANEL_HEIGHT, pitch, years, values)
    rows = math.ceil(len(panels) / columns)
    height = rows * pitch + (0 if under_each else YEAR_LABELS)
    chart = theme.start_chart(mode, height, l=30, r=26, t=0, b=0)
    chart.update_xaxes(range=[-0.02, columns + COLUMN_GAP * (columns - 1)], visible=False)
    chart.update_yaxes(range=[height, 0])
    _label_panel_values(chart, frame, rows, value_ticks, lines.decimals)
    _draw_panel_backdrops(chart, frame, behind, value_ticks, mode)
    _draw_panel_references(chart, frame, panels, mode)
    _draw_panel_events(chart, frame, len(panels), lines.events, mode)
    marks = [
        frame.run(index, [mark])[0]
        for index, panel in enumerate(panels)
        for mark in list_break_marks(panel.points, behind[index].break_years)
    ]
    add_breaks(chart, marks, mode, 5)
    _draw_panel_lines(chart, frame, panels, mode, family, lines.decimals)
    _write_panel_words(chart, frame, panels, under_each, mode)
    _draw_panel_targets(chart, frame, panels, lines.decimals)
    return theme.keep_on_selection(chart)


def _label_panel_values(
    chart: Sketch, frame: _Frame, rows: int, ticks: Sequence[float], decimals: int
) -> None:
    firsts = [row * frame.columns for row in range(rows)]
    chart.update_yaxes(
        tickvals=[frame.y(index, tick) for index in firsts for tick in ticks],
        ticktext=[f"{format_chart_number(tick, decimals)} " for _ in firsts for tick in ticks],
        tickfont={"size": 10},
    )


def _draw_panel_backdrops(
    chart: Sketch, frame: _Frame, behind: Sequence[Backdrop], ticks: Sequence[float], mode: theme.Mode
) -> None:
    palette = theme.get_palette(mode)
    every = list(enumerate(behind))
    rules = [
        frame.run(i, [(frame.years[0], tick), (frame.years[1], tick)]) for i, _ in every for tick in ticks
    ]
    add_line(chart, rules, palette.grid, 1, "grid")
    outlines = [frame.run(i, outline) for i, one in every for outline in outline_band(one.band)]
    add_band(chart, outlines, mode)
    medians = [frame.run(i, run) for i, one in every for run in list_median_runs(one.band)]
    add_line(chart, medians, palette.muted, 1, "median")
    breaks = [
        frame.run(i, [(year - 0.5, frame.values[0]), (year - 0.5, frame.values[1])])
        for i, one in every
        for year in one.break_years
    ]
    add_line(chart, breaks, palette.muted, 1, "breaks", "1px,3px")


def _draw_panel_references(chart: Sketch, frame: _Frame, panels: Sequence[Panel], mode: theme.Mode) -> None:
    accent = theme.get_palette(mode).accent
    marks = [
        (index, year, f"<b>{panel.title}</b><br>{label}")
        for index, panel in enumerate(panels)
        for year, label in panel.reference_years
        if frame.years[0] <= year <= frame.years[1]
    ]
    low, high = frame.values
    add_line(
        chart,
        [frame.run(i, [(year, low), (year, high)]) for i, year, _ in marks],
        accent,
        1,
        "references",
        "3px,3px",
    )
    chart.add_scatter(
        x=[frame.x(index, year) for index, year, _ in marks],
        y=[frame.y(index, high) for index, _, _ in marks],
        mode="markers",
        marker={"symbol": "triangle-down", "size": 6, "color": accent},
        text=[text for _, _, text in marks],
        hovertemplate="%{text}<extra></extra>",
        name="reference labels",
    )


def _draw_panel_events(
    chart: Sketch, frame: _Frame, count: int, events: Sequence[tuple[int, str]], mode: theme.Mode
) -> None:
    low, (first, last) = frame.values[0], frame.years
    bases = [
        (frame.x(index, year), frame.y(index, low), text)
        for index in range(count)
        for year, text in events
        if first <= year <= last
    ]
    # Down the chart one unit is one pixel.
    add_event_ticks(chart, bases, -1.0, mode)


def _draw_panel_lines(
    chart: Sketch,
    frame: _Frame,
    panels: Sequence[Panel],
    mode: theme.Mode,
    family: theme.Family,
    decimals: int,
) -> None:
    families = [panel.family or family for panel in panels]
    for one in dict.fromkeys(families):
        members = [(i, panel) for i, panel in enumerate(panels) if families[i] == one]
        _draw_family_lines(chart, frame, members, mode, theme.get_palette(mode).family(one), decimals)


def _draw_family_lines(
    chart: Sketch,
    frame: _Frame,
    panels: Sequence[tuple[int, Panel]],
    mode: theme.Mode,
    hue: str,
    decimals: int,
) -> None:
    """Lines, lone and qualified points, and the last value of the panels of one hue."""
    runs = [(index, run) for index, panel in panels for run in split_place_runs(panel.points)]
    add_line(chart, [frame.run(index, run) for index, run in runs if len(run) > 1], hue, 2, "lines")
    alone = [(index, run[0]) for index, run in runs if len(run) == 1]
    add_dots(
        chart, [frame.run(index, [point])[0] for index, point in alone], DotLook(hue, 4), mode, "isolated"
    )
    qualified = [
        (frame.x(index, row.year), frame.y(index, row.value))
        for index, panel in panels
        for row in panel.points.dropna(subset=["value"]).itertuples()
        if row.status in QUALIFIED
    ]
    add_dots(chart, qualified, DotLook(hue, 4, hollow=True), mode, "qualified")
    ends, marks = {index: run[-1] for index, run in runs}, dict(panels)
    for hollow in (False, True):
        chosen = [(i, point) for i, point in ends.items() if is_hollow_at(marks[i], point[0]) is hollow]
        places = [frame.run(index, [point])[0] for index, point in chosen]
        text = [format_chart_number(point[1], decimals) for _, point in chosen]
        add_dots(
            chart, places, DotLook(hue, 6, hollow=hollow), mode, "last open" if hollow else "last", text=text
        )


def _write_panel_words(
    chart: Sketch,
    frame: _Frame,
    panels: Sequence[Panel],
    under_each: bool,
    mode: theme.Mode,
) -> None:
    palette = theme.get_palette(mode)
    titles = [(frame.left(i) - 0.02, frame.top(i) - 12, panel.title) for i, panel in enumerate(panels)]
    add_words(chart, titles, palette.ink, theme.FONT_SIZE, "titles")
    labelled = [i for i in range(len(panels)) if under_each or i + frame.columns >= len(panels)]
    years = [
        (frame.x(i, year), frame.top(i) + frame.panel_height + 1, str(int(year)))
        for i in labelled
        for year in frame.years
    ]
    # The outer years lie within their panel, clear of the value axis and of the next panel's years.
    places = {frame.years[0]: "bottom right", frame.years[1]: "bottom left"}
    positions = [places[year] for _ in labelled for year in frame.years]
    add_words(chart, years, palette.muted, 10, "years", positions)


def _draw_panel_targets(chart: Sketch, frame: _Frame, panels: Sequence[Panel], decimals: int) -> None:
    hits = [
        (frame.run(index, [(year, value)])[0], (panel.id, year), text)
        for index, panel in enumerate(panels)
        for year, value, text in list_hover_points(panel, decimals)
    ]
    add_targets(chart, [hit[0] for hit in hits], [hit[1] for hit in hits], [hit[2] for hit in hits], "points")
