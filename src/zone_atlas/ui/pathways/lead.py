"""Show the zone of the Pathways page, what binds it, and links to the other pages about it."""

from __future__ import annotations

import streamlit as st

from zone_atlas.analysis.evidence import binding_bottleneck
from zone_atlas.ui.blocks import coherence_note, zone_choice
from zone_atlas.ui.blocks.wording import PERCENT, join_sentences, write_interval
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown


def choose_zone(ctx: Context) -> str:
    """Draw the choice of the zone and return it; a zone outside the filter keeps its page."""
    zone = zone_choice.chosen_zone(ctx)
    labels = zone_choice.zone_labels(ctx, zone)
    with st.container(horizontal=True, vertical_alignment="bottom", key="pathways-choice"):
        draw_choice_list(
            zone_choice.zone_parameter(ctx),
            t("column.zone"),
            labels,
            on_change=state.reset_parameters,
            args=(("city",),),
            width=280,
        )
        _show_pathway_links(zone)
    return zone


def _show_pathway_links(zone: str) -> None:
    """Link the other pages under the same filters, each with the zone if it takes one."""
    for name, own in (("zone", {"zone": zone}), ("compare", {"peers": zone}), ("methods", {})):
        link_to_page(name, t(f"pathways.link.{name}"), **own)


def show_pathways_lead(ctx: Context, zone: str) -> None:
    """Show the page's answer: what binds, how sure that is, and the pathway that answers it."""
    binding = binding_bottleneck(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    if binding is None:
        st.info(t("pathways.lead.none", zone=ctx.place(zone), year=ctx.view.year))
        return
    facts = {"zone": ctx.place(zone), "year": ctx.view.year}
    facts["name"] = t("pathways.quoted", name=ctx.node(binding.dimension))
    facts["pathway"] = ctx.atlas.catalogue.dimensions[binding.dimension].counterpart.of(ctx.view.language)
    if binding.ranked:
        sentence = t("pathways.lead.ranked", **facts, share=write_interval(binding.low, binding.high))
    else:
        sentence = t("pathways.lead.unranked", **facts, share=number(PERCENT * binding.severity))
    parts = [sentence]
    if binding.tied:
        others = [t("pathways.quoted", name=ctx.node(node)) for node in binding.tied]
        parts.append(t("pathways.lead.tied", names=list_names(others)))
    st.markdown(escape_markdown(join_sentences(ctx, parts)))
    costs = list_names([t(f"pathways.cost.{code}") for code in binding.reasons])
    graded = (
        t("pathways.grade.cost", grade=binding.grade, costs=costs)
        if costs
        else t("pathways.grade.full", grade=binding.grade)
    )
    st.markdown(quiet_markdown(graded))
    coherence_note.write_incoherence(ctx, [binding.dimension, *binding.tied])
