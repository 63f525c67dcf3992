"""Show grades by zone and year, what is known of each year, and the awards that are not grades."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.policy import grades
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue import addresses
from zone_atlas.catalogue.records import Assessment
from zone_atlas.charts.grids.grade_matrix import STATES, Grades, draw_grade_matrix
from zone_atlas.export.write import Extract
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads, read_at
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.policies import grade_card
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_clicked_data

PUBLISHED = ("excellent", "good", "pass", "mixed")


@dataclass(frozen=True)
class Cells:
    """States of the zones that pass, zones × years, the older cohort first."""

    states: pd.DataFrame

    def count(self, *states: str) -> int:
        """Count the cells in one of the states."""
        return int(self.states.isin(states).to_numpy().sum())


def grade_cells(ctx: Context) -> Cells:
    """Return the grades of the zones that pass as a matrix."""
    return _cells_of_zones(ctx.atlas, ctx.zones)


@remember_with_tables(maxsize=64)
def _cells_of_zones(atlas: Atlas, zones: tuple[str, ...]) -> Cells:
    table = grades.grades_by_zone(atlas.catalogue)
    wide = table.pivot(index="zone", columns="year", values="state")
    return Cells(wide.loc[sorted(zones, key=lambda zone: atlas.catalogue.zones[zone].cohort)])


def show_grade_matrix(ctx: Context) -> None:
    """Show the matrix of grades in its frame; a click opens the grade's card."""
    cells = grade_cells(ctx)
    content = FrameContent(
        key="grades",
        headline=_grade_matrix_finding(ctx, cells),
        subtitle=t("grades.subtitle", first=min(cells.states.columns), last=max(cells.states.columns)),
        draw=lambda: _draw_grade_matrix(ctx, cells),
        notes=[
            t("grades.note.states"),
            t("grades.note.slices") if ctx.phone else t("grades.note.cells"),
            t("grades.note.open"),
        ],
        source_line=t("source.line", names=t("policies.sources")),
        table=lambda: _grade_matrix_twin(ctx, cells),
        extract=_prepare_grade_matrix_extract(ctx, cells),
        file_name=downloads.file_name("grades"),
        on_select=_open_clicked_grade_matrix,
        depends_on=ctx.seen(yearly=False),
    )
    show_frame(content)


def _grade_matrix_finding(ctx: Context, cells: Cells) -> str:
    """Write how many of the grades due are known, and which year is known best."""
    due = cells.states.size - cells.count("not_yet")
    known = cells.count(*PUBLISHED)
    by_year = cells.states.isin(PUBLISHED).sum()
    facts = {"due": number(due), "known": number(known), "zones": number(len(cells.states))}
    facts |= {"unnamed": number(cells.count("unnamed")), "not_found": number(cells.count("not_found"))}
    if not known:
        return t("grades.finding.none", **facts)
    return t("grades.finding", **facts, year=int(by_year.idxmax()), most=number(int(by_year.max())))


def _draw_grade_matrix(ctx: Context, cells: Cells) -> go.Figure:
    catalogue = ctx.atlas.catalogue
    words = {state: _word_of_state(ctx, state) for state in STATES}
    places = [(str(zone), int(year)) for zone in cells.states.index for year in cells.states.columns]
    mixed = {cell: _graded_members(ctx, *cell) for cell in places if cells.states.at[cell] == "mixed"}
    table = Grades(
        cells.states,
        {z: ctx.place(z) if ctx.phone else f"{ctx.place(z)} {catalogue.zones[z].cohort}" for z in ctx.zones},
        {int(year): _year_label(ctx, int(year)) for year in cells.states.columns},
        words,
        members={cell: [grade for _, grade in members] for cell, members in mixed.items()},
        hover={cell: _who_was_graded(ctx, *cell) for cell in places},
        cell_words={} if ctx.phone else {cell: _count_grades(members) for cell, members in mixed.items()},
    )
    return draw_grade_matrix(table, ctx.mode, compact=ctx.phone)


def _word_of_state(ctx: Context, state: str) -> str:
    return t(f"grade.short.{state}") if ctx.phone else t(f"grade.{state}")


def _year_label(ctx: Context, year: int) -> str:
    """Write the year, and how many zones were assessed where that is known."""
    record = ctx.atlas.catalogue.assessment_years.get(year)
    if record is None or ctx.phone:
        return str(year)
    return f"{year}<br>{t('grades.assessed', count=record.assessed)}"


def _graded_members(ctx: Context, zone: str, year: int) -> list[tuple[str, str]]:
    """Return who was graded, with the grade; of a zone graded by member all members, also those not found."""
    language = ctx.view.language
    records = grades.grades_of(ctx.atlas.catalogue, zone, year)
    named = [(record.entity.of(language), record.grade) for record in records]
    if not records or any(record.kind == "zone" for record in records):
        return named
    places = {record.place for record in records}
    left = [m for m in ctx.atlas.catalogue.zones[zone].members if m.adcode not in places]
    return [*named, *((member.name.of(language), grades.NOT_FOUND) for member in left)]


