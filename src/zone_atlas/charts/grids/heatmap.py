"""Score matrix: one row per zone, one column per node, the score printed in every cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import count_lines, format_chart_number, measure_text, wrap_label
from zone_atlas.charts.base.row_parts import name_rows
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_words
from zone_atlas.charts.base.targets import add_cell_targets

ColumnGroup = tuple[str, theme.Family, Sequence[str]]

GROUP_GAP = 0.22
LINE_HEIGHT = 14
CELL_FONT, CELL_HEIGHT = 11, 24
# Half-em columns of a line of the column labels.
LABEL_WIDTH = 11


@dataclass(frozen=True)
class _Grid:
    """The columns as laid out: centres in cell widths, with a gap between groups."""

    groups: list[tuple[str, theme.Family, list[str]]]
    centres: dict[str, float]
    family: dict[str, theme.Family]

    @property
    def nodes(self) -> list[str]:
        return list(self.centres)


def _lay_out_grid(table: pd.DataFrame, column_groups: Sequence[ColumnGroup]) -> _Grid:
    groups = [
        (label, family, [str(node) for node in nodes]) for label, family, nodes in column_groups if nodes
    ]
    listed = [node for _, _, nodes in groups for node in nodes]
    unknown = [node for node in listed if node not in table.columns]
    if unknown or len(set(listed)) != len(listed):
        raise ValueError(f"column groups must name each column of the table once: {unknown or listed}")
    centres: dict[str, float] = {}
    family_of: dict[str, theme.Family] = {}
    start = 0.0
    for _, family, nodes in groups:
        for node in nodes:
            centres[node], family_of[node] = start + 0.5, family
            start += 1.0
        start += GROUP_GAP
    return _Grid(groups, centres, family_of)


def draw_score_matrix(
    table: pd.DataFrame,
    row_labels: Mapping[str, str],
    column_labels: Mapping[str, str],
    column_groups: Sequence[ColumnGroup],
    marks: pd.DataFrame | None = None,
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw scores as a matrix of coloured cells with the number in each.

    Parameters
    ----------
    table : DataFrame, shape (rows, nodes)
        Scores 0–100 or NaN; index = row ids from top to bottom, columns = node ids.
    row_labels, column_labels : mapping of id to label
        Column labels break between words and at soft hyphens, and are never turned.
    column_groups : sequence of (label, family, node ids)
        Left to right, with a gap between groups. An empty label draws no heading.
    marks : DataFrame of bool, same shape, optional
        True for a proxy or a score that is not ranked: a grey cell with a small ring, outside the families.
    mode : {'light', 'dark'}
    compact : bool
        For a phone: smaller type, and every second column label one storey higher.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``cells``, is invisible and carries ``customdata = (row id, node id)`` for clicks.

    Raises
    ------
    ValueError
        If a group names a column the table lacks, a column twice, or a score leaves 0–100.
    """
    grid = _lay_out_grid(table, column_groups)
    scores = table[grid.nodes].astype(float)
    if scores.lt(0).any(axis=None) or scores.gt(100).any(axis=None):
        raise ValueError("scores must lie within 0–100")
    flags = _align_flags(scores, marks)
    labels = _stack_column_labels(grid, column_labels, compact)
    has_headings = any(label for label, _, _ in grid.groups)
    label_height = max((count_lines(label) for label in labels.values()), default=1) * LINE_HEIGHT + 6
    top = label_height + (22 if has_headings else 0)
    widest = max((measure_text(str(row_labels[row])) for row in scores.index), default=0)
    left = 10 + round((5.8 if compact else 6.3) * widest)
    height = top + CELL_HEIGHT * len(scores) + 6
    chart = theme.start_chart(mode, height, t=top, l=left, r=12 if compact else 2, b=6)
    _draw_score_cells(chart, scores, flags, grid, mode)
    _print_scores(chart, scores, flags, grid, mode, CELL_FONT - compact)
    _draw_rings(chart, scores, flags, grid, mode)
    _draw_score_targets(chart, scores, grid, row_labels, column_labels)
    _label_score_axes(chart, grid, labels, [str(row_labels[row]) for row in scores.index], compact)
    _write_score_headings(chart, grid, mode, label_height)
    return theme.keep_on_selection(chart)


def _stack_column_labels(grid: _Grid, column_labels: Mapping[str, str], compact: bool) -> dict[str, str]:
    """Wrap the column labels; on a phone lift every second one above its neighbours."""
    labels = {node: wrap_label(column_labels[node], LABEL_WIDTH) for node in grid.nodes}
    if compact:
        storey = max((count_lines(labels[node]) for node in grid.nodes[::2]), default=1)
        labels.update({node: labels[node] + "<br> " * storey for node in grid.nodes[1::2]})
    return labels


def _align_flags(scores: pd.DataFrame, marks: pd.DataFrame | None) -> pd.DataFrame:
    if marks is None:
        return pd.DataFrame(False, index=scores.index, columns=scores.columns)
    return marks.reindex(index=scores.index, columns=scores.columns, fill_value=False).astype(bool)


