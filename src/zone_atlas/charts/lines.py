"""One large trend chart: one to six places over the band of all cities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts import theme
from zone_atlas.charts.event_ticks import add_event_ticks
from zone_atlas.charts.labels import count_lines, format_chart_number, wrap_label
from zone_atlas.charts.line_ends import list_line_ends, measure_line_ends, write_line_ends
from zone_atlas.charts.place_styles import Style, list_place_styles, measure_key, write_place_key
from zone_atlas.charts.runs import (
    QUALIFIED,
    Lines,
    Panel,
    check_panels,
    find_axis_spans,
    is_hollow_at,
    list_break_marks,
    list_hover_points,
    list_median_runs,
    outline_band,
    split_place_runs,
)
from zone_atlas.charts.sketch import Sketch
from zone_atlas.charts.strokes import DotLook, add_band, add_breaks, add_dots, add_line, add_targets

MOST_LINES = 6
LINE_HEIGHT = 13
# Pixels of the lower margin.
FOOT = 26
# Width of the key on a phone, where the names do not fit beside the lines.
KEY_WIDTH = 300


class _EventLabel(NamedTuple):
    """A reference year with its label, so many lines of text above the plot."""

    year: int
    level: int
    text: str


def draw_trend_lines(
    lines: Lines,
    mode: theme.Mode = "light",
    *,
    value_title: str = "",
    height: int = 340,
    compact: bool = False,
) -> go.Figure:
    """Draw up to six places, each with its own hue, dash and mark, over the quartile band of all cities.

    Parameters
    ----------
    lines : Lines
        The ``reference_years`` of its panels are dashed accent lines with their labels; their own backdrops and
        families are not drawn.
    mode : {'light', 'dark'}
    value_title : str
        Indicator and unit, written above the axis.
    height : int
        Pixels.
    compact : bool
        For a phone: names stand in a key above the plot instead of the right margin.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``points``, carries ``customdata = (place id, year)``.

    Raises
    ------
    ValueError
        If there are more than six places, a segment skips a year or crosses a break, or data leave the axes.
    """
    places, decimals = lines.panels, lines.decimals
    if len(places) > MOST_LINES:
        raise ValueError(
            f"{len(places)} lines cannot be told apart: at most {MOST_LINES}, else draw_trend_panels"
        )
    behind = [lines.backdrop] * len(places)
    check_panels(places, behind)
    years, values = find_axis_spans(places, behind, lines.year_range, lines.value_range)
    labels = _place_events(places, years)
    deepest = max((label.level + count_lines(label.text) for label in labels), default=0)
    top = (27 if value_title else 6) + deepest * LINE_HEIGHT + (4 if deepest else 0)
    names = [place.title for place in places]
    key = measure_key(names, KEY_WIDTH) if compact and len(places) > 1 else 0
    styles = list_place_styles(mode)
    ends = list_line_ends(places, styles, years[1], compact, decimals)
    left = max(42, 14 + round(6.4 * len(format_chart_number(max(values, key=abs)))))
    chart = theme.start_chart(mode, height, l=left, r=measure_line_ends(ends), t=top + key, b=FOOT)
    _set_trend_axes(chart, years, values, compact)
    if value_title:
        _write_value_title(chart, value_title, top, mode)
    _draw_city_band(chart, lines.band, mode)
    _draw_break_lines(chart, lines.breaks, years, values, mode)
    _draw_reference_lines(chart, labels, values, mode)
    events = [(year, values[0], text) for year, text in lines.events if years[0] <= year <= years[1]]
    plot_height = height - top - key - FOOT
    add_event_ticks(chart, events, (values[1] - values[0]) / plot_height, mode)
    for place, style in zip(places, styles, strict=False):
        _draw_place_line(chart, place, style, mode)
    marks = [mark for place in places for mark in list_break_marks(place.points, behind[0].break_years)]
    add_breaks(chart, marks, mode, 7)
    write_line_ends(chart, ends, years[1], values, plot_height)
    if key:
        write_place_key(chart, names, styles, KEY_WIDTH)
    _name_second_lines(chart, places, mode)
    _draw_line_targets(chart, places, decimals)
    return theme.keep_on_selection(chart)


def _place_events(places: Sequence[Panel], years: tuple[int, int]) -> list[_EventLabel]:
    """Reference years on the axis; labels of years close to each other stand above one another."""
    events = sorted({event for place in places for event in place.reference_years})
    placed: list[_EventLabel] = []
    for year, label in events:
        if years[0] <= year <= years[1]:
            near = [other for other in placed if year - other.year <= 4]
            level = max((other.level + count_lines(other.text) for other in near), default=0)
            placed.append(_EventLabel(year, level, wrap_label(label, 26)))
    return placed


def _set_trend_axes(
    chart: Sketch, years: tuple[int, int], values: tuple[float, float], compact: bool
) -> None:
    # Two charts may stand side by side: more labels than these would touch one another.
    step = 5 if compact or years[1] - years[0] > 12 else 2
    chart.update_xaxes(
        range=[years[0] - 0.4, years[1] + 0.4], tickformat="d", dtick=step, tick0=-(-years[0] // step) * step
    )
    chart.update_yaxes(
        range=list(values),
        showgrid=True,
        nticks=6,
        ticksuffix=" ",
        exponentformat="none",
        separatethousands=True,
    )


def _write_value_title(chart: Sketch, text: str, up: int, mode: theme.Mode) -> None:
    """Write what the axis shows at the left edge of the chart, with its upper edge some pixels above the plot."""
    chart.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=4 - chart.layout["margin"]["l"],
        y=1,
        yref="paper",
        yanchor="top",
        yshift=up,
        text=text,
        showarrow=False,
        font={"color": theme.get_palette(mode).muted, "size": theme.FONT_SIZE - 1},
    )


def _draw_city_band(chart: Sketch, band: pd.DataFrame, mode: theme.Mode) -> None:
    add_band(chart, outline_band(band), mode)
    add_line(chart, list_median_runs(band), theme.get_palette(mode).muted, 1, "median")


def _draw_break_lines(
    chart: Sketch,
    breaks: Sequence[tuple[int, str]],
    years: tuple[int, int],
    values: tuple[float, float],
    mode: theme.Mode,
) -> None:
    palette, (low, high) = theme.get_palette(mode), values
    dotted = [[(year - 0.5, low), (year - 0.5, high)] for year, _ in breaks]
    add_line(chart, dotted, palette.muted, 1, "breaks", "1px,3px")
    for year, label in breaks:
        # Late in the axis the label stands to the left of its line, where there is room for it.
        late = year > years[0] + 0.6 * (years[1] - years[0])
        chart.add_annotation(
            x=year - 0.5,
            y=low,
            xanchor="right" if late else "left",
            yanchor="bottom",
            # Clear of the ticks of decisions on the base.
            yshift=10,
            text=wrap_label(label, 20),
            align="right" if late else "left",
            showarrow=False,
            font={"color": palette.muted, "size": 10},
        )


def _draw_reference_lines(
    chart: Sketch, labels: Sequence[_EventLabel], values: tuple[float, float], mode: theme.Mode
) -> None:
    palette, (low, high) = theme.get_palette(mode), values
    dashed = [[(label.year, low), (label.year, high)] for label in labels]
    add_line(chart, dashed, palette.accent, 1, "references", "3px,3px")
    for year, level, text in labels:
        chart.add_annotation(
            x=year,
            y=1,
            yref="paper",
            yshift=level * LINE_HEIGHT,
            yanchor="bottom",
            text=text,
            showarrow=False,
            font={"color": palette.accent, "size": 10},
        )


def _draw_place_line(chart: Sketch, place: Panel, style: Style, mode: theme.Mode) -> None:
    runs, hue = split_place_runs(place.points), style.hue
    old = [run for run in runs if run[-1][0] < place.grey_before]
    add_line(
        chart, [[*run] for run in runs if len(run) > 1 and run not in old], hue, 2.2, "lines", style.dash
    )
    if old:
        add_line(
            chart,
            [[*run] for run in old],
            theme.get_palette(mode).muted,
            1.4,
            "levels before a break",
            style.dash,
        )
    if place.second:
        add_line(
            chart,
            [[*run] for run in split_place_runs(place.second.points)],
            theme.fade_colour(hue, 0.6),
            1.4,
            "second",
            "3px,2px",
        )
    for open_ in (False, True):
        alone = [run[0] for run in runs if len(run) == 1 and is_hollow_at(place, run[0][0]) is open_]
        name = "isolated open" if open_ else "isolated"
        add_dots(chart, alone, DotLook(hue, 7, hollow=open_, symbol=style.symbol), mode, name)
    found = place.points.dropna(subset=["value"])
    held = found[found["status"].isin(QUALIFIED)]
    marked = {run[0][0] for run in runs if len(run) == 1} | {run[-1][0] for run in runs[-1:]}
    within = held[~held["year"].isin(marked)]
    qualified = [(float(y), float(v)) for y, v in zip(within["year"], within["value"], strict=True)]
    add_dots(chart, qualified, DotLook(hue, 5, hollow=True), mode, "qualified")
    if runs:
        end = runs[-1][-1]
        add_dots(
            chart,
            [end],
            DotLook(hue, 9, hollow=is_hollow_at(place, end[0]), symbol=style.symbol),
            mode,
            "last",
        )


def _name_second_lines(chart: Sketch, places: Sequence[Panel], mode: theme.Mode) -> None:
    """Say what the lighter dashed lines are, in the upper corner of the plot."""
    labels = list(dict.fromkeys(place.second.label for place in places if place.second))
    if labels:
        chart.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=1,
            yref="paper",
            yanchor="top",
            yshift=-2,
            text=f"╌╌ {'<br>╌╌ '.join(labels)}",
            align="left",
            showarrow=False,
            font={"color": theme.get_palette(mode).muted, "size": theme.FONT_SIZE - 1},
        )


def _draw_line_targets(chart: Sketch, places: Sequence[Panel], decimals: int) -> None:
    hits = [
        ((year, value), (place.id, year), text)
        for place in places
        for year, value, text in list_hover_points(place, decimals)
    ]
    hits += [
        ((int(year), float(value)), (place.id, int(year)), _write_second_hover(place, year, value, decimals))
        for place in places
        if place.second
        for year, value in zip(place.second.points["year"], place.second.points["value"], strict=True)
    ]
    add_targets(
        chart, [hit[0] for hit in hits], [hit[1] for hit in hits], [hit[2] for hit in hits], "points", 12
    )


def _write_second_hover(place: Panel, year: int, value: float, decimals: int) -> str:
    label = place.second.label if place.second else ""
    return f"<b>{place.title}</b><br>{int(year)}  {format_chart_number(value, decimals)}<br>{label}"
