"""Index lab: does the ranking survive other choices?"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.lab import download, query, reasons, results, saved, weights
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.lab"))
asked = query.ask(ctx)
if not nothing_passes(ctx):
    left, right = st.columns([5, 11], gap="small")
    with left:
        weights.panel(ctx, asked)
    with right:
        results.ranks(ctx, asked)
        weights.variation()
    st.subheader(t("lab.compare"), help=t("lab.compare.help"))
    saved.scenarios(ctx, asked)
    left, right = st.columns(2, gap="small")
    with left:
        results.shifts(ctx, asked)
    with right:
        saved.slopes(ctx, asked)
    st.subheader(t("lab.reasons"), help=t("lab.reasons.help"))
    left, right = st.columns(2, gap="small")
    with left:
        reasons.choices(ctx, asked)
    with right:
        reasons.left_out(ctx, asked)
    st.subheader(t("lab.duel"), help=t("lab.duel.help"))
    reasons.duel(ctx, asked)
    download.take_away(ctx, asked)
