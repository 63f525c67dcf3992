"""The data page's single facts: what one page states of a place, in the schema of every extract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator as Column

from zone_atlas.analysis import facts
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.records import LAST_YEAR
from zone_atlas.catalogue.rules import LAST_SCORED_YEAR
from zone_atlas.export.fact_extract import fact_table
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, fact_note
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_row

# The years after those of the index are what the facts are there for; earlier ones are a choice.
FIRST = LAST_SCORED_YEAR + 1


@dataclass(frozen=True)
class FactQuery:
    """What the reader asked the facts for; no items mean all."""

    items: tuple[str, ...]
    places: tuple[str, ...]
    first: int
    last: int


def choose_fact_years(column: Column, ctx: Context) -> tuple[int, int]:
    """Draw the choice of years and return it, the earlier one first."""
    known = [facts.years_of_period(fact.period) for fact in ctx.atlas.catalogue.facts]
    span = tuple(range(min(first for first, _ in known), max(last for _, last in known) + 1))
    start = state.Parameter("facts_first", "int", span, FIRST)
    end = state.Parameter("facts_last", "int", span, LAST_YEAR)
    first, last = state.register_parameter(start), state.register_parameter(end)
    one, two = column.columns(2)
    one.selectbox(t("data.from"), span, key=start.key)
    two.selectbox(t("data.to"), span, key=end.key)
    return min(first, last), max(first, last)


def ask_fact_query(ctx: Context, items: Column, places: Column, span: tuple[int, int]) -> FactQuery:
    """Draw the choice of items and places and return the query."""
    names = {fact.item: fact.name.of(ctx.view.language) for fact in ctx.atlas.catalogue.facts}
    item = ask_several(items, "facts_items", t("data.facts.items"), names, t("data.facts.all_items"))
    labels = _places_with_facts(ctx)
    place = ask_several(places, "facts_places", t("data.places"), labels, t("data.all_places"))
    return FactQuery(item, place or tuple(labels), *span)


def ask_several(
    column: Column, name: str, label: str, names: dict[str, str], otherwise: str
) -> tuple[str, ...]:
    """Choice of several; the placeholder says what is taken when nothing is chosen."""
    parameter = state.Parameter(name, "multi", tuple(names), ())
    value = state.register_parameter(parameter)
    column.multiselect(
        label, parameter.allowed, key=parameter.key, format_func=names.__getitem__, placeholder=otherwise
    )
    return tuple(value)


def _places_with_facts(ctx: Context) -> dict[str, str]:
    """Places and areas with facts that pass the filters, by code: cities by their type, the others by region."""
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
    """Table of the facts that answer the query, and the CSV of exactly those."""
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
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            quiet_markdown(t("data.found", count=number(len(table)), places=number(table["place"].nunique())))
        )
        downloads.offer_download(
            "data",
            downloads.file_name("facts", query.first, query.last),
            lambda: Extract(table, names),
            label=t("data.download"),
            prominent=True,
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


def fact_columns(names: dict[str, str], values: pd.Series) -> dict[str, Any]:
    """Headings of the page's table, and a column of values that is wide enough for the longest of them."""
    # A column is as wide as its first rows, and keeps that width for other data: wider numbers would lose their
    # left end.
    ends = [values.min(), values.max()] if values.notna().any() else [0]
    longest = max(len(f"{value:,.4f}") for value in ends)
    names = {column: name[:1].upper() + name[1:] for column, name in names.items()}
    config: dict[str, Any] = dict(names)
    config["year"] = st.column_config.NumberColumn(names["year"], format="%d", width="small")
    config["value"] = st.column_config.NumberColumn(
        names["value"], format="localized", width=40 + 8 * longest
    )
    return config


def _open_picked_fact(shown: list[Fact]) -> None:
    row = read_picked_row("data-table")
    if row is not None:
        fact_note.open_fact_card(shown[row].id)
