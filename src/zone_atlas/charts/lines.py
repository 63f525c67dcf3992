"""One large trend chart: one to six places over the band of all cities."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts import theme
from zone_atlas.charts.event_ticks import add_event_ticks
from zone_atlas.charts.labels import count_lines, format_chart_number, wrap_label
from zone_atlas.charts.line_ends import list_line_ends, measure_line_ends, write_line_ends
from zone_atlas.charts.place_styles import Style, list_place_styles, measure_key, write_place_key
from zone_atlas.charts.runs import (
    QUALIFIED,
    Backdrop,
    Panel,
    check_panels,
    find_axis_spans,
    is_hollow_at,
    join_with_gaps,
    list_break_marks,
    list_hover_points,
    list_median_runs,
    outline_band,
    split_place_runs,
)
from zone_atlas.charts.sketch import Sketch
from zone_atlas.charts.strokes import add_breaks, add_dots, add_line, add_targets

MOST_LINES = 6
LABEL_LEVELS = 3
LINE_HEIGHT = 13
# Width of the key on a phone, where the names do not fit beside the lines.
KEY_WIDTH = 300


def draw_trend_lines(
    places: Sequence[Panel],
    band: pd.DataFrame,
    break_years: Sequence[tuple[int, str]] = (),
    *,
    policy_years: Sequence[tuple[int, str]] = (),
    value_range: tuple[float, float] | None = None,
    year_range: tuple[int, int] | None = None,
    value_title: str = "",
    height: int = 340,
    compact: bool = False,
    mode: theme.Mode = "light",
    family: theme.Family = "driver",
    decimals: int = 0,
) -> go.Figure:
    """Draw up to six places, each with its own hue, dash and mark, over the quartile band of all cities.

    Parameters
    ----------
    places : sequence of Panel
        The first takes the family's hue; ``reference_years`` are dashed accent lines with their labels.
    band : DataFrame
        Columns ``year``, ``q25``, ``median``, ``q75``, ``segment``.
    break_years : sequence of (year, label)
        First year of each new definition, drawn dotted half a year before.
    policy_years : sequence of (year, hover text)
        What was decided in which year: short ticks on the base of the chart.
    value_title : str
        Indicator and unit, written above the axis.
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
    if len(places) > MOST_LINES:
        raise ValueError(f"{len(places)} lines cannot be told apart: at most {MOST_LINES}, else trend_panels")
    behind = [Backdrop(band, [year for year, _ in break_years])] * len(places)
    check_panels(places, behind)
    years, values = find_axis_spans(places, behind, year_range, value_range)
    events, levels, deepest = _place_events(places, years)
    top = (27 if value_title else 6) + deepest * LINE_HEIGHT + (4 if deepest else 0)
    names = [place.title for place in places]
    key = measure_key(names, KEY_WIDTH) if compact and len(places) > 1 else 0
    styles = list_place_styles(mode, family)
    ends = list_line_ends(places, styles, years[1], compact, decimals)
    left = max(42, 14 + round(6.4 * len(format_chart_number(max(values, key=abs)))))
    chart = theme.start_chart(mode, height, l=left, r=measure_line_ends(ends), t=top + key, b=26)
    _set_trend_axes(chart, years, values, value_title, top, left, compact, mode)
    _draw_city_band(chart, band, mode)
    _draw_verticals(chart, break_years, events, levels, years, values, mode)
    decided = [(year, values[0], text) for year, text in policy_years if years[0] <= year <= years[1]]
    plot_height = height - top - key - 26
    add_event_ticks(chart, decided, (values[1] - values[0]) / plot_height, mode)
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


def _place_events(
    places: Sequence[Panel], years: tuple[int, int]
) -> tuple[list[tuple[int, str]], list[tuple[int, str]], int]:
    """Reference years on the axis, the height and label of each, and how many lines of text stand above."""
    events = sorted({event for place in places for event in place.reference_years})
    events = [event for event in events if years[0] <= event[0] <= years[1]]
    levels = _stack_event_labels(events)
    return events, levels, max((level + count_lines(text) for level, text in levels), default=0)


def _stack_event_labels(events: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Give each event label a height, so that labels of near years stand above one another."""
    placed: list[tuple[int, str]] = []
    for position, (year, label) in enumerate(events):
        near = [placed[k] for k in range(position) if year - events[k][0] <= 4]
        taken = max((level + count_lines(text) for level, text in near), default=0)
        placed.append((taken, wrap_label(label, 26)))
    return placed


def _set_trend_axes(
    chart: Sketch,
    years: tuple[int, int],
    values: tuple[float, float],
    value_title: str,
    top: int,
    left: int,
    compact: bool,
    mode: theme.Mode,
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
    if value_title:
        chart.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            xshift=4 - left,
            y=1,
            yref="paper",
            yanchor="top",
            yshift=top,
            text=value_title,
            showarrow=False,
            font={"color": theme.get_palette(mode).muted, "size": theme.FONT_SIZE - 1},
        )


def _draw_city_band(chart: Sketch, band: pd.DataFrame, mode: theme.Mode) -> None:
    palette = theme.get_palette(mode)
    across, along = join_with_gaps(outline_band(band))
    chart.add_scatter(
        x=across,
        y=along,
        mode="lines",
        fill="toself",
        fillcolor=theme.fade_colour(palette.peers, 0.38),
        line={"width": 0},
        hoverinfo="skip",
        name="band",
    )
    add_line(chart, list_median_runs(band), palette.muted, 1, "median")


def _draw_verticals(
    chart: Sketch,
    break_years: Sequence[tuple[int, str]],
    events: Sequence[tuple[int, str]],
    levels: Sequence[tuple[int, str]],
    years: tuple[int, int],
    values: tuple[float, float],
    mode: theme.Mode,
) -> None:
    palette = theme.get_palette(mode)
    low, high = values
    breaks = [[(year - 0.5, low), (year - 0.5, high)] for year, _ in break_years]
    add_line(chart, breaks, palette.muted, 1, "breaks", "1px,3px")
    for year, label in break_years:
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
    lines = [[(year, low), (year, high)] for year, _ in events]
    add_line(chart, lines, palette.accent, 1, "references", "3px,3px")
    for (year, _), (level, text) in zip(events, levels, strict=True):
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
        add_dots(chart, alone, hue, mode, name, 7, symbol=style.symbol, hollow=open_)
    found = place.points.dropna(subset=["value"])
    held = found[found["status"].isin(QUALIFIED)]
    marked = {run[0][0] for run in runs if len(run) == 1} | {run[-1][0] for run in runs[-1:]}
    within = held[~held["year"].isin(marked)]
    qualified = [(float(y), float(v)) for y, v in zip(within["year"], within["value"], strict=True)]
    add_dots(chart, qualified, hue, mode, "qualified", 5, hollow=True)
    if runs:
        end = runs[-1][-1]
        add_dots(chart, [end], hue, mode, "last", 9, symbol=style.symbol, hollow=is_hollow_at(place, end[0]))


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
