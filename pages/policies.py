"""Policies: what was decided, when, and how were zones graded?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.policies import card, grade_card, grades, query, timeline
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.policies"))
asked = query.ask(ctx)
timeline.documents(ctx, asked)
if not nothing_passes(ctx):
    st.header(t("grades.title"))
    grades.matrix(ctx)
    left, right = st.columns(2, gap="medium")
    with left:
        grades.years(ctx)
    with right:
        grades.awards(ctx)
# A page opens one dialog at a time.
if not card.show(ctx, asked.policy):
    grade_card.show(ctx)
