"""Show the Overview page: what the zones are, and how they stand."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import overview
from zone_atlas.ui.blocks import national_map, source_card
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.overview"))
if not explain_no_zones(ctx):
    standings = overview.standings_of_zones(ctx)
    overview.show_overview_lead(ctx, standings)
    overview.show_tiles(ctx, standings)
    left, right = st.columns([11, 9], gap="small")
    with left:
        measure = overview.choose_map_dimension(ctx)
        national_map.national_map(
            ctx, measure, key="overview-map", height=330 if ctx.phone else 470, choosing=False
        )
    with right:
        overview.show_score_matrix(ctx)
    overview.show_about(ctx)
source_card.show_source_card(ctx)
