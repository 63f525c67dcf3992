"""Head a county's panel with its name, the search for another one, its description, and how its censuses compare."""

from __future__ import annotations

import streamlit as st

from zone_atlas.analysis.census import counties
from zone_atlas.analysis.census.parks import parks_of
from zone_atlas.atlas import Atlas
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import park_card, place_search
from zone_atlas.ui.parks import parks_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.parameter import control_key


def show_county_head(ctx: Context, county: str) -> None:
    """Show the county's name, the search for another one, its description, and how far its censuses compare."""
    left, right = st.columns([7, 5], vertical_alignment="bottom")
    with left:
        st.subheader(escape_markdown(ctx.place(county)))
        st.markdown(quiet_markdown(_county_description(ctx, county)))
    labels = county_options(ctx, county)
    right.selectbox(
        t("parks.choose"),
        list(labels),
        key=control_key(park_card.PARAMETER),
        format_func=labels.__getitem__,
        help=t("parks.choose.help"),
    )
    if county in ctx.atlas.catalogue.abolished:
        _explain_ended_county(ctx, county)
        return
    how = str(counties.census_figures(ctx.atlas, county).attrs["how"])
    names = list_names([ctx.place(code) for code in counties.codes_in_census_2010(ctx.atlas, county)])
    st.markdown(quiet_markdown(t(f"parks.how.{how}", county=ctx.place(county), names=names)))


def county_options(ctx: Context, county: str) -> dict[str, str]:
    """Label all counties and districts that can be chosen; one that has ended is among them while it is shown."""
    labels = place_search.place_options(ctx.atlas, ctx.view.language, parks_list.KINDS)
    return labels if county in labels else {county: f"{ctx.place(county)} · {county}", **labels}


def _county_description(ctx: Context, county: str) -> str:
    """Write kind, location and code of a county, and the lists that name it."""
    atlas = ctx.atlas
    parts = [
        t(f"parks.level.{atlas.catalogue.places[county].level}"),
        park_card.prefecture_and_province(ctx, county),
        county,
    ]
    if parks_of(atlas, county):
        parts.append(t("parks.kind"))
    zone = _zone_of(atlas).get(county, "")
    if zone:
        parts.append(t("parks.in_zone", zone=ctx.place(zone)))
    if county in atlas.catalogue.county_towns:
        parts.append(t("parks.in_towns"))
    return " · ".join(parts)


@remember_with_tables(maxsize=1)
def _zone_of(atlas: Atlas) -> dict[str, str]:
    return {m.adcode: zone.id for zone in atlas.catalogue.zones.values() for m in zone.members if m.adcode}


def _explain_ended_county(ctx: Context, county: str) -> None:
    """Say which counties have the territory of one that the census of 2020 no longer has, with links to them."""
    name, successors = ctx.place(county), ctx.atlas.catalogue.abolished[county][1]
    known = [successor for successor in successors if successor in ctx.atlas.catalogue.places]
    with st.container(border=True, gap="small", key="parks-ended"):
        named = list_names([ctx.place(successor) for successor in known])
        st.markdown(
            escape_markdown(
                t("parks.ended", county=name, names=named) if known else t("parks.ended.lost", county=name)
            )
        )
        with st.container(horizontal=True, gap="small"):
            for successor in known:
                label = t("parks.ended.open", county=ctx.place(successor))
                link_to_page("parks", label, county=successor)
