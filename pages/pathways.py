"""Pathways: what answers the binding one?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import (
    pathways,
    pathways_breadth,
    pathways_cards,
    pathways_check,
    pathways_network,
    pathways_smart,
)
from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.pathways"))
# A zone outside the filter keeps its page, so that a link always shows what it names.
nothing_passes(ctx)
zone = pathways.choose_zone(ctx)
pathways.lead(ctx, zone)
pathways_cards.cards(ctx, zone)
place = pathways_smart.choose_place(ctx, zone)
if pathways_smart.known(ctx, place):
    left, right = st.columns([12, 8], gap="small")
    with left:
        pathways_smart.quotients(ctx, place)
    with right:
        pathways_breadth.breadth(ctx, place)
    pathways_network.network(ctx, place)
    left, right = st.columns([12, 8], gap="small")
    with left:
        pathways_network.candidates(ctx, place)
    with right:
        pathways_check.check(ctx)
source_card.show(ctx)
