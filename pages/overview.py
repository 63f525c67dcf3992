"""Overview: what are these zones, and how do they stand?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import overview
from zone_atlas.ui.blocks import national_map, source_card
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.overview"))
if not nothing_passes(ctx):
    standings = overview.standings(ctx)
    overview.lead(ctx, standings)
    overview.tiles(ctx, standings)
    left, right = st.columns([11, 9], gap="small")
    with left:
        measure = overview.choose_dimension(ctx)
        national_map.national_map(
            ctx, measure, key="overview-map", height=330 if ctx.phone else 470, choosing=False
        )
    with right:
        overview.matrix(ctx)
    overview.about(ctx)
source_card.show(ctx)
