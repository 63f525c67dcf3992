"""The position of one county among all counties: one row per figure, the lowest county at the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import count_lines, measure_text, wrap_label
from zone_atlas.charts.base.row_parts import (
    COLUMN,
    measure_name_room,
    name_rows,
    write_column,
    write_ends,
    write_key,
)
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line

ROW_HEIGHT, MORE_LINES, HEAD, FOOT = 23, 13, 38, 6
KEY_WIDTH, KEY_WIDTH_COMPACT = 560, 300
VALUE_WIDTH, MEDIAN_WIDTH, VALUE_WIDTH_COMPACT = 78, 74, 66
TICKS = (0, 25, 50, 75, 100)
# From the back to the front.
KINDS = ("towns", "prefecture", "park", "place")
SIZES = {"towns": 13, "prefecture": 8, "park": 9, "place": 12}
SYMBOLS = {"towns": "line-ns-open", "prefecture": "square-open", "park": "diamond-open", "place": "circle"}
GLYPHS = {"towns": "┃", "prefecture": "□", "park": "◇", "place": "●"}
KEY_LINE, KEY_GAP = 17, 6


@dataclass(frozen=True)
class CountyDotWords:
    """Words of the chart in the reader's language.

    Attributes
    ----------
    names : dict
        Kind of mark ('place', 'park', 'prefecture', 'towns') → what the key calls it; a kind without a name has no
        place in the key.
    low, high : str
        Ends of the axis.
    value, median : str
        Headings of the columns at the right.
    """

    names: dict[str, str]
    low: str
    high: str
    value: str
    median: str


def draw_county_dots(
    rows: pd.DataFrame,
    marks: pd.DataFrame,
    words: CountyDotWords,
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw one row per figure with marks for the county and for those it is compared with.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``id``, ``label``, ``value`` and ``median`` (both as text).
    marks : DataFrame
        Columns ``row``, ``who`` (one of `KINDS`), ``id``, ``position`` (percentile 0–100; NaN is left out), ``hover``.
    words : CountyDotWords
    mode : {'light', 'dark'}
    compact : bool
        For a phone: without the column of medians.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace per kind, named by it, carries ``customdata = (id, row id)``.
    """
    hues = _pick_kind_hues(mode)
    key = _break_key_of_kinds(words.names, KEY_WIDTH_COMPACT if compact else KEY_WIDTH)
    labels = [wrap_label(str(label), 17 if compact else 34) for label in rows["label"]]
    pitch = ROW_HEIGHT + MORE_LINES * (max((count_lines(label) for label in labels), default=1) - 1)
    top = HEAD + KEY_LINE * len(key)
    chart = theme.start_chart(
        mode,
        top + pitch * len(rows) + FOOT,
        l=measure_name_room(labels),
        r=VALUE_WIDTH_COMPACT if compact else VALUE_WIDTH + MEDIAN_WIDTH,
        t=top,
        b=FOOT,
    )
    _set_county_axes(chart, labels, words, mode)
    at = {str(row): index for index, row in enumerate(rows["id"])}
    found = marks.dropna(subset=["position"])
    found = found[found["row"].isin(list(at))]
    for kind in KINDS:
        _draw_kind(chart, found[found["who"].eq(kind)], at, kind, hues[kind])
    _write_county_columns(chart, rows, words, mode, compact=compact)
    _write_key_of_kinds(chart, key, words.names, hues)
    return theme.keep_on_selection(chart)


def _pick_kind_hues(mode: theme.Mode) -> dict[str, str]:
    """One hue per kind of mark, besides its shape; a park is the open diamond that it is on the map."""
    palette = theme.get_palette(mode)
    return {
        "place": palette.accent,
        "park": palette.ink,
        "prefecture": palette.cohort_2017,
        "towns": palette.driver,
    }


def _break_key_of_kinds(names: dict[str, str], width: int) -> list[list[str]]:
    """Kinds of mark by line of the key, the county first, as many in each as fit into the width."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for kind in reversed(KINDS):
        if not names.get(kind):
            continue
        needed = COLUMN * (measure_text(names[kind]) + KEY_GAP)
        if used and used + needed > width:
            lines.append([])
            used = 0.0
        lines[-1].append(kind)
        used += needed
    return lines


def _write_key_of_kinds(
    chart: Sketch, lines: Sequence[Sequence[str]], names: dict[str, str], hues: dict[str, str]
) -> None:
    gap = "\u2003"
    text = "<br>".join(
        gap.join(f'<span style="color:{hues[kind]}">{GLYPHS[kind]}</span> {names[kind]}' for kind in line)
        for line in lines
    )
    write_key(chart, text)


def _set_county_axes(chart: Sketch, labels: list[str], words: CountyDotWords, mode: theme.Mode) -> None:
    palette = theme.get_palette(mode)
    count = len(labels)
    chart.update_xaxes(
        range=[-3, 103], side="top", showgrid=True, tickvals=list(TICKS), ticktext=[str(t) for t in TICKS]
    )
    name_rows(chart, labels)
    lines: list[list[tuple[float, float]]] = [[(0, row), (100, row)] for row in range(count)]
    add_line(chart, lines, palette.grid, 1, "rows")
    add_line(chart, [[(50, -0.5), (50, count - 0.5)]], palette.muted, 1.2, "median")
    ends = ((0, "left", words.low), (100, "right", words.high))
    write_ends(chart, ends, palette.muted, up=16)


def _draw_kind(chart: Sketch, marks: pd.DataFrame, at: dict[str, int], kind: str, hue: str) -> None:
    chart.add_scatter(
        x=[round(float(position), 1) for position in marks["position"]],
        y=[at[row] for row in marks["row"]],
        mode="markers",
        marker={
            "symbol": SYMBOLS[kind],
            "size": SIZES[kind],
            "color": hue,
            "opacity": 1,
            "line": {"width": {"place": 0, "towns": 2}.get(kind, 1.5)},
        },
        customdata=[[place, row] for place, row in zip(marks["id"], marks["row"], strict=True)],
        text=marks["hover"].tolist(),
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        name=kind,
    )


def _write_county_columns(
    chart: Sketch, rows: pd.DataFrame, words: CountyDotWords, mode: theme.Mode, *, compact: bool
) -> None:
    """The county's figure and the median at the right of each row."""
    palette = theme.get_palette(mode)
    right = VALUE_WIDTH_COMPACT if compact else VALUE_WIDTH
    write_column(chart, list(rows["value"]), words.value, right - 4, palette.ink, palette.muted)
    if not compact:
        right = VALUE_WIDTH + MEDIAN_WIDTH
        write_column(chart, list(rows["median"]), words.median, right - 4, palette.muted, palette.muted)
