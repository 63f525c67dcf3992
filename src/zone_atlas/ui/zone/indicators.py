"""Show every indicator of a zone in six blocks with rank, peers' median, year and line, or why it has no value."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from zone_atlas.analysis.rows import rows_behind
from zone_atlas.analysis.zone.indicators import indicator_histories, indicator_rows
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.catalogue.records import Dimension
from zone_atlas.catalogue.rules import FIRST_LINE_YEAR, LAST_SCORED_YEAR
from zone_atlas.charts.base.theme import Mode, get_palette
from zone_atlas.charts.lines.sparkline import SparkLine, draw_sparkline
from zone_atlas.locales.messages import MISSING_NUMBER, format_number
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads, source_card, sources
from zone_atlas.ui.blocks.table_foot import show_printed_table_foot
from zone_atlas.ui.shell.context import Context, Family
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_cell

PROXY_MARK = "○"
SPARK_WIDTH = 106
ROW_HEIGHT = 27
# Units that only name a pure number.
PURE = ("ratio", "theil")

# One indicator as `indicator_rows` gives it.
Row = dict[str, Any]


def show_zone_indicators(ctx: Context, zone: str) -> None:
    """Show six blocks of indicators, the meaning of their columns, and the download."""
    rows = indicator_rows(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    facts = {"year": ctx.view.year, "known": int(rows["value"].notna().sum()), "total": len(rows)}
    sparks = _indicator_sparklines(ctx.atlas, zone, ctx.view.proxies, ctx.mode)
    of_dimension: dict[str, list[Row]] = {}
    for row in rows.to_dict("records"):
        of_dimension.setdefault(row["dimension"], []).append(row)
    first, *others = ctx.dimensions()
    # On paper the heading stays with the first block.
    with st.container(gap="small", key="zone-block-first"):
        st.header(t("zone.indicators"))
        st.markdown(quiet_markdown(t("zone.indicators.subtitle", **facts)))
        _show_indicator_block(ctx, zone, first, of_dimension[first.id], sparks)
    for dimension in others:
        _show_indicator_block(ctx, zone, dimension, of_dimension[dimension.id], sparks)
    _show_zone_indicator_foot(ctx, zone, rows)


def _show_indicator_block(
    ctx: Context, zone: str, dimension: Dimension, rows: list[Row], sparks: dict[str, str]
) -> None:
    """Show the indicators of one dimension under a heading in its family's colour; a picked cell opens its source."""
    family, names = ctx.family(dimension.id), [row["indicator"] for row in rows]
    with st.container(gap="small", key=f"zone-block-{family}-{dimension.id}"):
        kind = t(f"kind.{dimension.kind}")
        st.markdown(
            f"**{escape_markdown(ctx.node(dimension.id))}** "
            + quiet_markdown(f"{kind} · {_direction_of_family(family)}")
        )
        st.dataframe(
            _zone_indicator_table(ctx, rows, sparks),
            hide_index=True,
            height="content",
            row_height=ROW_HEIGHT,
            key=f"zone-block-{dimension.id}",
            selection_mode="single-cell",
            on_select=lambda: _open_picked_zone_indicator(ctx, zone, dimension.id, names),
            column_config=_indicator_columns(ctx),
            alt=t("zone.indicators.alt", name=ctx.node(dimension.id), zone=ctx.place(zone)),
        )


def _direction_of_family(family: Family) -> str:
    return t(f"zone.rank.{family}")


def _zone_indicator_table(ctx: Context, rows: list[Row], sparks: dict[str, str]) -> pd.DataFrame:
    """Return the rows of a block; on a phone without year, status, peers and line."""
    language, known = ctx.view.language, ctx.atlas.catalogue.indicators
    columns = {
        t("column.indicator"): [known[row["indicator"]].name.of(language) for row in rows],
        t("column.value"): [_value_or_reason(ctx, row) for row in rows],
        t("column.rank"): [_rank_among_cities(row, language) for row in rows],
    }
    if not ctx.phone:
        columns |= {
            t("zone.column.peers"): [_peers_text(ctx, row) for row in rows],
            t("column.year"): [_year_with_age(row) for row in rows],
            t("column.status"): [_status_text(row) for row in rows],
            t("zone.column.line"): [sparks.get(row["indicator"], "") for row in rows],
        }
    return pd.DataFrame(columns)


def _value_or_reason(ctx: Context, row: Row) -> str:
    """Write a value in its own unit, or a dash and the reason why there is none."""
    if math.isnan(row["value"]):
        return f"{MISSING_NUMBER} {reason_without_value(ctx, row)}"
    return with_unit(ctx, row["value"], ctx.atlas.catalogue.indicators[row["indicator"]].unit)


def with_unit(ctx: Context, value: float, unit: str) -> str:
    """Write a value with its unit, but leave out the word for a pure number, which the indicator's name implies."""
    if unit in PURE:
        return format_number(value, ctx.atlas.catalogue.units[unit].decimals, ctx.view.language)
    return ctx.figure(value, unit)


