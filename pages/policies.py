"""Policies: what was decided, when, and how were zones graded?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import policies, policies_card, policies_grade_card, policies_grades, policies_timeline
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.policies"))
asked = policies.ask(ctx)
policies_timeline.documents(ctx, asked)
if not nothing_passes(ctx):
    st.header(t("grades.title"))
    policies_grades.matrix(ctx)
    left, right = st.columns(2, gap="medium")
    with left:
        policies_grades.years(ctx)
    with right:
        policies_grades.awards(ctx)
# A page opens one dialog at a time.
if not policies_card.show(ctx, asked.policy):
    policies_grade_card.show(ctx)
