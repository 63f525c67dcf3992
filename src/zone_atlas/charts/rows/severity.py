"""The severity of a bottleneck among all cities, with its interval: one line on a common scale."""

from __future__ import annotations

import math

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line, add_words
from zone_atlas.charts.rows.intervals import BAR_OPACITY

HEIGHT = 56


def draw_severity_strip(
    share: float,
    low: float,
    high: float,
    peers: float,
    ends: tuple[str, str],
    mode: theme.Mode = "light",
    *,
    hollow: bool = False,
) -> go.Figure:
    """Draw the share of cities that are less severe as a dot, its interval as a bar, the peers' median as a tick.

    Parameters
    ----------
    share, low, high, peers : float
        Shares from 0 to 1; NaN draws nothing.
    ends : (str, str)
        Words at the mild and at the severe end.
    mode : {'light', 'dark'}
    hollow : bool
        True for a proxy, or a score that is not ranked.
    """
    palette = theme.get_palette(mode)
    hue = palette.family("bottleneck")
    chart = theme.start_chart(mode, HEIGHT, l=8, r=8, t=2, b=2)
    chart.update_xaxes(range=[-0.02, 1.02], visible=False)
    chart.update_yaxes(range=[-1.5, 1], visible=False)
    add_line(chart, [[(0, 0), (1, 0)]], palette.peers, 1, "scale")
    add_line(chart, [[(tick, -0.18), (tick, 0.18)] for tick in (0, 0.5, 1)], palette.peers, 1, "ticks")
    if math.isfinite(low) and math.isfinite(high):
        add_line(chart, [[(low, 0), (high, 0)]], theme.fade_colour(hue, BAR_OPACITY), 11, "interval")
    if math.isfinite(peers):
        add_line(chart, [[(peers, -0.5), (peers, 0.5)]], palette.ink, 1.6, "peers")
    if math.isfinite(share):
        add_dots(chart, [(share, 0)], DotLook(hue, 11, hollow=hollow), mode, "place")
    words = [(0, -1.1, ends[0]), (1, -1.1, ends[1])]
    add_words(chart, words, palette.muted, 11, "ends", ["middle right", "middle left"])
    return chart.finished()
