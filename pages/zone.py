"""Show the Zone page: everything about one zone, on one page that prints well."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card, zone_choice
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.navigation import enter_page
from zone_atlas.ui.zone import census, header, indicators, lead, newest, peers, profile, record, trends

# Charts are drawn at this width at most, because a printed page cannot draw them anew; style.css fits it to A4.
PAGE_WIDTH = 1040

ctx = open_context(enter_page())
# A zone outside the filter keeps its page, so that a link always shows what it names.
explain_no_zones(ctx)
zone = zone_choice.chosen_zone(ctx)
with st.container(key="zone-page", width=PAGE_WIDTH):
    header.show_zone_header(ctx, zone)
    lead.show_zone_lead(ctx, zone)
    newest.show_newest(ctx, zone)
    left, right = st.columns([11, 9], gap="small")
    with left:
        profile.show_zone_profile(ctx, zone)
    with right:
        trends.show_zone_trends(ctx, zone)
    indicators.show_zone_indicators(ctx, zone)
    peers.show_zone_peers(ctx, zone)
    census.show_zone_census(ctx, zone)
    record.show_zone_facts(ctx, zone)
    record.show_zone_policies(ctx, zone)
source_card.show_source_card(ctx)
