"""Data: take it away."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.data import observations
from zone_atlas.ui.shell.context import context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.data"))
observations.explorer(ctx, observations.ask(ctx))
observations.coverage_chart(ctx)
source_card.show(ctx)
