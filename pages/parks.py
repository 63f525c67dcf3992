"""Parks: the county-town parks, and any county."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui import parks, parks_change, parks_head, parks_panel, parks_record
from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.parks"))
county = parks.chosen_county(ctx)
# The parks stay, whatever is filtered: the filter concerns the zones, and which prefectures recede on the map.
nothing_passes(ctx)
left, right = st.columns([11, 9], gap="small")
with left:
    parks.statement(ctx)
    parks.cards(ctx, county)
with right:
    parks.park_map(ctx, county)
    parks_record.extract(ctx)
parks_head.head(ctx, county)
parks_panel.standing(ctx, county, parks_panel.PEOPLE)
left, right = st.columns(2, gap="small")
with left:
    parks_panel.standing(ctx, county, parks_panel.INDUSTRIES)
with right:
    parks_change.change(ctx, county)
parks_record.years(ctx, county)
parks_record.facts(ctx, county)
source_card.show(ctx)
