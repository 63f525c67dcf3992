"""Ranks that move: against the default, from one choice to the next, and without single indicators."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import count_lines, measure_text, wrap_label
from zone_atlas.charts.base.row_parts import COLUMN, measure_name_room, name_rows, write_above, write_ends
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line, add_words
from zone_atlas.charts.base.targets import add_targets
from zone_atlas.charts.rows.intervals import ROW_HEIGHT

# The axis of shifts reaches at least this many ranks to either side, so that one rank never looks like a landslide.
LEAST_REACH = 3
PROFILE_HEIGHT = 210


def draw_rank_shifts(
    rows: pd.DataFrame,
    ends: tuple[str, str],
    family: theme.Family = "driver",
    mode: theme.Mode = "light",
) -> go.Figure:
    """Draw one row per place: how many ranks it gains to the right or loses to the left of a middle line.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``id``, ``label``, ``shift``, ``text`` and ``hover``.
    ends : (str, str)
        What the left and the right side mean.
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    """
    palette = theme.get_palette(mode)
    hue = palette.family(family)
    reach = max(LEAST_REACH, int(rows["shift"].abs().max()) if len(rows) else 0)
    chart = theme.start_chart(
        mode, 24 + ROW_HEIGHT * len(rows), l=measure_name_room(rows["label"]), r=8, t=22, b=2
    )
    chart.update_xaxes(range=[-reach - 0.9, reach + 0.9], showticklabels=False)
    name_rows(chart, [str(label) for label in rows["label"]])
    add_line(chart, [[(0, -0.5), (0, len(rows) - 0.5)]], palette.peers, 1.4, "default")
    _draw_shift_dots(chart, rows, hue, palette)
    write_ends(chart, ((-0.2, "right", ends[0]), (0.2, "left", ends[1])), palette.muted, up=2)
    return theme.keep_on_selection(chart)


def _draw_shift_dots(chart: Sketch, rows: pd.DataFrame, hue: str, palette: theme.Colours) -> None:
    moved = [(at, row) for at, row in enumerate(rows.itertuples()) if row.shift]
    add_line(
        chart, [[(0, at), (row.shift, at)] for at, row in moved], theme.fade_colour(hue, 0.45), 3, "shifts"
    )
    chart.add_scatter(
        x=rows["shift"].tolist(),
        y=list(range(len(rows))),
        mode="markers",
        marker={
            "size": [10 if shift else 6 for shift in rows["shift"]],
            "color": [_pick_shift_fill(shift, hue, palette) for shift in rows["shift"]],
            "opacity": 1,
            "line": {"width": 1.8, "color": [hue if shift else palette.peers for shift in rows["shift"]]},
        },
        customdata=[[str(id), ""] for id in rows["id"]],
        text=[str(text) for text in rows["hover"]],
        hovertemplate="%{text}<extra></extra>",
        name="places",
    )
    for position, side in (("middle right", 1), ("middle left", -1)):
        texts = [(row.shift, at, f"\u2003{row.text}\u2003") for at, row in moved if row.shift * side > 0]
        add_words(chart, texts, palette.ink, 11, f"values{side}", position)


def _pick_shift_fill(shift: float, hue: str, palette: theme.Colours) -> str:
    """Filled where a place gains, open where it loses, so that the two differ without colour."""
    if not shift:
        return palette.peers
    return hue if shift > 0 else palette.ground


def draw_rank_slopes(
    ranks: pd.DataFrame,
    names: Mapping[str, str],
    headings: Sequence[str],
    marked: Collection[str],
    family: theme.Family = "driver",
    mode: theme.Mode = "light",
    *,
    compact: bool = False,
) -> go.Figure:
    """Draw one line per place through its ranks under several choices, from left to right.

    Parameters
    ----------
    ranks : DataFrame
        Places × choices; NaN leaves a gap.
    names : mapping of place to name
    headings : sequence of str
        One per column.
    marked : collection of str
        Places in the hue of the family; the others recede.
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    compact : bool
        For a phone: named at the left only.
    """
    palette = theme.get_palette(mode)
    hue = palette.family(family)
    room = measure_name_room([names[place] for place in ranks.index])
    worst = int(ranks.max().max()) if len(ranks) else 1
    chart = theme.start_chart(
        mode, 30 + ROW_HEIGHT * worst, l=room + 22, r=26 if compact else room + 22, t=26, b=2
    )
    last = len(headings) - 1
    chart.update_xaxes(
        range=[-0.04, max(last, 1) + 0.04],
        side="top",
        tickvals=list(range(len(headings))),
        ticktext=[wrap_label(heading, 12) for heading in headings],
        tickfont={"color": palette.ink},
    )
    chart.update_yaxes(range=[worst + 0.5, 0.5], visible=False)
    _draw_slope_lines(chart, ranks, marked, hue, palette)
    _name_slope_ends(chart, ranks, names, marked, hue, palette, right=not compact)
    targets = [
        (place, x, y) for place in ranks.index for x, y in enumerate(ranks.loc[place]) if not math.isnan(y)
    ]
    add_targets(
        chart,
        [(x, y) for _, x, y in targets],
        [(place, "") for place, _, _ in targets],
        [f"<b>{names[place]}</b>  {headings[x]}: {y:.0f}" for place, x, y in targets],
        "targets",
        14,
    )
    return theme.keep_on_selection(chart)


def _draw_slope_lines(
    chart: Sketch, ranks: pd.DataFrame, marked: Collection[str], hue: str, palette: theme.Colours
) -> None:
    """The lines of the places that recede, then those of the marked ones over them."""
    for chosen in (False, True):
        some = [place for place in ranks.index if (place in marked) == chosen]
        runs = [[(float(x), float(y)) for x, y in enumerate(ranks.loc[place])] for place in some]
        colour = hue if chosen else palette.peers
        add_line(chart, runs, colour, 2.2 if chosen else 1.2, "marked" if chosen else "others")
        dots = [(x, y) for run in runs for x, y in run if not math.isnan(y)]
        chart.add_scatter(
            x=[x for x, _ in dots],
            y=[y for _, y in dots],
            mode="markers",
            marker={"size": 8 if chosen else 6, "color": colour, "opacity": 1},
            hoverinfo="skip",
            cliponaxis=False,
            name="marked-dots" if chosen else "other-dots",
        )


def _name_slope_ends(
    chart: Sketch,
    ranks: pd.DataFrame,
    names: Mapping[str, str],
    marked: Collection[str],
    hue: str,
    palette: theme.Colours,
    *,
    right: bool,
) -> None:
    """Rank and name at the first and last choice; places on one rank share a line."""
    sides = [(0, "right", -10)] + ([(ranks.shape[1] - 1, "left", 10)] if right else [])
    for column, anchor, shift in sides:
        for rank, places in ranks.iloc[:, column].dropna().groupby(ranks.iloc[:, column]):
            text = ", ".join(names[place] for place in places.index)
            chosen = any(place in marked for place in places.index)
            parts = (text, f"{rank:.0f}") if anchor == "right" else (f"{rank:.0f}", text)
            chart.add_annotation(
                x=column,
                y=rank,
                xanchor=anchor,
                xshift=shift,
                text="  ".join(parts),
                showarrow=False,
                font={"size": theme.FONT_SIZE, "color": hue if chosen else palette.muted},
            )


def draw_movers(
    rows: pd.DataFrame, family: theme.Family = "driver", mode: theme.Mode = "light", *, compact: bool = False
) -> go.Figure:
    """Draw one row per indicator: how far the ranks move on average without it, and whom it moves most.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``label``, ``value``, ``text`` and ``hover``.
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    compact : bool
        For a phone: narrower labels.
    """
    palette = theme.get_palette(mode)
    hue = palette.family(family)
    labels = [wrap_label(str(label), 16 if compact else 30) for label in rows["label"]]
    height = 14 + 14 * max((count_lines(label) for label in labels), default=1)
    room = measure_name_room(labels)
    chart = theme.start_chart(mode, 12 + height * len(rows), l=room, r=8, t=4, b=4)
    most = max(float(rows["value"].max()) if len(rows) else 0.0, 0.5)
    # Half of the width is for the words behind the dot.
    chart.update_xaxes(range=[-0.02 * most, most * (2.6 if compact else 2.0)], showticklabels=False)
    name_rows(chart, labels)
    add_line(chart, [[(0, -0.5), (0, len(rows) - 0.5)]], palette.peers, 1.2, "nought")
    values = [float(value) for value in rows["value"]]
    add_line(
        chart,
        [[(0, at), (value, at)] for at, value in enumerate(values)],
        theme.fade_colour(hue, 0.45),
        3,
        "shifts",
    )
    chart.add_scatter(
        x=values,
        y=list(range(len(values))),
        mode="markers",
        marker={"size": 9, "color": hue, "opacity": 1},
        text=[str(text) for text in rows["hover"]],
        hovertemplate="%{text}<extra></extra>",
        name="indicators",
    )
    words = [
        (value, at, f"\u2003{text}")
        for at, (value, text) in enumerate(zip(values, rows["text"], strict=True))
    ]
    add_words(chart, words, palette.muted, 11, "values")
    return theme.keep_on_selection(chart)


def draw_rank_profiles(
    profile: pd.DataFrame,
    names: tuple[str, str],
    family: theme.Family = "driver",
    mode: theme.Mode = "light",
) -> go.Figure:
    """Draw for two places the share of draws that puts each on a rank, as sticks side by side.

    Parameters
    ----------
    profile : DataFrame
        ``rank``, ``first`` and ``second`` (0–1).
    names : (str, str)
        Of the two places.
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    """
    palette = theme.get_palette(mode)
    chart = theme.start_chart(mode, PROFILE_HEIGHT, l=40, r=8, t=24, b=24)
    last = int(profile["rank"].max())
    chart.update_xaxes(
        range=[0.4, last + 0.6],
        tickvals=profile["rank"].tolist(),
        ticktext=[str(rank) if rank in (1, last) or rank % 5 == 0 else "" for rank in profile["rank"]],
    )
    chart.update_yaxes(range=[0, 1.02], showgrid=True, tickvals=[0, 0.5, 1], ticktext=["0", "50", "100%"])
    hues = (palette.family(family), palette.muted)
    for column, offset, hue in (("first", -0.17, hues[0]), ("second", 0.17, hues[1])):
        sticks = [
            [(rank + offset, 0.0), (rank + offset, share)]
            for rank, share in zip(profile["rank"], profile[column], strict=True)
            if share > 0
        ]
        add_line(chart, sticks, hue, 7, column)
    _name_profile_sticks(chart, names, hues)
    return theme.keep_on_selection(chart)


def _name_profile_sticks(chart: Sketch, names: tuple[str, str], hues: tuple[str, str]) -> None:
    along = 0
    for name, hue in zip(names, hues, strict=True):
        write_above(chart, f"▮ {name}", hue, along, theme.FONT_SIZE)
        along += round(COLUMN * measure_text(name)) + 40
