"""Show what completes the censuses: the yearbook's figures of a county, facts of single pages, and the extract."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from zone_atlas.analysis.census import county_record
from zone_atlas.analysis.census.parks import parks_of
from zone_atlas.analysis.rows import of_observations
from zone_atlas.catalogue import addresses
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.records import Park
from zone_atlas.charts.lines.county_years import WIDTH, WIDTH_COMPACT, YearPanel, draw_county_years
from zone_atlas.export.extract import COLUMNS, extract_table
from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import translate
from zone_atlas.ui.blocks import downloads, event_axis, park_card, read_at, source_card, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.parks.standing import depends_on
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.selections import read_clicked_data

KEY = "parks-years"
MARKED = ("U", "V", "E", "P", "D")
# Columns about the park in each row of the extract, beside the columns of all extracts.
PARK_COLUMNS = ("park", "park_name", "park_designated", "park_status", "park_address")


def show_county_years(ctx: Context, county: str) -> None:
    """Show small panels of a county's yearly figures, or say why there are none."""
    rows = county_record.yearly_figures(ctx.atlas, county)
    if rows["value"].notna().sum() == 0:
        level = ctx.atlas.catalogue.places[county].level
        st.markdown(quiet_markdown(t(f"parks.years.none.{level}", county=ctx.place(county))))
        return
    span = int(rows["year"].min()), int(rows["year"].max())
    # Withdrawn values are gaps in the table and the extract, and are not drawn.
    published = rows[rows["value"].notna()]
    content = FrameContent(
        key=KEY,
        headline=_county_record_finding(ctx, county, published),
        subtitle=t("parks.years.subtitle", first=span[0], last=span[1]),
        draw=lambda: draw_county_years(
            _county_record_panels(ctx, published),
            ctx.mode,
            policy_years=event_axis.event_ticks_of(ctx, *span),
            columns=2 if ctx.phone else 6,
            width=WIDTH_COMPACT if ctx.phone else WIDTH,
        ),
        notes=[*_county_record_notes(ctx, rows), *event_axis.event_tick_note(ctx, *span)],
        source_line=sources.source_line_of_publications(ctx, rows["source_id"].astype(str).unique()),
        table=lambda: _county_record_twin(ctx, county, rows),
        extract=downloads.prepare_extract(ctx, lambda: of_observations(rows)),
        file_name=downloads.file_name("county", county, "years"),
        depends_on=depends_on(ctx, county),
        on_select=lambda: _open_clicked_county_record(county),
    )
    show_frame(content)


def _county_record_finding(ctx: Context, county: str, rows: pd.DataFrame) -> str:
    """Write the first and the last figure of the series that comes first."""
    names = rows["series"].astype(str)
    chosen = "gdp" if names.eq("gdp").any() else str(names.iloc[0])
    figures = rows[names.eq(chosen)]
    first, last = figures.iloc[0], figures.iloc[-1]
    facts = {"county": ctx.place(county), "name": ctx.node(chosen), "last": int(last["year"])}
    to = ctx.figure(float(last["value"]), str(last["unit"]))
    # A series with a warning in its note, such as an index that is a position among places, is not stated as a change.
    if len(figures) < 2 or ctx.atlas.catalogue.series[chosen].note.en:
        return t("parks.years.finding.one", **facts, to=to)
    start = number(first["value"], ctx.atlas.catalogue.units[str(first["unit"])].decimals)
    return t("parks.years.finding", **facts, first=int(first["year"]), start=start, to=to)


def _county_record_panels(ctx: Context, rows: pd.DataFrame) -> list[YearPanel]:
    """Return one panel per series, those with more years first."""
    panels = []
    for series, figures in rows.groupby(rows["series"].astype(str), sort=False):
        unit = str(figures["unit"].iloc[0])
        decimals = ctx.atlas.catalogue.units[unit].decimals
        panels.append(
            YearPanel(
                str(series),
                f"{ctx.node(str(series))} · {ctx.unit(unit)}",
                [int(year) for year in figures["year"]],
                [float(value) for value in figures["value"]],
                [number(value, decimals) for value in figures["value"]],
                [status in MARKED for status in figures["status"]],
            )
        )
    return sorted(panels, key=lambda panel: -len(panel.years))


def _county_record_notes(ctx: Context, rows: pd.DataFrame) -> list[str]:
    series = [ctx.atlas.catalogue.series[str(name)] for name in rows["series"].unique()]
    series_notes = dict.fromkeys(record.note.of(ctx.view.language) for record in series)
    notes = [t("parks.years.note.axes"), *filter(None, series_notes)]
    marked = sorted(set(rows["status"].astype(str)) & set(MARKED))
    return notes + [t("parks.years.note.marked", text=t(f"status.{status}")) for status in marked]


def _county_record_twin(ctx: Context, county: str, rows: pd.DataFrame) -> Twin:
    table = pd.DataFrame(
        {
            t("column.series"): [ctx.node(str(series)) for series in rows["series"]],
            t("column.year"): rows["year"].astype(str).to_numpy(),
            t("column.value"): rows["value"].to_numpy(),
            t("column.unit"): [ctx.unit(str(unit)) for unit in rows["unit"]],
            t("column.status"): [t(f"status.{status}") for status in rows["status"]],
        }
    )
    keys = list(zip(rows["series"].astype(str), rows["year"], strict=True))
    return Twin(
        table, lambda row, column: source_card.open_source_card(county, keys[row][0], int(keys[row][1]))
    )


