"""The network of related industries, with what one place has and what lies within its reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.label_places import Array, part_boxes
from zone_atlas.charts.base.labels import measure_text
from zone_atlas.charts.base.row_parts import write_above
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line
from zone_atlas.charts.base.targets import add_targets

RELATED, BREAKTHROUGH = "related", "breakthrough"
# Room of the drawing in pixels; a wider page stretches it sideways, which only moves the marks further apart.
ROOM, COMPACT_ROOM = (640.0, 430.0), (316.0, 440.0)
KEY_HEIGHT, COMPACT_KEY_HEIGHT = 24, 56
SMALLEST, LARGEST, PER_ROOT_SHARE = 7.0, 34.0, 4.8
LETTER, LINE = 6.0, 14.0
FONT, COMPACT_FONT = 12, 11
# Labels of a phone: the candidates, and this many others.
FEW = 6


@dataclass(frozen=True)
class IndustrySpot:
    """An industry in the drawing, in pixels from the lower left corner, and whether its name is written."""

    x: float
    y: float
    named: bool


def measure_mark(share: float) -> float:
    """Return the size of a mark in pixels: its area grows with the share of workers, within bounds.

    Parameters
    ----------
    share : float
        Of all workers, per cent.
    """
    return float(np.clip(PER_ROOT_SHARE * np.sqrt(max(share, 0.0)), SMALLEST, LARGEST))


def draw_relatedness(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    key: str,
    mode: theme.Mode = "light",
    *,
    threshold: float,
    compact: bool = False,
) -> go.Figure:
    """Draw the industries as marks and the relatedness between them as lines.

    Parameters
    ----------
    nodes : DataFrame
        Columns ``id``, ``label``, ``x`` and ``y`` (0–1), ``share`` (per cent of workers), ``held`` (bool: specialised),
        ``phase`` ('related', 'breakthrough' or ''), ``hover``.
    edges : DataFrame
        Columns ``industry``, ``other``, ``proximity``; those under the threshold are dashed.
    key : str
        What the marks are, with ``<br>`` on a phone.
    mode : {'light', 'dark'}
    threshold : float
        From which proximity on an edge is drawn in full.
    compact : bool
        For a phone: fewer names.
    """
    palette = theme.get_palette(mode)
    width, height = COMPACT_ROOM if compact else ROOM
    top = COMPACT_KEY_HEIGHT if compact else KEY_HEIGHT
    chart = theme.start_chart(mode, round(height) + top, l=0, r=0, t=top, b=0)
    chart.update_xaxes(range=[0, width], visible=False)
    chart.update_yaxes(range=[0, height], visible=False)
    spots = place_industries(nodes, compact=compact)
    _draw_relations(chart, nodes, edges, spots, palette, threshold)
    _draw_industries(chart, nodes, spots, palette)
    _write_industry_names(chart, nodes, spots, palette, COMPACT_FONT if compact else FONT)
    add_targets(
        chart,
        [(spots[name].x, spots[name].y) for name in nodes["id"]],
        [(name, "") for name in nodes["id"]],
        list(nodes["hover"]),
        "targets",
        round(LARGEST),
    )
    write_above(chart, key, palette.muted)
    return theme.keep_on_selection(chart)


def pick_named_industries(nodes: pd.DataFrame, *, compact: bool) -> set[str]:
    """Return the industries whose names are written: all, or on a phone the candidates and the largest others.

    Parameters
    ----------
    nodes : DataFrame
        As for `draw_relatedness`.
    compact : bool
        For a phone.
    """
    if not compact:
        return set(nodes["id"])
    chosen = set(nodes.loc[nodes["phase"].ne(""), "id"])
    others = nodes[~nodes["id"].isin(chosen)].sort_values("share", ascending=False, kind="stable")
    return chosen | set(others["id"].head(max(FEW, 2 * FEW - len(chosen))))


def measure_industry_boxes(nodes: pd.DataFrame, *, compact: bool) -> tuple[Array, set[str]]:
    """Return the pixels that each mark takes with its name below, whatever the place's shares are, and the named ones.

    The largest possible mark is assumed, so that an industry stands at the same spot for every place.

    Parameters
    ----------
    nodes : DataFrame
        As for `draw_relatedness`.
    compact : bool
        For a phone.
    """
    written = pick_named_industries(nodes, compact=compact)
    letter = LETTER * (COMPACT_FONT if compact else FONT) / FONT
    mark = LARGEST * (0.72 if compact else 1.0)
    sizes = [
        (max(mark, letter * measure_text(str(label)) + 6) if name in written else mark, mark + LINE)
        for name, label in zip(nodes["id"], nodes["label"], strict=True)
    ]
    return np.array(sizes), written


def place_industries(nodes: pd.DataFrame, *, compact: bool) -> dict[str, IndustrySpot]:
    """Return the spots of the industries: the layout stretched over the room, then moved apart as little as needed.

    Parameters
    ----------
    nodes : DataFrame
        As for `draw_relatedness`.
    compact : bool
        For a phone.
    """
    size, written = measure_industry_boxes(nodes, compact=compact)
    room = np.array(COMPACT_ROOM if compact else ROOM)
    low, high = size / 2, room - size / 2
    share = nodes[["x", "y"]].to_numpy(float)
    if compact:
        # A phone is taller than wide: the long axis of the layout runs down.
        share = np.column_stack([share[:, 1], 1 - share[:, 0]])
    middle = part_boxes(low + share * (high - low), size, low, high)
    lift = LINE / 2
    return {
        name: IndustrySpot(float(x), float(y + lift), name in written)
        for name, (x, y) in zip(nodes["id"], middle, strict=True)
    }


def _draw_relations(
    chart: Sketch,
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    spots: dict[str, IndustrySpot],
    palette: theme.Colours,
    threshold: float,
) -> None:
    specialised = set(nodes.loc[nodes["held"], "id"])
    strong = [edge for edge in edges.itertuples() if edge.proximity >= threshold]
    weak = [edge for edge in edges.itertuples() if edge.proximity < threshold]
    within = [edge for edge in strong if {edge.industry, edge.other} <= specialised]
    others = [edge for edge in strong if not {edge.industry, edge.other} <= specialised]
    for name, drawn, colour, thick, dash in (
        ("tree", weak, palette.peers, 1.2, "dot"),
        ("edges", others, palette.peers, 1.4, "solid"),
        ("held edges", within, theme.fade_colour(palette.driver, 0.55), 2.2, "solid"),
    ):
        runs = [
            [(spots[e.industry].x, spots[e.industry].y), (spots[e.other].x, spots[e.other].y)] for e in drawn
        ]
        add_line(chart, runs, colour, thick, name, dash)


def _draw_industries(
    chart: Sketch, nodes: pd.DataFrame, spots: dict[str, IndustrySpot], palette: theme.Colours
) -> None:
    for name, chosen, fill, rim, thick, symbol in (
        ("held", nodes["held"], palette.driver, palette.ground, 1.5, "circle"),
        ("absent", ~nodes["held"] & nodes["phase"].eq(""), palette.ground, palette.muted, 1.6, "circle"),
        (RELATED, nodes["phase"].eq(RELATED), palette.ground, palette.accent, 3, "circle"),
        (BREAKTHROUGH, nodes["phase"].eq(BREAKTHROUGH), palette.ground, palette.accent, 2.4, "diamond"),
    ):
        rows = nodes[chosen]
        least = 12.0 if name in (RELATED, BREAKTHROUGH) else SMALLEST
        chart.add_scatter(
            x=[spots[i].x for i in rows["id"]],
            y=[spots[i].y for i in rows["id"]],
            mode="markers",
            marker={
                "size": [max(measure_mark(share), least) for share in rows["share"]],
                "symbol": symbol,
                "color": fill,
                "opacity": 1,
                "line": {"width": thick, "color": rim},
            },
            hoverinfo="skip",
            cliponaxis=False,
            name=name,
        )


def _write_industry_names(
    chart: Sketch, nodes: pd.DataFrame, spots: dict[str, IndustrySpot], palette: theme.Colours, size: int
) -> None:
    for row in nodes.itertuples():
        spot = spots[row.id]
        if not spot.named:
            continue
        radius = max(measure_mark(row.share), 12.0 if row.phase else 0.0) / 2
        chart.add_annotation(
            x=spot.x,
            y=spot.y - radius - 1,
            xanchor="center",
            yanchor="top",
            borderpad=0,
            # Lines pass behind the names, which stay legible.
            bgcolor=theme.fade_colour(palette.ground, 0.75),
            text=f"<b>{row.label}</b>" if row.phase else str(row.label),
            showarrow=False,
            font={"size": size, "color": palette.ink if row.held or row.phase else palette.muted},
        )
