"""Show the parallel table: places as columns, figures as rows, and the reason where a place has none."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.compare import table
from zone_atlas.analysis.compare.table import CENSUS, YEARBOOK, Cell, Line
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.locales.messages import MISSING_NUMBER, format_number
from zone_atlas.ui.blocks import downloads, source_card
from zone_atlas.ui.blocks.table_foot import show_table_foot
from zone_atlas.ui.compare import sources
from zone_atlas.ui.compare.choice import Choice, names_of
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_cell

KEY = "compare-table"
HEIGHT = 520
# Marks of the reasons for a missing figure, explained under the table.
FOOTNOTES = "①②③④⑤⑥⑦⑧"


def show_parallel_table(ctx: Context, choice: Choice) -> None:
    """Show every figure of the places side by side; a cell opens its source card."""
    lines = table.parallel_table(ctx.atlas, choice.places, ctx.view.year, ctx.view.proxies)
    names = names_of(ctx, choice.places)
    marks = _footnote_marks(lines)
    st.subheader(t("compare.table.title"))
    st.markdown(quiet_markdown(t("compare.table.subtitle", year=ctx.view.year)))
    places = {name: place for place, name in names.items()}
    st.dataframe(
        _parallel_table_frame(ctx, lines, names, marks),
        hide_index=True,
        key=KEY,
        height=HEIGHT,
        selection_mode="single-cell",
        on_select=lambda: _open_picked_parallel_table(ctx, lines, places),
        column_config={
            t("compare.column.section"): st.column_config.TextColumn(width="small"),
            t("column.indicator"): st.column_config.TextColumn(pinned=not ctx.phone),
            **{name: st.column_config.TextColumn(alignment="right") for name in places},
        },
    )
    _show_parallel_table_foot(ctx, choice, lines, marks)


def _footnote_marks(lines: list[Line]) -> dict[str, str]:
    """Return the mark of each reason, in the order in which they occur."""
    reasons = [cell.reason for line in lines for cell in line.cells.values() if cell.reason]
    return dict(zip(dict.fromkeys(reasons), FOOTNOTES, strict=False))


def _parallel_table_frame(
    ctx: Context, lines: list[Line], names: dict[str, str], marks: dict[str, str]
) -> pd.DataFrame:
    sections = {line.section: _section_of_line(ctx, line) for line in lines}
    columns = {
        t("compare.column.section"): [sections[line.section] for line in lines],
        t("column.indicator"): [ctx.node(line.item) for line in lines],
        t("column.unit"): [ctx.unit(line.unit) for line in lines],
    }
    for place, name in names.items():
        columns[name] = [_parallel_table_text(ctx, line, line.cells[place], marks) for line in lines]
    return pd.DataFrame(columns)


def _section_of_line(ctx: Context, line: Line) -> str:
    if line.section == CENSUS:
        return t("compare.section.census")
    return t("compare.section.yearbook") if line.section == YEARBOOK else ctx.short(line.section)


def _parallel_table_text(ctx: Context, line: Line, cell: Cell, marks: dict[str, str]) -> str:
    """Write a figure with its year and marks, '2010 → 2020' for the census, a dash with its reason if it is missing."""
    if not cell.year:
        return f"{MISSING_NUMBER} {marks[cell.reason]}"
    decimals, language = ctx.atlas.catalogue.units[line.unit].decimals, ctx.view.language
    value = format_number(cell.value, decimals, language)
    status = f" {cell.status}" if cell.status != "A" else ""
    if line.section == CENSUS:
        gap = f" {marks[cell.reason]}" if cell.reason else ""
        return f"{format_number(cell.before, decimals, language)}{gap} → {value}{status}"
    proxy = " ○" if cell.basis == PROXY else ""
    return f"{value} ({cell.year}){status}{proxy}"


def _open_picked_parallel_table(ctx: Context, lines: list[Line], places: dict[str, str]) -> None:
    cell = read_picked_cell(KEY)
    if cell is None:
        return
    line, column = lines[cell[0]], cell[1]
    if column in places and line.cells[places[column]].year:
        _open_card_of_cell(ctx, line, places[column])


def _open_card_of_cell(ctx: Context, line: Line, place: str) -> None:
    """Open the card of an indicator in the year of the view, or of the observations behind another figure."""
    shared = line.section in (CENSUS, YEARBOOK)
    if shared:
        sources.ask_observed(ctx, place, line.item, line.cells[place].year)
    else:
        source_card.open_source_card(place, line.item, ctx.view.year)


def _show_parallel_table_foot(ctx: Context, choice: Choice, lines: list[Line], marks: dict[str, str]) -> None:
    """Explain the marks, and offer the figures as a file."""
    cells = [cell for line in lines for cell in line.cells.values() if cell.year]
    notes = [f"{mark} {t(f'compare.why.{reason}')}" for reason, mark in marks.items()]
    codes = sorted({cell.status for cell in cells} - {"A"})
    notes += [f"{code} {t(f'status.{code}')}" for code in codes]
    notes += [t("note.proxies")] if any(cell.basis == PROXY for cell in cells) else []
    atlas = ctx.atlas
    show_table_foot(
        quiet_markdown(" · ".join([t("compare.table.hint"), *notes])),
        KEY,
        downloads.file_name("compare", "table", ctx.view.year, *choice.places),
        downloads.prepare_extract(ctx, lambda: table.table_rows(atlas, lines)),
    )