def _draw_score_cells(
    chart: Sketch, scores: pd.DataFrame, flags: pd.DataFrame, grid: _Grid, mode: theme.Mode
) -> None:
    rows = np.arange(len(scores) + 1) - 0.5
    palette = theme.get_palette(mode)
    for _, family, nodes in grid.groups:
        edges = [grid.centres[node] - 0.5 for node in nodes] + [grid.centres[nodes[-1]] + 0.5]
        values = scores[nodes].to_numpy()
        flagged = flags[nodes].to_numpy()
        # Scores on another basis are drawn grey so that they are not compared with the rest.
        layers = [(np.where(flagged, np.nan, values), theme.make_ramp(family, mode), (0, 100))]
        if flagged.any():
            layers.append((np.where(flagged, values, np.nan), theme.make_ramp("neutral", mode), (0, 100)))
        if np.isnan(values).any():
            missing = np.where(np.isnan(values), 0.0, np.nan)
            layers.append((missing, [(0, palette.no_data), (1, palette.no_data)], (0, 1)))
        for cells, scale, (low, high) in layers:
            chart.add_heatmap(
                x=edges,
                y=rows.tolist(),
                z=[[None if np.isnan(cell) else round(cell, 2) for cell in row] for row in cells],
                colorscale=scale,
                zmin=low,
                zmax=high,
                xgap=1.5,
                ygap=1.5,
                showscale=False,
                hoverinfo="skip",
            )


def find_cell_colour(score: float, family: theme.Family, mode: theme.Mode) -> str:
    """Return the ground colour of a cell: the ramp at score/100, or the no-data grey.

    Parameters
    ----------
    score : float
        0–100; NaN where there is none.
    family : {'driver', 'bottleneck', 'neutral'}
    mode : {'light', 'dark'}
    """
    if np.isnan(score):
        return theme.get_palette(mode).no_data
    return theme.find_ramp_colour(family, mode, score / 100)


def _print_scores(
    chart: Sketch,
    scores: pd.DataFrame,
    flags: pd.DataFrame,
    grid: _Grid,
    mode: theme.Mode,
    size: int,
) -> None:
    by_colour: dict[str, list[tuple[float, int, str]]] = {}
    for node in grid.nodes:
        for row, (score, flag) in enumerate(zip(scores[node], flags[node], strict=True)):
            colour = theme.choose_text_colour(
                find_cell_colour(score, "neutral" if flag else grid.family[node], mode)
            )
            by_colour.setdefault(colour, []).append((grid.centres[node], row, format_chart_number(score)))
    for colour, cells in by_colour.items():
        add_words(chart, cells, colour, size, "numbers", "middle center", clip=True)


def _draw_rings(
    chart: Sketch, scores: pd.DataFrame, flags: pd.DataFrame, grid: _Grid, mode: theme.Mode
) -> None:
    found = [
        (
            grid.centres[node] + 0.36,
            row - 0.26,
            theme.choose_text_colour(find_cell_colour(score, "neutral", mode)),
        )
        for node in grid.nodes
        for row, (score, flag) in enumerate(zip(scores[node], flags[node], strict=True))
        if flag and not np.isnan(score)
    ]
    if not found:
        return
    chart.add_scatter(
        x=[place[0] for place in found],
        y=[place[1] for place in found],
        mode="markers",
        marker={
            "symbol": "circle-open",
            "size": 5,
            "color": [place[2] for place in found],
            "line": {"width": 1.2},
        },
        hoverinfo="skip",
        name="marks",
    )


def _draw_score_targets(
    chart: Sketch,
    scores: pd.DataFrame,
    grid: _Grid,
    row_labels: Mapping[str, str],
    column_labels: Mapping[str, str],
) -> None:
    # A heatmap emits no selection in Streamlit: one invisible marker per cell carries hover and click.
    cells = [(level, row, node) for level, row in enumerate(scores.index) for node in grid.nodes]
    texts = [
        f"<b>{row_labels[row]}</b><br>{column_labels[node]}  {format_chart_number(scores.at[row, node])}"
        for _, row, node in cells
    ]
    add_cell_targets(
        chart,
        [(grid.centres[node], level) for level, _, node in cells],
        [(row, node) for _, row, node in cells],
        [text.replace("\u00ad", "") for text in texts],
        CELL_HEIGHT - 2,
    )


def _label_score_axes(
    chart: Sketch, grid: _Grid, labels: Mapping[str, str], row_labels: Sequence[str], compact: bool
) -> None:
    chart.update_xaxes(
        side="top",
        range=[0, max(grid.centres.values(), default=0.5) + 0.5],
        tickvals=list(grid.centres.values()),
        ticktext=[labels[node] for node in grid.nodes],
        ticklabelstandoff=2,
        ticklabeloverflow="allow",
        tickfont={"size": theme.FONT_SIZE - (2 if compact else 1)},
    )
    name_rows(chart, row_labels, theme.FONT_SIZE - compact)


def _write_score_headings(chart: Sketch, grid: _Grid, mode: theme.Mode, label_height: int) -> None:
    palette = theme.get_palette(mode)
    for label, family, nodes in grid.groups:
        if not label:
            continue
        first, last = grid.centres[nodes[0]], grid.centres[nodes[-1]]
        hue = palette.family(family)
        chart.add_shape(
            type="line",
            x0=first - 0.47,
            x1=last + 0.47,
            y0=label_height + 2,
            y1=label_height + 2,
            yref="paper",
            ysizemode="pixel",
            yanchor=1,
            line={"color": hue, "width": 1.5},
        )
        chart.add_annotation(
            x=(first + last) / 2,
            y=1,
            yref="paper",
            yshift=label_height + 2,
            yanchor="bottom",
            text=f"<b>{label}</b>",
            showarrow=False,
            font={"color": hue, "size": theme.FONT_SIZE},
        )
