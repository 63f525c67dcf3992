"""Two indicators against each other: all cities grey, the zones named, a few places pointed out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.label_places import Label, place_labels
from zone_atlas.charts.base.labels import format_chart_number
from zone_atlas.charts.base.place_styles import Style, assign_place_styles, make_place_marker
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line

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


class Dot(NamedTuple):
    """A place: 'city' or 'zone', its two values, whether either is a proxy, and what is said on pointing at it."""

    id: str
    label: str
    kind: str
    across: float
    up: float
    open: bool
    hover: str


class _Placed(NamedTuple):
    """A dot with the spot on the axes where it is drawn."""

    dot: Dot
    x: float
    y: float


@dataclass(frozen=True)
class _Scale:
    """An axis as laid out: where each value stands, what is written where, and the ends."""

    log: bool
    floor: float
    ends: tuple[float, float]

    def at(self, value: float) -> float:
        return math.log10(max(value, self.floor)) if self.log else value

    def share(self, value: float) -> float:
        return (value - self.ends[0]) / (self.ends[1] - self.ends[0])


def draw_scatter(
    points: Sequence[Dot],
    chosen: Sequence[tuple[str, str]],
    across: Axis,
    up: Axis,
    mode: theme.Mode = "light",
    *,
    height: int = 460,
    compact: bool = False,
) -> go.Figure:
    """Draw all places as dots, the zones with their names, and the chosen places with marks of their own.

    Parameters
    ----------
    points : sequence of Dot
        On a logarithmic axis zeros stand at its foot, marked 0.
    chosen : sequence of (id, name)
        At most as many as there are styles; those without a point are left out.
    across, up : Axis
    mode : {'light', 'dark'}
    height : int
        Pixels.
    compact : bool
        For a phone: only the chosen places are named.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces ``cities``, ``zones`` and one named by the id of each chosen place carry ``customdata = (id, '')``.

    Raises
    ------
    ValueError
        If there are more chosen places than styles.
    """
    marks = assign_place_styles(len(chosen), mode)
    palette = theme.get_palette(mode)
    chart = theme.start_chart(mode, height, l=LEFT, r=RIGHT, t=TOP, b=BOTTOM)
    scales = (
        _lay_out_scale([p.across for p in points], across.log),
        _lay_out_scale([p.up for p in points], up.log),
    )
    _set_scatter_axes(chart, points, scales, (across, up))
    placed = [_Placed(p, round(scales[0].at(p.across), 4), round(scales[1].at(p.up), 4)) for p in points]
    _draw_median_cross(chart, placed, scales, mode)
    picked = {place for place, _ in chosen}
    for kind, size, hue in (("city", CITY, palette.peers), ("zone", ZONE, palette.muted)):
        others = [one for one in placed if one.dot.kind == kind and one.dot.id not in picked]
        _draw_plain_dots(chart, others, size, hue, "cities" if kind == "city" else "zones", palette)
    styles = dict(zip([place for place, _ in chosen], marks, strict=True))
    for place, _ in reversed(chosen):
        _draw_chosen_place(chart, [one for one in placed if one.dot.id == place], styles[place], palette)
    _write_scatter_names(chart, placed, styles, scales, palette, height, compact)
    return theme.keep_on_selection(chart)


def _lay_out_scale(numbers: Sequence[float], log: bool) -> _Scale:
    positive = [number for number in numbers if number > 0]
    if not log or not positive:
        low, high = min(numbers), max(numbers)
        room = (high - low or abs(high) or 1.0) * 0.05
        return _Scale(False, 0.0, (low - room, high + room))
    # Zeros have no logarithm: they stand a step below the smallest figure there is.
    floor = min(positive) / (1.6 if len(positive) < len(numbers) else 1.0)
    low, high = math.log10(floor), math.log10(max(positive))
    room = (high - low or 1.0) * 0.05
    return _Scale(True, floor, (low - room, high + room))


def _list_log_ticks(scale: _Scale, zeros: bool) -> tuple[list[float], list[str]]:
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
    words = [format_chart_number(tick, max(0, -math.floor(math.log10(tick) + 1e-9))) for tick in ticks]
    return ([math.log10(scale.floor), *places], ["0", *words]) if zeros else (places, words)


def _set_scatter_axes(
    chart: Sketch, points: Sequence[Dot], scales: tuple[_Scale, _Scale], axes: tuple[Axis, Axis]
) -> None:
    for update, scale, values in (
        (chart.update_xaxes, scales[0], [point.across for point in points]),
        (chart.update_yaxes, scales[1], [point.up for point in points]),
    ):
        options: dict[str, object] = {
            "exponentformat": "none",
            "separatethousands": True,
            "nticks": MOST_TICKS,
        }
        if scale.log:
            ticks, words = _list_log_ticks(scale, min(values) <= 0)
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


def _draw_median_cross(
    chart: Sketch, placed: Sequence[_Placed], scales: tuple[_Scale, _Scale], mode: theme.Mode
) -> None:
    cities = [one for one in placed if one.dot.kind == "city"]
    if not cities:
        return
    x, y = median(one.x for one in cities), median(one.y for one in cities)
    (left, right), (low, high) = scales[0].ends, scales[1].ends
    lines = [[(x, low), (x, high)], [(left, y), (right, y)]]
    add_line(chart, lines, theme.get_palette(mode).muted, 1, "medians", "3px,3px")


def _draw_plain_dots(
    chart: Sketch, rows: Sequence[_Placed], size: int, hue: str, name: str, palette: theme.Colours
) -> None:
    hollow = [one.dot.open for one in rows]
    mark = {
        "size": size,
        "opacity": 0.9,
        "color": [palette.ground if open_ else hue for open_ in hollow] if any(hollow) else hue,
        "line": {"width": [1.4 if open_ else 0.5 for open_ in hollow] if any(hollow) else 0.5, "color": hue},
    }
    _add_scatter_dots(chart, rows, mark, name)


def _draw_chosen_place(chart: Sketch, rows: Sequence[_Placed], style: Style, palette: theme.Colours) -> None:
    if rows:
        mark = make_place_marker(style, CHOSEN, palette.ground, [one.dot.open for one in rows])
        _add_scatter_dots(chart, rows, mark, rows[0].dot.id)


def _add_scatter_dots(chart: Sketch, rows: Sequence[_Placed], mark: Mapping[str, object], name: str) -> None:
    if not rows:
        return
    chart.add_scatter(
        x=[one.x for one in rows],
        y=[one.y for one in rows],
        mode="markers",
        marker=mark,
        customdata=[[one.dot.id, ""] for one in rows],
        text=[one.dot.hover for one in rows],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        name=name,
    )


def _write_scatter_names(
    chart: Sketch,
    placed: Sequence[_Placed],
    styles: dict[str, Style],
    scales: tuple[_Scale, _Scale],
    palette: theme.Colours,
    height: int,
    compact: bool,
) -> None:
    """Write the names of the chosen places and, where there is room, of the zones."""
    named = [one for one in placed if one.dot.id in styles or (one.dot.kind == "zone" and not compact)]
    width, plot_height = (WIDTH_COMPACT if compact else WIDTH, height - TOP - BOTTOM)
    labels = [_make_scatter_label(one, one.dot.id in styles, scales, (width, plot_height)) for one in named]
    sides = place_labels(labels, width, plot_height)
    groups: dict[tuple[str, bool], list[tuple[_Placed, str]]] = {}
    for one, side in zip(named, sides, strict=True):
        stands_out = one.dot.id in styles
        hue = styles[one.dot.id].hue if stands_out else palette.muted
        if side:
            groups.setdefault((hue, stands_out), []).append((one, side))
    for (hue, stands_out), rows in groups.items():
        chart.add_scatter(
            x=[one.x for one, _ in rows],
            y=[one.y for one, _ in rows],
            # Invisible marks keep the names off the marks below them.
            mode="markers+text",
            marker={"size": CHOSEN if stands_out else ZONE, "opacity": 0},
            text=[f"<b>{one.dot.label}</b>" if stands_out else one.dot.label for one, _ in rows],
            textposition=[side for _, side in rows],
            textfont={"color": hue, "size": theme.FONT_SIZE - (0 if stands_out else 2)},
            hoverinfo="skip",
            cliponaxis=False,
            name="names",
        )


def _make_scatter_label(
    one: _Placed, stands_out: bool, scales: tuple[_Scale, _Scale], plot: tuple[float, float]
) -> Label:
    """A name at its spot in pixels from the upper left; that of a chosen place must stand."""
    right, down = scales[0].share(one.x) * plot[0], (1 - scales[1].share(one.y)) * plot[1]
    size, radius = (theme.FONT_SIZE, 8) if stands_out else (theme.FONT_SIZE - 2, 5)
    return Label(one.dot.label, right, down, size, radius, stands_out)
