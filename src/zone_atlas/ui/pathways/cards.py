"""Show the three bottlenecks of a zone side by side, each with its evidence, pathway and documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from zone_atlas.analysis import evidence
from zone_atlas.analysis.evidence import binding_bottleneck
from zone_atlas.analysis.pathways.zone_scores import find_zone_score
from zone_atlas.analysis.policy.record import documents_on_parts
from zone_atlas.analysis.shortfalls import shortfalls_of_place
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.catalogue.framework import BOTTLENECK
from zone_atlas.catalogue.records import Dimension, Pathway
from zone_atlas.charts.rows.severity import draw_severity_strip
from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.blocks.figures import show_figure
from zone_atlas.ui.blocks.wording import PERCENT, join_sentences, write_interval
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

MOST_INDICATORS, MOST_DOCUMENTS = 3, 3
# In the order in which the paper takes them.
PHASES = ("", "related", "breakthrough")


def show_bottleneck_cards(ctx: Context, zone: str) -> None:
    """Show one card per bottleneck."""
    bottlenecks = ctx.dimensions(BOTTLENECK)
    for column, dimension in zip(st.columns(len(bottlenecks), gap="small"), bottlenecks, strict=True):
        with column.container(border=True, gap="small", height="stretch", key=f"pathway-{dimension.id}"):
            _card_head(ctx, zone, dimension)
            _show_bottleneck_standing(ctx, zone, dimension)
            _show_evidence(ctx, zone, dimension)
            _show_answer(ctx, zone, dimension)


def pathway_answering(atlas: Atlas, bottleneck: str) -> Pathway | None:
    """Return the pathway that answers a bottleneck."""
    return next((p for p in atlas.catalogue.pathways.values() if p.answers == bottleneck), None)


def _card_head(ctx: Context, zone: str, dimension: Dimension) -> None:
    binding = binding_bottleneck(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    language = ctx.view.language
    with st.container(horizontal=True, gap="small"):
        pathway = pathway_answering(ctx.atlas, dimension.id)
        st.badge(f"{dimension.id} → {pathway.id}" if pathway else dimension.id, color="gray")
        if binding is not None and binding.dimension == dimension.id:
            st.badge(t("pathways.binds", grade=binding.grade), color="orange")
        elif binding is not None and dimension.id in binding.tied:
            st.badge(t("pathways.tied"), color="gray")
    st.markdown(
        f"**{escape_markdown(dimension.name.of(language))}**  \n"
        f"{quiet_markdown(t('framework.answered', name=dimension.counterpart.of(language)))}"
    )


def _show_bottleneck_standing(ctx: Context, zone: str, dimension: Dimension) -> None:
    """Show the standing among all cities as a strip and as a sentence."""
    scored = find_zone_score(ctx.atlas, zone, dimension.id, ctx.view.year, ctx.view.proxies)
    if scored is None:
        st.markdown(quiet_markdown(t("pathways.unscored", year=ctx.view.year)))
        return
    score, proxy = scored[0], scored[1] == PROXY
    peers = evidence.peers_position(ctx.atlas, zone, dimension.id, ctx.view.year)
    place = evidence.position_of_place(ctx.atlas, zone, dimension.id, ctx.view.year, score, ranked=not proxy)
    ranked = np.isfinite(place.low)
    sentence = _standing_sentence(ctx, place, peers, ranked=bool(ranked), proxy=proxy)
    ends = (t("pathways.mild"), t("pathways.severe"))
    show_figure(
        "pathway",
        ctx.seen(zone, dimension.id),
        lambda: draw_severity_strip(
            place.share, place.low, place.high, peers, ends, ctx.mode, hollow=not ranked
        ),
        key=f"pathway-plot-{dimension.id}",
        alt=sentence,
    )
    st.markdown(quiet_markdown(sentence))


def _standing_sentence(
    ctx: Context, place: evidence.Position, peers: float, *, ranked: bool, proxy: bool
) -> str:
    median = number(PERCENT * place.share)
    if ranked:
        sentence = t("pathways.standing.ranked", share=write_interval(place.low, place.high), median=median)
    elif proxy:
        sentence = t("pathways.standing.proxy", share=median)
    else:
        sentence = t("pathways.standing.unranked", share=median)
    compared = t("pathways.standing.peers", share=number(PERCENT * peers)) if np.isfinite(peers) else ""
    return join_sentences(ctx, [sentence, compared])


def _show_evidence(ctx: Context, zone: str, dimension: Dimension) -> None:
    """Show the indicators on which the zone stands worst against its peers; each opens its source card."""
    view = ctx.view
    rows = shortfalls_of_place(ctx.atlas, zone, view.year, view.proxies)
    own_indicators = {i.id for i in ctx.atlas.catalogue.indicators_of(dimension.id)}
    rows = rows[rows["indicator"].isin(own_indicators)].head(MOST_INDICATORS)
    st.markdown(f"**{escape_markdown(t('pathways.evidence'))}**")
    if rows.empty:
        st.markdown(quiet_markdown(t("pathways.evidence.none")))
        return
    with st.container(gap=None):
        for row in rows.to_dict("records"):
            _show_evidence_indicator(ctx, zone, {str(name): value for name, value in row.items()})


def _show_evidence_indicator(ctx: Context, zone: str, row: Mapping[str, Any]) -> None:
    name = str(row["indicator"])
    unit = ctx.atlas.catalogue.indicators[name].unit
    st.button(
        ctx.node(name),
        type="tertiary",
        key=f"pathway-source-{name}",
        on_click=source_card.open_source_card,
        args=(zone, name, ctx.view.year),
    )
    mark = f" ○ {t('basis.proxy')}" if row["basis"] == PROXY else ""
    values = {"value": ctx.figure(row["value"], unit) + mark, "year": row["year"]}
    decimals = ctx.atlas.catalogue.units[unit].decimals
    values |= {"median": number(row["peers_value"], decimals), "peers": row["peers"]}
    st.markdown(quiet_markdown(t("pathways.evidence.row", **values)))


def _show_answer(ctx: Context, zone: str, dimension: Dimension) -> None:
    """Show the pathway and its documents; on a phone only that of the binding bottleneck lies open."""
    pathway = pathway_answering(ctx.atlas, dimension.id)
    if pathway is None:
        return
    heading = t("pathways.answer", name=pathway.name.of(ctx.view.language))
    if not ctx.phone:
        st.markdown(f"**{escape_markdown(heading)}**")
        _show_pathway(ctx, pathway)
        _show_documents(ctx, dimension, pathway)
        return
    binding = binding_bottleneck(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    with st.expander(
        escape_markdown(heading), expanded=binding is not None and binding.dimension == dimension.id
    ):
        _show_pathway(ctx, pathway)
        _show_documents(ctx, dimension, pathway)


def _show_pathway(ctx: Context, pathway: Pathway) -> None:
    """Write the pathway in a sentence, its basis, then its measures, in two phases where it has them."""
    language = ctx.view.language
    st.markdown(f":small[{escape_markdown(pathway.summary.of(language))}]")
    st.markdown(quiet_markdown(pathway.basis.of(language)))
    for phase in PHASES:
        measures = [m.text.of(language) for m in pathway.measures if m.phase == phase]
        if not measures:
            continue
        head = f"{quiet_markdown(t(f'pathways.phase.{phase}'))}\n\n" if phase else ""
        st.markdown(head + "\n".join(f"- :small[{escape_markdown(text)}]" for text in measures))


def _show_documents(ctx: Context, dimension: Dimension, pathway: Pathway) -> None:
    parts = {dimension.id, pathway.id}
    documents = documents_on_parts(ctx.atlas.catalogue.policies.values(), parts)
    st.markdown(f"**{escape_markdown(t('pathways.documents'))}**")
    if not documents:
        st.markdown(quiet_markdown(t("pathways.documents.none")))
        return
    with st.container(gap="xsmall", key=f"pathway-documents-{dimension.id}"):
        for policy in documents[:MOST_DOCUMENTS]:
            label = escape_markdown(f"{policy.date[:4]} {policy.title.of(ctx.view.language)}")
            link_to_page("policies", label, policy=policy.id)
        if len(documents) > MOST_DOCUMENTS:
            link_to_page(
                "policies",
                t("pathways.documents.all", count=len(documents)),
                icon=":material/arrow_forward:",
                addresses=",".join(sorted(parts)),
            )
