"""Workers by industry in two censuses: one row per industry, the two joined where they compare."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.row_parts import measure_name_room, name_rows, write_column, write_key
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line
from zone_atlas.charts.base.targets import add_targets

# As high as the head of the chart of positions, beside which this one stands row by row.
ROW_HEIGHT, HEAD, FOOT = 23, 55, 6
SHARE_WIDTH, CHANGE_WIDTH, SHARE_WIDTH_COMPACT = 58, 66, 50
# End of the axis in per cent: the same for every place, so that nothing moves when another is chosen.
HIGHEST = 100
TICKS, TICKS_COMPACT = (0, 1, 5, 10, 25, 50, 75, 100), (0, 5, 25, 50, 100)


@dataclass(frozen=True)
class CensusShareWords:
    """Words of the chart in the reader's language: the key, and the headings of the columns."""

    key: str
    share: str
    change: str


def draw_county_shares(
    rows: pd.DataFrame, words: CensusShareWords, mode: theme.Mode = "light", *, compact: bool = False
) -> go.Figure:
    """Draw shares of two censuses on an axis that is wide near zero (it counts square roots).

    Parameters
    ----------
    rows : DataFrame
        From top to bottom; columns ``id``, ``label``, ``before`` and ``after`` (per cent, NaN where not counted),
        ``median`` (per cent, of all counties in the last census), ``share`` and ``change`` as text, ``hover``.
    words : CensusShareWords
    mode : {'light', 'dark'}
    compact : bool
        For a phone: without the column of changes.

    Returns
    -------
    plotly.graph_objects.Figure
        The trace ``targets`` carries ``customdata = (row id, census)``, the census being 'before' or 'after'.
    """
    palette = theme.get_palette(mode)
    chart = theme.start_chart(
        mode,
        HEAD + ROW_HEIGHT * len(rows) + FOOT,
        l=measure_name_room(rows["label"]),
        r=SHARE_WIDTH_COMPACT if compact else SHARE_WIDTH + CHANGE_WIDTH,
        t=HEAD,
        b=FOOT,
    )
    _set_share_axes(chart, rows, compact=compact)
    _draw_share_rows(chart, rows, palette, mode)
    _write_share_columns(chart, rows, words, palette, compact=compact)
    points = [
        ((_locate_share(value), at), (row.id, census), row.hover)
        for at, row in enumerate(rows.itertuples())
        for census, value in (("before", row.before), ("after", row.after))
        if math.isfinite(value)
    ]
    add_targets(
        chart, [p for p, _, _ in points], [c for _, c, _ in points], [h for *_, h in points], "targets", 16
    )
    return theme.keep_on_selection(chart)


def _locate_share(share: float) -> float:
    """Position of a share on the axis."""
    return round(math.sqrt(min(max(share, 0.0), HIGHEST)), 3)


def _set_share_axes(chart: Sketch, rows: pd.DataFrame, *, compact: bool) -> None:
    ticks = TICKS_COMPACT if compact else TICKS
    chart.update_xaxes(
        range=[-0.25, math.sqrt(HIGHEST) + 0.25],
        side="top",
        showgrid=True,
        tickvals=[_locate_share(tick) for tick in ticks],
        ticktext=[str(tick) for tick in ticks],
    )
    name_rows(chart, list(rows["label"]))


def _draw_share_rows(chart: Sketch, rows: pd.DataFrame, palette: theme.Colours, mode: theme.Mode) -> None:
    known = list(enumerate(rows.itertuples()))
    middle = [(_locate_share(row.median), at) for at, row in known if math.isfinite(row.median)]
    add_line(chart, [[(x, at - 0.36), (x, at + 0.36)] for x, at in middle], palette.muted, 1.6, "median")
    both = [(at, row) for at, row in known if math.isfinite(row.before) and math.isfinite(row.after)]
    add_line(
        chart,
        [[(_locate_share(row.before), at), (_locate_share(row.after), at)] for at, row in both],
        palette.peers,
        3,
        "changes",
    )
    for name, hue, size, hollow in (("before", palette.muted, 8, True), ("after", palette.accent, 11, False)):
        dots = [
            (_locate_share(getattr(row, name)), at) for at, row in known if math.isfinite(getattr(row, name))
        ]
        add_dots(chart, dots, DotLook(hue, size, hollow=hollow), mode, name)


def _write_share_columns(
    chart: Sketch, rows: pd.DataFrame, words: CensusShareWords, palette: theme.Colours, *, compact: bool
) -> None:
    """Key and headings above, and both columns at the right."""
    write_key(chart, words.key)
    right = SHARE_WIDTH_COMPACT if compact else SHARE_WIDTH
    write_column(chart, list(rows["share"]), words.share, right - 4, palette.ink, palette.muted)
    if not compact:
        right = SHARE_WIDTH + CHANGE_WIDTH
        write_column(chart, list(rows["change"]), words.change, right - 4, palette.muted, palette.muted)
