"""One large trend chart: one place or several over the band of all cities."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.event_ticks import (
    LABEL_LINE,
    EventLabel,
    add_event_ticks,
    draw_break_lines,
    draw_reference_lines,
    place_event_labels,
)
from zone_atlas.charts.base.labels import count_lines, format_chart_number
from zone_atlas.charts.base.line_data import (
    QUALIFIED,
    Lines,
    Panel,
    check_panels,
    find_axis_spans,
    is_hollow_at,
    list_hover_points,
)
from zone_atlas.charts.base.place_styles import Style, assign_place_styles, measure_key, write_place_key
from zone_atlas.charts.base.runs import list_break_marks, list_median_runs, outline_band, split_place_runs
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_band, add_breaks, add_dots, add_line
from zone_atlas.charts.base.targets import add_targets
from zone_atlas.charts.lines.line_ends import list_line_ends, measure_line_ends, write_line_ends

# Pixels of the lower margin.
FOOT = 26
# Width of the key on a phone, where the names do not fit beside the lines.
KEY_WIDTH = 300


def draw_trend_lines(
    lines: Lines,
    mode: theme.Mode = "light",
    *,
    value_title: str = "",
    height: int = 340,
    compact: bool = False,
) -> go.Figure:
    """Draw as many places as there are styles, each with hue, dash and mark, over the quartile band of all cities.

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
        If there are more places than styles, a segment skips a year or crosses a break, or data leave the axes.
    """
    places, decimals = lines.panels, lines.decimals
    styles = assign_place_styles(len(places), mode)
    behind = [lines.backdrop] * len(places)
    check_panels(places, behind)
    years, values = find_axis_spans(places, behind, lines.year_range, lines.value_range)
    labels = place_event_labels(places, years)
    top = _measure_head(labels, value_title)
    names = [place.title for place in places]
    key = measure_key(names, KEY_WIDTH) if compact and len(places) > 1 else 0
    ends = list_line_ends(places, styles, years[1], compact, decimals)
    chart = theme.start_chart(
        mode, height, l=_measure_axis_room(values), r=measure_line_ends(ends), t=top + key, b=FOOT
    )
    _set_trend_axes(chart, years, values, compact)
    _write_value_title(chart, value_title, top, mode)
    _draw_city_band(chart, lines.band, mode)
    draw_break_lines(chart, lines.breaks, years, values, mode)
    draw_reference_lines(chart, labels, values, mode)
    plot_height = height - top - key - FOOT
    bases = [(year, values[0], text) for year, text in lines.events if years[0] <= year <= years[1]]
    add_event_ticks(chart, bases, (values[1] - values[0]) / plot_height, mode)
    _draw_place_lines(chart, lines, styles, mode)
    write_line_ends(chart, ends, years[1], values, plot_height)
    if key:
        write_place_key(chart, names, styles, KEY_WIDTH)
    _name_second_lines(chart, places, mode)
    _draw_line_targets(chart, places, decimals)
    return theme.keep_on_selection(chart)


def _measure_head(labels: Sequence[EventLabel], value_title: str) -> int:
    """Pixels above the plot that the title of the axis and the labels of reference years take."""
    deepest = max((label.level + count_lines(label.text) for label in labels), default=0)
    return (27 if value_title else 6) + deepest * LABEL_LINE + (4 if deepest else 0)


def _measure_axis_room(values: tuple[float, float]) -> int:
    """Pixels of the left margin, in which the longest number of the axis stands."""
    return max(42, 14 + round(6.4 * len(format_chart_number(max(values, key=abs)))))


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
    """Write what the axis shows, if anything, at the left edge of the chart with its upper edge above the plot."""
    if not text:
        return
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


def _draw_place_lines(chart: Sketch, lines: Lines, styles: Sequence[Style], mode: theme.Mode) -> None:
    for place, style in zip(lines.panels, styles, strict=True):
        _draw_place_line(chart, place, style, mode)
        _draw_place_dots(chart, place, style, mode)
    shared = lines.backdrop.break_years
    marks = [mark for place in lines.panels for mark in list_break_marks(place.points, shared)]
    add_breaks(chart, marks, mode, 7)


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


def _draw_place_dots(chart: Sketch, place: Panel, style: Style, mode: theme.Mode) -> None:
    """Years without neighbours, figures under a reserve, and the last one."""
    runs, hue = split_place_runs(place.points), style.hue
    for open_ in (False, True):
        alone = [run[0] for run in runs if len(run) == 1 and is_hollow_at(place, run[0][0]) is open_]
        name = "isolated open" if open_ else "isolated"
        add_dots(chart, alone, DotLook(hue, 7, hollow=open_, symbol=style.symbol), mode, name)
    found = place.points.dropna(subset=["value"])
    reserved = found[found["status"].isin(QUALIFIED)]
    marked = {run[0][0] for run in runs if len(run) == 1} | {run[-1][0] for run in runs[-1:]}
    within = reserved[~reserved["year"].isin(marked)]
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
