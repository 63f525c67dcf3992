"""Show what single pages state about a zone, and the documents that concern it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from zone_atlas.analysis.newest_figures import newest_of_members, shown_elsewhere
from zone_atlas.analysis.policy.events import designated_by
from zone_atlas.analysis.zone import record
from zone_atlas.analysis.zone.record import StatedFact
from zone_atlas.catalogue.policy_records import Policy
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, read_at
from zone_atlas.ui.blocks.table_foot import show_printed_table_foot
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

DECIMALS = 2
DITTO = "〃"


def show_zone_facts(ctx: Context, zone: str) -> None:
    """Show the newest facts of members, their districts and the units around them; none is joined to a series."""
    zone_facts = record.newest_facts(record.facts_of_zone(ctx.atlas.catalogue, zone))
    above = shown_elsewhere(newest_of_members(ctx.atlas, zone), [stated.fact for stated in zone_facts])
    zone_facts = [stated for stated in zone_facts if stated.fact.id not in above]
    with st.container(gap="small", key="zone-facts"):
        st.header(t("zone.facts"))
        if not zone_facts:
            st.markdown(
                quiet_markdown(t("zone.facts.above" if above else "zone.facts.empty", zone=ctx.place(zone)))
            )
            return
        st.markdown(quiet_markdown(t("zone.facts.note", count=number(len(zone_facts)))))
        st.table(_zone_record_table(ctx, zone_facts), border="horizontal", hide_index=True)
        show_printed_table_foot(
            quiet_markdown(t("zone.facts.quality")),
            "zone-facts",
            downloads.file_name("facts", zone),
            _prepare_zone_record_extract(ctx, zone_facts),
        )


def _zone_record_table(ctx: Context, zone_facts: Sequence[StatedFact]) -> pd.DataFrame:
    language = ctx.view.language
    columns = {
        t("column.place"): [_place_of_fact(ctx, stated) for stated in zone_facts],
        t("zone.facts.item"): [escape_markdown(stated.fact.name.of(language)) for stated in zone_facts],
        t("column.value"): [_value_of_fact(ctx, stated) for stated in zone_facts],
        t("zone.facts.period"): [stated.fact.period for stated in zone_facts],
        t("zone.facts.quality.column"): [t(f"parks.quality.{stated.fact.quality}") for stated in zone_facts],
        t("column.source"): [
            _source_of_fact(ctx, stated, before)
            for stated, before in zip(zone_facts, [None, *zone_facts], strict=False)
        ],
    }
    if ctx.phone:
        del columns[t("zone.facts.quality.column")]
    return pd.DataFrame(columns)


def _place_of_fact(ctx: Context, stated: StatedFact) -> str:
    """Name the place; one that is not a member is marked as context."""
    name = ctx.place(stated.fact.place)
    return name if stated.role == "member" else t(f"zone.facts.role.{stated.role}", name=name)


def _value_of_fact(ctx: Context, stated: StatedFact) -> str:
    return f"{number(stated.fact.value, DECIMALS)} {escape_markdown(stated.fact.unit.of(ctx.view.language))}"


def _source_of_fact(ctx: Context, stated: StatedFact, before: StatedFact | None) -> str:
    """Write publication, page and note; rows below that share the page repeat none of them."""
    fact, language = stated.fact, ctx.view.language
    same = before is not None and (before.fact.place, before.fact.address) == (fact.place, fact.address)
    link = (
        f"[{DITTO}]({fact.address})"
        if same
        else f"{escape_markdown(fact.source.of(language))} {read_at.first_link(fact.address)}"
    )
    same_note = before is not None and (before.fact.place, before.fact.address, before.fact.note) == (
        fact.place,
        fact.address,
        fact.note,
    )
    note = "" if same_note else escape_markdown(fact.note.of(language))
    return f"{link} {note}" if note else link


def _prepare_zone_record_extract(ctx: Context, zone_facts: Sequence[StatedFact]) -> Callable[[], Extract]:
    """Prepare the table as a file, with address and note of each fact."""
    language = ctx.view.language
    columns = {
        t("column.place"): [ctx.place(stated.fact.place) for stated in zone_facts],
        t("extract.adcode"): [stated.fact.place for stated in zone_facts],
        t("zone.facts.item"): [stated.fact.name.of(language) for stated in zone_facts],
        t("column.value"): [stated.fact.value for stated in zone_facts],
        t("column.unit"): [stated.fact.unit.of(language) for stated in zone_facts],
        t("zone.facts.period"): [stated.fact.period for stated in zone_facts],
        t("zone.facts.quality.column"): [t(f"parks.quality.{stated.fact.quality}") for stated in zone_facts],
        t("column.source"): [stated.fact.source.of(language) for stated in zone_facts],
        t("column.page"): read_at.kinds_of_addresses(stated.fact.address for stated in zone_facts),
        t("column.address"): [stated.fact.address for stated in zone_facts],
        t("column.note"): [stated.fact.note.of(language) for stated in zone_facts],
    }
    return lambda: Extract(pd.DataFrame(columns))


def show_zone_policies(ctx: Context, zone: str) -> None:
    """Show the documents that concern the zone, each with a link to its card on the Policies page."""
    catalogue = ctx.atlas.catalogue
    documents, own = (
        record.documents_of_zone(ctx.atlas, zone),
        designated_by(catalogue, catalogue.zones[zone]),
    )
    with st.container(gap="small", key="zone-policies"):
        st.header(t("zone.policies"))
        st.markdown(quiet_markdown(t("zone.policies.note")))
        with st.container(gap=None, key="zone-policies-list"):
            for policy in documents:
                label = _label_of_policy(ctx, policy, designates=own is not None and policy.id == own.id)
                link_to_page("policies", label, policy=policy.id)


def _label_of_policy(ctx: Context, policy: Policy, *, designates: bool) -> str:
    """Write date and title; the designation of this zone in bold."""
    title = escape_markdown(policy.title.of(ctx.view.language))
    label = t("zone.policies.designation", title=title) if designates else title
    return f":small[:gray[{escape_markdown(policy.date)}]] {f'**{label}**' if designates else f':small[{label}]'}"
