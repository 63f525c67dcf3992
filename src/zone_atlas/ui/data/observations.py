"""Show the Data page: the query with its table and file, and the coverage of every indicator."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Column

from zone_atlas.analysis import coverage
from zone_atlas.analysis.extracts import Query, rows_of_query
from zone_atlas.analysis.selection import select_counties
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, SEVERITY, STATUS_LIST, STATUSES
from zone_atlas.catalogue.rules import FIRST_FULL_YEAR, LAST_SCORED_YEAR
from zone_atlas.charts.grids.coverage import draw_coverage_matrix
from zone_atlas.export.extract import extract_table
from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads, event_axis, source_card, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.data import facts
from zone_atlas.ui.data.controls import ask_several, choose_span
from zone_atlas.ui.data.facts import FactQuery
from zone_atlas.ui.data.result_table import fact_columns, offer_rows_found
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_row

KINDS = ("indicators", "observations", "scores", "facts")
SCOPES = ("zones", "cities", "counties")
# A browser still scrolls this many rows without a pause. With more the reader is asked to narrow the query down: rows
# are never cut silently.
MOST_ROWS = 50_000
DEFAULT_ITEM = {"indicators": "b2_gdp_per_resident", "observations": "gdp_revised", "scores": "D1"}


def ask_query(ctx: Context) -> Query | FactQuery:
    """Draw the query's controls and return the query."""
    left, middle, right = st.columns([3, 2, 3], vertical_alignment="bottom")
    kind = _segmented_choice(left, "kind", KINDS, {k: t(f"kind.{k}") for k in KINDS}, t("data.kind"))
    if kind == "facts":
        span = facts.choose_fact_years(right, ctx)
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        return facts.ask_fact_query(ctx, left, right, span)
    allowed = _scopes_of_kind(kind)
    scope = _segmented_choice(middle, "scope", allowed, {s: t(f"scope.{s}") for s in SCOPES}, t("data.scope"))
    first, last = _observation_years(right)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = {node: ctx.node(node) for node in _items_of_kind(ctx, kind)}
    items = ask_several(left, f"{kind}_items", t("data.items"), names, names[DEFAULT_ITEM[kind]])
    labels = {place: _place_label(ctx, place) for place in _places_to_pick(ctx, scope)}
    places = ask_several(right, f"{scope}_places", t("data.places"), labels, t("data.all_places"))
    return Query(kind, scope, items or (DEFAULT_ITEM[kind],), places, first, last)


def _scopes_of_kind(kind: str) -> tuple[str, ...]:
    """Return the scopes of a kind: no observation is of a zone, no indicator or score of a county."""
    return ("cities", "counties") if kind == "observations" else ("zones", "cities")


def _segmented_choice(
    column: Column, name: str, allowed: tuple[str, ...], labels: dict[str, str], label: str
) -> str:
    parameter = state.Parameter(name, "choice", allowed, allowed[0])
    value = str(state.register_parameter(parameter))
    draw_choice_buttons(parameter, label, labels, column=column)
    return value


def _observation_years(column: Column) -> tuple[int, int]:
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return choose_span(column, ("first", "last"), years, (FIRST_FULL_YEAR, LAST_SCORED_YEAR))


def _items_of_kind(ctx: Context, kind: str) -> tuple[str, ...]:
    catalogue = ctx.atlas.catalogue
    if kind == "indicators":
        return tuple(catalogue.indicators)
    if kind == "observations":
        return tuple(catalogue.series)
    return (*catalogue.dimensions, *catalogue.elements)


def _places_to_pick(ctx: Context, scope: str) -> tuple[str, ...]:
    """Return the places that the reader may pick one by one: those that pass the filter."""
    if scope == "zones":
        return ctx.zones
    if scope == "cities":
        return ctx.cities
    return tuple(select_counties(ctx.atlas.places, ctx.view))


def _place_label(ctx: Context, place: str) -> str:
    return ctx.place(place) if not place.isdigit() else f"{ctx.place(place)} {place}"


