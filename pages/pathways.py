"""Show the Pathways page: which pathway answers the binding bottleneck."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.pathways import breadth, cards, entry_check, lead, network, specialisation
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.pathways"))
# A zone outside the filter keeps its page, so that a link always shows what it names.
explain_no_zones(ctx)
zone = lead.choose_zone(ctx)
lead.show_pathways_lead(ctx, zone)
cards.show_bottleneck_cards(ctx, zone)
place = specialisation.choose_place(ctx, zone)
if specialisation.are_industries_known(ctx, place):
    left, right = st.columns([12, 8], gap="small")
    with left:
        specialisation.show_quotients(ctx, place)
    with right:
        breadth.show_breadth(ctx, place)
    network.show_network(ctx, place)
    left, right = st.columns([12, 8], gap="small")
    with left:
        network.show_candidates(ctx, place)
    with right:
        entry_check.show_entry_check(ctx)
source_card.show_source_card(ctx)
