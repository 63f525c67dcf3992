"""Show the industries of one county's workers in both censuses, where they count the same territory."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.census import counties
from zone_atlas.analysis.census.change import AFTER, BEFORE
from zone_atlas.analysis.rows import of_observations
from zone_atlas.catalogue.rules import CENSUSES
from zone_atlas.charts.rows.county_shares import CensusShareWords, draw_county_shares
from zone_atlas.export.extract import note_text
from zone_atlas.ui.blocks import downloads, source_card, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.parks.standing import census_figure_text, depends_on, in_sentence, short_item_name
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, signed_number, t
from zone_atlas.ui.shell.selections import read_clicked_data

KEY = "parks-change"
ITEMS = list(counties.INDUSTRIES)


def show_county_change(ctx: Context, county: str) -> None:
    """Show the shares of 19 industries in both censuses, with the median county marked."""
    atlas = ctx.atlas
    frame = counties.census_figures(atlas, county).loc[ITEMS]
    if frame[["before", "after"]].isna().all(axis=None):
        st.info(t("parks.empty.industries", county=ctx.place(county)), icon=":material/info:")
        return
    rows = counties.census_rows(atlas, [county], ITEMS, CENSUSES)
    content = FrameContent(
        key=KEY,
        headline=_county_change_finding(ctx, county, frame),
        subtitle=t("parks.change.subtitle", before=BEFORE, after=AFTER),
        draw=lambda: _draw_county_change(ctx, county, frame),
        notes=_county_change_notes(ctx, county, rows),
        source_line=sources.source_line_of_publications(ctx, rows["source_id"].astype(str).unique()),
        table=lambda: _county_change_twin(ctx, county, frame),
        extract=downloads.prepare_extract(
            ctx,
            lambda: of_observations(counties.census_rows(atlas, [county], ITEMS, CENSUSES)),
        ),
        file_name=downloads.file_name("county", county, "change"),
        depends_on=depends_on(ctx, county),
        on_select=lambda: _open_clicked_county_change(county),
    )
    show_frame(content)


def _county_change_finding(ctx: Context, county: str, frame: pd.DataFrame) -> str:
    """Name the industries that lost and gained most, or say why there is no change to state."""
    name = ctx.place(county)
    moved = frame["change"].dropna()
    if len(moved):
        lost, gained = str(moved.idxmin()), str(moved.idxmax())
        return t(
            "parks.change.finding",
            county=name,
            lost=in_sentence(ctx, lost),
            fall=number(abs(moved[lost]), 1),
            gained=in_sentence(ctx, gained),
            rise=number(moved[gained], 1),
        )
    last = "before" if frame["after"].isna().all() else "after"
    largest = str(frame[last].idxmax())
    facts = {
        "county": name,
        "largest": in_sentence(ctx, largest),
        "share": number(frame.at[largest, last], 1),
    }
    return (
        t("parks.change.only_before", **facts) if last == "before" else t("parks.change.only_after", **facts)
    )


def _draw_county_change(ctx: Context, county: str, frame: pd.DataFrame) -> go.Figure:
    everywhere = counties.national_census(ctx.atlas)
    names, middle = [short_item_name(ctx, item) for item in ITEMS], t("parks.median")
    rows = pd.DataFrame(
        {
            "id": ITEMS,
            "label": names,
            "before": frame["before"].to_numpy(),
            "after": frame["after"].to_numpy(),
            "median": [everywhere.median(item) for item in ITEMS],
            "share": [census_figure_text(ctx, item, frame.at[item, "after"]) for item in ITEMS],
            "change": [signed_number(value, 1) for value in frame["change"]],
        }
    )
    rows["hover"] = [
        f"<b>{row.label}</b><br>"
        + "<br>".join(
            f"{label}  {census_figure_text(ctx, row.id, value)}"
            for label, value in (
                (str(BEFORE), row.before),
                (str(AFTER), row.after),
                (middle, row.median),
            )
        )
        for row in rows.itertuples()
    ]
    words = CensusShareWords(
        t("parks.change.key", before=BEFORE, after=AFTER), str(AFTER), t("parks.change.points.short")
    )
    return draw_county_shares(rows, words, ctx.mode, compact=ctx.phone)


def _county_change_notes(ctx: Context, county: str, rows: pd.DataFrame) -> list[str]:
    catalogue, how = ctx.atlas.catalogue, str(counties.census_figures(ctx.atlas, county).attrs["how"])
    notes = [t("parks.note.root"), t("parks.note.sample")]
    if how not in ("same", "recoded"):
        notes.append(t(f"parks.how.short.{how}"))
    notes += [note_text(str(note), catalogue, ctx.view.language) for note in rows["note"].unique() if note]
    return notes


def _county_change_twin(ctx: Context, county: str, frame: pd.DataFrame) -> Twin:
    everywhere = counties.national_census(ctx.atlas)
    table = pd.DataFrame(
        {
            t("parks.column.industry"): [short_item_name(ctx, item) for item in ITEMS],
            t("column.unit"): ctx.unit("percent"),
            str(BEFORE): frame["before"].round(2).to_numpy(),
            str(AFTER): frame["after"].round(2).to_numpy(),
            t("parks.change.points"): frame["change"].round(2).to_numpy(),
            t("parks.median"): [round(everywhere.median(item), 2) for item in ITEMS],
        }
    )

    def open_card(row: int, column: str) -> None:
        if column in (str(BEFORE), str(AFTER)):
            source_card.ask_counted(county, ITEMS[row], int(column))

    return Twin(table, open_card)


def _open_clicked_county_change(county: str) -> None:
    """Open the source card of the share that was clicked."""
    data = read_clicked_data(KEY)
    if data:
        item, census = data
        source_card.ask_counted(county, str(item), BEFORE if census == "before" else AFTER)
