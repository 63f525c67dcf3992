"""Show the overview: the answer, six tiles, the choice of the map and the score matrix."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import ranking, standing
from zone_atlas.analysis.census.parks import PARKS_IN_PROGRAMME
from zone_atlas.analysis.map_values import SCORE
from zone_atlas.analysis.standing import Standing
from zone_atlas.catalogue.framework import BOTTLENECK, DRIVER, KINDS
from zone_atlas.catalogue.records import COHORTS, Catalogue
from zone_atlas.charts.grids.heatmap import draw_score_matrix
from zone_atlas.charts.rows.distribution import Row, draw_tile_strip
from zone_atlas.ui.blocks import coherence_note, downloads, read_at, sources, wording
from zone_atlas.ui.blocks.figures import show_figure
from zone_atlas.ui.blocks.frame import FrameContent, show_frame
from zone_atlas.ui.blocks.map_measure import Measure
from zone_atlas.ui.blocks.matrix import matrix_twin, open_cell, scores_by_zone_and_node, zone_dots
from zone_atlas.ui.blocks.member_names import list_members
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

TILE_HEIGHT = 72
# Coverage of a member that is a district of a city, whole or in part.
DISTRICTS = ("district", "part_of_district")


def standings_of_zones(ctx: Context) -> dict[str, Standing]:
    """Return the standing of the zones on each dimension in the view's year; dimensions without scores are left out."""
    standings = {d.id: ctx.standing(d.id) for d in ctx.dimensions()}
    return {node: zone_standing for node, zone_standing in standings.items() if len(zone_standing.cities)}


def show_overview_lead(ctx: Context, standings: dict[str, Standing]) -> None:
    """Show the page's answer in one sentence."""
    drivers = [standings[d.id] for d in ctx.dimensions(DRIVER) if d.id in standings]
    bottlenecks = [standings[d.id] for d in ctx.dimensions(BOTTLENECK) if d.id in standings]
    parts = []
    if drivers:
        best = max(drivers, key=lambda s: s.above)
        parts.append(
            t(
                "overview.lead.driver",
                year=ctx.view.year,
                above=best.above,
                total=best.compared,
                name=ctx.node(best.node),
            )
        )
    if bottlenecks:
        worst = max(bottlenecks, key=lambda s: s.above)
        parts.append(
            t("overview.lead.bottleneck", above=worst.above, total=worst.compared, name=ctx.node(worst.node))
        )
    st.markdown(t("sentence.join").join(parts))
    proxies = [z for z in ctx.zones if ctx.atlas.catalogue.zones[z].proxy_only]
    notes = (
        [t("overview.proxies", names=list_names([ctx.place(z) for z in proxies]))]
        if proxies and not ctx.view.proxies
        else []
    )
    if notes:
        st.markdown(quiet_markdown(" ".join(notes)))
    coherence_note.write_incoherence(ctx, standings)


def show_tiles(ctx: Context, standings: dict[str, Standing]) -> None:
    """Show six tiles, three drivers and three bottlenecks, each with a link to its page."""
    with st.container(key="tiles"):
        columns = st.columns(6, gap="small")
    for column, dimension in zip(columns, ctx.dimensions(), strict=True):
        with column.container(border=True, gap="small", height="stretch", key=f"tile-{dimension.id}"):
            name, language = dimension.name.of(ctx.view.language), ctx.view.language
            kind = t(f"kind.{dimension.kind}")
            with st.container(key=f"tile-head-{language}-{dimension.id}"):
                st.markdown(
                    f"**{escape_markdown(name)}**  \n{quiet_markdown(f'{kind} → {dimension.counterpart.of(language)}')}"
                )
            _tile_body(ctx, standings.get(dimension.id))
            page = "drivers" if dimension.is_driver else "bottlenecks"
            link_to_page(page, t("tile.open"), dimension=dimension.id)


def _tile_body(ctx: Context, zone_standing: Standing | None) -> None:
    if zone_standing is None:
        st.markdown(quiet_markdown(t("tile.empty")))
        return
    show_figure(
        "tile",
        ctx.seen(zone_standing.node),
        lambda: _show_tile(ctx, zone_standing),
        key=f"tile-plot-{zone_standing.node}",
        alt=_tile_sentence(ctx, zone_standing),
    )
    with st.container(key=f"tile-foot-{ctx.view.language}-{zone_standing.node}"):
        st.markdown(quiet_markdown(_tile_sentence(ctx, zone_standing)))


def _show_tile(ctx: Context, zone_standing: Standing) -> go.Figure:
    row = Row(
        zone_standing.cities.to_numpy(),
        zone_dots(ctx, zone_standing.zones),
        zone_standing.median,
        ctx.family(zone_standing.node),
    )
    return draw_tile_strip(row, ctx.mode, height=TILE_HEIGHT)


def _tile_sentence(ctx: Context, zone_standing: Standing) -> str:
    more = t("tile.above") if ctx.is_driver(zone_standing.node) else t("tile.severe")
    return f"{zone_standing.above}/{zone_standing.compared} {more}"


def choose_map_dimension(ctx: Context) -> Measure:
    """Draw the choice of the dimension that the map shows."""
    nodes = tuple(d.id for d in ctx.dimensions())
    parameter = state.Parameter("shown", "choice", nodes, "D3")
    chosen = str(state.register_parameter(parameter))
    labels = {d.id: d.short.of(ctx.view.language) for d in ctx.dimensions()}
    draw_choice_buttons(parameter, t("overview.map_of"), labels, hide_label=True)
    return Measure(chosen, SCORE)


