"""Show the Data page: the tables to search and take away."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.data import observations
from zone_atlas.ui.shell.context import open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.data"))
observations.show_observations(ctx, observations.ask_query(ctx))
observations.coverage_chart(ctx)
source_card.show_source_card(ctx)
