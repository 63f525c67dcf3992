"""Show the six dimensions of a zone over time over the quartile band of all cities, with decisions."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import standing
from zone_atlas.analysis.policy.events import axis_events
from zone_atlas.analysis.zone.trends import (
    ChangeBesideCities,
    breaks_of_dimension,
    city_band,
    zone_line,
    zone_move,
)
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.catalogue.rules import FIRST_FULL_YEAR, LAST_SCORED_YEAR, TREND
from zone_atlas.charts.base.line_data import Backdrop, Lines, Panel
from zone_atlas.charts.lines.panels import draw_trend_panels
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import break_notes, downloads, event_axis, line_notes, source_card, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.line_parts import mark_designation, note_statuses, tabulate_lines
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.selections import read_clicked_data

KEY = "zone-trends"


def show_zone_trends(ctx: Context, zone: str) -> None:
    """Show one panel per dimension, with designation and decisions."""
    nodes = [d.id for d in ctx.dimensions()]
    points_by_node = {node: zone_line(ctx.atlas, zone, node, ctx.view.proxies) for node in nodes}
    points_by_node = {node: points for node, points in points_by_node.items() if not points.empty}
    if not points_by_node:
        st.info(t("zone.trends.empty", zone=ctx.place(zone)))
        return
    content = FrameContent(
        key=KEY,
        headline=_zone_trend_finding(ctx, zone, points_by_node),
        subtitle=t("trends.subtitle", name=t(f"set.{TREND}"), unit=ctx.unit("score")),
        draw=lambda: _draw_zone_trend(ctx, zone, points_by_node),
        notes=_zone_trend_notes(ctx, zone, nodes, points_by_node),
        source_line=sources.source_line_of_nodes(ctx, nodes),
        table=lambda: _zone_trend_twin(ctx, zone, points_by_node),
        extract=_prepare_zone_trend_extract(ctx, zone, list(points_by_node)),
        file_name=downloads.file_name("trends", zone),
        depends_on=ctx.seen(zone, yearly=False),
        on_select=lambda: _open_clicked_zone_trend(zone),
    )
    show_frame(content)


def _zone_trend_finding(ctx: Context, zone: str, points_by_node: dict[str, pd.DataFrame]) -> str:
    """Write on how many dimensions the zone did better than the median city: drivers up, bottlenecks down."""
    known = _moves_of_dimensions(ctx, points_by_node)
    if not known:
        return t("trends.finding.none")
    better = [
        node
        for node, move in known.items()
        if (move.own - move.typical) * (1 if ctx.is_driver(node) else -1) > 0
    ]
    facts = {"zone": ctx.place(zone), "total": len(known), "better": len(better)}
    # Bands are cut in different years: no single pair of years would be true of all dimensions.
    names = _by_years(ctx, {node: known[node] for node in better})
    return t("zone.trends.finding", **facts, names=names) if better else t("zone.trends.finding.no", **facts)


def _moves_of_dimensions(
    ctx: Context, points_by_node: dict[str, pd.DataFrame]
) -> dict[str, ChangeBesideCities]:
    """Return the moves of the dimensions that can be judged."""
    moves = {node: zone_move(points, city_band(ctx.atlas, node)) for node, points in points_by_node.items()}
    return {node: move for node, move in moves.items() if move is not None}


def _by_years(ctx: Context, moves: dict[str, ChangeBesideCities]) -> str:
    """Name dimensions with the years over which each is judged, those of the same years together."""
    names: dict[tuple[int, int], list[str]] = {}
    for node, move in moves.items():
        names.setdefault((move.first, move.last), []).append(ctx.short(node))
    return t("sentence.join").join(
        t("zone.trends.years", names=list_names(short), first=first, last=last)
        for (first, last), short in sorted(names.items())
    )


def _draw_zone_trend(ctx: Context, zone: str, points_by_node: dict[str, pd.DataFrame]) -> go.Figure:
    events = axis_events(ctx.atlas.catalogue, (zone,), FIRST_FULL_YEAR, LAST_SCORED_YEAR)
    language = ctx.view.language
    lines = Lines(
        [_zone_trend_panel(ctx, zone, node, points) for node, points in points_by_node.items()],
        city_band(ctx.atlas, next(iter(points_by_node))),
        events=[(e.year, e.label.of(language)) for e in events if e.kind == "document"],
        value_range=(0, 100),
        year_range=(FIRST_FULL_YEAR, LAST_SCORED_YEAR),
    )
    return draw_trend_panels(lines, ctx.mode, columns=2 if ctx.phone else 3)


def _zone_trend_panel(ctx: Context, zone: str, node: str, points: pd.DataFrame) -> Panel:
    cohort = ctx.atlas.catalogue.zones[zone].cohort
    behind = Backdrop(city_band(ctx.atlas, node), breaks_of_dimension(ctx.atlas, node))
    proxy = bool(points["basis"].eq(PROXY).any())
    designated = mark_designation(cohort)
    return Panel(node, ctx.short(node), note_statuses(points), designated, proxy, behind, ctx.family(node))


def _zone_trend_notes(
    ctx: Context, zone: str, nodes: list[str], points_by_node: dict[str, pd.DataFrame]
) -> list[str]:
    notes = [t("trends.note.trend"), t("trends.note.band")]
    known = _moves_of_dimensions(ctx, points_by_node)
    if known:
        notes.append(t("zone.trends.note.judged", names=_by_years(ctx, known)))
    alone = [ctx.short(node) for node in points_by_node if node not in known]
    if alone:
        notes.append(t("zone.trends.note.alone", names=list_names(alone)))
    bands = {
        node: (city_band(ctx.atlas, node), breaks_of_dimension(ctx.atlas, node)) for node in points_by_node
    }
    notes += line_notes.years_band_is_parted({ctx.short(node): band for node, band in bands.items()})
    notes += break_notes.of_nodes(ctx, zone, points_by_node, TREND)
    notes += event_axis.event_legend(ctx, FIRST_FULL_YEAR, LAST_SCORED_YEAR, (zone,))
    notes += line_notes.hollow_point_note(points_by_node)
    absent = [ctx.short(node) for node in nodes if node not in points_by_node]
    if absent:
        notes.append(t("zone.trends.note.absent", names=list_names(absent)))
    return notes


def _zone_trend_twin(ctx: Context, zone: str, points_by_node: dict[str, pd.DataFrame]) -> Twin:
    """Return dimensions × years; a cell opens the source of that year's score."""
    return tabulate_lines(
        points_by_node,
        t("column.dimension"),
        ctx.node,
        lambda node, year: source_card.open_source_card(zone, node, year, TREND),
        decimals=1,
    )


def _open_clicked_zone_trend(zone: str) -> None:
    data = read_clicked_data(KEY)
    if data:
        source_card.open_source_card(zone, str(data[0]), int(data[1]), TREND)


def _prepare_zone_trend_extract(ctx: Context, zone: str, nodes: list[str]) -> Callable[[], Extract]:
    """Prepare the scores of the lines, with their sources."""
    atlas, proxies = ctx.atlas, ctx.view.proxies

    def shown() -> pd.DataFrame:
        rows = atlas.scores_of(nodes)
        own_rows = rows[rows["set"].eq(TREND) & rows["place"].eq(zone)]
        return standing.preferred_basis(own_rows, ["node", "year"], proxies)

    return downloads.prepare_score_extract(ctx, shown)
