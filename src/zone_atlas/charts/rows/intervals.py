"""Dots with intervals: ranks of places over many draws, and the shares of the choices that move them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import wrap_label
from zone_atlas.charts.base.row_parts import (
    measure_name_room,
    name_rows,
    write_above,
    write_column,
    write_ends,
)
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line, add_words
from zone_atlas.charts.base.targets import add_targets

ROW_HEIGHT, HEAD = 27, 44
BAR_OPACITY = 0.34


@dataclass(frozen=True)
class RankWords:
    """Words of the chart of ranks in the reader's language.

    Attributes
    ----------
    best, worst : str
        Ends of the axis.
    printed, share : str
        Headings of the columns to the right.
    """

    best: str
    worst: str
    printed: str
    share: str


def draw_rank_intervals(
    rows: pd.DataFrame,
    places: int,
    words: RankWords,
    family: theme.Family = "driver",
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw one row per place: the interval of its rank as a bar, the median as a dot, the rank as chosen as a tick.

    A rule separates two rows only where the order of their groups is certain.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``id``, ``label``, ``low``, ``median``, ``high``, ``chosen``, ``group``,
        ``printed``, ``share`` (both as text) and ``hover``.
    places : int
        Number of ranks: the right end of the axis.
    words : RankWords
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    compact : bool
        For a phone: without the column of shares.
    """
    palette = theme.get_palette(mode)
    labels = [str(label) for label in rows["label"]]
    chart = theme.start_chart(
        mode,
        HEAD + ROW_HEIGHT * len(rows),
        l=measure_name_room(labels),
        r=70 if compact else 150,
        t=HEAD,
        b=2,
    )
    _set_rank_axis(chart, places, words, palette)
    name_rows(chart, labels)
    hue = palette.family(family)
    _draw_group_rules(chart, rows, places, palette)
    _draw_rank_bars(chart, rows, hue, palette)
    _write_rank_columns(chart, rows, words, palette, compact=compact)
    _draw_rank_targets(chart, rows)
    return theme.keep_on_selection(chart)


def _draw_rank_bars(chart: Sketch, rows: pd.DataFrame, hue: str, palette: theme.Colours) -> None:
    bars = [
        # A bar of a single rank would have no length.
        [(row.low - 0.3, at), (row.high + 0.3, at)]
        for at, row in enumerate(rows.itertuples())
    ]
    add_line(chart, bars, theme.fade_colour(hue, BAR_OPACITY), 11, "intervals")
    ticks = [
        [(row.chosen, at - 0.36), (row.chosen, at + 0.36)]
        for at, row in enumerate(rows.itertuples())
        if row.chosen == row.chosen
    ]
    add_line(chart, ticks, palette.ink, 1.6, "chosen")
    chart.add_scatter(
        x=rows["median"].tolist(),
        y=list(range(len(rows))),
        mode="markers",
        marker={"size": 9, "color": hue, "opacity": 1, "line": {"width": 1, "color": palette.ground}},
        hoverinfo="skip",
        name="medians",
    )


def _draw_rank_targets(chart: Sketch, rows: pd.DataFrame) -> None:
    """Invisible marks over the whole of each bar."""
    targets = [
        (x, at) for at, row in enumerate(rows.itertuples()) for x in _list_ranks_between(row.low, row.high)
    ]
    owners = [row for row in rows.itertuples() for _ in _list_ranks_between(row.low, row.high)]
    add_targets(
        chart, targets, [(row.id, "") for row in owners], [str(row.hover) for row in owners], "targets", 18
    )


def _list_ranks_between(low: float, high: float) -> list[float]:
    return [float(rank) for rank in range(int(low), int(high) + 1)]


def _set_rank_axis(chart: Sketch, places: int, words: RankWords, palette: theme.Colours) -> None:
    ticks = [1, *range(5, places, 5)]
    # The last rank is printed unless it would run into the one before.
    ticks = [tick for tick in ticks if places - tick > 1] + [places]
    chart.update_xaxes(
        range=[0.4, places + 0.6],
        side="top",
        showgrid=True,
        tickvals=ticks,
        ticktext=[str(tick) for tick in ticks],
    )
    ends = ((0.4, "left", words.best), (places + 0.6, "right", words.worst))
    write_ends(chart, ends, palette.muted)


