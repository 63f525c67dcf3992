"""Show where one county stands among all counties, beside the parks, its prefecture and the listed county towns."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.census import counties
from zone_atlas.analysis.census.change import AFTER, BEFORE
from zone_atlas.analysis.census.parks import COUNTY_TOWNS_NAMED, parks_of
from zone_atlas.analysis.rows import of_observations
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.rules import CENSUSES
from zone_atlas.charts.rows.county_dots import CountyDotWords, draw_county_dots
from zone_atlas.locales.messages import MISSING_NUMBER, format_number
from zone_atlas.ui.blocks import downloads, park_card, source_card, sources
from zone_atlas.ui.blocks.census_names import name_census_item
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.selections import read_clicked_data

# Between the lower and the upper quarter of the counties a share sets no county apart.
APART = 25


@dataclass(frozen=True)
class Group:
    """Items that are shown in one chart."""

    key: str
    items: Sequence[str]


PEOPLE, INDUSTRIES = Group("people", counties.PEOPLE), Group("industries", counties.INDUSTRIES)


def short_item_name(ctx: Context, item: str) -> str:
    """Return the short name of an item."""
    return name_census_item(ctx.view.language, item)


def in_sentence(ctx: Context, item: str) -> str:
    """Return the short name of an industry within a sentence."""
    return short_item_name(ctx, item).lower()


def depends_on(ctx: Context, *details: Hashable) -> Hashable:
    """Return the key of a county's figure, which does not depend on the filters."""
    return (ctx.atlas.manifest["inputs"], ctx.view.language, ctx.mode, ctx.phone, details)


def show_county_standing(ctx: Context, county: str, group: Group) -> None:
    """Show one row per item: the county, the parks, its prefecture and the county towns among all counties."""
    atlas = ctx.atlas
    everywhere, frame = counties.national_census(atlas), counties.census_figures(atlas, county)
    if frame.loc[list(group.items), "after"].isna().all():
        if group is PEOPLE:
            st.info(t("parks.empty", county=ctx.place(county)), icon=":material/info:")
        else:
            _census_before_end(ctx, county)
        return
    places = _places_beside(atlas, county)
    content = FrameContent(
        key=f"parks-{group.key}",
        headline=_people_finding(ctx, county) if group is PEOPLE else _industries_finding(ctx, county),
        subtitle=t(f"parks.subtitle.{group.key}", count=number(len(everywhere.counties)), year=AFTER),
        draw=lambda: _draw_county_standing(ctx, county, group),
        notes=_county_standing_notes(ctx, county, group),
        source_line=sources_of_censuses(ctx, county),
        table=lambda: _county_standing_twin(ctx, county, group),
        extract=downloads.prepare_extract(
            ctx,
            lambda: of_observations(counties.census_rows(atlas, places, group.items, CENSUSES)),
        ),
        file_name=downloads.file_name("county", county, group.key),
        depends_on=depends_on(ctx, county),
        on_select=lambda: _open_clicked_county_standing(f"parks-{group.key}"),
    )
    show_frame(content)


def sources_of_censuses(ctx: Context, county: str) -> str:
    """Write the publications behind the censuses of a county, and of the prefecture around it."""
    atlas = ctx.atlas
    ids = [s for year in CENSUSES for s in counties.census_sources(atlas, "county", year)]
    if counties.prefecture_of(atlas, county):
        ids += counties.census_sources(atlas, "city", AFTER)
    return sources.source_line_of_publications(ctx, ids)


def _census_before_end(ctx: Context, county: str) -> None:
    """Show the counts of the census of 2010 for a county of which the one of 2020 has no figures."""
    frame = counties.census_figures(ctx.atlas, county)
    items = [item for item in counties.PEOPLE if pd.notna(frame.at[item, "before"])]
    if not items:
        return
    with st.container(border=True, gap="small", key="parks-before"):
        title = t("parks.before", county=ctx.place(county), year=BEFORE)
        line = sources.source_line_of_publications(ctx, counties.census_sources(ctx.atlas, "county", BEFORE))
        st.markdown(f"**{escape_markdown(title)}**  \n{quiet_markdown(line)}")
        st.table(
            pd.DataFrame(
                {
                    t("column.indicator"): [short_item_name(ctx, item) for item in items],
                    str(BEFORE): [census_figure_text(ctx, item, frame.at[item, "before"]) for item in items],
                }
            ).set_index(t("column.indicator"))
        )