def _count_grades(members: list[tuple[str, str]]) -> str:
    """Count grades in words: '1 excellent, 2 not published'."""
    states = [state for state in STATES for _, grade in members if grade == state]
    return t("list.separator").join(
        t("grades.counted", count=states.count(state), grade=t(f"grade.{state}"))
        for state in dict.fromkeys(states)
    )


def _who_was_graded(ctx: Context, zone: str, year: int) -> str:
    """Write who got which grade, where the grade is not the zone's own."""
    return t("sentence.join").join(
        t("grades.who", name=name, grade=t(f"grade.{grade}"))
        for name, grade in _graded_members(ctx, zone, year)
    )


def grade_table(ctx: Context, cells: Cells) -> pd.DataFrame:
    """Return the matrix as rows: zone, year, grade, who was graded."""
    places = [(str(zone), int(year)) for zone in cells.states.index for year in cells.states.columns]
    records = [grades.grades_of(ctx.atlas.catalogue, *cell) for cell in places]
    return pd.DataFrame(
        {
            t("column.zone"): [ctx.place(zone) for zone, _ in places],
            t("filter.cohort"): [ctx.atlas.catalogue.zones[zone].cohort for zone, _ in places],
            t("column.year"): [year for _, year in places],
            t("column.grade"): [t(f"grade.{cells.states.at[cell]}") for cell in places],
            t("column.graded"): [_who_was_graded(ctx, *cell) for cell in places],
            t("column.published"): [_each_once(records_, "published") for records_ in records],
            t("column.record_status"): [
                t("list.separator").join(dict.fromkeys(t(f"record.{r.status}") for r in records_))
                for records_ in records
            ],
        }
    )


def _each_once(records: tuple[Assessment, ...], name: str) -> str:
    """Join a field of the records of a cell, each value once."""
    return " | ".join(dict.fromkeys(str(getattr(r, name)) for r in records if getattr(r, name)))


def _grade_matrix_twin(ctx: Context, cells: Cells) -> Twin:
    places = [(str(zone), int(year)) for zone in cells.states.index for year in cells.states.columns]
    return Twin(grade_table(ctx, cells), lambda row, column: grade_card.open_grade_card(*places[row]))


def _prepare_grade_matrix_extract(ctx: Context, cells: Cells) -> Callable[[], Extract]:
    """Prepare the matrix with the addresses where the grades were read."""
    catalogue, frame = ctx.atlas.catalogue, grade_table(ctx, cells)
    places = [(str(zone), int(year)) for zone in cells.states.index for year in cells.states.columns]
    headings = [t("column.page"), t("column.address"), t("column.note")]
    language = ctx.view.language
    records = [grades.grades_of(catalogue, *cell) for cell in places]
    pages = [" | ".join(addresses.order_addresses(_each_once(records_, "address"))) for records_ in records]
    kinds = read_at.kinds_of_addresses(pages)

    def download() -> Extract:
        notes = [" | ".join(dict.fromkeys(filter(None, (r.note.of(language) for r in rs)))) for rs in records]
        whole = frame.assign(**dict(zip(headings, [kinds, pages, notes], strict=True)))
        return Extract(whole)

    return download


def _open_clicked_grade_matrix() -> None:
    data = read_clicked_data("grades")
    if data:
        grade_card.open_grade_card(str(data[0]), int(data[1]))


def show_assessment_years(ctx: Context) -> None:
    """Show what is known of each year's assessment, and what would complete the matrix."""
    st.subheader(t("grades.years"))
    records = ctx.atlas.catalogue.assessment_years
    for year in sorted(records):
        grade_card.assessment_as_known(ctx, records[year])
    st.markdown(quiet_markdown(t("grades.years.complete")))


def show_awards(ctx: Context) -> None:
    """Show commendations and incentives, which come from other bodies or for other merits and are not grades."""
    language = ctx.view.language
    awards = [
        a for a in ctx.atlas.catalogue.assessments if a.kind in ("award", "park") and a.zone in ctx.zones
    ]
    st.subheader(t("grades.awards"))
    st.markdown(quiet_markdown(t("grades.awards.text")))
    if not awards:
        st.info(t("grades.awards.empty"))
        return
    awards = sorted(awards, key=lambda a: (a.year, a.kind, a.zone))
    st.dataframe(
        pd.DataFrame(
            {
                t("column.year"): [str(a.year) for a in awards],
                t("column.award"): [f"★ {t(f'grade.{a.grade}')}" for a in awards],
                t("column.awarded"): [a.entity.of(language) for a in awards],
                t("column.zone"): [ctx.place(a.zone) for a in awards],
                t("column.number"): [a.number for a in awards],
                t("column.published"): [a.published for a in awards],
                t("column.record_status"): [t(f"record.{a.status}") for a in awards],
                t("column.page"): read_at.kinds_of_addresses(a.address for a in awards),
                t("column.address"): read_at.first_addresses(a.address for a in awards),
            }
        ),
        hide_index=True,
        key="awards",
        column_config={
            t("column.awarded"): st.column_config.TextColumn(width=150),
            t("column.address"): st.column_config.LinkColumn(width=90),
        },
        height=320 if ctx.phone else "content",
    )
