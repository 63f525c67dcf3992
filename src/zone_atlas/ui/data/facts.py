"""Show the Data page's single facts: figures that one page states of a place, as every extract lists them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Column

from zone_atlas.analysis import facts
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.records import LAST_YEAR
from zone_atlas.catalogue.rules import LAST_SCORED_YEAR
from zone_atlas.export.fact_extract import fact_table
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, fact_note
from zone_atlas.ui.data.controls import ask_several, choose_span
from zone_atlas.ui.data.result_table import fact_columns, offer_rows_found
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_row

# Facts add the years after those of the index; earlier ones are shown on request.
FIRST = LAST_SCORED_YEAR + 1


@dataclass(frozen=True)
class FactQuery:
    """The facts that the reader asks for; no items mean all."""

    items: tuple[str, ...]
    places: tuple[str, ...]
    first: int
    last: int


def choose_fact_years(column: Column, ctx: Context) -> tuple[int, int]:
    """Draw the choice of years and return it, the earlier one first."""
    known = [facts.years_of_period(fact.period) for fact in ctx.atlas.catalogue.facts]
    years = range(min(first for first, _ in known), max(last for _, last in known) + 1)
    return choose_span(column, ("facts_first", "facts_last"), years, (FIRST, LAST_YEAR))


def ask_fact_query(ctx: Context, items: Column, places: Column, span: tuple[int, int]) -> FactQuery:
    """Draw the choice of items and places and return the query."""
    names = {fact.item: fact.name.of(ctx.view.language) for fact in ctx.atlas.catalogue.facts}
    item = ask_several(items, "facts_items", t("data.facts.items"), names, t("data.facts.all_items"))
    labels = _places_with_facts(ctx)
    place = ask_several(places, "facts_places", t("data.places"), labels, t("data.all_places"))
    return FactQuery(item, place or tuple(labels), *span)


def _places_with_facts(ctx: Context) -> dict[str, str]:
    """Return the places and areas with facts that pass the filters: cities by their type, the others by region."""
    table = ctx.atlas.places.set_index("place")
    regions, cities = ctx.view.regions, set(ctx.cities)
    labels = {}
    for fact in ctx.atlas.catalogue.facts:
        code = facts.subject_of_fact(fact)
        row = table.loc[code] if code in table.index else None
        is_city = row is not None and str(row["kind"]) == "city"
        elsewhere = row is not None and regions and str(row["region"]) not in regions
        if (is_city and code not in cities) or (not is_city and elsewhere):
            continue
        name = ctx.place(fact.place) if fact.place else fact.area.of(ctx.view.language)
        labels[code] = f"{name} {fact.place}".strip()
    return labels


def show_facts(ctx: Context, query: FactQuery) -> None:
    """Show the table of the facts that answer the query, and offer exactly those as a file."""
    selected = facts.select_facts(
        ctx.atlas.catalogue.facts, query.items, query.places, query.first, query.last
    )
    st.markdown(quiet_markdown(t("data.facts.note")))
    if not selected:
        st.info(t("data.empty"), icon=":material/search_off:")
        return
    table = fact_table(
        selected, ctx.atlas.places, ctx.atlas.catalogue, ctx.view.language, fact_note.fact_notes(ctx)
    )
    names = downloads.extract_headings()
    offer_rows_found(
        Extract(table, names), table["place"].nunique(), downloads.file_name("facts", query.first, query.last)
    )
    config = fact_columns(names, table["value"])
    # Facts are read at pages: the issuer's own, or one that stands in for it.
    config |= {name: st.column_config.LinkColumn(config[name]) for name in ("source_address", "digitisation")}
    st.dataframe(
        table,
        hide_index=True,
        height=460,
        key="data-table",
        selection_mode="single-row",
        on_select=lambda: _open_picked_fact(selected),
        column_config=config,
    )
    legend = [f"{code} {t(f'status.{code}')}" for code in sorted(set(table["status"]))]
    st.markdown(quiet_markdown(" · ".join([t("data.hint"), *legend])))
    fact_note.show_fact_card(ctx)


def _open_picked_fact(shown: list[Fact]) -> None:
    row = read_picked_row("data-table")
    if row is not None:
        fact_note.open_fact_card(shown[row].id)
