"""Show what changed between the censuses of 2010 and 2020: people, schooling and industries of a zone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.census.change import AFTER, BEFORE
from zone_atlas.analysis.rows import of_observations
from zone_atlas.analysis.zone.census import (
    census_change_of_zone,
    census_rows_of_zone,
    census_sources_of_zone,
    places_of,
)
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES
from zone_atlas.charts.rows.dumbbell import DumbbellWords, Pair, draw_dumbbell
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, source_card, sources
from zone_atlas.ui.blocks.census_names import name_census_item
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.table_foot import show_printed_table_foot
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, signed_number, t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_clicked_data

KEY = "zone-census"


def show_zone_census(ctx: Context, zone: str) -> None:
    """Show a table of people and schooling beside the shares of nineteen industries, before and after."""
    frame = census_change_of_zone(ctx.atlas, zone)
    with st.container(gap="small", key="zone-census-block"):
        st.header(t("zone.census"))
        st.markdown(quiet_markdown(" · ".join(_boundary_notes(ctx, zone, frame))))
        if frame["after"].isna().all():
            st.info(t("zone.census.empty", zone=ctx.place(zone)))
            return
        left, right = st.columns([9, 11], gap="medium")
        with left:
            _show_people(ctx, zone, frame)
        with right:
            _show_industry_shares(ctx, zone, frame)


def _boundary_notes(ctx: Context, zone: str, frame: pd.DataFrame) -> list[str]:
    """Say how the boundaries of the two years were brought together, and which member is not counted."""
    record = ctx.atlas.catalogue.zones[zone]
    notes = [t(f"zone.census.how.{frame.attrs['how']}")]
    if record.proxy_only:
        notes.append(t("zone.census.districts"))
    absent = [m.name.of(ctx.view.language) for m in record.members if not m.adcode]
    if absent:
        notes.append(t("zone.census.without", names=list_names(absent)))
    return notes


def _show_people(ctx: Context, zone: str, frame: pd.DataFrame) -> None:
    rows = frame[~frame["item"].isin(EMPLOYMENT_SHARES)].to_dict("records")
    st.markdown(f"**{t('zone.census.people')}**")
    table = pd.DataFrame(
        {
            t("zone.census.item"): [name_census_item(ctx.view.language, row["item"]) for row in rows],
            str(BEFORE): [_census_number(ctx, row, "before") for row in rows],
            str(AFTER): [_census_number(ctx, row, "after") for row in rows],
            t("zone.census.change"): [_signed_change(row) for row in rows],
        }
    )
    with st.container(key="zone-people-table"):
        st.table(table, border="horizontal", hide_index=True)
    show_printed_table_foot(
        quiet_markdown(_census_source_line(ctx, zone)),
        "zone-people",
        downloads.file_name("census", zone),
        _prepare_zone_census_extract(ctx, zone, [row["item"] for row in rows]),
    )


def _census_number(ctx: Context, row: dict, column: str) -> str:
    unit = ctx.atlas.catalogue.units[row["unit"]]
    text = number(row[column], unit.decimals)
    return f"{text}%" if row["unit"] == "percent" and np.isfinite(row[column]) else text


def _signed_change(row: dict) -> str:
    """Write a change with its sign: in per cent of the figure before, in points, or in the item's unit."""
    if not np.isfinite(row["change"]):
        return number(row["change"])
    signed = signed_number(row["change"], 1)
    if row["relative"]:
        return f"{signed}%"
    return t("zone.census.points", change=signed) if row["unit"] == "percent" else signed


