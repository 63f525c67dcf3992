"""Bottlenecks: what binds?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.framework import elements, trends
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.bottlenecks"))
dimension = elements.choose_dimension_of_kind(ctx, "bottleneck")
if not explain_no_zones(ctx):
    elements.show_elements(ctx, "bottleneck", dimension)
    trends.show_dimension_trends(ctx, dimension)
    elements.show_spread(ctx, dimension)
    elements.show_indicator_values(ctx, dimension)
source_card.show_source_card(ctx)
