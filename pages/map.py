"""Show the Map page: where zones and cities stand."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import map
from zone_atlas.ui.blocks import map_measure, national_map, source_card
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.map"))
place = map.chosen_place(ctx)
chosen = map_measure.choose_measure(ctx)
explain_no_zones(ctx)
left, right = st.columns([12, 8], gap="small")
with left:
    national_map.national_map(ctx, chosen, height=330 if ctx.phone else 600)
with right:
    map.place_card(ctx, place, chosen.node)
source_card.show_source_card(ctx)