def _show_industry_shares(ctx: Context, zone: str, frame: pd.DataFrame) -> None:
    rows = frame[frame["item"].isin(EMPLOYMENT_SHARES)].sort_values("after", ascending=False)
    if rows["after"].isna().all():
        st.info(t("zone.census.no_industries", zone=ctx.place(zone)))
        return
    content = FrameContent(
        key=KEY,
        headline=_zone_census_finding(ctx, zone, rows),
        subtitle=t("zone.census.subtitle", before=BEFORE, after=AFTER),
        draw=lambda: _draw_zone_census(ctx, rows),
        notes=[t("zone.census.axis"), t("zone.census.sample")],
        source_line=_census_source_line(ctx, zone),
        table=lambda: _zone_census_twin(ctx, zone, rows),
        extract=_prepare_zone_census_extract(ctx, zone, list(rows["item"])),
        file_name=downloads.file_name("industries", zone),
        depends_on=ctx.seen(zone, yearly=False),
        on_select=lambda: _open_clicked_zone_census(ctx, zone),
    )
    show_frame(content)


def _zone_census_finding(ctx: Context, zone: str, rows: pd.DataFrame) -> str:
    """Name the industries that gained and lost most of the workers."""
    known = rows[rows["change"].notna()]
    if known.empty:
        first = rows.iloc[0]
        facts = {
            "name": name_census_item(ctx.view.language, first["item"]),
            "share": number(first["after"], 1),
        }
        return t("zone.census.finding.now", zone=ctx.place(zone), **facts)
    up, down = known.loc[known["change"].idxmax()], known.loc[known["change"].idxmin()]
    return t(
        "zone.census.finding",
        up=name_census_item(ctx.view.language, up["item"]),
        gain=number(up["change"], 1),
        down=name_census_item(ctx.view.language, down["item"]),
        loss=number(abs(down["change"]), 1),
        after=number(down["after"], 1),
    )


def _draw_zone_census(ctx: Context, rows: pd.DataFrame) -> go.Figure:
    words = DumbbellWords(str(BEFORE), str(AFTER), t("zone.census.change.short"))
    pairs = [
        Pair(
            row["item"],
            name_census_item(ctx.view.language, row["item"]),
            row["before"],
            row["after"],
            signed_number(row["change"], 1),
            _industry_hover(ctx, row),
        )
        for row in rows.to_dict("records")
    ]
    return draw_dumbbell(pairs, words, ctx.mode, compact=ctx.phone)


def _industry_hover(ctx: Context, row: dict) -> str:
    before, after = (number(row[column], 2) for column in ("before", "after"))
    return f"<b>{name_census_item(ctx.view.language, row['item'])}</b><br>{BEFORE}  {before}%<br>{AFTER}  {after}%"


def _zone_census_twin(ctx: Context, zone: str, rows: pd.DataFrame) -> Twin:
    items = list(rows["item"])
    frame = pd.DataFrame(
        {
            t("zone.census.industry"): [name_census_item(ctx.view.language, item) for item in items],
            f"{BEFORE} (%)": rows["before"].round(2).to_numpy(),
            f"{AFTER} (%)": rows["after"].round(2).to_numpy(),
            t("zone.census.change.points"): rows["change"].round(2).to_numpy(),
        }
    )

    def open_card(row: int, column: str) -> None:
        _open_share_source(ctx, zone, items[row], BEFORE if column.startswith(str(BEFORE)) else AFTER)

    return Twin(frame, open_card)


def _open_clicked_zone_census(ctx: Context, zone: str) -> None:
    data = read_clicked_data(KEY)
    if data:
        _open_share_source(ctx, zone, str(data[0]), BEFORE if data[1] == "before" else AFTER)


def _open_share_source(ctx: Context, zone: str, item: str, year: int) -> None:
    """Open the source of the first unit's share: the units of a zone come from one table."""
    places = places_of(ctx.atlas, zone, year)
    if places:
        source_card.open_source_card(places[0], item, year)


def _census_source_line(ctx: Context, zone: str) -> str:
    return sources.source_line_of_publications(ctx, census_sources_of_zone(ctx.atlas, zone))


def _prepare_zone_census_extract(ctx: Context, zone: str, items: list[str]) -> Callable[[], Extract]:
    """Prepare the published figures of the units behind the rows, with their sources."""
    atlas = ctx.atlas
    return downloads.prepare_extract(
        ctx, lambda: of_observations(census_rows_of_zone(atlas, zone, tuple(items)))
    )
