"""Content of the pages of drivers and bottlenecks: heatmap, trends, distribution, table of values."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis import standing
from zone_atlas.charts.distribution import Row, distribution
from zone_atlas.charts.heatmap import score_matrix
from zone_atlas.ui import overview, source_card, state, takeaway
from zone_atlas.ui.context import Context
from zone_atlas.ui.frame import chart_frame, quiet
from zone_atlas.ui.language import number, t


def choose_dimension(ctx: Context, kind: str) -> str:
    """Draw the choice of the dimension and return it."""
    nodes = tuple(d.id for d in ctx.dimensions(kind))
    parameter = state.Parameter("dimension", "choice", nodes, nodes[0])
    chosen = str(state.register(parameter))
    labels = {node: ctx.node(node) for node in nodes}
    st.segmented_control(
        t("framework.dimension"),
        nodes,
        key=parameter.key,
        format_func=labels.__getitem__,
        required=True,
        label_visibility="collapsed",
    )
    dimension = ctx.atlas.catalogue.dimensions[chosen]
    st.markdown(quiet(f"{dimension.role.of(ctx.view.language)} → {dimension.counterpart.of(ctx.view.language)}"))
    return chosen


def elements(ctx: Context, kind: str, chosen: str) -> None:
    """Heatmap of zones × elements of the three dimensions; on a phone, of the chosen one."""
    dimensions = [d for d in ctx.dimensions(kind) if not ctx.phone or d.id == chosen]
    ordered = sorted(dimensions, key=lambda d: d.id != chosen)
    nodes = [e.id for d in ordered for e in d.elements]
    rows = standing.scores_in(ctx.atlas.scores, ctx.view.year, [*nodes, chosen], ctx.zones, ctx.view.proxies)
    columns = [chosen, *nodes]
    table, marks = overview.wide(rows, columns, ctx.zones)
    present = [n for n in nodes if table[n].notna().any()]
    groups = [
        (d.short.of(ctx.view.language), kind, [e.id for e in d.elements if e.id in present])
        for d in ctx.dimensions(kind)
    ]
    of_elements = rows[rows["node"].isin(present)]
    chart_frame(
        "elements",
        _elements_finding(ctx, chosen, table[present]),
        t(
            "elements.subtitle",
            year=ctx.view.year,
            name=ctx.node(chosen),
            set=t(f"set.{standing.set_of(ctx.view.year)}"),
        ),
        lambda: score_matrix(
            table[present],
            {z: ctx.place(z) for z in table.index},
            {n: ctx.node(n) for n in present},
            [group for group in groups if group[2]],
            marks[present],
            ctx.mode,
        ),
        takeaway.coverage_notes(rows[rows["node"].eq(chosen)], ctx.view.year),
        takeaway.source_line(ctx, [d.id for d in dimensions]),
        overview.named(ctx, table[present]),
        None,
        takeaway.csv_of_scores(ctx, of_elements),
        takeaway.file_name("elements", kind, ctx.view.year),
        on_select=lambda: overview.open_cell(ctx, "elements"),
    )


def _elements_finding(ctx: Context, chosen: str, table: pd.DataFrame) -> str:
    """Element in which the zones are furthest above, and furthest below, the median city."""
    mine = [e.id for e in ctx.atlas.catalogue.dimensions[chosen].elements if e.id in table.columns]
    cities = standing.scores_in(ctx.atlas.scores, ctx.view.year, mine, ctx.all_cities, False)
    medians = cities.astype({"node": str}).groupby("node")["score"].median()
    gaps = (table[mine].median() - medians).dropna().sort_values()
    if len(gaps) < 2:
        return t("elements.finding.none", name=ctx.node(chosen))
    high, low = ctx.node(gaps.index[-1]), ctx.node(gaps.index[0])
    return t(
        "elements.finding",
        name=ctx.node(chosen),
        high=high,
        more=_signed(gaps.iloc[-1]),
        low=low,
        less=_signed(gaps.iloc[0]),
    )


def _signed(value: float) -> str:
    return ("+" if round(value) > 0 else "") + number(value)


def spread(ctx: Context, chosen: str) -> None:
    """Distribution of the zones among all cities, on the dimension and its elements."""
    dimension = ctx.atlas.catalogue.dimensions[chosen]
    nodes = [chosen, *[e.id for e in dimension.elements]]
    found = [
        standing.standing(ctx.atlas.scores, ctx.view.year, n, ctx.zones, ctx.all_cities, ctx.view.proxies)
        for n in nodes
    ]
    found = [s for s in found if len(s.cities)]
    rows = [
        Row(ctx.node(s.node), s.cities.to_numpy(), overview.dots(ctx, s.zones), s.median, ctx.family(s.node), s.node)
        for s in found
    ]
    shown = standing.scores_in(ctx.atlas.scores, ctx.view.year, nodes, [*ctx.zones, *ctx.all_cities], ctx.view.proxies)
    chart_frame(
        "spread",
        _spread_finding(ctx, found),
        t("spread.subtitle", year=ctx.view.year, cities=number(len(found[0].cities) if found else 0)),
        lambda: distribution(rows, ctx.family(chosen), ctx.mode, compact=ctx.phone),
        [t("spread.note")],
        takeaway.source_line(ctx, [chosen]),
        _spread_table(ctx, found),
        None,
        takeaway.csv_of_scores(ctx, shown),
        takeaway.file_name("distribution", chosen, ctx.view.year),
        on_select=lambda: overview.open_cell(ctx, "spread"),
    )


def _spread_finding(ctx: Context, found: list[standing.Standing]) -> str:
    compared = [s.zones[s.zones["ranked"]] for s in found[:1]]
    if not compared or compared[0].empty:
        return t("spread.finding.none")
    zones = compared[0]
    top, bottom = (ctx.place(str(zones.loc[k, "place"])) for k in (zones["score"].idxmax(), zones["score"].idxmin()))
    facts = {"above": found[0].above, "total": found[0].compared, "median": number(found[0].median)}
    driver = ctx.family(found[0].node) == "driver"
    ends = {"top": top, "bottom": bottom}
    return t("spread.finding.driver", **facts, **ends) if driver else t("spread.finding.bottleneck", **facts, **ends)


def _spread_table(ctx: Context, found: list[standing.Standing]) -> pd.DataFrame:
    zones = pd.concat([s.zones.assign(median=s.median) for s in found]) if found else pd.DataFrame()
    if zones.empty:
        return pd.DataFrame()
    return pd.DataFrame(
        {
            t("column.zone"): [ctx.place(str(z)) for z in zones["place"]],
            t("column.element"): [ctx.node(str(n)) for n in zones["node"]],
            t("column.score"): zones["score"].round(1).to_numpy(),
            t("column.median"): zones["median"].round(1).to_numpy(),
            t("column.rank"): zones["rank"].to_numpy(),
            t("column.coverage"): (100 * zones["coverage"]).round(0).to_numpy(),
        }
    )


def values(ctx: Context, chosen: str) -> None:
    """Every indicator of the dimension: value in its own unit beside the score; a row opens its sources."""
    catalogue = ctx.atlas.catalogue
    names = [i.id for i in catalogue.indicators_of(chosen)]
    rows = standing.indicator_values(ctx.atlas.normalised, ctx.view.year, names, ctx.zones, ctx.view.proxies)
    rows = rows.astype({"place": str, "indicator": str, "basis": str}).reset_index(drop=True)
    st.subheader(t("values.title"))
    if rows.empty:
        st.info(t("values.empty", year=ctx.view.year))
        return
    st.markdown(quiet(t("values.subtitle", name=ctx.node(chosen), year=ctx.view.year)))
    units = [catalogue.indicators[i].unit for i in rows["indicator"]]
    order = {z: k for k, z in enumerate(ctx.zones)}
    rows = (
        rows.assign(unit=units, order=rows["place"].map(order))
        .sort_values(["order", "indicator"])
        .reset_index(drop=True)
    )
    st.dataframe(
        pd.DataFrame(
            {
                t("column.zone"): [ctx.place(z) for z in rows["place"]],
                t("column.indicator"): [ctx.node(i) for i in rows["indicator"]],
                t("column.value"): [
                    number(v, catalogue.units[u].decimals) for v, u in zip(rows["value"], rows["unit"], strict=True)
                ],
                t("column.unit"): [ctx.unit(u) for u in rows["unit"]],
                t("column.year"): rows["value_year"].astype(str),
                t("column.age"): rows["age"],
                t("column.score"): rows["score"].round(0),
                t("column.basis"): [t(f"basis.{b}") for b in rows["basis"]],
            }
        ),
        hide_index=True,
        key="values-table",
        selection_mode="single-row",
        on_select=lambda: _picked(rows, ctx.view.year),
        column_config={t("column.value"): st.column_config.TextColumn(alignment="right")},
        height=420,
    )
    _values_foot(ctx, chosen, rows)


def _values_foot(ctx: Context, chosen: str, rows: pd.DataFrame) -> None:
    notes = [t("values.hint"), source_card.ages(rows), takeaway.source_line(ctx, [chosen])]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(quiet(" · ".join(note for note in notes if note)))
        table = ctx.atlas.indicators.astype({"place": str, "indicator": str, "basis": str})
        keys = rows[["place", "indicator", "basis", "value_year"]].rename(columns={"value_year": "year"})
        st.download_button(
            t("frame.download"),
            data=takeaway.csv_of_indicators(ctx, table.merge(keys, on=["place", "indicator", "basis", "year"])),
            file_name=takeaway.file_name("values", chosen, ctx.view.year),
            mime="text/csv",
            type="tertiary",
            on_click="ignore",
            key="values-download",
        )


def _picked(rows: pd.DataFrame, year: int) -> None:
    chosen = st.session_state["values-table"]["selection"]["rows"]
    if chosen:
        row = rows.iloc[chosen[0]]
        source_card.ask(row["place"], row["indicator"], year)
