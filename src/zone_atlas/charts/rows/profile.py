"""The profile of one place: its position among all cities on each dimension, with its interval and its peers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import format_chart_number, measure_text, wrap_label
from zone_atlas.charts.base.row_parts import COLUMN
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line, add_words
from zone_atlas.charts.base.targets import add_targets
from zone_atlas.charts.rows.intervals import BAR_OPACITY

ROW_HEIGHT, HEAD, FOOT = 43, 26, 38
TICKS = (0, 25, 50, 75, 100)
PEER_OPACITY = 0.55


@dataclass(frozen=True)
class Bar:
    """One dimension of the profile; shares of cities that score lower, 0–100.

    Attributes
    ----------
    id, label : str
        What a click returns; the name in the reader's language.
    share, low, high : float
        The place's median position and the ends of its 90 % interval; NaN draws nothing.
    peers : sequence of (id, hover text, share)
        The nearest peers.
    median : float
        Of the peers; NaN draws none.
    hover : str
    hollow : bool
        True for a proxy, or a score that is not ranked.
    absent : str
        What stands in the row where there is no score at all.
    """

    id: str
    label: str
    share: float
    low: float
    high: float
    peers: Sequence[tuple[str, str, float]] = ()
    median: float = math.nan
    hover: str = ""
    hollow: bool = False
    absent: str = ""


@dataclass(frozen=True)
class Group:
    """Dimensions of one colour family, with the words for the far end of their axis."""

    family: theme.Family
    title: str
    end: str
    bars: Sequence[Bar] = field(default_factory=tuple)


def draw_place_profile(
    place: str, groups: Sequence[Group], axis: str, mode: theme.Mode = "light", *, compact: bool = False
) -> go.Figure:
    """Draw one row per dimension: the place as a dot on its interval, its peers as grey dots, their median as a tick.

    Parameters
    ----------
    place : str
        What a click on a dot of the place returns.
    groups : sequence of Group
        From top to bottom, each under its own heading.
    axis : str
        What the axis shows, written below it.
    mode : {'light', 'dark'}
    compact : bool
        For a phone: narrower labels.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``targets``, is invisible and carries ``customdata = (place id, dimension id)``.
    """
    palette = theme.get_palette(mode)
    labels = {bar.id: wrap_label(bar.label, 16 if compact else 30) for group in groups for bar in group.bars}
    rows, heads, height = _lay_out_profile(groups)
    widest = max((measure_text(line) for text in labels.values() for line in text.split("<br>")), default=0)
    chart = theme.start_chart(mode, height + FOOT, l=16 + round(COLUMN * widest), r=18, t=0, b=FOOT)
    chart.update_xaxes(
        range=[-1.5, 101.5],
        showgrid=True,
        tickvals=list(TICKS),
        ticktext=[format_chart_number(tick) for tick in TICKS],
    )
    chart.update_xaxes(title={"text": axis, "standoff": 6})
    # Down the chart one unit is one pixel.
    chart.update_yaxes(
        range=[height, 0],
        tickvals=[rows[node] for node in labels],
        ticktext=[f"{text.replace('<br>', ' <br>')} " for text in labels.values()],
        tickfont={"color": palette.ink, "size": theme.FONT_SIZE},
    )
    _write_profile_heads(chart, groups, heads, palette)
    for group in groups:
        _draw_profile_bars(chart, group, rows, mode)
    _draw_profile_targets(chart, place, groups, rows)
    return theme.keep_on_selection(chart)


def _lay_out_profile(groups: Sequence[Group]) -> tuple[dict[str, float], list[float], int]:
    """Middle of each row, middle of each heading, and the height of all, in pixels."""
    rows: dict[str, float] = {}
    heads: list[float] = []
    down = 0
    for group in groups:
        heads.append(down + HEAD / 2)
        down += HEAD
        for bar in group.bars:
            rows[bar.id] = down + ROW_HEIGHT / 2
            down += ROW_HEIGHT
    return rows, heads, down


def _write_profile_heads(
    chart: Sketch, groups: Sequence[Group], heads: Sequence[float], palette: theme.Colours
) -> None:
    """Headings in the colours of their families: the kind to the left, what the far end means to the right."""
    for group, at in zip(groups, heads, strict=True):
        hue = palette.family(group.family)
        add_line(
            chart,
            [[(0, at + HEAD / 2 - 3), (100, at + HEAD / 2 - 3)]],
            theme.fade_colour(hue, 0.5),
            1,
            "rule",
        )
        add_words(chart, [(0, at, f"<b>{group.title}</b>")], hue, theme.FONT_SIZE, "heads")
        add_words(chart, [(100, at, group.end)], hue, 11, "ends", "middle left")


def _draw_profile_bars(chart: Sketch, group: Group, rows: dict[str, float], mode: theme.Mode) -> None:
    palette = theme.get_palette(mode)
    hue = palette.family(group.family)
    peers = [(share, rows[bar.id]) for bar in group.bars for _, _, share in bar.peers if math.isfinite(share)]
    chart.add_scatter(
        x=[x for x, _ in peers],
        y=[y for _, y in peers],
        mode="markers",
        marker={"size": 7, "color": palette.muted, "opacity": PEER_OPACITY},
        hoverinfo="skip",
        name="peers",
    )
    medians = [
        [(bar.median, rows[bar.id] - 11), (bar.median, rows[bar.id] + 11)]
        for bar in group.bars
        if math.isfinite(bar.median)
    ]
    add_line(chart, medians, palette.ink, 1.6, "medians")
    intervals = [
        [(bar.low, rows[bar.id]), (bar.high, rows[bar.id])] for bar in group.bars if math.isfinite(bar.low)
    ]
    add_line(chart, intervals, theme.fade_colour(hue, BAR_OPACITY), 12, "intervals")
    for hollow in (False, True):
        chosen = [bar for bar in group.bars if bar.hollow is hollow and math.isfinite(bar.share)]
        places = [(bar.share, rows[bar.id]) for bar in chosen]
        add_dots(chart, places, DotLook(hue, 13, hollow=hollow), mode, "open" if hollow else "place")
    figures = [
        (bar.share, rows[bar.id] - 15, f"<b>{format_chart_number(bar.share)}</b>")
        for bar in group.bars
        if math.isfinite(bar.share)
    ]
    add_words(chart, figures, hue, 11, "figures", "middle center")
    absent = [(0, rows[bar.id], bar.absent) for bar in group.bars if bar.absent]
    add_words(chart, absent, palette.muted, 11, "absent")


def _draw_profile_targets(chart: Sketch, place: str, groups: Sequence[Group], rows: dict[str, float]) -> None:
    bars = [bar for group in groups for bar in group.bars]
    hits = [(peer, bar.id, share, hover) for bar in bars for peer, hover, share in bar.peers]
    # The place comes last: where a peer lies under it, the pointer finds the place.
    hits += [(place, bar.id, bar.share, bar.hover) for bar in bars]
    found = [hit for hit in hits if math.isfinite(hit[2])]
    add_targets(
        chart,
        [(share, rows[node]) for _, node, share, _ in found],
        [(who, node) for who, node, _, _ in found],
        [hover for *_, hover in found],
        "targets",
        13,
    )
