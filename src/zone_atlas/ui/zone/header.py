"""Head the zone page with the choice of the zone, its classes, members and grades."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.policy import grades
from zone_atlas.analysis.policy.events import designated_by
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue import citations
from zone_atlas.catalogue.records import Member, Zone
from zone_atlas.charts.maps.zone_map import Bounds, MemberSpot, ZoneLayers, draw_zone_map
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import read_at, zone_choice
from zone_atlas.ui.blocks.figures import show_figure
from zone_atlas.ui.shell.choices import draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

# Pixels of the right column of a page of 1040.
MAP_WIDTH, MAP_HEIGHT = 298, 190
# Grades that stand out in colour; those not published or not found stay grey.
NAMED = ("excellent", "good", "mixed")


def show_zone_header(ctx: Context, zone: str) -> None:
    """Show name, classes, notice, members and grades to the left; the choice and the map to the right."""
    record = ctx.atlas.catalogue.zones[zone]
    left, right = st.columns([7, 3], gap="medium")
    with left, st.container(gap="xsmall"):
        st.title(escape_markdown(ctx.place(zone)))
        st.markdown(" ".join(_show_badges(ctx, zone)))
        _show_notice(ctx, record)
        st.markdown(_show_members(ctx, record))
        _show_grades(ctx, zone)
        # The key tells the print rules whether the page is dark: paper is not.
        with st.container(key=f"tools-zone-print-{ctx.mode}"):
            st.markdown(quiet_markdown(t("zone.print")))
    with right, st.container(gap="xsmall"):
        _choose_zone(ctx, zone)
        _show_zone_map(ctx, record)


def _choose_zone(ctx: Context, zone: str) -> None:
    """Draw the choice of the zone; one outside the filter keeps its page."""
    labels = zone_choice.zone_labels(ctx, zone)
    with st.container(key="tools-zone-choice"):
        draw_choice_list(zone_choice.zone_parameter(ctx), t("column.zone"), labels, hide_label=True)
        if zone not in ctx.zones:
            st.markdown(quiet_markdown(t("zone.outside")))


def _show_badges(ctx: Context, zone: str) -> list[str]:
    """Return badges with cohort, region, life-cycle classes, size and mining classes of the members."""
    row = _rows_of_all_places(ctx.atlas)[zone]
    codes = {c: str(row[c]).split(",") for c in ("lifecycle", "size_class", "mining_class")}
    join = t("list.separator").join
    texts = [t("zone.cohort", cohort=t(f"cohort.{row['cohort']}")), t(f"region.{row['region']}")]
    texts.append(join(t(f"lifecycle.{code}") for code in codes["lifecycle"] if code))
    texts.append(t("place.size", size=join(t(f"size.{code}") for code in codes["size_class"] if code)))
    texts.append(t("place.mining", share=join(t(f"mining.{code}") for code in codes["mining_class"] if code)))
    first, *others = [escape_markdown(text) for text in texts]
    return [f":blue-badge[{first}]", *[f":gray-badge[{text}]" for text in others]]


@remember_with_tables(maxsize=1)
def _rows_of_all_places(atlas: Atlas) -> dict[str, dict[str, object]]:
    rows = atlas.places[atlas.places["kind"].eq("zone")]
    return {str(row["place"]): row for row in rows.to_dict("records")}


def _show_notice(ctx: Context, record: Zone) -> None:
    """Show the full name, and the notice that designated the zone: issuers, title, number, date, pages."""
    language, policy = ctx.view.language, designated_by(ctx.atlas.catalogue, record)
    title = policy.title.of(language) if policy else record.designation_title
    issuers = citations.leading_issuer(policy.issuers, language) if policy else ""
    st.markdown(
        f"{escape_markdown(record.name.of(language))}  \n"
        f":small[:gray[{escape_markdown(t('zone.designated', issuers=issuers))}] {escape_markdown(title)}]"
    )
    # The number stays as printed in every language, so it is an element of its own.
    date = (policy.date if policy else "") or record.designation_date
    with st.container(horizontal=True, gap="small"):
        st.caption(record.designation_number or t("zone.number.unknown"), width="content")
        st.caption(date, width="content")
    st.markdown(read_at.links_of_cell(record.address))


def _show_members(ctx: Context, record: Zone) -> str:
    """List the members; an open circle marks those without series of their own in the city yearbook."""
    names = t("list.separator").join(member_name(ctx, member) for member in record.members)
    marked = any(not member.whole_city for member in record.members)
    note = f"  \n{quiet_markdown(t('zone.members.mark'))}" if marked else ""
    return f":small[{escape_markdown(t('zone.members', names=names))}]{note}"


def member_name(ctx: Context, member: Member) -> str:
    """Name a member; a mark says that it is not a whole city, a word that only a part belongs to the zone."""
    name = member.name.of(ctx.view.language)
    if member.coverage == "part_of_district":
        return t("zone.member.part", name=name)
    return name if member.whole_city else f"○ {name}"


def _show_grades(ctx: Context, zone: str) -> None:
    """Show the grades of the yearly assessments, one badge per year."""
    table = _grade_table(ctx.atlas)
    rows = table[table["zone"].eq(zone)].sort_values("year")
    parts = []
    for year, code in zip(rows["year"], rows["state"], strict=True):
        colour = "blue" if code in NAMED else "gray"
        parts.append(f":small[{int(year)}] :{colour}-badge[{escape_markdown(t(f'grade.{code}'))}]")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="zone-grades"):
        st.markdown(f":small[{escape_markdown(t('zone.grades'))}]  {'  '.join(parts)}")
        with st.container(key="tools-zone-grades", width="content"):
            link_to_page("policies", t("zone.grades.link"), zone=zone)


@remember_with_tables(maxsize=1)
def _grade_table(atlas: Atlas) -> pd.DataFrame:
    return grades.grades_by_zone(atlas.catalogue).astype({"zone": str, "state": str})


def _show_zone_map(ctx: Context, record: Zone) -> None:
    """Show the members within their province, at their true extent."""
    names = t("list.separator").join(member.name.of(ctx.view.language) for member in record.members)
    show_figure(
        "zone-map",
        ctx.seen(record.id, yearly=False),
        lambda: _draw_map(ctx, record),
        key="zone-map-plot",
        alt=t("zone.map.alt", zone=ctx.place(record.id), names=names),
        static=True,
    )
    with st.container(key="zone-map-caption"):
        st.markdown(quiet_markdown(t("map.caption")))


def _draw_map(ctx: Context, record: Zone) -> go.Figure:
    places = ctx.atlas.catalogue.places
    spots = [
        MemberSpot(member.name.of(ctx.view.language), member.longitude, member.latitude, bool(member.adcode))
        for member in record.members
    ]
    provinces = {places[m.adcode or m.proxy].province for m in record.members}
    around = [city for city in ctx.all_cities if places[city].province in provinces]
    cities = [member.adcode for member in record.members if member.whole_city]
    bounds = Bounds(**ctx.atlas.zone_bounds.set_index("zone").loc[record.id].to_dict())
    layers = ZoneLayers(record.id, spots, bounds, cities, around)
    return draw_zone_map(layers, ctx.mode, width=MAP_WIDTH, height=MAP_HEIGHT)
