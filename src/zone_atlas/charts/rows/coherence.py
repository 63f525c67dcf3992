"""Dots for the coherence of an index: Cronbach's alpha of each dimension, declared against effective weights."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import format_chart_number, measure_text, wrap_label
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line, add_words
from zone_atlas.charts.base.targets import add_targets

ROW_HEIGHT, ALPHA_HEIGHT = 17, 30
COMPACT_ROW_HEIGHT, COMPACT_WRAP = 30, 24
CUSTOMARY_ALPHA = 0.7
BOLD = re.compile("</?b>")
# Above the first row, in rows.
TOP = -0.6
FAMILIES: tuple[theme.Family, theme.Family] = ("driver", "bottleneck")
# Pixels of half a column, for Latin letters at the size of the row labels.
COLUMN = 5.9


def draw_alphas(rows: pd.DataFrame, threshold: str, mode: theme.Mode = "light") -> go.Figure:
    """Draw Cronbach's alpha as one dot per dimension, with the customary threshold.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``label``, ``family`` and ``alpha`` (NaN where there is none).
    threshold : str
        Words at the line of 0.7.
    mode : {'light', 'dark'}
    """
    palette = theme.get_palette(mode)
    labels = [str(label) for label in rows["label"]]
    chart = theme.start_chart(
        mode,
        26 + ALPHA_HEIGHT * len(rows) + 22,
        l=_measure_label_space(labels),
        r=34,
        t=26,
        b=22,
    )
    # Rounded as it is printed: a value that prints as zero does not make the axis longer.
    lowest = min(0.0, round(float(rows["alpha"].min(skipna=True)), 2))
    add_line(chart, [[(lowest, at), (1, at)] for at in range(len(rows))], palette.grid, 1, "rows")
    line = [(CUSTOMARY_ALPHA, TOP), (CUSTOMARY_ALPHA, len(rows) - 0.5)]
    add_line(chart, [line], palette.muted, 1, "threshold", "dot")
    add_words(
        chart, [(CUSTOMARY_ALPHA, TOP + 0.05, threshold)], palette.muted, 11, "threshold words", "top center"
    )
    _draw_alpha_dots(chart, rows, palette, mode)
    ticks = [tick / 4 for tick in range(math.floor(lowest * 4), 5)]
    chart.update_xaxes(
        range=[min(ticks) - 0.02, 1.06],
        tickvals=ticks,
        ticktext=[format_chart_number(tick, 2) for tick in ticks],
    )
    _name_coherence_rows(chart, labels, theme.FONT_SIZE)
    return chart.finished()


def _draw_alpha_dots(chart: Sketch, rows: pd.DataFrame, palette: theme.Colours, mode: theme.Mode) -> None:
    for family in FAMILIES:
        points = [
            (float(row.alpha), at)
            for at, row in enumerate(rows.itertuples())
            if row.family == family and math.isfinite(row.alpha)
        ]
        add_dots(
            chart,
            points,
            DotLook(palette.family(family), 11),
            mode,
            family,
            text=[format_chart_number(value, 2) for value, _ in points],
        )


def draw_weight_pairs(
    groups: Sequence[tuple[str, theme.Family, pd.DataFrame]],
    nominal: str,
    effective: str,
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw one row per indicator: the declared weight as a ring, the effective one as a dot.

    Parameters
    ----------
    groups : sequence of (label, family, rows)
        A dimension each; rows with columns ``label``, ``nominal`` and ``effective`` in percent.
    nominal, effective : str
        What ring and dot are, for the hover text.
    mode : {'light', 'dark'}
    compact : bool
        For a phone: labels on two lines.
    """
    placed, labels = _stack_weight_rows(groups)
    if compact:
        labels = [wrap_label(label, COMPACT_WRAP) for label in labels]
    row_height = COMPACT_ROW_HEIGHT if compact else ROW_HEIGHT
    chart = theme.start_chart(
        mode, 30 + row_height * len(labels) + 4, l=_measure_label_space(labels), r=10, t=30, b=4
    )
    known = [row for row in placed if math.isfinite(row.effective)]
    highest = max((max(row.nominal, row.effective) for row in known), default=1.0)
    _draw_weight_marks(chart, placed, known, highest, mode)
    texts = [_write_weight_hover(row, nominal, effective) for row in placed]
    targets = [((row.nominal + row.effective) / 2, row.at) for row in known]
    shown = [text for text, row in zip(texts, placed, strict=True) if math.isfinite(row.effective)]
    add_targets(chart, targets, [()] * len(targets), shown, "targets", row_height)
    ticks = list(range(0, int(highest) + 1, 10))
    chart.update_xaxes(
        side="top", range=[-1, highest + 1], tickvals=ticks, ticktext=[f"{tick} %" for tick in ticks]
    )
    chart.update_layout(hoverdistance=60)
    _name_coherence_rows(chart, labels, 11)
    return chart.finished()


class _WeightRow(NamedTuple):
    """An indicator in its place."""

    at: int
    family: theme.Family
    label: str
    nominal: float
    effective: float


def _draw_weight_marks(
    chart: Sketch, placed: Sequence[_WeightRow], known: Sequence[_WeightRow], highest: float, mode: theme.Mode
) -> None:
    """Declared weights as rings, effective ones as dots where they are known, and a line between the two."""
    palette = theme.get_palette(mode)
    add_line(chart, [[(0, row.at), (highest, row.at)] for row in placed], palette.grid, 1, "rows")
    gaps = [[(row.nominal, row.at), (row.effective, row.at)] for row in known]
    add_line(chart, gaps, palette.muted, 2, "differences")
    add_dots(
        chart,
        [(row.nominal, row.at) for row in placed],
        DotLook(palette.muted, 8, hollow=True),
        mode,
        "nominal",
    )
    for family in FAMILIES:
        points = [(row.effective, row.at) for row in known if row.family == family]
        add_dots(chart, points, DotLook(palette.family(family), 8), mode, family)


def _stack_weight_rows(
    groups: Sequence[tuple[str, theme.Family, pd.DataFrame]],
) -> tuple[list[_WeightRow], list[str]]:
    """Rows of the indicators under one heading row per dimension, and the labels of all rows."""
    placed: list[_WeightRow] = []
    labels: list[str] = []
    for heading, family, rows in groups:
        labels.append(f"<b>{heading}</b>")
        for label, nominal, effective in zip(rows["label"], rows["nominal"], rows["effective"], strict=True):
            placed.append(_WeightRow(len(labels), family, str(label), float(nominal), float(effective)))
            labels.append(str(label))
    return placed, labels


def _write_weight_hover(row: _WeightRow, nominal: str, effective: str) -> str:
    lines = (
        f"<b>{row.label}</b>",
        f"{nominal} {format_chart_number(row.nominal, 1)} %",
        f"{effective} {format_chart_number(row.effective, 1)} %",
    )
    return "<br>".join(lines)


def _measure_label_space(labels: Sequence[str]) -> int:
    plain = [line for label in labels for line in BOLD.sub("", label).split("<br>")]
    return 16 + round(COLUMN * max((measure_text(label) for label in plain), default=0))


def _name_coherence_rows(chart: Sketch, labels: Sequence[str], size: int) -> None:
    chart.update_yaxes(
        range=[len(labels) - 0.5, TOP],
        tickvals=list(range(len(labels))),
        ticktext=[f"{label} " for label in labels],
        tickfont={"color": chart.ink, "size": size},
    )
