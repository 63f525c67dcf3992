"""Where one county stands among all counties: a row a figure, from the lowest county at the left to the highest."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts import theme
from zone_atlas.charts.labels import display_width, line_count, wrapped
from zone_atlas.charts.place_styles import Style, add_key, key_height
from zone_atlas.charts.sketch import Sketch
from zone_atlas.charts.strokes import add_line

ROW_HEIGHT, MORE_LINES, HEAD, FOOT = 23, 13, 38, 6
KEY_WIDTH, KEY_WIDTH_COMPACT = 560, 300
COLUMN = 6.3
VALUE_WIDTH, MEDIAN_WIDTH, VALUE_WIDTH_COMPACT = 78, 74, 66
TICKS = (0, 25, 50, 75, 100)
# From the back to the front.
KINDS = ("towns", "prefecture", "park", "place")
SIZES = {"towns": 13, "prefecture": 8, "park": 9, "place": 12}


@dataclass(frozen=True)
class DotWords:
    """What stands beside the dots, in the reader's language.

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


def county_dots(
    rows: pd.DataFrame,
    marks: pd.DataFrame,
    words: DotWords,
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw a row a figure with a mark for the county and for each that it is set beside.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``id``, ``label``, ``value`` and ``median`` (both as text).
    marks : DataFrame
        Columns ``row``, ``who`` (one of `KINDS`), ``id``, ``position`` (percentile 0–100; NaN is left out), ``hover``.
    compact : bool
        For a phone: without the column of medians.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace a kind, named by it, carries ``customdata = (id, row id)``.
    """
    styles = _styles(mode)
    known = [kind for kind in KINDS if words.names.get(kind)]
    names = [words.names[kind] for kind in reversed(known)]
    labels = [wrapped(str(label), 17 if compact else 34) for label in rows["label"]]
    widest = max((display_width(line) for label in labels for line in label.split("<br>")), default=0)
    pitch = ROW_HEIGHT + MORE_LINES * (max((line_count(label) for label in labels), default=1) - 1)
    top = HEAD + key_height(names, KEY_WIDTH_COMPACT if compact else KEY_WIDTH)
    chart = theme.figure(
        mode,
        top + pitch * len(rows) + FOOT,
        l=14 + round(COLUMN * widest),
        r=VALUE_WIDTH_COMPACT if compact else VALUE_WIDTH + MEDIAN_WIDTH,
        t=top,
        b=FOOT,
    )
    _set_axes(chart, labels, words, mode)
    at = {str(row): index for index, row in enumerate(rows["id"])}
    found = marks.dropna(subset=["position"])
    found = found[found["row"].isin(list(at))]
    for kind in KINDS:
        _draw_kind(chart, found[found["who"].eq(kind)], at, kind, styles[kind])
    _write_columns(chart, rows, words, mode, compact=compact)
    add_key(chart, names, [styles[kind] for kind in reversed(known)])
    return theme.keep_on_selection(chart)


def _styles(mode: theme.Mode) -> dict[str, Style]:
    """A mark a kind, told apart by shape and hue; a park is the open diamond that it is on the map."""
    palette = theme.colours(mode)
    return {
        "place": Style(palette.accent, "circle", "solid"),
        "park": Style(palette.ink, "diamond-open", "solid"),
        "prefecture": Style(palette.cohort_2017, "square-open", "solid"),
        "towns": Style(palette.driver, "line-ns-open", "solid"),
    }


def _set_axes(chart: Sketch, labels: list[str], words: DotWords, mode: theme.Mode) -> None:
    palette = theme.colours(mode)
    count = len(labels)
    chart.update_xaxes(
        range=[-3, 103], side="top", showgrid=True, tickvals=list(TICKS), ticktext=[str(t) for t in TICKS]
    )
    chart.update_yaxes(
        range=[count - 0.5, -0.5],
        tickvals=list(range(count)),
        ticktext=[f"{label.replace('<br>', ' <br>')} " for label in labels],
        tickfont={"color": palette.ink, "size": theme.FONT_SIZE},
    )
    lines: list[list[tuple[float, float]]] = [[(0, row), (100, row)] for row in range(count)]
    add_line(chart, lines, palette.grid, 1, "rows")
    add_line(chart, [[(50, -0.5), (50, count - 0.5)]], palette.muted, 1.2, "median")
    for x, anchor, text in ((0, "left", words.low), (100, "right", words.high)):
        chart.add_annotation(
            x=x,
            y=1,
            yref="paper",
            xanchor=anchor,
            yanchor="bottom",
            yshift=16,
            text=text,
            showarrow=False,
            font={"size": theme.FONT_SIZE - 1, "color": palette.muted},
        )


def _draw_kind(chart: Sketch, marks: pd.DataFrame, at: dict[str, int], kind: str, style: Style) -> None:
    chart.add_scatter(
        x=[round(float(position), 1) for position in marks["position"]],
        y=[at[row] for row in marks["row"]],
        mode="markers",
        marker={
            "symbol": style.symbol,
            "size": SIZES[kind],
            "color": style.hue,
            "opacity": 1,
            "line": {"width": 0 if style.symbol == "circle" else 2 if kind == "towns" else 1.5},
        },
        customdata=[[place, row] for place, row in zip(marks["id"], marks["row"], strict=True)],
        text=marks["hover"].tolist(),
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        name=kind,
    )


def _write_columns(
    chart: Sketch, rows: pd.DataFrame, words: DotWords, mode: theme.Mode, *, compact: bool
) -> None:
    """The county's figure and the median at the right of each row."""
    palette = theme.colours(mode)
    columns = [("value", words.value, palette.ink, VALUE_WIDTH_COMPACT if compact else VALUE_WIDTH)]
    if not compact:
        columns.append(("median", words.median, palette.muted, VALUE_WIDTH + MEDIAN_WIDTH))
    for name, heading, colour, right in columns:
        side = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": right - 4, "showarrow": False}
        chart.add_annotation(
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=4,
            text=heading,
            font={"size": theme.FONT_SIZE - 1, "color": palette.muted},
            **side,
        )
        for row, text in enumerate(rows[name]):
            chart.add_annotation(
                y=row,
                yanchor="middle",
                text=str(text),
                font={"size": theme.FONT_SIZE, "color": colour},
                **side,
            )
