"""Index lab: does the ranking survive other choices?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import lab, lab_reasons, lab_results, lab_saved, lab_takeaway, lab_weights
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.lab"))
asked = lab.ask(ctx)
if not nothing_passes(ctx):
    left, right = st.columns([5, 11], gap="small")
    with left:
        lab_weights.panel(ctx, asked)
    with right:
        lab_results.ranks(ctx, asked)
        lab_weights.variation()
    st.subheader(t("lab.compare"), help=t("lab.compare.help"))
    lab_saved.scenarios(ctx, asked)
    left, right = st.columns(2, gap="small")
    with left:
        lab_results.shifts(ctx, asked)
    with right:
        lab_saved.slopes(ctx, asked)
    st.subheader(t("lab.reasons"), help=t("lab.reasons.help"))
    left, right = st.columns(2, gap="small")
    with left:
        lab_reasons.choices(ctx, asked)
    with right:
        lab_reasons.left_out(ctx, asked)
    st.subheader(t("lab.duel"), help=t("lab.duel.help"))
    lab_reasons.duel(ctx, asked)
    lab_takeaway.take_away(ctx, asked)
