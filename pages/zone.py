"""Zone: everything about one zone, on one page that prints well."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import (
    zone_census,
    zone_header,
    zone_indicators,
    zone_lead,
    zone_newest,
    zone_peers,
    zone_profile,
    zone_record,
    zone_trends,
)
from zone_atlas.ui.blocks import source_card, zone_choice
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.navigation import enter

# Charts are drawn at this width at most, because a printed page cannot draw them anew; style.css fits it to A4.
PAGE_WIDTH = 1040

ctx = context(enter())
# A zone outside the filter keeps its page, so that a link always shows what it names.
nothing_passes(ctx)
zone = zone_choice.chosen(ctx)
with st.container(key="zone-page", width=PAGE_WIDTH):
    zone_header.header(ctx, zone)
    zone_lead.lead(ctx, zone)
    zone_newest.newest(ctx, zone)
    left, right = st.columns([11, 9], gap="small")
    with left:
        zone_profile.profile(ctx, zone)
    with right:
        zone_trends.trends(ctx, zone)
    zone_indicators.indicators(ctx, zone)
    zone_peers.peers(ctx, zone)
    zone_census.census(ctx, zone)
    zone_record.facts(ctx, zone)
    zone_record.policies(ctx, zone)
source_card.show(ctx)
