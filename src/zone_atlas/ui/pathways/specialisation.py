"""Show in which industries one place is specialised, and what the census counts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import streamlit as st

from zone_atlas.analysis.pathways.specialisation import (
    FIRST,
    LAST,
    industries_entered_and_left,
    quotients_of_place,
)
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.rules import PRESENT
from zone_atlas.charts.rows.quotients import QuotientWords, draw_quotients
from zone_atlas.locales.messages import translate
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads, source_card
from zone_atlas.ui.blocks.census_names import name_industries
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.sources import source_line_of_publications
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_list, keep_among_options
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import fixed_number, list_names, number, t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_clicked_data

SHARE = "census_emp_share_"
MOST_NAMED = 3


def choose_place(ctx: Context, zone: str) -> str:
    """Draw the heading and the choice of the place, and return it: the zone, a member of it, or any city."""
    allowed = ("", *_places_counted(ctx.atlas))
    parameter = state.Parameter("city", "choice", allowed, "")
    chosen = str(state.register_parameter(parameter))
    members = [m.adcode for m in ctx.atlas.catalogue.zones[zone].members if m.adcode]
    rest = [c for c in ctx.all_cities if c not in members]
    options = keep_among_options(("", *members, *rest), chosen)
    labels = {c: ctx.place(c) for c in options if c} | {"": t("pathways.whole", zone=ctx.place(zone))}
    st.header(t("pathways.smart"))
    st.markdown(quiet_markdown(t("pathways.smart.text")))
    draw_choice_list(parameter, t("pathways.place"), {c: labels[c] for c in options}, width=380)
    return chosen or zone


@remember_with_tables(maxsize=1)
def _places_counted(atlas: Atlas) -> tuple[str, ...]:
    """Return the cities and districts whose industries the census counts."""
    known = set(atlas.specialisation["place"].astype(str)) - set(atlas.catalogue.zones)
    cities = set(atlas.places.loc[atlas.places["kind"].eq("city"), "place"].astype(str))
    return tuple(sorted(known | cities))


def are_industries_known(ctx: Context, place: str) -> bool:
    """Say whether the last census counts the industries of a place, and tell the reader if it does not."""
    rows = ctx.atlas.specialisation_of(place)
    if rows["year"].eq(LAST).any():
        return True
    st.info(t("pathways.smart.empty", place=ctx.place(place)))
    return False


def name_some_industries(ctx: Context, names: Iterable[str], most: int = MOST_NAMED) -> str:
    """Name industries in a sentence, the first ones by name."""
    known = name_industries(ctx.view.language)
    texts = [known[name].lower() for name in names]
    if len(texts) <= most + 1:
        return list_names(texts)
    return t("pathways.more", names=t("list.separator").join(texts[:most]), count=len(texts) - most)


@remember_with_tables(maxsize=1024)
def sources_of_shares(atlas: Atlas, place: str) -> tuple[str, ...]:
    """Return the identifiers of the census tables behind a place's shares."""
    identifiers: dict[str, None] = {}
    for unit in input_units(place, EXACT, atlas.catalogue):
        rows = atlas.observations_at(unit)
        own_rows = rows[rows["series"].eq(f"{SHARE}mining") & rows["year"].isin([FIRST, LAST])]
        own_rows = own_rows[own_rows["value"].notna()]
        identifiers |= dict.fromkeys(own_rows.sort_values("year")["source_id"].astype(str))
    return tuple(identifiers)


def source_line_of_shares(ctx: Context, place: str) -> str:
    """Write the census publications behind a place's shares."""
    return source_line_of_publications(ctx, sources_of_shares(ctx.atlas, place))


def territory_notes(ctx: Context, place: str) -> list[str]:
    """Write what a reader must know about the territory that is counted."""
    notes = []
    zone = ctx.atlas.catalogue.zones.get(place)
    if zone is not None and not all(m.whole_city for m in zone.members):
        left = [m.name.of(ctx.view.language) for m in zone.members if not m.adcode]
        notes.append(t("pathways.note.districts") if zone.proxy_only else "")
        notes.append(t("pathways.note.left_out", names=list_names(left)) if left else "")
        if any(m.coverage == "part_of_district" for m in zone.members):
            notes.append(t("pathways.note.part"))
    if not ctx.atlas.specialisation_of(place)["comparable"].all():
        notes.append(t("pathways.note.boundary"))
    return [note for note in notes if note]


@remember_with_tables(maxsize=1024)
def _quotients_of_place(atlas: Atlas, place: str) -> pd.DataFrame:
    return quotients_of_place(atlas.specialisation_of(place))


