"""Show the Compare page: how a place differs from its peers."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.compare import lines, profile, scatter, table
from zone_atlas.ui.compare.choice import choose_places, show_reasons
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.compare"))
choice = choose_places(ctx)
if choice is None:
    explain_no_zones(ctx)
else:
    show_reasons(ctx, choice)
    profile.show_dot_plots(ctx, choice)
    left, right = st.columns(2, gap="small")
    with left:
        lines.show_comparison_lines(ctx, choice)
    with right:
        scatter.show_scatter(ctx, choice)
    table.show_parallel_table(ctx, choice)
source_card.show_source_card(ctx)
