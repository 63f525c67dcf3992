"""Describe one demonstration park, and open the card behind its diamond on the map."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from zone_atlas.analysis.census import counties
from zone_atlas.analysis.census.parks import parks_of
from zone_atlas.catalogue import citations
from zone_atlas.catalogue.records import Park
from zone_atlas.locales.messages import MISSING_NUMBER, has_message, translate
from zone_atlas.ui.blocks import read_at
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

_REQUEST_KEY = "park-card"
PARAMETER = "county"
STATUSES = ("verified", "single-source")


def open_park_card(county: str) -> None:
    """Open the card of a county's park in the next run; for the callback of a map."""
    st.session_state[_REQUEST_KEY] = county


def show_park_card(ctx: Context) -> None:
    """Open the requested card."""
    county = st.session_state.pop(_REQUEST_KEY, None)
    parks = parks_of(ctx.atlas, county) if county else ()
    if parks:
        _park_dialog(ctx, parks)


def _park_dialog(ctx: Context, parks: Sequence[Park]) -> None:
    county = parks[0].adcode

    @st.dialog(escape_markdown(f"{ctx.place(county)} · {t('parks.kind')}"))
    def card() -> None:
        for park in parks:
            park_facts(ctx, park)
            st.markdown(notice_of(ctx, park))
        st.markdown(escape_markdown(residents_of_county(ctx, county)))
        link_to_page("parks", t("parks.open"), icon=":material/arrow_forward:", county=county)

    card()


def park_facts(ctx: Context, park: Park, parted: str = "  \n") -> None:
    """Write where the park lies, its name, its date and its industries, separated by `parted`."""
    lines = [
        (t("parks.county"), prefecture_and_province(ctx, park.adcode)),
        (t("parks.name"), name_of(ctx, park) or t("parks.name.unread")),
        (t("parks.designated"), month_of(park)),
        (t("parks.industries"), industries_of(ctx, park) or t("parks.industries.unread")),
    ]
    st.markdown(parted.join(f"{quiet_markdown(label)} {escape_markdown(text)}" for label, text in lines))


def prefecture_and_province(ctx: Context, place: str) -> str:
    """Return the prefecture and the province around a county."""
    record = ctx.atlas.catalogue.places[place]
    city, province = record.prefecture, record.province
    if not city or city == province:
        return ctx.place(province)
    return t("parks.around", city=ctx.place(city), province=ctx.place(province))


def name_of(ctx: Context, park: Park) -> str:
    """Return the name of the park, '' if no page states it; one without a translation keeps the name of its row."""
    language = ctx.view.language
    known = has_message(language, f"parks.name.{park.id}") and park.name_zh
    return translate(language, f"parks.name.{park.id}") if known else park.name_zh


def industries_of(ctx: Context, park: Park) -> str:
    """List the leading industries in the reader's language; one without a translation keeps the words of its row."""
    language = ctx.view.language
    names = [
        translate(language, f"parks.industry.{name}")
        if has_message(language, f"parks.industry.{name}")
        else name
        for name in park.industries
    ]
    return translate(language, "list.separator").join(names)


def note_of(ctx: Context, park: Park) -> str:
    """Return the note on the search for sources; one without a translation stays as it is."""
    language = ctx.view.language
    known = has_message(language, f"parks.note.{park.id}") and park.note
    return translate(language, f"parks.note.{park.id}") if known else park.note


def month_of(park: Park) -> str:
    """Write the month of the notice in the reader's language; a row without one has a dash."""
    year, _, month = park.designated.partition("-")
    if not month.isdigit():
        return park.designated or MISSING_NUMBER
    return t("parks.month", year=year, month=int(month))


def status_of(park: Park) -> str:
    """Return how well the park is sourced: 'verified', 'single-source', or 'unstated' if its row does not say."""
    return park.status if park.status in STATUSES else "unstated"


def notice_of(ctx: Context, park: Park) -> str:
    """Write the notice that names the park, with issuers and date; then, small, the pages on which it was read."""
    policy = next(
        (p for p in ctx.atlas.catalogue.policies.values() if park.notice in (p.id, p.title.zh)), None
    )
    named = citations.cite_document(policy, ctx.view.language, brief=True) if policy else park.notice
    return "  \n".join(
        filter(
            None, [f":small[{escape_markdown(named)}]" if named else "", read_at.links_of_cell(park.address)]
        )
    )


def residents_of_county(ctx: Context, county: str) -> str:
    """Write the residents at the last census, and their change since the one before if the boundary is the same."""
    row = counties.census_figures(ctx.atlas, county).loc[counties.POPULATION]
    name, count = ctx.place(county), number(row["after"])
    if pd.isna(row["after"]):
        return t("parks.residents.none", name=name)
    if pd.isna(row["change"]):
        return t("parks.residents", name=name, count=count)
    change = number(abs(row["change"]), 1)
    if row["change"] < 0:
        return t("parks.residents.fewer", name=name, count=count, change=change)
    return t("parks.residents.more", name=name, count=count, change=change)
