"""Compare: how does a place differ from its peers?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import compare, compare_lines, compare_profile, compare_scatter, compare_table
from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.compare"))
choice = compare.choose(ctx)
if choice is None:
    nothing_passes(ctx)
else:
    compare.reasons(ctx, choice)
    compare_profile.profiles(ctx, choice)
    left, right = st.columns(2, gap="small")
    with left:
        compare_lines.lines(ctx, choice)
    with right:
        compare_scatter.pairs(ctx, choice)
    compare_table.parallel(ctx, choice)
source_card.show(ctx)
