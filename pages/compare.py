"""Compare: how does a place differ from its peers?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.compare import choice as compare
from zone_atlas.ui.compare import lines, profile, scatter, table
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
    profile.profiles(ctx, choice)
    left, right = st.columns(2, gap="small")
    with left:
        lines.lines(ctx, choice)
    with right:
        scatter.pairs(ctx, choice)
    table.parallel(ctx, choice)
source_card.show(ctx)
