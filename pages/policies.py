"""Show the Policies page: what was decided and when, and how zones were graded."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.policies import card, grade_card, grades, timeline
from zone_atlas.ui.policies.query import ask_policies
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.policies"))
query = ask_policies(ctx)
timeline.show_timeline(ctx, query)
if not explain_no_zones(ctx):
    st.header(t("grades.title"))
    grades.show_grade_matrix(ctx)
    left, right = st.columns(2, gap="medium")
    with left:
        grades.show_assessment_years(ctx)
    with right:
        grades.show_awards(ctx)
# A page opens one dialog at a time.
if not card.show_policy_card(ctx, query.policy):
    grade_card.show_grade_card(ctx)
