"""Drivers: what pulls?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.framework import elements, trends
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.drivers"))
dimension = elements.choose_dimension(ctx, "driver")
if not nothing_passes(ctx):
    elements.elements(ctx, "driver", dimension)
    trends.trends(ctx, dimension)
    elements.spread(ctx, dimension)
    elements.values(ctx, dimension)
source_card.show(ctx)
