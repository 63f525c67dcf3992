"""Show the trend panels: constant-set scores, the long-run core, or one indicator in its own unit."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import lines
from zone_atlas.analysis.rows import of_indicators
from zone_atlas.analysis.trend_lines import compute_trend_band, compute_trend_line
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.rules import CONSTANT_SETS, CORE, FIRST_LINE_YEAR, TREND
from zone_atlas.charts.base.line_data import Lines, Panel
from zone_atlas.charts.lines.panels import draw_trend_panels
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import break_notes, downloads, event_axis, line_notes, source_card, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.line_parts import mark_designation, note_statuses, tabulate_lines
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.selections import read_clicked_data


def choose_line(ctx: Context, chosen: str) -> str:
    """Draw the choice of the line and return it: 'trend', 'core' or an indicator."""
    names = tuple(i.id for i in ctx.atlas.catalogue.indicators_of(chosen))
    core = (CORE,) if ctx.atlas.scores_of([chosen])["set"].eq(CORE).any() else ()
    parameter = state.Parameter("line", "choice", (TREND, *core, *names), TREND)
    line = str(state.register_parameter(parameter))
    labels = {str(n): _line_name(ctx, str(n)) for n in parameter.allowed}
    draw_choice_list(parameter, t("trends.line"), labels)
    return line


def _line_name(ctx: Context, line: str) -> str:
    return t(f"set.{line}") if line in CONSTANT_SETS else ctx.node(line)


def show_dimension_trends(ctx: Context, chosen: str) -> None:
    """Show one panel per zone over the quartile band of all cities, with breaks and designation."""
    line = choose_line(ctx, chosen)
    points_by_zone = {
        zone: compute_trend_line(ctx.atlas, chosen, line, zone, ctx.view.proxies) for zone in ctx.zones
    }
    points_by_zone = {zone: points for zone, points in points_by_zone.items() if not points.empty}
    band, breaks = compute_trend_band(ctx.atlas, chosen, line, ctx.all_cities)
    if not points_by_zone or band.empty:
        st.info(t("trends.empty", name=_line_name(ctx, line)))
        return
    indicator = ctx.indicator(line)
    name = ctx.node(line) if indicator else f"{ctx.node(chosen)} · {_line_name(ctx, line)}"
    content = FrameContent(
        key="trends",
        headline=_dimension_trend_finding(ctx, points_by_zone, band),
        subtitle=t("trends.subtitle", name=name, unit=ctx.unit(indicator.unit if indicator else "score")),
        draw=lambda: _draw_dimension_trend(ctx, chosen, line, points_by_zone),
        notes=[
            *_zones_left_out(ctx, points_by_zone, band),
            *_dimension_trend_notes(ctx, chosen, line, breaks, points_by_zone),
            *line_notes.years_band_is_parted({"": (band, breaks)}),
            *line_notes.hollow_point_note(points_by_zone),
            *event_axis.event_legend(ctx, *_dimension_trend_span(line, points_by_zone, band), points_by_zone),
        ],
        source_line=sources.source_line_of_nodes(ctx, [line if indicator else chosen]),
        table=lambda: _dimension_trend_twin(ctx, chosen, line, points_by_zone),
        extract=_prepare_dimension_trend_extract(ctx, chosen, line, list(points_by_zone)),
        file_name=downloads.file_name("trend", chosen, line),
        on_select=lambda: _open_dimension_trend_point(chosen, line),
        depends_on=ctx.seen(chosen, line, yearly=False),
    )
    show_frame(content)


def _draw_dimension_trend(
    ctx: Context, chosen: str, line: str, points_by_zone: dict[str, pd.DataFrame]
) -> go.Figure:
    """Draw the panels of a score on 0–100, or of an indicator on the axis of its own unit."""
    band, breaks = compute_trend_band(ctx.atlas, chosen, line, ctx.all_cities)
    scored, indicator = line in CONSTANT_SETS, ctx.indicator(line)
    span = _dimension_trend_span(line, points_by_zone, band)
    decimals = ctx.atlas.catalogue.units[indicator.unit].decimals if indicator else 0
    lines = Lines(
        [_dimension_trend_panel(ctx, zone, points) for zone, points in points_by_zone.items()],
        band,
        [(year, "") for year in breaks],
        event_axis.event_ticks_of(ctx, *span, points_by_zone),
        value_range=(0, 100) if scored else None,
        year_range=span,
        decimals=min(decimals, 1),
    )
    return draw_trend_panels(
        lines,
        ctx.mode,
        ctx.family(chosen),
        value_ticks=(0, 50, 100) if scored else (),
        columns=2 if ctx.phone else 6,
    )


def _dimension_trend_span(
    line: str, points_by_zone: dict[str, pd.DataFrame], band: pd.DataFrame
) -> tuple[int, int]:
    """Return the first and last year of the axis."""
    if line in CONSTANT_SETS:
        return CONSTANT_SETS[line].span
    years = {int(y) for points in (band, *points_by_zone.values()) for y in points["year"]}
    return min(years), max(years)


def _dimension_trend_panel(ctx: Context, zone: str, points: pd.DataFrame) -> Panel:
    record = ctx.atlas.catalogue.zones[zone]
    proxy = bool(points["basis"].eq(PROXY).any())
    return Panel(zone, ctx.place(zone), note_statuses(points), mark_designation(record.cohort), proxy)


def _dimension_trend_finding(
    ctx: Context, points_by_zone: dict[str, pd.DataFrame], band: pd.DataFrame
) -> str:
    """Write how many zones moved ahead of the median city over the last years in which its band is unbroken."""
    stretch = lines.last_stretch(band)
    known = lines.changes_over_stretch(points_by_zone, stretch) if stretch else {}
    if stretch is None or not known:
        return t("trends.finding.none")
    median = band.set_index("year")["median"]
    typical = float(median[stretch.last] - median[stretch.first])
    faster = sum(move > typical for move in known.values())
    most = max(known, key=lambda zone: known[zone])
    years = {"first": stretch.first, "last": stretch.last}
    return t("trends.finding", **years, faster=faster, total=len(known), most=ctx.place(most))


def _zones_left_out(ctx: Context, points_by_zone: dict[str, pd.DataFrame], band: pd.DataFrame) -> list[str]:
    """Name the zones that the sentence does not count, as their own line has a gap or a break in these years."""
    stretch = lines.last_stretch(band)
    known = lines.changes_over_stretch(points_by_zone, stretch) if stretch else {}
    names = [ctx.place(zone) for zone in points_by_zone if zone not in known]
    if stretch is None or not known or not names:
        return []
    return [t("trends.note.uncounted", names=list_names(names), first=stretch.first, last=stretch.last)]


def _dimension_trend_notes(
    ctx: Context, chosen: str, line: str, breaks: list[int], points_by_zone: dict[str, pd.DataFrame]
) -> list[str]:
    """Write the notes on breaks with their reasons, seams, and the constant set."""
    catalogue = ctx.atlas.catalogue
    notes = [t(f"trends.note.{line}")] if line in CONSTANT_SETS else []
    members = (
        [catalogue.indicators[line]]
        if line not in CONSTANT_SETS
        else [i for i in catalogue.indicators_of(chosen) if line in i.sets]
    )
    item, index_set = (chosen, line) if line in CONSTANT_SETS else (line, "")
    notes += break_notes.breaks_of_all_places(ctx, item, breaks, index_set)
    notes += break_notes.breaks_of_single_places(ctx, item, points_by_zone, index_set)
    seams = sorted({year for i in members for year in i.seams})
    notes += [t("trends.seam", year=year) for year in seams]
    return [*notes, t("trends.note.band")]


def _dimension_trend_twin(
    ctx: Context, chosen: str, line: str, points_by_zone: dict[str, pd.DataFrame]
) -> Twin:
    """Return zones × years; a cell opens the source of that year's figure."""
    item, index_set = (chosen, line) if line in CONSTANT_SETS else (line, "")
    return tabulate_lines(
        points_by_zone,
        t("column.zone"),
        ctx.place,
        lambda zone, year: source_card.open_source_card(zone, item, year, index_set),
        decimals=3,
    )


def _open_dimension_trend_point(chosen: str, line: str) -> None:
    """Open the source of the point that was clicked."""
    data = read_clicked_data("trends")
    if data:
        place, year = str(data[0]), int(data[1])
        source_card.open_source_card(
            place, *((chosen, year, line) if line in CONSTANT_SETS else (line, year))
        )


def _prepare_dimension_trend_extract(
    ctx: Context, chosen: str, line: str, zones: list[str]
) -> Callable[[], Extract]:
    """Prepare the rows of the panels, with their sources."""
    atlas, bases = ctx.atlas, [EXACT, PROXY] if ctx.view.proxies else [EXACT]

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["place"].isin(zones) & table["basis"].isin(bases)]

    if line in CONSTANT_SETS:
        scores = atlas.scores_of([chosen])
        return downloads.prepare_score_extract(ctx, lambda: shown(scores[scores["set"].eq(line)]))
    values = atlas.values_of(line)
    later = values["year"] >= FIRST_LINE_YEAR
    return downloads.prepare_extract(ctx, lambda: of_indicators(shown(values[later]), atlas.catalogue))
