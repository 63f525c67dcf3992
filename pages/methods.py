"""Show the Methods page: how the atlas was made, and its limits."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.methods import steps
from zone_atlas.ui.shell.context import open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.methods"))
steps.show_methods_lead(ctx)
steps.show_steps(ctx)
