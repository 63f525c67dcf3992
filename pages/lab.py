"""Show the Lab page: whether the ranking survives other choices."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.lab import download, reasons, results, saved, weights
from zone_atlas.ui.lab.query import ask_lab
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.lab"))
query = ask_lab(ctx)
if not explain_no_zones(ctx):
    left, right = st.columns([5, 11], gap="small")
    with left:
        weights.show_weight_panel(ctx, query)
    with right:
        results.show_lab_ranks(ctx, query)
        weights.draw_variation()
    st.subheader(t("lab.compare"), help=t("lab.compare.help"))
    saved.show_scenarios(ctx, query)
    left, right = st.columns(2, gap="small")
    with left:
        results.show_shifts(ctx, query)
    with right:
        saved.show_slopes(ctx, query)
    st.subheader(t("lab.reasons"), help=t("lab.reasons.help"))
    left, right = st.columns(2, gap="small")
    with left:
        reasons.show_sensitivity(ctx, query)
    with right:
        reasons.show_left_out(ctx, query)
    st.subheader(t("lab.duel"), help=t("lab.duel.help"))
    reasons.show_two_zones(ctx, query)
    download.take_away(ctx, query)
