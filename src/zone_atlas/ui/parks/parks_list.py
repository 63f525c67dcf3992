"""Show the sourced parks, what is missing of their list, and their map."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.census import counties
from zone_atlas.analysis.census.parks import PARKS_IN_PROGRAMME, parks_of
from zone_atlas.analysis.rows import of_observations
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import Park
from zone_atlas.catalogue.rules import LATEST_CENSUS, PERCENTILE_ENDS
from zone_atlas.charts.maps.choropleth import CountryLayers, draw_choropleth
from zone_atlas.charts.maps.scale import Legend
from zone_atlas.locales.messages import format_number, translate
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads, map_layers, park_card, place_search, source_card, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.selections import read_clicked_points

KINDS = ("county", "district")
NOTICE = "P2021a"
FILE = "data/places/parks.csv"
# Columns that a row must fill in; the others may stay empty.
NEEDED = ("park", "adcode", "county_zh", "county_en", "latitude", "longitude")
SOURCED, OPEN = "■", "□"
MOST_NAMED = 3
SHARE = counties.MANUFACTURING


@remember_with_tables(maxsize=1)
def _codes_of_links(atlas: Atlas) -> tuple[str, ...]:
    """Return every code a link may name: counties of today, and those that the census of 2010 still had."""
    return (*place_search.place_options(atlas, "en", KINDS), *atlas.catalogue.abolished)


def chosen_county(ctx: Context) -> str:
    """Register the address parameter of the county and return it; the first park's by default."""
    codes, parks = _codes_of_links(ctx.atlas), parks_of(ctx.atlas)
    default = parks[0].adcode if parks else codes[0]
    return str(state.register_parameter(state.Parameter(park_card.PARAMETER, "choice", codes, default)))


def show_parks_statement(ctx: Context) -> None:
    """Show how many of the parks could be sourced, what is missing, and what would complete the list."""
    total, sourced = PARKS_IN_PROGRAMME, len(parks_of(ctx.atlas))
    missing = max(total - sourced, 0)
    tally = f"{SOURCED * sourced}:gray[{OPEN * missing}]"
    with st.container(border=True, gap="small", key="parks-statement"):
        st.markdown(f"#### {escape_markdown(t('parks.statement', sourced=sourced, total=total))} {tally}")
        if not missing:
            st.markdown(escape_markdown(t("parks.statement.complete", total=total)))
            return
        notice = ctx.atlas.catalogue.policies[NOTICE]
        title = notice.title.of(ctx.view.language)
        st.markdown(escape_markdown(t("parks.statement.missing", sourced=sourced, total=total, open=missing)))
        st.markdown(
            f"**{escape_markdown(t('parks.complete'))}** {escape_markdown(t('parks.complete.text', title=title))}"
        )
        st.code("\n".join((FILE, ",".join(NEEDED))), language=None, wrap_lines=True)
        st.markdown(quiet_markdown(t("parks.complete.effect")))


def show_park_cards(ctx: Context, county: str) -> None:
    """Show the sourced parks, each with its facts and the pages where they were read."""
    for park in parks_of(ctx.atlas):
        with st.container(border=True, gap="small", key=f"park-{park.id}"):
            _show_park_card(ctx, park, chosen=park.adcode == county)


def _show_park_card(ctx: Context, park: Park, *, chosen: bool) -> None:
    status = park_card.status_of(park)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{escape_markdown(ctx.place(park.adcode))}**", width="content")
        st.badge(
            t(f"parks.status.{status}"),
            color="green" if status == "verified" else "gray",
            help=t("parks.status.help"),
        )
        with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            st.button(
                t("parks.shown") if chosen else t("parks.show"),
                key=f"park-show-{park.id}",
                on_click=state.set_parameter,
                args=(park_card.PARAMETER, park.adcode),
                disabled=chosen,
                type="tertiary",
            )
    park_card.park_facts(ctx, park, parted=" · ")
    st.markdown(park_card.notice_of(ctx, park))
    note = park_card.note_of(ctx, park)
    if note:
        st.markdown(quiet_markdown(note))


