"""Show the Parks page: the county-town parks, and any county."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.parks import change, head, parks_list, record, standing
from zone_atlas.ui.shell.context import explain_no_zones, open_context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter_page

ctx = open_context(enter_page())
st.title(t("question.parks"))
county = parks_list.chosen_county(ctx)
# The parks stay, whatever is filtered: the filter concerns the zones, and which prefectures recede on the map.
explain_no_zones(ctx)
left, right = st.columns([11, 9], gap="small")
with left:
    parks_list.show_parks_statement(ctx)
    parks_list.show_park_cards(ctx, county)
with right:
    parks_list.park_map(ctx, county)
    record.offer_parks_extract(ctx)
head.show_county_head(ctx, county)
standing.show_county_standing(ctx, county, standing.PEOPLE)
left, right = st.columns(2, gap="small")
with left:
    standing.show_county_standing(ctx, county, standing.INDUSTRIES)
with right:
    change.show_county_change(ctx, county)
record.show_county_years(ctx, county)
record.show_county_facts(ctx, county)
source_card.show_source_card(ctx)
