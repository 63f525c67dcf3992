"""Map: where do they stand?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import map
from zone_atlas.ui.blocks import map_measure, national_map, source_card
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.map"))
place = map.chosen_place(ctx)
chosen = map_measure.choose_measure(ctx)
nothing_passes(ctx)
left, right = st.columns([12, 8], gap="small")
with left:
    national_map.national_map(ctx, chosen, height=330 if ctx.phone else 600)
with right:
    map.place_card(ctx, place, chosen.node)
source_card.show(ctx)
