"""Content of the parks page about one county: what it is, both censuses, and where it stands among all counties."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import counties
from zone_atlas.analysis import rows as shapes
from zone_atlas.analysis.census_change import AFTER, BEFORE
from zone_atlas.atlas import Atlas
from zone_atlas.charts.county_dots import DotWords, county_dots
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui import navigation, parks, parks_card, place_search, source_card, takeaway
from zone_atlas.ui.context import Context, listed
from zone_atlas.ui.frame import Twin, chart_frame, plain, quiet
from zone_atlas.ui.language import number, t

YEARS = (BEFORE, AFTER)
EMPLOYMENT = "census_emp_share_"
# Between the lower and the upper quarter of the counties a share sets no county apart.
APART = 25


def head(ctx: Context, county: str) -> None:
    """Name of the county, the search for another one, what it is, and how far its censuses can be compared."""
    left, right = st.columns([7, 5], vertical_alignment="bottom")
    with left:
        st.subheader(plain(ctx.place(county)))
        st.markdown(quiet(_description(ctx, county)))
    labels = options(ctx, county)
    right.selectbox(
        t("parks.choose"),
        list(labels),
        key=f"address-{parks_card.PARAMETER}",
        format_func=labels.__getitem__,
        help=t("parks.choose.help"),
    )
    if county in ctx.atlas.catalogue.gone:
        _ended(ctx, county)
        return
    how = str(counties.figures(ctx.atlas, county).attrs["how"])
    names = listed([ctx.place(code) for code in counties.origins(ctx.atlas, county)])
    st.markdown(quiet(t(f"parks.how.{how}", county=ctx.place(county), names=names)))


def options(ctx: Context, county: str) -> dict[str, str]:
    """Labels of all counties and districts that can be chosen; one that has ended stands among them while shown."""
    labels = place_search.options(ctx.atlas, ctx.view.language, parks.KINDS)
    return labels if county in labels else {county: f"{ctx.place(county)} · {county}", **labels}


def _description(ctx: Context, county: str) -> str:
    """Kind, where it lies, code, and the lists it stands on."""
    atlas = ctx.atlas
    parts = [t(f"parks.level.{atlas.catalogue.places[county].level}"), parks_card.around(ctx, county), county]
    if counties.parks_of(atlas, county):
        parts.append(t("parks.kind"))
    zone = _zone_of(atlas).get(county, "")
    if zone:
        parts.append(t("parks.in_zone", zone=ctx.place(zone)))
    if county in atlas.catalogue.county_towns:
        parts.append(t("parks.in_towns"))
    return " · ".join(parts)


@lru_cache(maxsize=2)
def _zone_of(atlas: Atlas) -> dict[str, str]:
    return {m.adcode: zone.id for zone in atlas.catalogue.zones.values() for m in zone.members if m.adcode}


def _ended(ctx: Context, county: str) -> None:
    """A county that the census of 2020 no longer has: which ones hold its territory, with the way to each."""
    name, heirs = ctx.place(county), ctx.atlas.catalogue.gone[county][1]
    known = [heir for heir in heirs if heir in ctx.atlas.catalogue.places]
    with st.container(border=True, gap="small", key="parks-ended"):
        named = listed([ctx.place(heir) for heir in known])
        st.markdown(
            plain(t("parks.ended", county=name, names=named) if known else t("parks.ended.lost", county=name))
        )
        with st.container(horizontal=True, gap="small"):
            for heir in known:
                label = t("parks.ended.open", county=ctx.place(heir))
                st.page_link(navigation.page("parks"), label=label, query_params=parks_card.way_to(heir))


@dataclass(frozen=True)
class Group:
    """Items that are shown in one chart."""

    key: str
    items: Sequence[str]


PEOPLE, INDUSTRIES = Group("people", counties.PEOPLE), Group("industries", counties.INDUSTRIES)


def item_name(ctx: Context, item: str) -> str:
    """Short name of an item."""
    if item.startswith(EMPLOYMENT):
        return t(f"industry.{item.removeprefix(EMPLOYMENT)}")
    return t(f"parks.item.{item}")


def depends_on(ctx: Context, *details: Hashable) -> Hashable:
    """What a figure of a county depends on: not on the filters."""
    return (ctx.atlas.manifest["inputs"], ctx.view.language, ctx.mode, ctx.phone, details)


def standing(ctx: Context, county: str, group: Group) -> None:
    """A row an item: the county, the parks, its prefecture and the listed county towns among all counties."""
    atlas = ctx.atlas
    everywhere, frame = counties.national(atlas), counties.figures(atlas, county)
    if frame.loc[list(group.items), "after"].isna().all():
        st.info(t("parks.empty", county=ctx.place(county)), icon=":material/info:")
        return
    places = _places(atlas, county)
    rows = counties.census_rows(atlas, places, group.items, YEARS)
    chart_frame(
        f"parks-{group.key}",
        _people_finding(ctx, county) if group is PEOPLE else _industries_finding(ctx, county),
        t(f"parks.subtitle.{group.key}", count=number(len(everywhere.counties)), year=AFTER),
        lambda: _draw(ctx, county, group),
        _notes(ctx, county, group),
        parks.source_line(ctx, rows),
        lambda: _twin(ctx, county, group),
        takeaway.csv_of(
            ctx, lambda: shapes.of_observations(counties.census_rows(atlas, places, group.items, YEARS))
        ),
        takeaway.file_name("county", county, group.key),
        depends_on=depends_on(ctx, county),
        on_select=lambda: _clicked(f"parks-{group.key}"),
    )


def _places(atlas: Atlas, county: str) -> list[str]:
    """The county and every place it is set beside."""
    found = counties.beside(atlas, county)
    return list(dict.fromkeys(code for code in found["id"] if code))


def figure(ctx: Context, item: str, value: float) -> str:
    """A census figure with its unit, short enough for a chart."""
    if pd.isna(value):
        return MISSING_NUMBER
    if item == counties.POPULATION:
        return number(value)
    if item == "census_schooling_years":
        return t("parks.years.schooling", years=number(value, 1))
    sign = "+" if item == counties.CHANGE and value > 0 else ""
    return f"{sign}{number(value, 2 if abs(value) < 1 else 1)} %"


def _draw(ctx: Context, county: str, group: Group) -> go.Figure:
    found = counties.beside(ctx.atlas, county).set_index("item", drop=False)
    frame, everywhere = counties.figures(ctx.atlas, county), counties.national(ctx.atlas)
    rows = pd.DataFrame(
        {
            "id": list(group.items),
            "label": [item_name(ctx, item) for item in group.items],
            "value": [figure(ctx, item, frame.at[item, "after"]) for item in group.items],
            "median": [figure(ctx, item, everywhere.median(item)) for item in group.items],
        }
    )
    marks = found[found["item"].isin(list(group.items)) & found["who"].ne("median")]
    hovers = [
        f"<b>{_who(ctx, who, code)}</b><br>{item_name(ctx, item)}  {figure(ctx, item, value)}<br>"
        + t("parks.percentile", position=number(position))
        for item, who, code, value, position in marks.itertuples(index=False)
    ]
    marks = marks.assign(row=marks["item"], hover=hovers)
    return county_dots(rows, marks, _words(ctx, county), ctx.mode, compact=ctx.phone)


def _who(ctx: Context, who: str, code: str) -> str:
    if who == "towns":
        return t("parks.towns", count=number(counties.towns_counted(ctx.atlas)))
    return ctx.place(code)


def _words(ctx: Context, county: str) -> DotWords:
    others = [park for park in counties.parks_of(ctx.atlas) if park.adcode != county]
    around = counties.prefecture_of(ctx.atlas, county)
    names = {
        "place": ctx.place(county),
        "park": t("parks.others")
        if others and len(others) < len(counties.parks_of(ctx.atlas))
        else t("parks.all"),
        "prefecture": t("parks.total", city=ctx.place(around)) if around else "",
        "towns": _who(ctx, "towns", "") if counties.towns_counted(ctx.atlas) else "",
    }
    if not others:
        names["park"] = ""
    return DotWords(names, t("parks.lowest"), t("parks.highest"), t("parks.here"), t("parks.median"))


def _people_finding(ctx: Context, county: str) -> str:
    """Residents and their change, and how many counties grew less."""
    atlas = ctx.atlas
    frame, everywhere = counties.figures(atlas, county), counties.national(atlas)
    said = parks_card.residents(ctx, county)
    growth = float(frame.at[counties.CHANGE, "after"])
    if pd.isna(growth):
        urban = float(frame.at["b3_urban_share", "after"])
        median = number(everywhere.median("b3_urban_share"), 1)
        return said + t("parks.finding.urban", share=number(urban, 1), median=median)
    position = everywhere.position(counties.CHANGE, growth)
    return said + t("parks.finding.growth", share=number(position))


def _industries_finding(ctx: Context, county: str) -> str:
    """The largest industry, and the one in which the county stands highest among counties."""
    found = counties.beside(ctx.atlas, county)
    mine = found[found["who"].eq("place") & found["item"].isin(list(counties.INDUSTRIES))].dropna(
        subset=["position"]
    )
    largest, highest = mine.loc[mine["value"].idxmax()], mine.loc[mine["position"].idxmax()]
    facts = {
        "county": ctx.place(county),
        "largest": item_name(ctx, largest["item"]),
        "share": number(largest["value"], 1),
        "position": number(highest["position"]),
    }
    if highest["position"] < 100 - APART:
        return t("parks.finding.ordinary", **facts)
    value = number(highest["value"], 2 if highest["value"] < 1 else 1)
    return t("parks.finding.industries", **facts, highest=item_name(ctx, highest["item"]), value=value)


def _notes(ctx: Context, county: str, group: Group) -> list[str]:
    notes = [t("parks.note.percentile")]
    if ctx.atlas.catalogue.places[county].level == "district":
        notes.append(t("parks.note.district", county=ctx.place(county)))
    if group is INDUSTRIES:
        notes.append(t("parks.note.sample"))
    counted = counties.towns_counted(ctx.atlas)
    if counted:
        notes.append(t("parks.note.towns", count=number(counted), total=counties.COUNTY_TOWNS_NAMED))
    if not counties.prefecture_of(ctx.atlas, county):
        notes.append(t("parks.note.no_prefecture", county=ctx.place(county)))
    return notes


def _twin(ctx: Context, county: str, group: Group) -> Twin:
    """Both censuses of the county, its percentile, and the last census of everything it is set beside."""
    found = counties.beside(ctx.atlas, county)
    items, frame = list(group.items), counties.figures(ctx.atlas, county)
    wide = found.assign(column=found["who"] + found["id"]).pivot(
        index="item", columns="column", values="value"
    )
    mine = found[found["who"].eq("place")].set_index("item")
    table = pd.DataFrame(
        {
            t("column.indicator"): [item_name(ctx, item) for item in items],
            t("column.unit"): [ctx.unit(str(frame.at[item, "unit"])) for item in items],
            str(BEFORE): frame.loc[items, "before"].round(2).to_numpy(),
            str(AFTER): frame.loc[items, "after"].round(2).to_numpy(),
            t("parks.column.change"): frame.loc[items, "change"].round(2).to_numpy(),
            t("parks.column.percentile"): mine.loc[items, "position"].round(1).to_numpy(),
        }
    )
    opened = {str(BEFORE): (county, BEFORE), str(AFTER): (county, AFTER)}
    for who, code in found[["who", "id"]].drop_duplicates().itertuples(index=False):
        if who == "place":
            continue
        heading = ctx.place(code) if code else t("parks.median") if who == "median" else _who(ctx, who, code)
        heading = heading if heading not in table.columns else f"{heading} {code}"
        table[heading] = wide.loc[items, who + code].round(2).to_numpy()
        if code:
            opened[heading] = (code, AFTER)

    def open_card(row: int, column: str) -> None:
        if column in opened:
            place, year = opened[column]
            source_card.ask(place, card_item(items[row]), year)

    return Twin(table, open_card)


def card_item(item: str) -> str:
    """What the card of an item shows: of the population's change, the population."""
    return counties.POPULATION if item == counties.CHANGE else item


def _clicked(key: str) -> None:
    """Open the source card of the mark that was clicked; a median has none."""
    points = st.session_state.get(f"{key}-plot", {}).get("selection", {}).get("points", [])
    found = [point["customdata"] for point in points if point.get("customdata")]
    if found and found[0][0]:
        source_card.ask(str(found[0][0]), card_item(str(found[0][1])), AFTER)
