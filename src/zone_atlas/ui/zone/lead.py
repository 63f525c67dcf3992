"""Show the zone page's answer: the bottleneck that binds, its evidence, what is exact and what a proxy."""

from __future__ import annotations

import math

import streamlit as st

from zone_atlas.analysis.evidence import Binding, binding_bottleneck
from zone_atlas.analysis.shortfalls import shortfalls_of_place
from zone_atlas.analysis.zone.indicators import indicator_rows
from zone_atlas.analysis.zone.profile import zone_profile
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.catalogue.records import Zone
from zone_atlas.ui.blocks import coherence_note
from zone_atlas.ui.blocks.wording import PERCENT, join_sentences, write_interval
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.zone.indicators import with_unit


def show_zone_lead(ctx: Context, zone: str) -> None:
    """Show what binds, with one telling figure and the grade of its evidence; for proxy zones, what is exact."""
    binding = binding_bottleneck(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    with st.container(border=True, gap="xsmall", key="zone-lead"):
        if binding is None:
            st.markdown(escape_markdown(t("zone.lead.none", zone=ctx.place(zone), year=ctx.view.year)))
        else:
            st.markdown(_answer_sentence(ctx, zone, binding))
            coherence_note.write_incoherence(ctx, [binding.dimension, *binding.tied])
            _evidence_sentences(ctx, zone, binding)
        _proxy_sentences(ctx, ctx.atlas.catalogue.zones[zone])


def _answer_sentence(ctx: Context, zone: str, binding: Binding) -> str:
    """Write the answer, with the bottleneck's name in bold, and the bottlenecks tied with it."""
    facts = {
        "zone": escape_markdown(ctx.place(zone)),
        "year": ctx.view.year,
        "name": f"**{escape_markdown(ctx.node(binding.dimension))}**",
        "share": number(PERCENT * binding.severity),
    }
    if binding.ranked:
        sentence = t(
            "zone.lead.ranked", **facts, interval=escape_markdown(write_interval(binding.low, binding.high))
        )
    else:
        sentence = t("zone.lead.unranked", **facts)
    peers = _peers_sentence(ctx, zone, binding.dimension)
    tied = t("zone.lead.tied", names=escape_markdown(list_names([ctx.node(node) for node in binding.tied])))
    return join_sentences(
        ctx,
        [
            sentence,
            peers,
            tied if binding.tied else "",
            escape_markdown(_telling_figure(ctx, zone, binding.dimension)),
        ],
    )


def _peers_sentence(ctx: Context, zone: str, dimension: str) -> str:
    """Write the median standing of the nearest peers; '' where none has a score."""
    rows = zone_profile(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    share = float(rows.loc[rows["node"].eq(dimension), "peers_share"].iloc[0])
    return t("zone.lead.peers", peers=number(PERCENT * share)) if math.isfinite(share) else ""


def _telling_figure(ctx: Context, zone: str, dimension: str) -> str:
    """Write the indicator of the bottleneck on which the zone is furthest on the severe side of its peers."""
    rows = shortfalls_of_place(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    named = {i.id: i for i in ctx.atlas.catalogue.indicators_of(dimension)}
    own_rows = rows[rows["indicator"].isin(list(named))]
    if own_rows.empty:
        return t("zone.lead.figure.none")
    row = own_rows.iloc[0]
    unit = named[row["indicator"]].unit
    values = indicator_rows(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    # In a view with proxies some figures are still the zone's own.
    basis = values.loc[values["indicator"].eq(row["indicator"]), "basis"].iloc[0]
    return t(
        "zone.lead.figure",
        name=ctx.node(row["indicator"]),
        value=with_unit(ctx, row["value"], unit) + (" ○" if basis == PROXY else ""),
        year=int(row["year"]),
        peers=with_unit(ctx, row["peers_value"], unit),
    )


def _evidence_sentences(ctx: Context, zone: str, binding: Binding) -> None:
    """Show the grade, what lowered it, its rule, and links to further pages."""
    costs = list_names([t(f"pathways.cost.{code}") for code in binding.reasons])
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="zone-evidence"):
        with st.popover(t("zone.grade", grade=binding.grade), type="tertiary", key="zone-grade"):
            st.markdown(t("zone.grade.rule"))
        st.markdown(quiet_markdown(t("zone.grade.cost", costs=costs) if costs else t("zone.grade.full")))
        with st.container(horizontal=True, gap="small", width="content", key="tools-zone-lead"):
            for name, own in (("pathways", {"zone": zone}), ("methods", {})):
                link_to_page(name, t(f"zone.link.{name}"), **own)


def _proxy_sentences(ctx: Context, record: Zone) -> None:
    """Say of a zone with a member without series of its own what is exact and what a proxy, with the switch."""
    districts = [m.name.of(ctx.view.language) for m in record.members if not m.whole_city]
    if not districts:
        return
    cities = [m.name.of(ctx.view.language) for m in record.members if m.whole_city]
    wider = list(dict.fromkeys(ctx.place(m.proxy) for m in record.members if m.proxy))
    facts = {"districts": list_names(districts), "cities": list_names(cities), "wider": list_names(wider)}
    text = t("zone.proxies.only", **facts) if record.proxy_only else t("zone.proxies.some", **facts)
    on = ctx.view.proxies
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="zone-proxies"):
        st.markdown(
            f":small[{escape_markdown(text)}] {quiet_markdown(t('zone.proxies.on') if on else t('zone.proxies.off'))}"
        )
        with st.container(width="content", key="tools-zone-proxies"):
            st.button(
                t("zone.proxies.switch_off") if on else t("zone.proxies.switch_on"),
                key="zone-proxies-switch",
                on_click=state.set_parameter,
                args=("proxies", not on),
            )