def show_quotients(ctx: Context, place: str) -> None:
    """Show the location quotients of the industries in both censuses."""
    table = _quotients_of_place(ctx.atlas, place)
    words = QuotientWords(
        t("pathways.less"),
        t("pathways.more_than"),
        t("pathways.quotient.short"),
        t("pathways.share.short"),
        t("pathways.quotients.key"),
    )
    content = FrameContent(
        key="quotients",
        headline=_quotients_finding(ctx, place, table),
        subtitle=t("pathways.quotients.subtitle", place=ctx.place(place)),
        draw=lambda: draw_quotients(_quotient_rows(ctx, table), words, ctx.mode, compact=ctx.phone),
        notes=[*territory_notes(ctx, place), t("pathways.note.sample")],
        source_line=source_line_of_shares(ctx, place),
        table=lambda: _quotients_twin(ctx, place, table),
        extract=downloads.prepare_extract(ctx, industry_rows(ctx, place, ("share", "location_quotient"))),
        file_name=downloads.file_name("location-quotients", place),
        depends_on=ctx.seen(place, yearly=False),
        on_select=lambda: open_industry("quotients", place),
    )
    show_frame(content)


def _quotients_finding(ctx: Context, place: str, table: pd.DataFrame) -> str:
    present = table[table["quotient_2020"] >= PRESENT].head(2)
    known = name_industries(ctx.view.language)
    first = [
        t("pathways.times", name=known[name].lower(), times=number(times, 1))
        for name, times in zip(present["industry"], present["quotient_2020"], strict=True)
    ]
    sentence = t("pathways.quotients.finding", place=ctx.place(place), names=list_names(first))
    if not table["comparable"].any():
        return sentence
    gained, lost = industries_entered_and_left(table)
    since = [
        t("pathways.gained", names=name_some_industries(ctx, gained)) if gained else "",
        t("pathways.lost", names=name_some_industries(ctx, lost)) if lost else "",
    ]
    changes = [part for part in since if part] or [t("pathways.unturned")]
    return t("sentence.join").join([sentence, *changes])


def _quotient_rows(ctx: Context, table: pd.DataFrame) -> pd.DataFrame:
    language = ctx.view.language
    known = name_industries(language)
    hover = [
        translate(
            language,
            "pathways.quotients.hover",
            name=known[row["industry"]],
            first=fixed_number(row["quotient_2010"], 2),
            last=fixed_number(row["quotient_2020"], 2),
            share_first=fixed_number(row["share_2010"], 1),
            share_last=fixed_number(row["share_2020"], 1),
        )
        for row in table.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "id": table["industry"],
            "label": [known[name] for name in table["industry"]],
            "first": table["quotient_2010"],
            "last": table["quotient_2020"],
            "comparable": table["comparable"],
            "quotient": [fixed_number(value, 2) for value in table["quotient_2020"]],
            "share": [f"{fixed_number(value, 1)}%" for value in table["share_2020"]],
            "hover": hover,
        }
    )


def _quotients_twin(ctx: Context, place: str, table: pd.DataFrame) -> Twin:
    known = name_industries(ctx.view.language)
    frame = pd.DataFrame(
        {
            t("pathways.industry"): [known[name] for name in table["industry"]],
            t("pathways.quotient", year=LAST): table["quotient_2020"].round(2),
            t("pathways.quotient", year=FIRST): table["quotient_2010"].round(2),
            t("pathways.share", year=LAST): table["share_2020"].round(2),
            t("pathways.share", year=FIRST): table["share_2010"].round(2),
            t("pathways.national", year=LAST): table["national_2020"].round(2),
        }
    )
    names = list(table["industry"])
    return Twin(frame, lambda row, column: open_share_card(place, names[row]))


def open_share_card(place: str, name: str) -> None:
    """Open the source card of an industry's share in the last census."""
    source_card.open_source_card(place, f"{SHARE}{name}", LAST)


def open_industry(key: str, place: str) -> None:
    """Open the source card of the industry that was clicked in a chart."""
    data = read_clicked_data(key)
    if data:
        open_share_card(place, str(data[0]))


def industry_rows(ctx: Context, place: str, measures: tuple[str, ...]) -> Callable[[], pd.DataFrame]:
    """Return what makes the rows of a place's industries: both censuses, each figure with its sources."""
    names = {m: t(f"pathways.measure.{m}") for m in measures}
    labels = name_industries(ctx.view.language)
    units = {"share": "percent", "location_quotient": "ratio", "density": t("pathways.unit.density")}
    atlas = ctx.atlas

    def rows() -> pd.DataFrame:
        table = atlas.specialisation_of(place).astype({"place": str, "industry": str})
        ids = ";".join(sources_of_shares(atlas, place))
        parts = [
            pd.DataFrame(
                {
                    "place": table["place"],
                    "year": table["year"],
                    "item": [f"{names[m]} · {labels[name]}" for name in table["industry"]],
                    "value": table[m],
                    "unit": units[m],
                    "status": "A",
                    "sources": ids,
                    "note": table["comparable"].map({True: "", False: "boundary_moved"}),
                    "basis": EXACT,
                }
            )
            for m in measures
        ]
        return pd.concat(parts, ignore_index=True)

    return rows
