"""Show the scores of the zones on dimensions and elements: the choice of a dimension, heatmap and distribution."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis import standing
from zone_atlas.analysis.ranking import End
from zone_atlas.catalogue.records import Dimension
from zone_atlas.charts.grids.heatmap import ColumnGroup, draw_score_matrix
from zone_atlas.charts.rows.distribution import Row, draw_distribution
from zone_atlas.ui.blocks import coherence_note, downloads, source_card, sources, wording, zone_choice
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.matrix import matrix_twin, open_cell, scores_by_zone_and_node, zone_dots
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons, draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, signed_number, t
from zone_atlas.ui.shell.markdown import quiet_markdown

ENDS: tuple[End, End] = ("first", "last")


def choose_dimension_of_kind(ctx: Context, kind: str) -> str:
    """Draw the choice of the dimension and return it."""
    nodes = tuple(d.id for d in ctx.dimensions(kind))
    parameter = state.Parameter("dimension", "choice", nodes, nodes[0])
    chosen = str(state.register_parameter(parameter))
    labels = {node: ctx.node(node) for node in nodes}
    draw_choice_buttons(parameter, t("framework.dimension"), labels, hide_label=True)
    dimension = ctx.atlas.catalogue.dimensions[chosen]
    role, counterpart = dimension.role.of(ctx.view.language), dimension.counterpart.of(ctx.view.language)
    answered = "" if dimension.is_driver else f" · {t('framework.answered', name=counterpart)}"
    st.markdown(quiet_markdown(role + answered))
    coherence_note.write_incoherence(ctx, [chosen])
    return chosen


def show_elements(ctx: Context, kind: str, chosen: str) -> None:
    """Show the heatmap of zones × elements of the three dimensions; on a phone, of the chosen one."""
    dimensions = [d for d in ctx.dimensions(kind) if not ctx.phone or d.id == chosen]
    nodes, year = [e.id for d in dimensions for e in d.elements], ctx.view.year
    rows = ctx.zone_scores([chosen, *nodes])
    table, marks = scores_by_zone_and_node(rows, [chosen, *nodes], ctx.zones)
    present = [n for n in nodes if table[n].notna().any()]
    table, marks = table[present], marks[present]
    content = FrameContent(
        key="elements",
        headline=_elements_finding(ctx, chosen, table.mask(marks)),
        subtitle=t(
            "elements.subtitle", year=year, name=ctx.node(chosen), set=t(f"set.{standing.set_of(year)}")
        ),
        draw=lambda: draw_score_matrix(
            table,
            {z: ctx.place(z) for z in table.index},
            {n: ctx.node(n) for n in present},
            _heading_groups(ctx, dimensions, present),
            marks,
            ctx.mode,
            compact=ctx.phone,
        ),
        notes=sources.coverage_notes(rows[rows["node"].eq(chosen)], year),
        source_line=sources.source_line_of_nodes(ctx, [d.id for d in dimensions]),
        table=lambda: matrix_twin(ctx, table),
        extract=downloads.prepare_score_extract(ctx, lambda: rows[rows["node"].isin(present)]),
        file_name=downloads.file_name("elements", kind, year),
        depends_on=ctx.seen(kind, chosen),
        on_select=lambda: open_cell(ctx, "elements"),
    )
    show_frame(content)


def _heading_groups(ctx: Context, dimensions: list[Dimension], present: list[str]) -> list[ColumnGroup]:
    """Return the columns of the heatmap by dimension; a dimension without a score has no heading."""
    language = ctx.view.language
    groups = [
        (d.short.of(language), ctx.family(d.id), [e.id for e in d.elements if e.id in present])
        for d in dimensions
    ]
    return [group for group in groups if group[2]]


def _elements_finding(ctx: Context, chosen: str, table: pd.DataFrame) -> str:
    """Write in which element the zones are furthest above, and furthest below, the median city."""
    elements = [e.id for e in ctx.atlas.catalogue.dimensions[chosen].elements if e.id in table.columns]
    medians = pd.Series({node: ctx.cities_on(node).median() for node in elements})
    gaps = (table[elements].median() - medians).dropna().sort_values()
    if len(gaps) < 2:
        return t("elements.finding.none", name=ctx.node(chosen))
    facts = {"high": ctx.node(gaps.index[-1]), "more": signed_number(gaps.iloc[-1], 0)}
    facts |= {
        "low": ctx.node(gaps.index[0]),
        "less": signed_number(gaps.iloc[0], 0),
        "name": ctx.node(chosen),
    }
    return t(f"elements.finding.{ctx.family(chosen)}", **facts)


def show_spread(ctx: Context, chosen: str) -> None:
    """Show the distribution of the zones among all cities, on the dimension and its elements."""
    dimension = ctx.atlas.catalogue.dimensions[chosen]
    nodes = [chosen, *[e.id for e in dimension.elements]]
    standings = [ctx.standing(node) for node in nodes]
    standings = [s for s in standings if len(s.cities)]
    if not standings:
        st.info(t("spread.empty", name=ctx.node(chosen), year=ctx.view.year))
        return
    rows = [
        Row(
            s.cities.to_numpy(),
            zone_dots(ctx, s.zones),
            s.median,
            ctx.family(s.node),
            ctx.node(s.node),
            s.node,
        )
        for s in standings
    ]
    marked = _choose_marked_zone(ctx)
    content = FrameContent(
        key="spread",
        headline=_spread_finding(ctx, standings),
        subtitle=t("spread.subtitle", year=ctx.view.year, cities=number(len(standings[0].cities))),
        draw=lambda: draw_distribution(rows, ctx.mode, highlight=marked or None, compact=ctx.phone),
        notes=[t("spread.note")],
        source_line=sources.source_line_of_nodes(ctx, [chosen]),
        table=lambda: _spread_twin(ctx, standings),
        extract=downloads.prepare_score_extract(ctx, lambda: _spread_rows(ctx, nodes)),
        file_name=downloads.file_name("distribution", chosen, ctx.view.year),
        depends_on=ctx.seen(chosen, marked),
        on_select=lambda: open_cell(ctx, "spread"),
    )
    show_frame(content)
    wording.default_index()


def _choose_marked_zone(ctx: Context) -> str:
    """Draw the choice of a zone to point out, and return it; '' for none."""
    parameter = state.Parameter("zone", "choice", ("", *ctx.atlas.catalogue.zones), "")
    zone = str(state.register_parameter(parameter))
    labels = {"": t("place.none"), **zone_choice.zone_labels(ctx, zone)}
    draw_choice_list(parameter, t("spread.zone"), labels)
    return zone


def _spread_rows(ctx: Context, nodes: list[str]) -> pd.DataFrame:
    places, scores = [*ctx.zones, *ctx.all_cities], ctx.atlas.scores_at(nodes, ctx.view.year)
    return standing.scores_in(scores, ctx.view.year, nodes, places, ctx.view.proxies)


def _spread_finding(ctx: Context, standings: list[standing.Standing]) -> str:
    compared = [s.zones[s.zones["ranked"]] for s in standings[:1]]
    if not compared or compared[0].empty:
        return t("spread.finding.none")
    node, scores = standings[0].node, compared[0].astype({"place": str}).set_index("place")["score"]
    facts = {
        "above": standings[0].above,
        "total": standings[0].compared,
        "median": number(standings[0].median),
    }
    beyond = t(f"spread.finding.{ctx.family(node)}", **facts)
    first, last = (wording.end_clause(ctx, node, scores, end) for end in ENDS)
    return wording.join_clauses(beyond, first, last)


def _spread_twin(ctx: Context, standings: list[standing.Standing]) -> Twin:
    zones = pd.concat([s.zones.assign(median=s.median) for s in standings])
    ids, nodes = list(zones["place"].astype(str)), list(zones["node"].astype(str))
    frame = pd.DataFrame(
        {
            t("column.zone"): [ctx.place(z) for z in ids],
            t("column.element"): [ctx.node(n) for n in nodes],
            t("column.score"): zones["score"].round(1).to_numpy(),
            t("column.median"): zones["median"].round(1).to_numpy(),
            t("column.rank"): [
                wording.printed_ranks_of(ctx, node, [zone], ctx.view.year)[0]
                for zone, node in zip(ids, nodes, strict=True)
            ],
            t("column.coverage"): (100 * zones["coverage"]).round(0).to_numpy(),
        }
    )
    year = ctx.view.year
    return Twin(frame, lambda row, column: source_card.open_source_card(ids[row], nodes[row], year))
