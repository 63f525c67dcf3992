"""Pathways: what answers the binding one?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import source_card
from zone_atlas.ui.context import context
from zone_atlas.ui.language import t
from zone_atlas.ui.navigation import enter

ctx = context(enter())
st.title(t("question.pathways"))
source_card.show(ctx)