def _places_beside(atlas: Atlas, county: str) -> list[str]:
    """Return the county and every place beside which it is set."""
    comparators = counties.county_with_comparators(atlas, county)
    return list(dict.fromkeys(code for code in comparators["id"] if code))


def census_figure_text(ctx: Context, item: str, value: float) -> str:
    """Write a census figure with its unit, short enough for a chart."""
    language = ctx.view.language
    if pd.isna(value):
        return MISSING_NUMBER
    if item == counties.POPULATION:
        return format_number(value, 0, language)
    if item == "census_schooling_years":
        return t("parks.years.schooling", years=format_number(value, 1, language))
    sign = "+" if item == counties.CHANGE and value > 0 else ""
    return f"{sign}{format_number(value, 2 if abs(value) < 1 else 1, language)} %"


def _draw_county_standing(ctx: Context, county: str, group: Group) -> go.Figure:
    comparators = counties.county_with_comparators(ctx.atlas, county).set_index("item", drop=False)
    frame, everywhere = counties.census_figures(ctx.atlas, county), counties.national_census(ctx.atlas)
    rows = pd.DataFrame(
        {
            "id": list(group.items),
            "label": [short_item_name(ctx, item) for item in group.items],
            "value": [census_figure_text(ctx, item, frame.at[item, "after"]) for item in group.items],
            "median": [census_figure_text(ctx, item, everywhere.median(item)) for item in group.items],
        }
    )
    shown = comparators["item"].isin(list(group.items)) & comparators["who"].ne("median")
    marks = comparators[shown].dropna(subset=["position"])
    names = {
        (who, code): _name_of_comparator(ctx, who, code)
        for who, code in zip(marks["who"], marks["id"], strict=True)
    }
    labels, higher = (
        dict(zip(rows["id"], rows["label"], strict=True)),
        t("parks.percentile", position="{position}"),
    )
    hovers = [
        f"<b>{names[who, code]}</b><br>{labels[item]}  {census_figure_text(ctx, item, value)}<br>"
        + higher.format(position=math.floor(position))
        for item, who, code, value, position in marks.itertuples(index=False)
    ]
    marks = marks.assign(row=marks["item"], hover=hovers)
    return draw_county_dots(rows, marks, _words_of_county(ctx, county), ctx.mode, compact=ctx.phone)


def _name_of_comparator(ctx: Context, who: str, code: str) -> str:
    if who == "towns":
        return t("parks.towns", count=number(counties.towns_counted(ctx.atlas)))
    return ctx.place(code)


def _words_of_county(ctx: Context, county: str) -> CountyDotWords:
    others = [park for park in parks_of(ctx.atlas) if park.adcode != county]
    around = counties.prefecture_of(ctx.atlas, county)
    names = {
        "place": ctx.place(county),
        "park": t("parks.others") if others and len(others) < len(parks_of(ctx.atlas)) else t("parks.all"),
        "prefecture": t("parks.total", city=ctx.place(around)) if around else "",
        "towns": _name_of_comparator(ctx, "towns", "") if counties.towns_counted(ctx.atlas) else "",
    }
    if not others:
        names["park"] = ""
    return CountyDotWords(names, t("parks.lowest"), t("parks.highest"), t("parks.here"), t("parks.median"))


def _people_finding(ctx: Context, county: str) -> str:
    """Write the residents and their change, and how many counties grew less."""
    atlas = ctx.atlas
    frame, everywhere = counties.census_figures(atlas, county), counties.national_census(atlas)
    sentence = park_card.residents_of_county(ctx, county)
    growth = float(frame.at[counties.CHANGE, "after"])
    if pd.isna(growth):
        urban = float(frame.at["b3_urban_share", "after"])
        median = number(everywhere.median("b3_urban_share"), 1)
        return sentence + t("parks.finding.urban", share=number(urban, 1), median=median)
    share = math.floor(everywhere.position(counties.CHANGE, growth))
    if share in (0, 100):
        return sentence + (t("parks.finding.growth.most") if share else t("parks.finding.growth.least"))
    return sentence + t("parks.finding.growth", share=share)


