"""Show the card of a document: its content, the parts of the framework it addresses, where to read it."""

from __future__ import annotations

import streamlit as st

from zone_atlas.analysis.policy.events import designated_by
from zone_atlas.analysis.policy.record import span_of_date
from zone_atlas.catalogue import citations
from zone_atlas.catalogue.records import Policy
from zone_atlas.ui.blocks import read_at
from zone_atlas.ui.policies import query
from zone_atlas.ui.policies.query import part_name
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, list_labelled_facts, quiet_markdown


def show_policy_card(ctx: Context, policy: str) -> bool:
    """Open the card of a document; False when there is none to open."""
    record = ctx.atlas.catalogue.policies.get(policy)
    if record is None:
        return False

    @st.dialog(
        escape_markdown(record.title.of(ctx.view.language)),
        width="large",
        on_dismiss=lambda: query.open_document(""),
    )
    def card() -> None:
        _draw_policy_card(ctx, record)

    card()
    return True


def _draw_policy_card(ctx: Context, policy: Policy) -> None:
    language = ctx.view.language
    if language != "zh":
        # The title under which it can be found.
        st.markdown(escape_markdown(policy.title.zh))
    facts = [
        (t("column.issuers"), policy.issuers.of(language)),
        (t("column.number"), policy.number or t("policies.number.unverified.long")),
        (t("column.date"), _date_as_recorded(policy)),
        (t("column.level"), t(f"level.{policy.level}")),
        (t("column.record_status"), t(f"record.{policy.status}.long")),
    ]
    st.markdown(list_labelled_facts(facts))
    st.markdown(read_at.links_of_cell(policy.address))
    st.markdown(f"**{t('column.does')}**  \n{escape_markdown(policy.summary.of(language))}")
    _policy_parts(ctx, policy)
    _policy_zones(ctx, policy)
    st.markdown(f"**{escape_markdown(t('cite.title'))}**")
    st.code(citations.cite_document(policy, language), language=None, wrap_lines=True)
    if note := policy.note.of(language):
        st.markdown(f"{quiet_markdown(t('column.note'))}  \n:small[{escape_markdown(note)}]")


def _date_as_recorded(policy: Policy) -> str:
    """Return the date in the words of the record, and say where its day is not known."""
    known = span_of_date(policy.date).exact
    return policy.date if known else t("policies.date.partial", date=policy.date)


def _policy_parts(ctx: Context, policy: Policy) -> None:
    """Link the parts of the framework that the document addresses to their pages."""
    st.markdown(f"**{t('column.speaks_to')}**  \n{quiet_markdown(t('policies.reading'))}")
    if not policy.addresses:
        st.markdown(quiet_markdown(t("policies.speaks_to.none")))
        return
    with st.container(horizontal=True, gap="small"):
        for part in policy.addresses:
            kind = query.kind_of_part(ctx, part)
            label = f"{t(f'policies.mark.{kind}')} {part_name(ctx, part)}"
            # All pathways stand on one page, a dimension is chosen on its own.
            chosen = {} if kind == "pathway" else {"dimension": part}
            link_to_page(query.PAGES[kind], label, **chosen)


def _policy_zones(ctx: Context, policy: Policy) -> None:
    """Link the zones that the document designated to their pages."""
    catalogue = ctx.atlas.catalogue
    designated = [zone for zone in catalogue.zones.values() if designated_by(catalogue, zone) is policy]
    if not designated:
        return
    st.markdown(f"**{t('policies.designates', count=len(designated))}**")
    with st.container(horizontal=True, gap="small"):
        for zone in designated:
            link_to_page("zone", ctx.place(zone.id), zone=zone.id)
