"""What single pages state about a zone, and the documents that concern it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from zone_atlas.analysis.newest_figures import newest_of_members, shown_elsewhere
from zone_atlas.analysis.policy.events import designated_by
from zone_atlas.analysis.zone import record
from zone_atlas.analysis.zone.record import Told
from zone_atlas.catalogue.policy_records import Policy
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, read_at
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

DECIMALS = 2
DITTO = "〃"


def show_zone_facts(ctx: Context, zone: str) -> None:
    """Newest facts of members, of their districts, and of the unit a member lies in; none is joined to a series."""
    told = record.newest_facts(record.facts_of_zone(ctx.atlas.catalogue, zone))
    above = shown_elsewhere(newest_of_members(ctx.atlas, zone), [one.fact for one in told])
    told = [one for one in told if one.fact.id not in above]
    with st.container(gap="small", key="zone-facts"):
        st.header(t("zone.facts"))
        if not told:
            st.markdown(
                quiet_markdown(t("zone.facts.above" if above else "zone.facts.empty", zone=ctx.place(zone)))
            )
            return
        st.markdown(quiet_markdown(t("zone.facts.note", count=number(len(told)))))
        st.table(_zone_record_table(ctx, told), border="horizontal", hide_index=True)
        with st.container(horizontal=True, vertical_alignment="center", key="foot-zone-facts"):
            st.markdown(quiet_markdown(t("zone.facts.quality")))
            with st.container(width="content", key="tools-zone-facts"):
                downloads.offer_download(
                    "zone-facts", downloads.file_name("facts", zone), _prepare_zone_record_extract(ctx, told)
                )


def _zone_record_table(ctx: Context, told: Sequence[Told]) -> pd.DataFrame:
    language = ctx.view.language
    columns = {
        t("column.place"): [_place_of_fact(ctx, one) for one in told],
        t("zone.facts.item"): [escape_markdown(one.fact.name.of(language)) for one in told],
        t("column.value"): [_value_of_fact(ctx, one) for one in told],
        t("zone.facts.period"): [one.fact.period for one in told],
        t("zone.facts.quality.column"): [t(f"parks.quality.{one.fact.quality}") for one in told],
        t("column.source"): [
            _source_of_fact(ctx, one, before) for one, before in zip(told, [None, *told], strict=False)
        ],
    }
    if ctx.phone:
        del columns[t("zone.facts.quality.column")]
    return pd.DataFrame(columns)


def _place_of_fact(ctx: Context, one: Told) -> str:
    """Name of the place; what is no member is marked as context."""
    name = ctx.place(one.fact.place)
    return name if one.role == "member" else t(f"zone.facts.role.{one.role}", name=name)


def _value_of_fact(ctx: Context, one: Told) -> str:
    return f"{number(one.fact.value, DECIMALS)} {escape_markdown(one.fact.unit.of(ctx.view.language))}"


def _source_of_fact(ctx: Context, one: Told, before: Told | None) -> str:
    """Publication, the page where it was read, and the note; rows below it of the same page repeat none of them."""
    fact, language = one.fact, ctx.view.language
    same = before is not None and (before.fact.place, before.fact.address) == (fact.place, fact.address)
    link = (
        f"[{DITTO}]({fact.address})"
        if same
        else f"{escape_markdown(fact.source.of(language))} {read_at.first_link(fact.address)}"
    )
    told = before is not None and (before.fact.place, before.fact.address, before.fact.note) == (
        fact.place,
        fact.address,
        fact.note,
    )
    note = "" if told else escape_markdown(fact.note.of(language))
    return f"{link} {note}" if note else link


def _prepare_zone_record_extract(ctx: Context, told: Sequence[Told]) -> Callable[[], Extract]:
    """The table as a file, with address and note of each fact."""
    language = ctx.view.language
    columns = {
        t("column.place"): [ctx.place(one.fact.place) for one in told],
        t("extract.adcode"): [one.fact.place for one in told],
        t("zone.facts.item"): [one.fact.name.of(language) for one in told],
        t("column.value"): [one.fact.value for one in told],
        t("column.unit"): [one.fact.unit.of(language) for one in told],
        t("zone.facts.period"): [one.fact.period for one in told],
        t("zone.facts.quality.column"): [t(f"parks.quality.{one.fact.quality}") for one in told],
        t("column.source"): [one.fact.source.of(language) for one in told],
        t("column.page"): read_at.kinds_of_addresses(one.fact.address for one in told),
        t("column.address"): [one.fact.address for one in told],
        t("column.note"): [one.fact.note.of(language) for one in told],
    }
    return lambda: Extract(pd.DataFrame(columns))


def show_zone_policies(ctx: Context, zone: str) -> None:
    """Documents that concern the zone, each with the way to its card on the policies page."""
    catalogue = ctx.atlas.catalogue
    found, own = record.documents_of_zone(ctx.atlas, zone), designated_by(catalogue, catalogue.zones[zone])
    with st.container(gap="small", key="zone-policies"):
        st.header(t("zone.policies"))
        st.markdown(quiet_markdown(t("zone.policies.note")))
        with st.container(gap=None, key="zone-policies-list"):
            for policy in found:
                label = _label_of_policy(ctx, policy, designates=own is not None and policy.id == own.id)
                link_to_page("policies", label, policy=policy.id)


def _label_of_policy(ctx: Context, policy: Policy, *, designates: bool) -> str:
    """Date and title; the designation of this zone in bold."""
    title = escape_markdown(policy.title.of(ctx.view.language))
    said = t("zone.policies.designation", title=title) if designates else title
    return (
        f":small[:gray[{escape_markdown(policy.date)}]] {f'**{said}**' if designates else f':small[{said}]'}"
    )