def _draw_group_rules(chart: Sketch, rows: pd.DataFrame, places: int, palette: theme.Colours) -> None:
    groups = rows["group"].tolist()
    changes = [at - 0.5 for at in range(1, len(groups)) if groups[at] != groups[at - 1]]
    rules = [[(0.4, change), (places + 0.6, change)] for change in changes]
    add_line(chart, rules, palette.peers, 1, "rules")


def _write_rank_columns(
    chart: Sketch, rows: pd.DataFrame, words: RankWords, palette: theme.Colours, *, compact: bool
) -> None:
    write_column(chart, list(rows["printed"]), words.printed, 56, palette.ink, palette.muted)
    if not compact:
        write_column(chart, list(rows["share"]), words.share, 144, palette.muted, palette.muted)


@dataclass(frozen=True)
class ShareIntervalWords:
    """Names of the two measures of a choice's share, in the reader's language."""

    alone: str
    total: str


def draw_share_intervals(
    rows: pd.DataFrame,
    words: ShareIntervalWords,
    family: theme.Family = "driver",
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw two dots per row, each with its interval: filled for a share alone, open for the total.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``label``, ``alone``, ``alone_low``, ``alone_high``, ``total``, ``total_low``,
        ``total_high`` (0–1, NaN draws nothing), ``alone_text``, ``total_text`` and ``hover``.
    words : ShareIntervalWords
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    compact : bool
        For a phone: narrower labels.
    """
    palette = theme.get_palette(mode)
    hue = palette.family(family)
    labels = [wrap_label(str(label), 14 if compact else 24) for label in rows["label"]]
    chart = theme.start_chart(mode, 58 * len(rows) + 50, l=measure_name_room(labels), r=44, t=24, b=26)
    known = rows[["alone_low", "total_high"]].to_numpy(dtype=float)
    low = min(0.0, float(known[:, 0].min())) if len(rows) else 0.0
    high = max(1.0, float(known[:, 1].max())) if len(rows) else 1.0
    chart.update_xaxes(
        range=[low - 0.02, high + 0.02],
        showgrid=True,
        tickvals=[0, 0.25, 0.5, 0.75, 1],
        ticktext=["0", "25", "50", "75", "100%"],
    )
    name_rows(chart, labels)
    for name, offset, open_dot in (("alone", -0.19, False), ("total", 0.19, True)):
        _draw_share_dots(chart, rows, name, offset, hue, palette, hollow=open_dot)
    _write_share_key(chart, words, palette)
    return theme.keep_on_selection(chart)


def _draw_share_dots(
    chart: Sketch,
    rows: pd.DataFrame,
    name: str,
    offset: float,
    hue: str,
    palette: theme.Colours,
    *,
    hollow: bool,
) -> None:
    shown = [(at, row) for at, row in enumerate(rows.to_dict("records")) if row[name] == row[name]]
    bars = [[(row[f"{name}_low"], at + offset), (row[f"{name}_high"], at + offset)] for at, row in shown]
    add_line(chart, bars, theme.fade_colour(hue, BAR_OPACITY), 8, f"{name}-intervals")
    chart.add_scatter(
        x=[row[name] for _, row in shown],
        y=[at + offset for at, _ in shown],
        mode="markers",
        marker={
            "size": 10,
            "color": palette.ground if hollow else hue,
            "opacity": 1,
            "line": {"width": 1.8, "color": hue},
        },
        text=[str(row["hover"]) for _, row in shown],
        hovertemplate="%{text}<extra></extra>",
        name=name,
    )
    words = [(row[f"{name}_high"], at + offset, f"\u2002{row[f'{name}_text']}") for at, row in shown]
    add_words(chart, words, palette.muted, 11, f"{name}-values")


def _write_share_key(chart: Sketch, words: ShareIntervalWords, palette: theme.Colours) -> None:
    write_above(chart, f"● {words.alone}\u2003○ {words.total}", palette.muted)