def _industries_finding(ctx: Context, county: str) -> str:
    """Name the largest industry, and the one in which the county stands highest among counties."""
    comparators = counties.county_with_comparators(ctx.atlas, county)
    own_rows = comparators[
        comparators["who"].eq("place") & comparators["item"].isin(list(counties.INDUSTRIES))
    ].dropna(subset=["position"])
    largest, highest = own_rows.loc[own_rows["value"].idxmax()], own_rows.loc[own_rows["position"].idxmax()]
    facts = {
        "county": ctx.place(county),
        "largest": in_sentence(ctx, largest["item"]),
        "share": number(largest["value"], 1),
        "position": math.floor(highest["position"]),
    }
    if highest["position"] < 100 - APART:
        return t("parks.finding.ordinary", **facts)
    if highest["item"] == largest["item"]:
        return t("parks.finding.one_industry", **facts)
    facts |= {
        "highest": in_sentence(ctx, highest["item"]),
        "value": number(highest["value"], 2 if highest["value"] < 1 else 1),
    }
    return (
        t("parks.finding.top", **facts)
        if facts["position"] == 100
        else t("parks.finding.industries", **facts)
    )


def _county_standing_notes(ctx: Context, county: str, group: Group) -> list[str]:
    notes = [t("parks.note.percentile")]
    if ctx.atlas.catalogue.places[county].level == "district":
        notes.append(t("parks.note.district", county=ctx.place(county)))
    if group is INDUSTRIES:
        notes.append(t("parks.note.sample"))
    counted = counties.towns_counted(ctx.atlas)
    if counted:
        notes.append(t("parks.note.towns", count=number(counted), total=COUNTY_TOWNS_NAMED))
    if not counties.prefecture_of(ctx.atlas, county):
        notes.append(t("parks.note.no_prefecture", county=ctx.place(county)))
    return notes


def _county_standing_twin(ctx: Context, county: str, group: Group) -> Twin:
    """Return both censuses of the county, its percentile, and the last census of all places beside it."""
    comparators = counties.county_with_comparators(ctx.atlas, county)
    items, frame = list(group.items), counties.census_figures(ctx.atlas, county)
    wide = comparators.assign(column=comparators["who"] + comparators["id"]).pivot(
        index="item", columns="column", values="value"
    )
    own_rows = comparators[comparators["who"].eq("place")].set_index("item")
    table = pd.DataFrame(
        {
            t("column.indicator"): [short_item_name(ctx, item) for item in items],
            t("column.unit"): [ctx.unit(str(frame.at[item, "unit"])) for item in items],
            str(BEFORE): frame.loc[items, "before"].round(2).to_numpy(),
            str(AFTER): frame.loc[items, "after"].round(2).to_numpy(),
            t("parks.column.change"): frame.loc[items, "change"].round(2).to_numpy(),
            t("parks.column.percentile"): own_rows.loc[items, "position"].round(1).to_numpy(),
        }
    )
    opened = {str(BEFORE): (county, BEFORE), str(AFTER): (county, AFTER)}
    for who, code in comparators[["who", "id"]].drop_duplicates().itertuples(index=False):
        if who == "place":
            continue
        heading = (
            ctx.place(code)
            if code
            else t("parks.median")
            if who == "median"
            else _name_of_comparator(ctx, who, code)
        )
        heading = heading if heading not in table.columns else f"{heading} {code}"
        table[heading] = wide.loc[items, who + code].round(2).to_numpy()
        if code:
            opened[heading] = (code, AFTER)

    def open_card(row: int, column: str) -> None:
        if column in opened:
            place, year = opened[column]
            source_card.ask_counted(place, items[row], year)

    return Twin(table, open_card)


def _open_clicked_county_standing(key: str) -> None:
    """Open the source card of the mark that was clicked; a median has none."""
    data = read_clicked_data(key)
    if data and data[0]:
        source_card.ask_counted(str(data[0]), str(data[1]), AFTER)