def show_observations(ctx: Context, query: Query | FactQuery) -> None:
    """Show the table of the rows that answer the query, and offer exactly those as a file."""
    if isinstance(query, FactQuery):
        facts.show_facts(ctx, query)
        return
    places = query.places or _places_to_pick(ctx, query.scope)
    shape = rows_of_query(ctx.atlas, replace(query, places=places), ctx.view.proxies)
    if shape.empty:
        st.info(t("data.empty"), icon=":material/search_off:")
        return
    if len(shape) > MOST_ROWS:
        st.warning(t("data.too_many", count=number(len(shape)), most=number(MOST_ROWS)))
        return
    shape = shape.reset_index(drop=True)
    atlas = ctx.atlas
    table = extract_table(shape, atlas.places, atlas.catalogue, ctx.view.language, atlas.observations)
    names = downloads.extract_headings()
    offer_rows_found(
        Extract(table, names),
        shape["place"].nunique(),
        downloads.file_name(query.kind, query.scope, query.first, query.last),
    )
    st.dataframe(
        table,
        hide_index=True,
        height=460,
        key="data-table",
        selection_mode="single-row",
        on_select=lambda: _open_picked_observation(shape),
        column_config=fact_columns(names, table["value"]),
        placeholder=MISSING_NUMBER,
    )
    codes = sorted(set(table["status"]), key=[*SEVERITY, *STATUSES].index)
    legend = [t("card.status_list", list=STATUS_LIST), *(f"{code} {t(f'status.{code}')}" for code in codes)]
    st.markdown(quiet_markdown(" · ".join([t("data.hint"), *legend])))


def _open_picked_observation(shape: pd.DataFrame) -> None:
    position = read_picked_row("data-table")
    if position is not None:
        row = shape.iloc[position]
        source_card.open_source_card(str(row["place"]), str(row["item"]), int(row["year"]))


@remember_with_tables(maxsize=2)
def _coverage_of_indicators(atlas: Atlas, all_cities: tuple[str, ...]) -> tuple[pd.DataFrame, int]:
    """Return the coverage of every indicator in the order of the catalogue, and the number of cities compared."""
    cities = coverage.comparison_cities(atlas.indicators, all_cities)
    table = coverage.share_reported(atlas.indicators, cities)
    return table.reindex(list(atlas.catalogue.indicators), fill_value=0.0), len(cities)


def coverage_chart(ctx: Context) -> None:
    """Show the share of the yearbook's cities that report each indicator, by year."""
    atlas, catalogue = ctx.atlas, ctx.atlas.catalogue
    table, cities = _coverage_of_indicators(atlas, ctx.all_cities)
    groups = [
        (d.name.of(ctx.view.language), ctx.family(d.id), [i.id for i in catalogue.indicators_of(d.id)])
        for d in ctx.dimensions()
    ]
    years = int(min(table.columns)), int(max(table.columns))
    full = int((table[LAST_SCORED_YEAR] >= 0.9).sum())
    twin = (100 * table).round(0).astype(int).rename(columns=str)
    twin.insert(0, t("column.indicator"), [ctx.node(i) for i in twin.index])
    content = FrameContent(
        key="coverage",
        headline=t("coverage.finding", count=full, total=len(table), year=LAST_SCORED_YEAR),
        subtitle=t("coverage.subtitle", cities=number(cities)),
        draw=lambda: draw_coverage_matrix(
            table,
            {i: ctx.node(i) for i in table.index},
            groups,
            ctx.mode,
            policy_years=event_axis.event_ticks_of(ctx, *years),
            compact=ctx.phone,
        ),
        notes=[t("coverage.note"), *event_axis.event_legend(ctx, *years)],
        source_line=sources.source_line_of_nodes(ctx, [d.id for d in ctx.dimensions()]),
        table=lambda: Twin(twin),
        extract=lambda: Extract(twin),
        file_name=downloads.file_name("coverage"),
        depends_on=(ctx.atlas.manifest["inputs"], ctx.view.language, ctx.mode, ctx.phone),
    )
    show_frame(content)
