"""The relatedness of each industry to what a place already has, and which industries are proposed."""

from __future__ import annotations

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
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line
from zone_atlas.charts.base.targets import add_targets

ROW_HEIGHT, HEAD, FOOT = 23, 44, 22
RELATED, BREAKTHROUGH, HELD, OTHER = "related", "breakthrough", "held", "other"
# Symbols tell the marks apart without colour.
SYMBOLS = {RELATED: "circle", BREAKTHROUGH: "diamond"}


@dataclass(frozen=True)
class CandidateWords:
    """Words of the chart in the reader's language.

    Attributes
    ----------
    far, close : str
        Ends of the axis.
    quotient : str
        Heading of the column to the right.
    key : str
        What the marks are.
    """

    far: str
    close: str
    quotient: str
    key: str


def draw_candidates(
    rows: pd.DataFrame, words: CandidateWords, mode: theme.Mode = "light", *, compact: bool = False
) -> go.Figure:
    """Draw one row per industry: a mark at its relatedness density, by what it is to the place.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``id``, ``label``, ``density`` (0–1), ``mark`` ('held', 'related',
        'breakthrough', 'other'), ``quotient`` (text), ``hover``.
    words : CandidateWords
    mode : {'light', 'dark'}
    compact : bool
        For a phone: with smaller marks.
    """
    palette = theme.get_palette(mode)
    chart = theme.start_chart(
        mode,
        HEAD + ROW_HEIGHT * len(rows) + FOOT,
        l=measure_name_room(rows["label"]),
        r=48,
        t=HEAD,
        b=FOOT,
    )
    _set_candidate_axes(chart, rows, words, palette)
    add_line(chart, [[(0.0, at), (1.0, at)] for at in range(len(rows))], palette.grid, 1, "rows")
    size = 9 if compact else 11
    marks = list(zip(rows["density"].astype(float), range(len(rows)), rows["mark"], strict=True))
    specialised = [(x, at) for x, at, mark in marks if mark == HELD]
    add_dots(chart, specialised, DotLook(palette.driver, size - 3), mode, HELD)
    others = [(x, at) for x, at, mark in marks if mark == OTHER]
    add_dots(chart, others, DotLook(palette.muted, size - 3, hollow=True), mode, OTHER)
    for phase, symbol in SYMBOLS.items():
        chart.add_scatter(
            x=[x for x, _, mark in marks if mark == phase],
            y=[at for _, at, mark in marks if mark == phase],
            mode="markers",
            marker={
                "size": size + 1,
                "symbol": symbol,
                "color": palette.ground,
                "opacity": 1,
                "line": {"width": 3 if phase == RELATED else 2, "color": palette.accent},
            },
            hoverinfo="skip",
            name=phase,
        )
    targets = [(x, at) for x, at, _ in marks]
    add_targets(chart, targets, [(name, "") for name in rows["id"]], list(rows["hover"]), "targets", 20)
    return theme.keep_on_selection(chart)


def _set_candidate_axes(
    chart: Sketch, rows: pd.DataFrame, words: CandidateWords, palette: theme.Colours
) -> None:
    chosen = rows["mark"].isin(list(SYMBOLS))
    chart.update_xaxes(
        range=[-0.02, 1.02],
        side="top",
        showgrid=True,
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        ticktext=["0", "0.25", "0.5", "0.75", "1"],
    )
    name_rows(
        chart,
        [f"<b>{label}</b>" if bold else label for label, bold in zip(rows["label"], chosen, strict=True)],
    )
    write_ends(chart, ((0, "left", words.far), (1, "right", words.close)), palette.muted)
    write_foot(chart, words.key, palette.muted)
    hues = [palette.ink if bold else palette.muted for bold in chosen]
    write_column(chart, list(rows["quotient"]), words.quotient, 44, hues, palette.muted)
