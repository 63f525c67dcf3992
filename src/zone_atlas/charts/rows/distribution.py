"""Places among all cities: the overview tile and the larger row chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import count_lines, format_chart_number, wrap_label
from zone_atlas.charts.base.row_parts import COLUMN, measure_widest_line, name_rows
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line, add_places, add_ticks, add_words

# Ends of the axis of scores, and where it is labelled.
SCORES, SCORE_TICKS = (0, 100), (0, 50, 100)
ROW_HEIGHT = 44


@dataclass(frozen=True)
class Row:
    """Values of one measure in all cities and in a few places.

    Attributes
    ----------
    values : array of float
        All cities; NaN is left out.
    dots : DataFrame
        Columns ``id``, ``label``, ``value``, ``open`` (True = proxy), and optionally ``low`` and ``high`` (an
        interval, drawn for the highlighted place); places without a value are left out.
    median : float
        Of all cities; NaN draws none.
    family : {'driver', 'bottleneck', 'neutral'}
    label : str
        In the reader's language; a tile has none.
    id : str
        What a click returns beside the place's id.
    """

    values: np.ndarray
    dots: pd.DataFrame
    median: float
    family: theme.Family
    label: str = ""
    id: str = ""


def _sort_finite(values: np.ndarray) -> list[float]:
    numbers = np.asarray(values, dtype=float)
    return [round(float(value), 2) for value in np.sort(numbers[np.isfinite(numbers)])]


def draw_tile_strip(
    row: Row,
    mode: theme.Mode = "light",
    *,
    height: int = 70,
    value_range: tuple[float, float] = SCORES,
    decimals: int = 0,
) -> go.Figure:
    """Draw the overview tile: all cities as ticks, zones as dots, the median as a line.

    Parameters
    ----------
    row : Row
    mode : {'light', 'dark'}
    height : int
        Pixels.
    value_range : (low, high)
        Ends of the axis, printed below it with the median; the same for all tiles of a page.
    decimals : int
        Printed after the point.

    Returns
    -------
    plotly.graph_objects.Figure
        Trace ``places`` carries ``customdata = (place id, '')``.
    """
    palette = theme.get_palette(mode)
    chart = theme.start_chart(mode, height, l=6, r=6, t=4, b=16)
    # Half a dot of room, so that a place at either end is drawn whole.
    room = 0.06 * (value_range[1] - value_range[0])
    chart.update_xaxes(range=[value_range[0] - room, value_range[1] + room], visible=False)
    chart.update_yaxes(range=[-1, 1], visible=False)
    ticks = _sort_finite(row.values)
    add_ticks(chart, [(tick, 0.0) for tick in ticks], max(height - 42, 12), mode)
    if np.isfinite(row.median):
        add_line(chart, [[(row.median, -1.0), (row.median, 1.0)]], palette.ink, 1.4, "median")
    found = row.dots.dropna(subset=["value"]).sort_values("open", ascending=False)
    found = found.assign(along=0.0, row="", row_id="", hue=palette.family(row.family))
    add_places(chart, found, mode, 9, "places", decimals)
    _label_axis_ends(chart, value_range, row.median, palette, decimals)
    return theme.keep_on_selection(chart)


def _label_axis_ends(
    chart: Sketch, value_range: tuple[float, float], median: float, palette: theme.Colours, decimals: int
) -> None:
    low, high = value_range
    words = [(low, "left", palette.muted), (high, "right", palette.muted)]
    if np.isfinite(median):
        words.append((median, "center", palette.ink))
    for value, anchor, colour in words:
        chart.add_annotation(
            x=value,
            y=0,
            yref="paper",
            yanchor="top",
            xanchor=anchor,
            text=format_chart_number(value, decimals),
            showarrow=False,
            font={"size": 10, "color": colour},
        )


def draw_distribution(
    rows: Sequence[Row], mode: theme.Mode = "light", *, highlight: str | None = None, compact: bool = False
) -> go.Figure:
    """Draw one row per element or dimension: all cities as ticks, places as dots, the median as a tick.

    Parameters
    ----------
    rows : sequence of Row
        Scores 0–100, from top to bottom; a thin rule separates rows of different families.
    mode : {'light', 'dark'}
    highlight : str, optional
        Id of the place whose dot is large and carries its value; the others recede.
    compact : bool
        For a phone: narrower row labels.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces ``places`` and ``highlight`` carry ``customdata = (place id, row id)``.
    """
    labels = [wrap_label(row.label, 14 if compact else 24) for row in rows]
    tallest = max((count_lines(label) for label in labels), default=1)
    row_height = max(ROW_HEIGHT, tallest * 15 + 8)
    left = 10 + round(COLUMN * measure_widest_line(labels))
    chart = theme.start_chart(mode, row_height * len(rows) + 24, l=left, r=14, t=2, b=22)
    chart.update_xaxes(
        range=[SCORES[0] - 1.0, SCORES[1] + 1.0],
        showgrid=True,
        tickvals=list(SCORE_TICKS),
        ticktext=[format_chart_number(tick) for tick in SCORE_TICKS],
    )
    name_rows(chart, labels)
    ticks = [(value, index) for index, row in enumerate(rows) for value in _sort_finite(row.values)]
    add_ticks(chart, ticks, round(row_height * 0.36), mode)
    _draw_row_medians(chart, rows, mode)
    _draw_family_rules(chart, rows, mode)
    _draw_row_places(chart, rows, mode, highlight)
    return theme.keep_on_selection(chart)


def _draw_row_medians(chart: Sketch, rows: Sequence[Row], mode: theme.Mode) -> None:
    medians = [
        [(row.median, index - 0.32), (row.median, index + 0.32)]
        for index, row in enumerate(rows)
        if np.isfinite(row.median)
    ]
    add_line(chart, medians, theme.get_palette(mode).ink, 1.4, "median")


def _draw_family_rules(chart: Sketch, rows: Sequence[Row], mode: theme.Mode) -> None:
    changes = [k - 0.5 for k in range(1, len(rows)) if rows[k].family != rows[k - 1].family]
    rules = [[(SCORES[0], change), (SCORES[1], change)] for change in changes]
    add_line(chart, rules, theme.get_palette(mode).peers, 1, "rules")


def _draw_row_places(chart: Sketch, rows: Sequence[Row], mode: theme.Mode, highlight: str | None) -> None:
    palette = theme.get_palette(mode)
    frames = [
        row.dots.dropna(subset=["value"]).assign(
            along=float(index), row=row.label, row_id=row.id, hue=palette.family(row.family)
        )
        for index, row in enumerate(rows)
    ]
    places = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    if places.empty:
        return
    chosen = places["id"].astype(str) == (highlight or "")
    for group, size, name in ((places[~chosen], 8, "places"), (places[chosen], 12, "highlight")):
        if group.empty:
            continue
        if name == "highlight":
            _draw_place_intervals(chart, group)
        recedes = name == "places" and chosen.any()
        add_places(chart, group, mode, size, name, 0, 0.4 if recedes else 0.9)
    for hue, group in places[chosen].groupby("hue", sort=False):
        words = [
            (row.value, row.along - 0.34, f"<b>{format_chart_number(row.value)}</b>")
            for row in group.itertuples()
        ]
        add_words(chart, words, str(hue), 11, "values", "middle center")


def _draw_place_intervals(chart: Sketch, group: pd.DataFrame) -> None:
    if not {"low", "high"} <= set(group.columns):
        return
    for hue, places in group.dropna(subset=["low", "high"]).groupby("hue", sort=False):
        bars = [[(row.low, row.along), (row.high, row.along)] for row in places.itertuples()]
        add_line(chart, bars, str(hue), 4, "intervals")
