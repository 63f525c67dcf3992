"""Location quotients of one place's industries in two censuses, around 1 on a logarithmic axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.row_parts import (
    measure_name_room,
    name_rows,
    write_column,
    write_ends,
    write_foot,
)
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line, add_words
from zone_atlas.charts.base.targets import add_targets

ROW_HEIGHT, HEAD, FOOT = 23, 44, 22
# The same for every place; beyond it a mark stands at the edge, and the number is printed anyway.
LOWEST, HIGHEST = 1 / 8, 8
TICKS = {1 / 8: "1/8", 1 / 4: "1/4", 1 / 2: "1/2", 1: "1", 2: "2", 4: "4", 8: "8"}


@dataclass(frozen=True)
class QuotientWords:
    """Words of the chart in the reader's language.

    Attributes
    ----------
    less, more : str
        Sides of the axis.
    quotient, share : str
        Headings of the columns to the right.
    key : str
        What the two dots are.
    """

    less: str
    more: str
    quotient: str
    share: str
    key: str


def draw_quotients(
    rows: pd.DataFrame, words: QuotientWords, mode: theme.Mode = "light", *, compact: bool = False
) -> go.Figure:
    """Draw one row per industry: a small dot for the first census, a large one for the last, joined where comparable.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``id``, ``label``, ``first`` and ``last`` (quotients, NaN where there is none),
        ``comparable`` (the first census counts the same territory; else its dot is hollow and not joined),
        ``quotient`` and ``share`` (the last ones as text), ``hover``.
    words : QuotientWords
    mode : {'light', 'dark'}
    compact : bool
        For a phone: without the column of shares.
    """
    palette = theme.get_palette(mode)
    chart = theme.start_chart(
        mode,
        HEAD + ROW_HEIGHT * len(rows) + FOOT,
        l=measure_name_room(rows["label"]),
        r=48 if compact else 108,
        t=HEAD,
        b=FOOT,
    )
    _set_quotient_axes(chart, rows, palette)
    _draw_quotient_rows(chart, rows, palette, mode)
    _write_quotient_words(chart, rows, words, palette, compact=compact)
    targets = [
        (_locate_quotient(value), at)
        for at, row in enumerate(rows.itertuples())
        for value in (row.first, row.last)
        if math.isfinite(value)
    ]
    owners = [row for row in rows.itertuples() for value in (row.first, row.last) if math.isfinite(value)]
    add_targets(
        chart, targets, [(row.id, "") for row in owners], [str(row.hover) for row in owners], "targets", 18
    )
    return theme.keep_on_selection(chart)


def _locate_quotient(quotient: float) -> float:
    """Position on the axis, which counts doublings."""
    return math.log2(min(max(quotient, LOWEST), HIGHEST))


def _set_quotient_axes(chart: Sketch, rows: pd.DataFrame, palette: theme.Colours) -> None:
    chart.update_xaxes(
        range=[math.log2(LOWEST) - 0.2, math.log2(HIGHEST) + 0.2],
        side="top",
        showgrid=True,
        tickvals=[math.log2(tick) for tick in TICKS],
        ticktext=list(TICKS.values()),
    )
    name_rows(chart, list(rows["label"]))
    add_line(chart, [[(0.0, -0.5), (0.0, len(rows) - 0.5)]], palette.muted, 1.2, "one")


def _draw_quotient_rows(chart: Sketch, rows: pd.DataFrame, palette: theme.Colours, mode: theme.Mode) -> None:
    known = [(at, row) for at, row in enumerate(rows.itertuples())]
    joined = [(at, row) for at, row in known if row.comparable]
    gaps = [[(_locate_quotient(row.first), at), (_locate_quotient(row.last), at)] for at, row in joined]
    add_line(chart, gaps, palette.peers, 3, "changes")
    before = [(at, row) for at, row in known if math.isfinite(row.first)]
    for name, same in (("first", True), ("first elsewhere", False)):
        dots = [(_locate_quotient(row.first), at) for at, row in before if bool(row.comparable) is same]
        add_dots(chart, dots, DotLook(palette.muted, 7, hollow=not same), mode, name)
    after = [(at, row) for at, row in known if math.isfinite(row.last)]
    for name, hue, specialised in (
        ("last held", palette.driver, True),
        ("last absent", palette.muted, False),
    ):
        dots = [(_locate_quotient(row.last), at) for at, row in after if (row.last >= 1) is specialised]
        add_dots(chart, dots, DotLook(hue, 11, hollow=not specialised), mode, name)
    beyond = [
        (_locate_quotient(value), at, "‹" if value < LOWEST else "›")
        for at, row in known
        for value in (row.first, row.last)
        if value < LOWEST or value > HIGHEST
    ]
    # An arrow at the edge: the value lies further out.
    add_words(
        chart,
        [(x, at, mark) for x, at, mark in beyond],
        palette.ink,
        14,
        "beyond",
        ["middle left" if mark == "‹" else "middle right" for _, _, mark in beyond],
    )


def _write_quotient_words(
    chart: Sketch, rows: pd.DataFrame, words: QuotientWords, palette: theme.Colours, *, compact: bool
) -> None:
    sides = ((0, "right", f"{words.less} "), (0, "left", f" {words.more}"))
    write_ends(chart, sides, palette.muted)
    write_foot(chart, words.key, palette.muted)
    write_column(chart, list(rows["quotient"]), words.quotient, 42, palette.ink, palette.muted)
    if not compact:
        write_column(chart, list(rows["share"]), words.share, 102, palette.muted, palette.muted)
