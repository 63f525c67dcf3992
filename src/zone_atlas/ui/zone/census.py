"""What changed between the censuses of 2010 and 2020: people, schooling and industries of a zone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import rows as shapes
from zone_atlas.analysis.census.change import AFTER, BEFORE
from zone_atlas.analysis.zone import census as zone_census
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES
from zone_atlas.charts.rows.dumbbell import DumbbellWords, Pair, draw_dumbbell
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, source_card
from zone_atlas.ui.blocks.census_names import name_census_item
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.shell.context import Context, listed
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet
from zone_atlas.ui.shell.selections import read_clicked_data

KEY = "zone-census"


def census(ctx: Context, zone: str) -> None:
    """A table of people and schooling beside the shares of nineteen industries, before and after."""
    frame = zone_census.change(ctx.atlas, zone)
    with st.container(gap="small", key="zone-census-block"):
        st.header(t("zone.census"))
        st.markdown(quiet(" · ".join(_boundaries(ctx, zone, frame))))
        if frame["after"].isna().all():
            st.info(t("zone.census.empty", zone=ctx.place(zone)))
            return
        left, right = st.columns([9, 11], gap="medium")
        with left:
            _people(ctx, zone, frame)
        with right:
            _industries(ctx, zone, frame)


def _boundaries(ctx: Context, zone: str, frame: pd.DataFrame) -> list[str]:
    """How the boundaries of the two years were brought together, and which member is not counted."""
    record = ctx.atlas.catalogue.zones[zone]
    notes = [t(f"zone.census.how.{frame.attrs['how']}")]
    if record.proxy_only:
        notes.append(t("zone.census.districts"))
    absent = [m.name.of(ctx.view.language) for m in record.members if not m.adcode]
    if absent:
        notes.append(t("zone.census.without", names=listed(absent)))
    return notes


def _people(ctx: Context, zone: str, frame: pd.DataFrame) -> None:
    rows = frame[~frame["item"].isin(EMPLOYMENT_SHARES)].to_dict("records")
    st.markdown(f"**{t('zone.census.people')}**")
    table = pd.DataFrame(
        {
            t("zone.census.item"): [name_census_item(ctx.view.language, row["item"]) for row in rows],
            str(BEFORE): [_number(ctx, row, "before") for row in rows],
            str(AFTER): [_number(ctx, row, "after") for row in rows],
            t("zone.census.change"): [_change(row) for row in rows],
        }
    )
    with st.container(key="zone-people-table"):
        st.table(table, border="horizontal", hide_index=True)
    with st.container(horizontal=True, vertical_alignment="center", key="foot-zone-people"):
        st.markdown(quiet(_source(ctx, zone)))
        with st.container(width="content", key="tools-zone-people"):
            downloads.offer_download(
                "zone-people",
                downloads.file_name("census", zone),
                _csv(ctx, zone, [row["item"] for row in rows]),
            )


def _number(ctx: Context, row: dict, column: str) -> str:
    unit = ctx.atlas.catalogue.units[row["unit"]]
    text = number(row[column], unit.decimals)
    return f"{text}%" if row["unit"] == "percent" and np.isfinite(row[column]) else text


def _change(row: dict) -> str:
    """Change with its sign: in per cent of the figure before, in points, or in the item's unit."""
    if not np.isfinite(row["change"]):
        return number(row["change"])
    text = number(row["change"], 1)
    signed = text if text.startswith("−") or text == "0" else f"+{text}"
    if row["relative"]:
        return f"{signed}%"
    return t("zone.census.points", change=signed) if row["unit"] == "percent" else signed


def _industries(ctx: Context, zone: str, frame: pd.DataFrame) -> None:
    rows = frame[frame["item"].isin(EMPLOYMENT_SHARES)].sort_values("after", ascending=False)
    if rows["after"].isna().all():
        st.info(t("zone.census.no_industries", zone=ctx.place(zone)))
        return
    content = FrameContent(
        key=KEY,
        headline=_finding(ctx, zone, rows),
        subtitle=t("zone.census.subtitle", before=BEFORE, after=AFTER),
        draw=lambda: _draw(ctx, rows),
        notes=[t("zone.census.axis"), t("zone.census.sample")],
        source_line=_source(ctx, zone),
        table=lambda: _twin(ctx, zone, rows),
        extract=_csv(ctx, zone, list(rows["item"])),
        file_name=downloads.file_name("industries", zone),
        depends_on=ctx.seen(zone, yearly=False),
        on_select=lambda: _clicked(ctx, zone),
    )
    show_frame(content)


def _finding(ctx: Context, zone: str, rows: pd.DataFrame) -> str:
    """The industries that gained and lost most of the workers."""
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


def _draw(ctx: Context, rows: pd.DataFrame) -> go.Figure:
    words = DumbbellWords(str(BEFORE), str(AFTER), t("zone.census.change.short"))
    pairs = [
        Pair(
            row["item"],
            name_census_item(ctx.view.language, row["item"]),
            row["before"],
            row["after"],
            _signed(row["change"]),
            _hover(ctx, row),
        )
        for row in rows.to_dict("records")
    ]
    return draw_dumbbell(pairs, words, ctx.mode, compact=ctx.phone)


def _signed(change: float) -> str:
    text = number(change, 1)
    return f"+{text}" if np.isfinite(change) and change > 0 and text != "0" else text


def _hover(ctx: Context, row: dict) -> str:
    before, after = (number(row[column], 2) for column in ("before", "after"))
    return f"<b>{name_census_item(ctx.view.language, row['item'])}</b><br>{BEFORE}  {before}%<br>{AFTER}  {after}%"


def _twin(ctx: Context, zone: str, rows: pd.DataFrame) -> Twin:
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
        _ask(ctx, zone, items[row], BEFORE if column.startswith(str(BEFORE)) else AFTER)

    return Twin(frame, open_card)


def _clicked(ctx: Context, zone: str) -> None:
    data = read_clicked_data(KEY)
    if data:
        _ask(ctx, zone, str(data[0]), BEFORE if data[1] == "before" else AFTER)


def _ask(ctx: Context, zone: str, item: str, year: int) -> None:
    """Open the source of the first unit's share: the units of a zone come from one table."""
    places = zone_census.places_of(ctx.atlas, zone, year)
    if places:
        source_card.ask(places[0], item, year)


def _source(ctx: Context, zone: str) -> str:
    catalogue = ctx.atlas.catalogue
    ids = zone_census.sources(ctx.atlas, zone)
    return t(
        "source.line", names=listed([catalogue.sources[s].publication.of(ctx.view.language) for s in ids])
    )


def _csv(ctx: Context, zone: str, items: list[str]) -> Callable[[], Extract]:
    """Published figures of the units behind the rows, with their sources."""
    atlas = ctx.atlas
    return downloads.prepare_extract(
        ctx, lambda: shapes.of_observations(zone_census.published(atlas, zone, tuple(items)))
    )