def reason_without_value(ctx: Context, row: Row) -> str:
    """Say why an indicator has no value."""
    if row["reason"] == "member":
        names = list_names([ctx.place(code) for code in row["detail"].split(",")])
        return t("zone.reason.member", names=names)
    if row["detail"]:
        return t(f"zone.reason.{row['reason']}", year=row["detail"])
    return t(f"zone.reason.{row['reason']}")


def _peers_text(ctx: Context, row: Row) -> str:
    catalogue = ctx.atlas.catalogue
    decimals = catalogue.units[catalogue.indicators[row["indicator"]].unit].decimals
    return format_number(row["peers"], decimals, ctx.view.language)


def _rank_among_cities(row: Row, language: str) -> str:
    """Write '13 / 295', with '=' where other cities have the same value; a dash for proxies."""
    if math.isnan(row["rank"]):
        return MISSING_NUMBER
    rank, cities = (format_number(row[name], 0, language) for name in ("rank", "cities"))
    return f"{rank}{'=' if row['shared'] else ''} / {cities}"


def _year_with_age(row: Row) -> str:
    """Write the year of the value, with its age where it is older than the year of the view."""
    if math.isnan(row["year"]):
        return ""
    age = int(row["age"])
    return f"{int(row['year'])} (−{age})" if age else str(int(row["year"]))


def _status_text(row: Row) -> str:
    return f"{row['status']} {PROXY_MARK}" if row["basis"] == PROXY else str(row["status"])


def _indicator_columns(ctx: Context) -> dict[str, Any]:
    column = st.column_config
    if ctx.phone:
        return {
            t("column.indicator"): column.TextColumn(width=190),
            t("column.value"): column.TextColumn(width=110),
            t("column.rank"): column.TextColumn(width=76),
        }
    return {
        # Together the columns fit a small laptop's screen: one beyond it would be cut off on paper.
        t("column.indicator"): column.TextColumn(width=292),
        t("column.value"): column.TextColumn(width=225),
        t("column.rank"): column.TextColumn(width=80),
        t("zone.column.peers"): column.TextColumn(width=70, alignment="right"),
        t("column.year"): column.TextColumn(width=76),
        t("column.status"): column.TextColumn(width=50),
        t("zone.column.line"): column.ImageColumn(width=SPARK_WIDTH),
    }


@remember_with_tables(maxsize=128)
def _indicator_sparklines(atlas: Atlas, zone: str, proxies: bool, mode: Mode) -> dict[str, str]:
    """Draw the lines of all indicators on one time axis, each in its family's colour, with the year of designation."""
    palette, catalogue = get_palette(mode), atlas.catalogue
    cohort = catalogue.zones[zone].cohort
    sparklines = {}
    for name, (years, values, segments) in indicator_histories(atlas, zone, proxies).items():
        until = sum(year <= LAST_SCORED_YEAR for year in years)
        sparklines[name] = draw_sparkline(
            SparkLine(
                years[:until],
                values[:until],
                segments[:until],
                (FIRST_LINE_YEAR, LAST_SCORED_YEAR),
                (cohort,),
            ),
            palette.family(catalogue.kind_of(name)),
            width=SPARK_WIDTH - 16,
            height=ROW_HEIGHT - 7,
            event_colour=palette.accent,
        )
    return sparklines


def _show_zone_indicator_foot(ctx: Context, zone: str, rows: pd.DataFrame) -> None:
    """Show the meaning of the columns, the publications, and the download."""
    present = rows[rows["value"].notna()]
    statuses = "、" if ctx.view.language == "zh" else ", "
    marks = statuses.join(f"{code} {t(f'status.{code}')}" for code in sorted(present["status"].unique()))
    notes = [t("zone.indicators.hint"), t("zone.indicators.marks", marks=marks)]
    if present["basis"].eq(PROXY).any():
        notes.append(t("note.proxies"))
    notes += [
        source_card.age_sentence(present),
        sources.source_line_of_nodes(ctx, list(present["indicator"])),
    ]
    atlas = ctx.atlas
    keys = present.rename(columns={"year": "value_year", "basis": "value_basis"}).assign(place=zone)
    keys = keys[["place", "indicator", "value_basis", "value_year"]].astype({"value_year": int})
    show_printed_table_foot(
        quiet_markdown(" · ".join(note for note in notes if note)),
        "zone-indicators",
        downloads.file_name("indicators", zone, ctx.view.year),
        downloads.prepare_extract(ctx, lambda: rows_behind(keys, atlas.indicators_at(zone), atlas.catalogue)),
    )


def _open_picked_zone_indicator(ctx: Context, zone: str, dimension: str, names: list[str]) -> None:
    cell = read_picked_cell(f"zone-block-{dimension}")
    if cell is not None:
        source_card.open_source_card(zone, names[cell[0]], ctx.view.year)
