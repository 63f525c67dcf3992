"""Correlation matrix: one cell per pair, blue where the two move together, orange where they diverge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import format_chart_number, measure_text
from zone_atlas.charts.base.sketch import Sketch

Group = tuple[str, theme.Family, Sequence[str]]
ROW_HEIGHT, CELL_HEIGHT = 13, 34
# Two storeys: neighbouring headings of narrow groups would run into each other.
STOREY = 15
HEADING = 2 * STOREY + 6
# Pixels of half a column, for Latin letters at the size of the row labels.
COLUMN = 5.4
SCALE_HEIGHT = 46


def make_correlation_scale(mode: theme.Mode) -> list[tuple[float, str]]:
    """Return the colours from −1 over 0 to 1.

    Parameters
    ----------
    mode : {'light', 'dark'}
    """
    palette = theme.get_palette(mode)
    return [(0.0, palette.accent), (0.5, palette.panel), (1.0, palette.cohort_2017)]


def find_correlation_colour(correlation: float, mode: theme.Mode) -> str:
    """Return the ground colour of a cell, as plotly interpolates it.

    Parameters
    ----------
    correlation : float
        −1 to 1.
    mode : {'light', 'dark'}
    """
    (_, low), (_, middle), (_, high) = make_correlation_scale(mode)
    end, share = (high, correlation) if correlation > 0 else (low, -correlation)
    channels = zip(theme.split_channels(middle), theme.split_channels(end), strict=True)
    return "#" + "".join(f"{round(m + (e - m) * share):02X}" for m, e in channels)


def draw_correlation_matrix(
    correlation: pd.DataFrame,
    labels: Mapping[str, str],
    groups: Sequence[Group],
    mode: theme.Mode = "light",
) -> go.Figure:
    """Draw the correlations of all indicators, grouped by dimension, with lines between the groups.

    Parameters
    ----------
    correlation : DataFrame, items × items
        −1 to 1 or NaN; the diagonal is not drawn.
    labels : mapping of id to label
        No two alike: the rows are named by them.
    groups : sequence of (label, family, ids)
        Every item once, in the order of the rows and columns.
    mode : {'light', 'dark'}

    Raises
    ------
    ValueError
        If the groups do not name each item once, or two labels are the same.
    """
    items = _list_items(correlation, labels, groups)
    names = [labels[item] for item in items]
    widest = max(measure_text(name) for name in names)
    height = HEADING + ROW_HEIGHT * len(items) + SCALE_HEIGHT
    chart = theme.start_chart(mode, height, l=16 + round(COLUMN * widest), r=4, t=HEADING, b=SCALE_HEIGHT)
    _draw_correlation_cells(chart, _take_values(correlation, items), names, mode)
    chart.update_yaxes(tickfont={"color": chart.ink, "size": 10}, tickmode="linear", dtick=1)
    _part_groups(chart, groups, len(items), mode)
    return chart.finished()


def draw_mean_correlations(
    between: pd.DataFrame,
    labels: Mapping[str, str],
    families: Mapping[str, theme.Family],
    mode: theme.Mode = "light",
) -> go.Figure:
    """Draw the mean correlations within (diagonal) and between dimensions, with the numbers: for a phone.

    Parameters
    ----------
    between : DataFrame, dimensions × dimensions
        The columns are headed by the identifiers, which the rows name as well.
    labels : mapping of id to label
    families : mapping of id to colour family
    mode : {'light', 'dark'}
    """
    items = [str(item) for item in between.index]
    names = [f"{item} {labels[item]}" for item in items]
    widest = max(measure_text(name) for name in names)
    height = HEADING + CELL_HEIGHT * len(items) + SCALE_HEIGHT
    chart = theme.start_chart(mode, height, l=16 + round(6.3 * widest), r=4, t=HEADING, b=SCALE_HEIGHT)
    values = between.loc[items, items].to_numpy(dtype=float)
    _draw_correlation_cells(chart, values, names, mode)
    _print_correlations(chart, values, names, mode)
    chart.update_yaxes(tickfont={"color": chart.ink, "size": theme.FONT_SIZE - 1})
    for position, item in enumerate(items):
        _write_group_heading(chart, position, item, theme.get_palette(mode).family(families[item]))
    return chart.finished()


def _list_items(correlation: pd.DataFrame, labels: Mapping[str, str], groups: Sequence[Group]) -> list[str]:
    items = [str(item) for _, _, ids in groups for item in ids]
    if sorted(items) != sorted(str(item) for item in correlation.index):
        raise ValueError("groups must name each item of the correlations once")
    if len({labels[item] for item in items}) < len(items):
        raise ValueError("two items have the same label")
    return items


def _take_values(correlation: pd.DataFrame, items: list[str]) -> np.ndarray:
    values = correlation.loc[items, items].to_numpy(dtype=float).copy()
    np.fill_diagonal(values, np.nan)
    return values


def _draw_correlation_cells(chart: Sketch, values: np.ndarray, names: list[str], mode: theme.Mode) -> None:
    palette = theme.get_palette(mode)
    chart.add_heatmap(
        x=names,
        y=names,
        z=[[None if np.isnan(cell) else round(float(cell), 2) for cell in row] for row in values],
        colorscale=make_correlation_scale(mode),
        zmin=-1,
        zmax=1,
        xgap=0.5,
        ygap=0.5,
        showscale=True,
        colorbar={
            "orientation": "h",
            "thickness": 8,
            "len": 0.5,
            "x": 0,
            "xanchor": "left",
            "y": 0,
            "yanchor": "top",
            "yref": "paper",
            "ypad": 14,
            "outlinewidth": 0,
            "tickvals": [-1, -0.5, 0, 0.5, 1],
            "ticktext": ["−1", "−0.5", "0", "0.5", "1"],
            "tickfont": {"color": palette.muted, "size": 10},
        },
        hovertemplate="<b>%{y}</b><br><b>%{x}</b><br>%{z:.2f}<extra></extra>",
        name="correlations",
    )
    last = len(names) - 0.5
    chart.update_xaxes(showticklabels=False, type="category", range=[-0.5, last])
    # Top to bottom as listed; whatever is not drawn shows the grey of missing data.
    chart.update_yaxes(type="category", range=[last, -0.5], ticklabelstandoff=5)
    chart.update_layout(plot_bgcolor=palette.no_data)


def _part_groups(chart: Sketch, groups: Sequence[Group], number: int, mode: theme.Mode) -> None:
    palette, start = theme.get_palette(mode), 0
    for position, (label, family, ids) in enumerate(groups):
        end = start + len(ids)
        _write_group_heading(
            chart, (start + end - 1) / 2, label, palette.family(family), STOREY * (position % 2)
        )
        if end < number:
            line = {"color": palette.ink, "width": 1}
            edge = end - 0.5
            chart.add_shape(type="line", x0=edge, x1=edge, y0=-0.5, y1=number - 0.5, line=line)
            chart.add_shape(type="line", y0=edge, y1=edge, x0=-0.5, x1=number - 0.5, line=line)
        start = end


def _write_group_heading(chart: Sketch, at: float, text: str, hue: str, lift: int = 0) -> None:
    chart.add_annotation(
        x=at,
        y=1,
        yref="paper",
        yshift=lift,
        yanchor="bottom",
        text=f"<b>{text}</b>",
        showarrow=False,
        font={"color": hue, "size": theme.FONT_SIZE - 1},
    )


def _print_correlations(chart: Sketch, values: np.ndarray, names: list[str], mode: theme.Mode) -> None:
    by_colour: dict[str, list[tuple[str, str, str]]] = {}
    for row, cells in zip(names, values, strict=True):
        for column, cell in zip(names, cells, strict=True):
            if np.isfinite(cell):
                colour = theme.choose_text_colour(find_correlation_colour(float(cell), mode))
                by_colour.setdefault(colour, []).append((column, row, format_chart_number(float(cell), 2)))
    for colour, found in by_colour.items():
        chart.add_scatter(
            x=[one[0] for one in found],
            y=[one[1] for one in found],
            text=[one[2] for one in found],
            mode="text",
            textfont={"color": colour, "size": 11},
            hoverinfo="skip",
            name="numbers",
        )
