"""Methods: how was it made, what are its limits?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.methods import steps
from zone_atlas.ui.shell.context import context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.methods"))
steps.lead(ctx)
steps.steps(ctx)