def park_map(ctx: Context, county: str) -> None:
    """Show the parks over the share of workers in manufacturing; a click on a diamond chooses its county."""
    shares = counties.city_shares(ctx.atlas, SHARE)
    around = counties.prefecture_of(ctx.atlas, county)
    content = FrameContent(
        key="parks-map",
        headline=_map_finding(ctx, shares),
        subtitle=t("parks.map.subtitle", year=LATEST_CENSUS),
        draw=lambda: draw_choropleth(
            CountryLayers(
                _prefecture_values(ctx.atlas, ctx.view.language),
                (),
                map_layers.park_diamonds(ctx),
                _parks_legend(shares),
                receding=set(ctx.all_cities) - set(ctx.cities),
                ring=around,
            ),
            ctx.mode,
            "neutral",
            height=330 if ctx.phone else 480,
        ),
        notes=_map_notes(ctx, county, around),
        source_line=sources.source_line_of_publications(
            ctx, counties.census_sources(ctx.atlas, "city", LATEST_CENSUS)
        ),
        table=lambda: _map_twin(ctx, shares),
        extract=downloads.prepare_extract(ctx, lambda: of_observations(counties.city_rows(ctx.atlas, SHARE))),
        file_name=downloads.file_name("parks", "map"),
        on_select=_take_clicked_county,
        depends_on=ctx.seen(around, yearly=False),
    )
    show_frame(content)


def _map_finding(ctx: Context, shares: pd.Series) -> str:
    cities = dict.fromkeys(counties.prefecture_of(ctx.atlas, p.adcode) for p in parks_of(ctx.atlas))
    city_shares = [(city, float(shares[city])) for city in cities if city in shares.index]
    median = number(shares.median(), 1)
    if not city_shares:
        return t("parks.map.finding.none", median=median)
    named = [
        t("parks.map.city", city=ctx.place(city), share=number(share, 1))
        for city, share in city_shares[:MOST_NAMED]
    ]
    return t("parks.map.finding", cities=list_names(named), median=median)


@remember_with_tables(maxsize=4)
def _prefecture_values(atlas: Atlas, language: str) -> pd.DataFrame:
    """Return one row per prefecture for the map: its share and hover text."""
    shares, places = counties.city_shares(atlas, SHARE), atlas.catalogue.places
    cities = [code for code, place in places.items() if place.level in ("prefecture", "municipality")]
    values = shares.reindex(cities)
    label = translate(language, "industry.manufacturing")
    texts = [
        f"<b>{places[city].name.of(language)}</b>"
        + (f"<br>{label}  {format_number(value, 1, language)} %" if pd.notna(value) else "")
        for city, value in zip(cities, values, strict=True)
    ]
    return pd.DataFrame({"adcode": cities, "value": values.to_numpy(), "label": texts})


def _parks_legend(shares: pd.Series) -> Legend:
    low, high = (float(v) for v in shares.quantile([end / 100 for end in PERCENTILE_ENDS]))
    return Legend(
        t("parks.map.legend"), f"{number(low, 1)} %", f"{number(high, 1)} %", t("map.no_data"), low, high
    )


def _map_notes(ctx: Context, county: str, around: str) -> list[str]:
    notes = [t("map.parks", sourced=len(parks_of(ctx.atlas)), total=PARKS_IN_PROGRAMME)]
    if around:
        notes.append(t("parks.map.around", city=ctx.place(around), county=ctx.place(county)))
    if ctx.restricted:
        notes.append(t("map.receding", count=number(len(ctx.cities))))
    return [*notes, t("map.caption")]


def _map_twin(ctx: Context, shares: pd.Series) -> Twin:
    """Return the prefectures by share, with the parks that lie in them."""
    ordered = shares.sort_values(ascending=False)
    parks_by_city: dict[str, list[str]] = {}
    for park in parks_of(ctx.atlas):
        parks_by_city.setdefault(counties.prefecture_of(ctx.atlas, park.adcode), []).append(
            ctx.place(park.adcode)
        )
    frame = pd.DataFrame(
        {
            t("column.place"): [ctx.place(city) for city in ordered.index],
            t("parks.map.legend"): ordered.round(2).to_numpy(),
            t("column.unit"): ctx.unit("percent"),
            t("column.year"): str(LATEST_CENSUS),
            t("parks.map.held"): [
                t("list.separator").join(parks_by_city.get(city, [])) for city in ordered.index
            ],
        }
    )
    cities = list(ordered.index)
    return Twin(frame, lambda row, column: source_card.open_source_card(cities[row], SHARE, LATEST_CENSUS))


def _take_clicked_county() -> None:
    """Take the county of the diamond that was clicked into the address; a prefecture opens the card of its figure."""
    county, place = map_layers.clicked_place(read_clicked_points("parks-map"))
    if county:
        state.set_parameter(park_card.PARAMETER, county)
    elif place:
        source_card.open_source_card(place, SHARE, LATEST_CENSUS)
