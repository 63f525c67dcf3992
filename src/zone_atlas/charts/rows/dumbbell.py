"""Two dates on one line: shares before and after, on a square-root axis that shows small shares beside large ones."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import format_chart_number, wrap_label
from zone_atlas.charts.base.row_parts import NOTE_SIZE, measure_name_room, name_rows
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line
from zone_atlas.charts.base.targets import add_targets

ROW_HEIGHT, HEAD = 22, 34
TICKS = (0, 1, 5, 10, 20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Pair:
    """One row: a share before and after in per cent (NaN where unknown), and the change as it is printed."""

    id: str
    label: str
    before: float
    after: float
    change: str
    hover: str = ""


@dataclass(frozen=True)
class DumbbellWords:
    """Words of the chart in the reader's language: the two dates, and the heading of the column of changes."""

    before: str
    after: str
    change: str


def draw_dumbbell(
    pairs: Sequence[Pair],
    words: DumbbellWords,
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw one row per pair: the earlier share as an open dot, the later one as a filled dot, a stroke between them.

    Distances are those of the square roots, so that 0.3 and 3 per cent are as easy to tell apart as 10 and 20; the
    axis is labelled in per cent, and zero is its beginning.

    Parameters
    ----------
    pairs : sequence of Pair
        From top to bottom.
    words : DumbbellWords
    mode : {'light', 'dark'}
    compact : bool
        For a phone: narrower labels.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``targets``, carries ``customdata = (pair id, date)`` with date 'before' or 'after'.

    Raises
    ------
    ValueError
        If a share is negative, or no pair has any.
    """
    shares = [share for pair in pairs for share in (pair.before, pair.after) if math.isfinite(share)]
    if not shares or min(shares) < 0:
        raise ValueError("a dumbbell needs shares, and none below zero")
    palette = theme.get_palette(mode)
    labels = [wrap_label(pair.label, 18 if compact else 40) for pair in pairs]
    pitch = ROW_HEIGHT + 12 * (max(label.count("<br>") for label in labels) > 0)
    height = HEAD + pitch * len(pairs)
    chart = theme.start_chart(mode, height, l=measure_name_room(labels), r=54, t=HEAD, b=0)
    _set_root_axes(chart, labels, max(shares))
    _draw_pairs(chart, pairs, palette, mode)
    _write_change_column(chart, pairs, words, palette)
    _draw_pair_targets(chart, pairs)
    return theme.keep_on_selection(chart)


def locate_root(share: float) -> float:
    """Return the place of a share on the axis: its square root.

    Parameters
    ----------
    share : float
        Per cent, not below zero.
    """
    return round(math.sqrt(share), 4)


def _set_root_axes(chart: Sketch, labels: Sequence[str], largest: float) -> None:
    end = locate_root(largest)
    ticks = [tick for tick in TICKS if locate_root(tick) <= end * 1.02]
    chart.update_xaxes(
        range=[-0.02 * end, end * 1.04],
        side="top",
        showgrid=True,
        tickvals=[locate_root(tick) for tick in ticks],
        ticktext=[
            f"{format_chart_number(tick)}%" if tick == ticks[-1] else format_chart_number(tick)
            for tick in ticks
        ],
    )
    name_rows(chart, labels)


def _draw_pairs(chart: Sketch, pairs: Sequence[Pair], palette: theme.Colours, mode: theme.Mode) -> None:
    both = [
        [(locate_root(pair.before), at), (locate_root(pair.after), at)]
        for at, pair in enumerate(pairs)
        if math.isfinite(pair.before) and math.isfinite(pair.after)
    ]
    add_line(chart, both, palette.peers, 3, "strokes")
    for name, hollow in (("before", True), ("after", False)):
        found = [(getattr(pair, name), at) for at, pair in enumerate(pairs)]
        places = [(locate_root(share), at) for share, at in found if math.isfinite(share)]
        add_dots(chart, places, DotLook(palette.ink, 9 if hollow else 10, hollow=hollow), mode, name)


def _write_change_column(
    chart: Sketch, pairs: Sequence[Pair], words: DumbbellWords, palette: theme.Colours
) -> None:
    """Changes to the right of the axis, and above it what the two marks stand for."""
    right = {"x": 1, "xanchor": "right"}
    for at, pair in enumerate(pairs):
        _write_dumbbell_note(chart, pair.change, palette.ink, y=at, yref="y", xshift=48, yshift=0, **right)
    above = {"y": 1, "yref": "paper", "yshift": 22}
    _write_dumbbell_note(chart, words.change, palette.muted, xshift=52, **right, **above)
    key = f"○ {words.before}   ● {words.after}"
    _write_dumbbell_note(chart, key, palette.muted, x=0, xanchor="left", xshift=0, **above)


def _write_dumbbell_note(chart: Sketch, text: str, colour: str, **place: object) -> None:
    """Write beside the plot, at a place given as attributes of the annotation."""
    font = {"size": NOTE_SIZE, "color": colour}
    chart.add_annotation(text=text, xref="paper", yanchor="middle", showarrow=False, font=font, **place)


def _draw_pair_targets(chart: Sketch, pairs: Sequence[Pair]) -> None:
    hits = [
        (locate_root(share), at, pair, date)
        for at, pair in enumerate(pairs)
        for date, share in (("before", pair.before), ("after", pair.after))
        if math.isfinite(share)
    ]
    add_targets(
        chart,
        [(x, at) for x, at, _, _ in hits],
        [(pair.id, date) for _, _, pair, date in hits],
        [pair.hover for _, _, pair, _ in hits],
        "targets",
        13,
    )