def show_score_matrix(ctx: Context) -> None:
    """Show the score matrix of zones × six dimensions."""
    nodes = [d.id for d in ctx.dimensions()]
    rows = ctx.zone_scores(nodes)
    table, marks = scores_by_zone_and_node(rows, nodes, ctx.zones)
    content = FrameContent(
        key="matrix",
        headline=_matrix_finding(ctx, table.mask(marks)),
        subtitle=t("matrix.subtitle", year=ctx.view.year, set=t(f"set.{standing.set_of(ctx.view.year)}")),
        draw=lambda: draw_score_matrix(
            table,
            _row_labels(ctx, table),
            {d.id: d.short.of(ctx.view.language) for d in ctx.dimensions()},
            [(_matrix_heading(ctx, kind), kind, [d.id for d in ctx.dimensions(kind)]) for kind in KINDS],
            marks,
            ctx.mode,
            compact=ctx.phone,
        ),
        notes=sources.coverage_notes(rows, ctx.view.year),
        source_line=sources.source_line_of_nodes(ctx, nodes),
        table=lambda: matrix_twin(ctx, table),
        extract=downloads.prepare_score_extract(ctx, lambda: rows),
        file_name=downloads.file_name("scores", ctx.view.year),
        depends_on=ctx.seen(),
        on_select=lambda: open_cell(ctx, "matrix"),
    )
    show_frame(content)
    wording.default_index()


def _row_labels(ctx: Context, table: pd.DataFrame) -> dict[str, str]:
    """Label the zones with their cohort; on a phone without, because the columns need the width."""
    zones = ctx.atlas.catalogue.zones
    return {z: ctx.place(z) if ctx.phone else f"{ctx.place(z)} {zones[z].cohort}" for z in table.index}


def _matrix_heading(ctx: Context, kind: str) -> str:
    return t(f"kinds.short.{kind}") if ctx.phone else t(f"kinds.{kind}")


def _matrix_finding(ctx: Context, table: pd.DataFrame) -> str:
    """Name the zone strong on drivers and light on bottlenecks and its opposite, and where their intervals part."""
    drivers, bottlenecks = ([d.id for d in ctx.dimensions(kind)] for kind in KINDS)
    complete = table.dropna()
    if len(complete) < 2:
        return t("matrix.finding.none")
    balance = complete[drivers].mean(axis=1) - complete[bottlenecks].mean(axis=1)
    if ctx.atlas.ranks_in(drivers[0], ctx.view.year).empty:
        return t("matrix.finding.unranked", total=len(complete))
    best, worst = str(balance.idxmax()), str(balance.idxmin())
    pairs = [(d, best, worst) for d in drivers] + [(b, worst, best) for b in bottlenecks]
    apart = sum(ranking.intervals_part(ctx.atlas.ranks_in(n, ctx.view.year), *pair) for n, *pair in pairs)
    if not apart:
        return t("matrix.finding.tied", total=len(complete))
    names = {"best": ctx.place(best), "worst": ctx.place(worst)}
    return t("matrix.finding", **names, apart=apart, total=len(pairs))


def count_designated(catalogue: Catalogue) -> dict[str, int]:
    """Return how many zones, members and parks were designated, and how many parks are sourced."""
    zones = catalogue.zones.values()
    members = [member for zone in zones for member in zone.members]
    return {
        "zones": len(zones),
        "members": len(members),
        "cities": sum(member.whole_city for member in members),
        "districts": sum(member.coverage in DISTRICTS for member in members),
        "total": PARKS_IN_PROGRAMME,
        "sourced": len(catalogue.parks),
    }


def count_zones_by_cohort(catalogue: Catalogue) -> dict[int, int]:
    """Return how many zones were designated in each year in which some were, the earliest first."""
    return {year: sum(zone.cohort == year for zone in catalogue.zones.values()) for year in COHORTS}


def show_about(ctx: Context) -> None:
    """Show what the zones are: cohort, members, notice, and where it was read."""
    language, zones = ctx.view.language, [ctx.atlas.catalogue.zones[z] for z in ctx.zones]
    with st.expander(t("about.title"), icon=":material/info:"):
        by_cohort = count_zones_by_cohort(ctx.atlas.catalogue)
        cohorts = [t("about.cohort", year=year, count=count) for year, count in by_cohort.items()]
        counts = count_designated(ctx.atlas.catalogue)
        st.markdown(t("about.text", cohorts=t("list.separator").join(cohorts), **counts))
        st.dataframe(
            pd.DataFrame(
                {
                    t("column.zone"): [z.name.of(language) for z in zones],
                    t("filter.cohort"): [t(f"cohort.{z.cohort}") for z in zones],
                    t("filter.region"): [t(f"region.{z.region}") for z in zones],
                    t("about.members"): [list_members(ctx, z) for z in zones],
                    t("about.notice"): [z.designation_title for z in zones],
                    t("about.number"): [z.designation_number or t("about.number.unknown") for z in zones],
                    t("column.page"): read_at.kinds_of_addresses(z.address for z in zones),
                    t("column.address"): read_at.first_addresses(z.address for z in zones),
                }
            ),
            hide_index=True,
            key="about-zones",
            column_config={t("column.address"): st.column_config.LinkColumn()},
        )
