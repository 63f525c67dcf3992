"""Two indicators against each other: all cities grey, the zones named, a few places pointed out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from zone_atlas.charts import theme
from zone_atlas.charts.label_places import Label, place_labels
from zone_atlas.charts.labels import printed
from zone_atlas.charts.place_styles import Style, marker, place_styles
from zone_atlas.charts.sketch import Sketch
from zone_atlas.charts.strokes import add_line

LEFT, RIGHT, TOP, BOTTOM = 54, 12, 22, 42
CITY, ZONE, CHOSEN = 5, 7, 11
# Names are laid out for a plot as narrow as it gets: half a card on a small laptop, or a phone.
WIDTH, WIDTH_COMPACT = 430, 300
MOST_TICKS = 7


@dataclass(frozen=True)
class Axis:
    """Title (indicator and unit) and scale of an axis."""

    title: str
    log: bool


@dataclass(frozen=True)
class _Scale:
    """An axis as laid out: where each value stands, what is written where, and the ends."""

    log: bool
    floor: float
    ends: tuple[float, float]

    def at(self, values: pd.Series | NDArray[np.float64]) -> NDArray[np.float64]:
        numbers = np.asarray(values, dtype=float)
        return np.log10(np.maximum(numbers, self.floor)) if self.log else numbers

    def share(self, value: float) -> float:
        return (value - self.ends[0]) / (self.ends[1] - self.ends[0])


def scatter(
    points: pd.DataFrame,
    chosen: Sequence[tuple[str, str]],
    across: Axis,
    up: Axis,
    mode: theme.Mode = "light",
    *,
    height: int = 460,
    compact: bool = False,
) -> go.Figure:
    """Draw all places as dots, the zones with their names, and up to six chosen places with their own marks.

    Parameters
    ----------
    points : DataFrame
        Columns ``id``, ``label``, ``kind`` ('city' or 'zone'), ``across``, ``up``, ``open`` (True = proxy), ``hover``.
        On a logarithmic axis zeros stand at its foot, marked 0.
    chosen : sequence of (id, name)
        Those without a point are left out.
    across, up : Axis
    compact : bool
        For a phone: only the chosen places are named.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces ``cities``, ``zones`` and one named by the id of each chosen place carry ``customdata = (id, '')``.
    """
    palette = theme.colours(mode)
    chart = theme.figure(mode, height, l=LEFT, r=RIGHT, t=TOP, b=BOTTOM)
    scales = _scale(points["across"], across.log), _scale(points["up"], up.log)
    _set_axes(chart, points, scales, (across, up))
    placed = points.assign(x=scales[0].at(points["across"]), y=scales[1].at(points["up"]))
    _draw_medians(chart, placed, scales, mode)
    picked = placed["id"].isin([place for place, _ in chosen])
    for kind, size, hue, name in (
        ("city", CITY, palette.peers, "cities"),
        ("zone", ZONE, palette.muted, "zones"),
    ):
        _draw_dots(chart, placed[placed["kind"].eq(kind) & ~picked], size, hue, name, palette)
    styles = dict(zip([place for place, _ in chosen], place_styles(mode), strict=False))
    for place, _ in reversed(chosen):
        _draw_chosen(chart, placed[placed["id"].eq(place)], styles[place], palette)
    _name(chart, placed, styles, scales, palette, height, compact)
    return theme.keep_on_selection(chart)


def _scale(values: pd.Series, log: bool) -> _Scale:
    numbers = values.to_numpy(dtype=float)
    positive = numbers[numbers > 0]
    if not log or not len(positive):
        low, high = float(numbers.min()), float(numbers.max())
        room = (high - low or abs(high) or 1.0) * 0.05
        return _Scale(False, 0.0, (low - room, high + room))
    # Zeros have no logarithm: they stand a step below the smallest figure there is.
    floor = float(positive.min()) / (1.6 if len(positive) < len(numbers) else 1.0)
    low, high = math.log10(floor), math.log10(float(positive.max()))
    room = (high - low or 1.0) * 0.05
    return _Scale(True, floor, (low - room, high + room))


def _log_ticks(scale: _Scale, zeros: bool) -> tuple[list[float], list[str]]:
    """Round numbers on a logarithmic axis, and 0 where zeros stand."""
    first, last = math.floor(scale.ends[0]), math.ceil(scale.ends[1])
    for steps in ((1, 2, 5), (1, 3), (1,)):
        ticks = [step * 10.0**power for power in range(first, last + 1) for step in steps]
        ticks = [tick for tick in ticks if scale.ends[0] <= math.log10(tick) <= scale.ends[1]]
        if zeros:
            ticks = [tick for tick in ticks if math.log10(tick / scale.floor) > 0.12]
        if len(ticks) <= MOST_TICKS:
            break
    places = [math.log10(tick) for tick in ticks]
    words = [printed(tick, max(0, -math.floor(math.log10(tick) + 1e-9))) for tick in ticks]
    return ([math.log10(scale.floor), *places], ["0", *words]) if zeros else (places, words)


def _set_axes(
    chart: Sketch, points: pd.DataFrame, scales: tuple[_Scale, _Scale], axes: tuple[Axis, Axis]
) -> None:
    for update, scale, column in (
        (chart.update_xaxes, scales[0], "across"),
        (chart.update_yaxes, scales[1], "up"),
    ):
        options: dict[str, object] = {
            "exponentformat": "none",
            "separatethousands": True,
            "nticks": MOST_TICKS,
        }
        if scale.log:
            ticks, words = _log_ticks(scale, bool((points[column] <= 0).any()))
            options = {"tickvals": ticks, "ticktext": words}
        update(range=list(scale.ends), showgrid=True, **options)
    chart.update_yaxes(ticksuffix=" ")
    for x, y, anchors, text in (
        (1.0, 0.0, ("right", "bottom"), axes[0].title),
        (0.0, 1.0, ("left", "bottom"), axes[1].title),
    ):
        chart.add_annotation(
            x=x,
            y=y,
            xref="paper",
            yref="paper",
            xanchor=anchors[0],
            yanchor=anchors[1],
            xshift=0 if x else 4 - LEFT,
            yshift=-BOTTOM if x else 3,
            text=text,
            showarrow=False,
            font={"size": theme.FONT_SIZE - 1, "color": chart.ink},
        )


def _draw_medians(
    chart: Sketch, placed: pd.DataFrame, scales: tuple[_Scale, _Scale], mode: theme.Mode
) -> None:
    cities = placed[placed["kind"].eq("city")]
    if cities.empty:
        return
    x, y = float(cities["x"].median()), float(cities["y"].median())
    lines = [
        [(x, scales[1].ends[0]), (x, scales[1].ends[1])],
        [(scales[0].ends[0], y), (scales[0].ends[1], y)],
    ]
    add_line(chart, lines, theme.colours(mode).muted, 1, "medians", "3px,3px")


def _draw_dots(
    chart: Sketch, rows: pd.DataFrame, size: int, hue: str, name: str, palette: theme.Colours
) -> None:
    if rows.empty:
        return
    hollow = rows["open"].astype(bool).tolist()
    chart.add_scatter(
        x=rows["x"].round(4).tolist(),
        y=rows["y"].round(4).tolist(),
        mode="markers",
        marker={
            "size": size,
            "opacity": 0.9,
            "color": [palette.ground if open_ else hue for open_ in hollow],
            "line": {"width": [1.4 if open_ else 0.5 for open_ in hollow], "color": hue},
        },
        customdata=[[str(place), ""] for place in rows["id"]],
        text=rows["hover"].tolist(),
        hovertemplate="%{text}<extra></extra>",
        name=name,
    )


def _draw_chosen(chart: Sketch, rows: pd.DataFrame, style: Style, palette: theme.Colours) -> None:
    if rows.empty:
        return
    chart.add_scatter(
        x=rows["x"].round(4).tolist(),
        y=rows["y"].round(4).tolist(),
        mode="markers",
        marker=marker(style, CHOSEN, palette.ground, rows["open"].tolist()),
        customdata=[[str(place), ""] for place in rows["id"]],
        text=rows["hover"].tolist(),
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        name=str(rows["id"].iloc[0]),
    )


def _name(
    chart: Sketch,
    placed: pd.DataFrame,
    styles: dict[str, Style],
    scales: tuple[_Scale, _Scale],
    palette: theme.Colours,
    height: int,
    compact: bool,
) -> None:
    """Write the names of the chosen places and, where there is room, of the zones."""
    picked = placed["id"].isin(list(styles))
    named = placed[picked | (placed["kind"].eq("zone") & (not compact))]
    plot = (WIDTH_COMPACT if compact else WIDTH, height - TOP - BOTTOM)
    labels = [
        Label(
            str(row.label),
            scales[0].share(row.x) * plot[0],
            (1 - scales[1].share(row.y)) * plot[1],
            theme.FONT_SIZE if row.id in styles else theme.FONT_SIZE - 2,
            8 if row.id in styles else 5,
            row.id in styles,
        )
        for row in named.itertuples()
    ]
    rows = [
        (row, side) for row, side in zip(named.itertuples(), place_labels(labels, *plot), strict=True) if side
    ]
    groups = dict.fromkeys((_hue(row.id, styles, palette), row.id in styles) for row, _ in rows)
    for hue, stands_out in groups:
        mine = [
            (row, side)
            for row, side in rows
            if (_hue(row.id, styles, palette), row.id in styles) == (hue, stands_out)
        ]
        chart.add_scatter(
            x=[round(row.x, 4) for row, _ in mine],
            y=[round(row.y, 4) for row, _ in mine],
            # Invisible marks keep the names off the marks below them.
            mode="markers+text",
            marker={"size": CHOSEN if stands_out else ZONE, "opacity": 0},
            text=[f"<b>{row.label}</b>" if stands_out else str(row.label) for row, _ in mine],
            textposition=[side for _, side in mine],
            textfont={"color": hue, "size": theme.FONT_SIZE - (0 if stands_out else 2)},
            hoverinfo="skip",
            cliponaxis=False,
            name="names",
        )


def _hue(place: str, styles: dict[str, Style], palette: theme.Colours) -> str:
    return styles[place].hue if place in styles else palette.muted
