"""Show the Drivers page: what pulls the zones forward."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.framework.page import show_framework_page
from zone_atlas.ui.shell.context import open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.drivers"))
show_framework_page(ctx, "driver")
