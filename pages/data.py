"""Data: take it away."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.language import t
from zone_atlas.ui.navigation import enter

view = enter()
st.title(t("question.data"))
