"""Zone: everything about one zone, on one page that prints well."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card, zone_choice
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.navigation import enter
from zone_atlas.ui.zone import census, header, indicators, lead, newest, peers, profile, record, trends

# Charts are drawn at this width at most, because a printed page cannot draw them anew; style.css fits it to A4.
PAGE_WIDTH = 1040

ctx = context(enter())
# A zone outside the filter keeps its page, so that a link always shows what it names.
nothing_passes(ctx)
zone = zone_choice.chosen(ctx)
with st.container(key="zone-page", width=PAGE_WIDTH):
    header.header(ctx, zone)
    lead.lead(ctx, zone)
    newest.newest(ctx, zone)
    left, right = st.columns([11, 9], gap="small")
    with left:
        profile.profile(ctx, zone)
    with right:
        trends.trends(ctx, zone)
    indicators.indicators(ctx, zone)
    peers.peers(ctx, zone)
    census.census(ctx, zone)
    record.facts(ctx, zone)
    record.policies(ctx, zone)
source_card.show(ctx)