def _open_clicked_county_record(county: str) -> None:
    """Open the source card of the value that was clicked."""
    data = read_clicked_data(KEY)
    if data:
        source_card.open_source_card(county, str(data[0]), int(data[1]))


def show_county_facts(ctx: Context, county: str) -> None:
    """Show the facts that single pages state, each of its own vintage, or say that none was collected."""
    facts = county_record.facts_of_county(ctx.atlas, county)
    name = ctx.place(county)
    if not facts:
        st.markdown(quiet_markdown(t("parks.facts.none", county=name)))
        return
    with st.container(border=True, gap="small", key="parks-facts"):
        title = t("parks.facts.title", county=name, count=number(len(facts)))
        st.markdown(f"**{escape_markdown(title)}**  \n{quiet_markdown(t('parks.facts.subtitle'))}")
        table = facts_table(ctx, facts)
        st.dataframe(
            table,
            hide_index=True,
            key="parks-facts-table",
            height=300,
            column_config={
                t("column.indicator"): st.column_config.TextColumn(width="medium"),
                t("column.value"): st.column_config.NumberColumn(format="localized", width="small"),
                t("column.source"): st.column_config.TextColumn(width="medium"),
                t("column.address"): st.column_config.LinkColumn(width="medium"),
            },
        )
        downloads.offer_download(
            "parks-facts", downloads.file_name("county", county, "facts"), lambda: Extract(table)
        )


def facts_table(ctx: Context, facts: list[Fact]) -> pd.DataFrame:
    """List facts with period, quality, source and note, the newest first."""
    language = ctx.view.language
    return pd.DataFrame(
        {
            t("parks.column.period"): [fact.period for fact in facts],
            t("column.indicator"): [fact.name.of(language) for fact in facts],
            t("column.value"): [fact.value for fact in facts],
            t("column.unit"): [fact.unit.of(language) for fact in facts],
            t("parks.column.quality"): [t(f"parks.quality.{fact.quality}") for fact in facts],
            t("column.source"): [fact.source.of(language) for fact in facts],
            t("column.page"): read_at.kinds_of_addresses(fact.address for fact in facts),
            t("column.address"): [fact.address for fact in facts],
            t("column.note"): [fact.note.of(language) for fact in facts],
        }
    )


def offer_parks_extract(ctx: Context) -> None:
    """Offer every sourced park: its facts, and every figure of its county with its source."""
    parks_ = parks_of(ctx.atlas)
    if not parks_:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        downloads.offer_download(
            "parks-extract",
            downloads.file_name("parks"),
            _make_parks_extract(ctx),
            label=t("parks.extract"),
            prominent=True,
        )
        st.markdown(quiet_markdown(t("parks.extract.help", count=number(len(parks_)))))


def _make_parks_extract(ctx: Context) -> Callable[[], Extract]:
    """Return what makes the extract when the reader clicks, outside the page: it reads nothing of the session."""
    atlas, language = ctx.atlas, ctx.view.language

    def download() -> Extract:
        headings = {column: translate(language, f"extract.{column}") for column in COLUMNS}
        headings |= {column: translate(language, f"parks.extract.{column}") for column in PARK_COLUMNS}
        rows = of_observations(county_record.park_rows(atlas))
        table = extract_table(rows, atlas.places, atlas.catalogue, language, atlas.observations)
        parks_ = {park.adcode: park for park in parks_of(atlas)}
        stated = [
            _fact_row(ctx, fact) for county in parks_ for fact in county_record.facts_of_county(atlas, county)
        ]
        whole = pd.concat([table, pd.DataFrame(stated, columns=list(COLUMNS))], ignore_index=True)
        owners = county_record.counted_for(atlas, list(whole["adcode"]))
        about = {county: _park_cells(ctx, park) for county, park in parks_.items()}
        more = pd.DataFrame([about[owner] for owner in owners], columns=list(PARK_COLUMNS))
        order = pd.Series(owners).sort_values(kind="stable").index
        return Extract(pd.concat([whole, more], axis=1).loc[order], headings)

    return download


def _park_cells(ctx: Context, park: Park) -> dict[str, str]:
    """Return the cells about the park in every row of its county."""
    language = ctx.view.language
    return {
        "park": park.id,
        "park_name": park_card.name_of(ctx, park) or translate(language, "parks.name.unread"),
        "park_designated": park.designated,
        "park_status": translate(language, f"parks.status.{park_card.status_of(park)}"),
        "park_address": " | ".join(addresses.order_addresses(park.address)),
    }


def _fact_row(ctx: Context, fact: Fact) -> dict[str, object]:
    """Return a fact in the shape of the extracts; it has no observation status, its quality is in the note."""
    language = ctx.view.language
    quality = translate(language, f"parks.quality.{fact.quality}")
    vintage = translate(language, "parks.fact.note", period=fact.period, quality=quality)
    return {
        "place": ctx.place(fact.place),
        "adcode": fact.place,
        "zone": "",
        "year": fact.year,
        "indicator": fact.name.of(language),
        "value": fact.value,
        "unit": fact.unit.of(language),
        "status": "",
        "source_title": fact.source.of(language),
        "source_address": " | ".join(filter(addresses.is_official, addresses.split_addresses(fact.address))),
        "digitisation": " | ".join(
            a for a in addresses.split_addresses(fact.address) if not addresses.is_official(a)
        ),
        "note": translate(language, "sentence.join").join(
            part for part in (vintage, fact.note.of(language)) if part
        ),
    }
