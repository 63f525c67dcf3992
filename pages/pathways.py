"""Pathways: what answers the binding one?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.pathways import breadth, cards, entry_check, lead, network, specialisation
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.pathways"))
# A zone outside the filter keeps its page, so that a link always shows what it names.
nothing_passes(ctx)
zone = lead.choose_zone(ctx)
lead.lead(ctx, zone)
cards.cards(ctx, zone)
place = specialisation.choose_place(ctx, zone)
if specialisation.known(ctx, place):
    left, right = st.columns([12, 8], gap="small")
    with left:
        specialisation.quotients(ctx, place)
    with right:
        breadth.breadth(ctx, place)
    network.network(ctx, place)
    left, right = st.columns([12, 8], gap="small")
    with left:
        network.candidates(ctx, place)
    with right:
        entry_check.check(ctx)
source_card.show(ctx)
