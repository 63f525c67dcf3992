"""Parks: the county-town parks, and any county."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.parks import change, head, parks_list, record, standing
from zone_atlas.ui.shell.context import context, nothing_passes
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.navigation import enter

ctx = context(enter())
st.title(t("question.parks"))
county = parks_list.chosen_county(ctx)
# The parks stay, whatever is filtered: the filter concerns the zones, and which prefectures recede on the map.
nothing_passes(ctx)
left, right = st.columns([11, 9], gap="small")
with left:
    parks_list.statement(ctx)
    parks_list.cards(ctx, county)
with right:
    parks_list.park_map(ctx, county)
    record.extract(ctx)
head.head(ctx, county)
standing.standing(ctx, county, standing.PEOPLE)
left, right = st.columns(2, gap="small")
with left:
    standing.standing(ctx, county, standing.INDUSTRIES)
with right:
    change.change(ctx, county)
record.years(ctx, county)
record.facts(ctx, county)
source_card.show(ctx)
