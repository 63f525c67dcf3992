"""Where places stand among all cities: the overview tile and the larger row chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts import theme
from zone_atlas.charts.labels import count_lines, format_chart_number, measure_text, wrap_label
from zone_atlas.charts.sketch import Sketch
from zone_atlas.charts.strokes import add_line, add_places, add_ticks, add_words

ColourBy = Literal["family", "cohort"]


@dataclass(frozen=True)
class Row:
    """One element or dimension.

    Attributes
    ----------
    label : str
        Already in the reader's language.
    values : array of float
        All cities; NaN is left out.
    dots : DataFrame
        Columns ``id``, ``label``, ``value``, ``cohort`` (0 if none), ``open`` (True = proxy), and
        optionally ``low`` and ``high`` (an interval, drawn for the highlighted place).
    median : float
        Of all cities; NaN draws none.
    family : {'driver', 'bottleneck', 'neutral'}, optional
        Overrides the chart's family.
    id : str
        What a click returns beside the place's id.
    """

    label: str
    values: np.ndarray
    dots: pd.DataFrame
    median: float
    family: theme.Family | None = None
    id: str = ""


def _sort_finite(values: np.ndarray) -> list[float]:
    numbers = np.asarray(values, dtype=float)
    return [round(float(value), 2) for value in np.sort(numbers[np.isfinite(numbers)])]


def _pick_dot_hues(
    cohorts: Iterable[int], families: Iterable[theme.Family], colour_by: ColourBy, mode: theme.Mode
) -> list[str]:
    palette = theme.get_palette(mode)
    if colour_by == "cohort":
        return [palette.cohort(cohort) for cohort in cohorts]
    return [palette.family(family) for family in families]


def draw_tile_strip(
    values: np.ndarray,
    dots: pd.DataFrame,
    median: float,
    family: theme.Family,
    mode: theme.Mode = "light",
    *,
    height: int = 70,
    value_range: tuple[float, float] = (0, 100),
    colour_by: ColourBy = "family",
    decimals: int = 0,
    show_ends: bool = True,
) -> go.Figure:
    """Draw the overview tile: all cities as ticks, zones as dots, the median as a line.

    Parameters
    ----------
    values : array of float
        Scores of all cities; NaN is left out.
    dots : DataFrame
        Columns ``id``, ``label``, ``value``, ``cohort``, ``open``; rows without a value are left out.
    median : float
    family : {'driver', 'bottleneck', 'neutral'}
    value_range : (low, high)
        The same for all tiles of a page.
    show_ends : bool
        Print the ends of the axis and the median below.

    Returns
    -------
    plotly.graph_objects.Figure
        Trace ``places`` carries ``customdata = (place id, '')``.
    """
    palette = theme.get_palette(mode)
    chart = theme.start_chart(mode, height, l=6, r=6, t=4, b=16 if show_ends else 4)
    # Half a dot of room, so that a place at either end is drawn whole.
    room = 0.06 * (value_range[1] - value_range[0])
    chart.update_xaxes(range=[value_range[0] - room, value_range[1] + room], visible=False)
    chart.update_yaxes(range=[-1, 1], visible=False)
    ticks = _sort_finite(values)
    add_ticks(chart, [(tick, 0.0) for tick in ticks], max(height - 42, 12), mode)
    if np.isfinite(median):
        add_line(chart, [[(median, -1.0), (median, 1.0)]], palette.ink, 1.4, "median")
    found = dots.dropna(subset=["value"]).sort_values("open", ascending=False)
    found = found.assign(
        along=0.0,
        row="",
        row_id="",
        hue=_pick_dot_hues(found["cohort"], [family] * len(found), colour_by, mode),
    )
    add_places(chart, found, mode, 9, "places", decimals)
    if show_ends:
        _label_axis_ends(chart, value_range, median, palette, decimals)
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
    rows: Sequence[Row],
    family: theme.Family = "driver",
    mode: theme.Mode = "light",
    *,
    highlight: str | None = None,
    value_range: tuple[float, float] = (0, 100),
    value_ticks: Sequence[float] = (0, 50, 100),
    colour_by: ColourBy = "family",
    row_height: int = 44,
    compact: bool = False,
    decimals: int = 0,
) -> go.Figure:
    """Draw a row per element or dimension: all cities as ticks, places as dots, the median as a tick.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom; a thin rule parts rows of different families.
    highlight : str, optional
        Id of the place whose dot is large and carries its value; the others recede.
    value_range, value_ticks : sequences of float
        One axis for all rows.
    compact : bool
        For a phone: narrower row labels.

    Returns
    -------
    plotly.graph_objects.Figure
        Traces ``places`` and ``highlight`` carry ``customdata = (place id, row id)``.
    """
    palette = theme.get_palette(mode)
    labels = [wrap_label(row.label, 14 if compact else 24) for row in rows]
    widest = max((measure_text(line) for label in labels for line in label.split("<br>")), default=0)
    tallest = max((count_lines(label) for label in labels), default=1)
    row_height = max(row_height, tallest * 15 + 8)
    chart = theme.start_chart(mode, row_height * len(rows) + 24, l=10 + round(6.3 * widest), r=14, t=2, b=22)
    low, high = value_range
    margin = (high - low) * 0.01
    chart.update_xaxes(
        range=[low - margin, high + margin],
        showgrid=True,
        tickvals=list(value_ticks),
        ticktext=[format_chart_number(tick, decimals) for tick in value_ticks],
    )
    chart.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickvals=list(range(len(rows))),
        ticktext=[f"{label.replace('<br>', ' <br>')} " for label in labels],
        tickfont={"color": palette.ink, "size": theme.FONT_SIZE},
    )
    ticks = [(value, index) for index, row in enumerate(rows) for value in _sort_finite(row.values)]
    add_ticks(chart, ticks, round(row_height * 0.36), mode)
    _draw_row_medians(chart, rows, mode)
    _draw_family_rules(chart, rows, family, value_range, mode)
    _draw_row_places(chart, rows, family, mode, highlight, colour_by, decimals)
    return theme.keep_on_selection(chart)


def _draw_row_medians(chart: Sketch, rows: Sequence[Row], mode: theme.Mode) -> None:
    medians = [
        [(row.median, index - 0.32), (row.median, index + 0.32)]
        for index, row in enumerate(rows)
        if np.isfinite(row.median)
    ]
    add_line(chart, medians, theme.get_palette(mode).ink, 1.4, "median")


def _draw_family_rules(
    chart: Sketch,
    rows: Sequence[Row],
    family: theme.Family,
    value_range: tuple[float, float],
    mode: theme.Mode,
) -> None:
    changes = [
        index - 0.5
        for index in range(1, len(rows))
        if (rows[index].family or family) != (rows[index - 1].family or family)
    ]
    rules = [[(value_range[0], change), (value_range[1], change)] for change in changes]
    add_line(chart, rules, theme.get_palette(mode).peers, 1, "rules")


def _draw_row_places(
    chart: Sketch,
    rows: Sequence[Row],
    family: theme.Family,
    mode: theme.Mode,
    highlight: str | None,
    colour_by: ColourBy,
    decimals: int,
) -> None:
    frames = [
        row.dots.dropna(subset=["value"]).assign(
            along=float(index), row=row.label, row_id=row.id, hue=row.family or family
        )
        for index, row in enumerate(rows)
    ]
    places = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    if places.empty:
        return
    places["hue"] = _pick_dot_hues(places["cohort"], places["hue"], colour_by, mode)
    chosen = places["id"].astype(str) == (highlight or "")
    for group, size, name in ((places[~chosen], 8, "places"), (places[chosen], 12, "highlight")):
        if group.empty:
            continue
        if name == "highlight":
            _draw_place_intervals(chart, group)
        recedes = name == "places" and chosen.any()
        add_places(chart, group, mode, size, name, decimals, 0.4 if recedes else 0.9)
    for hue, group in places[chosen].groupby("hue", sort=False):
        words = [
            (row.value, row.along - 0.34, f"<b>{format_chart_number(row.value, decimals)}</b>")
            for row in group.itertuples()
        ]
        add_words(chart, words, str(hue), 11, "values", "middle center")


def _draw_place_intervals(chart: Sketch, group: pd.DataFrame) -> None:
    if not {"low", "high"} <= set(group.columns):
        return
    for hue, places in group.dropna(subset=["low", "high"]).groupby("hue", sort=False):
        bars = [[(row.low, row.along), (row.high, row.along)] for row in places.itertuples()]
        add_line(chart, bars, str(hue), 4, "intervals")
