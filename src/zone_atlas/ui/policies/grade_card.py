"""Show the card of a zone's grade in a year: what was published, where it was read, or why there is none."""

from __future__ import annotations

import streamlit as st

from zone_atlas.analysis.policy import grades
from zone_atlas.analysis.policy.record import published_grades
from zone_atlas.catalogue.records import Assessment, AssessmentYear
from zone_atlas.ui.blocks import read_at
from zone_atlas.ui.policies import query
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown, list_labelled_facts, quiet_markdown

_REQUEST_KEY = "grade-card"


def open_grade_card(zone: str, year: int) -> None:
    """Open the card of a cell in the next run; for the callbacks of charts and tables."""
    st.session_state[_REQUEST_KEY] = (zone, year)


def show_grade_card(ctx: Context) -> None:
    """Open the requested card."""
    cell = st.session_state.pop(_REQUEST_KEY, None)
    if cell is None:
        return
    zone, year = cell

    @st.dialog(t("grades.card.title", zone=ctx.place(zone), year=year), width="large")
    def card() -> None:
        _draw_grade_card(ctx, zone, year)

    card()


def _draw_grade_card(ctx: Context, zone: str, year: int) -> None:
    catalogue = ctx.atlas.catalogue
    state = grades.state_of(catalogue, zone, year)
    st.markdown(f"**{t(f'grade.{state}')}**  \n{quiet_markdown(t(f'grade.why.{state}'))}")
    for record in grades.grades_of(catalogue, zone, year):
        _show_grade_record(ctx, record)
    if year in catalogue.assessment_years:
        with st.container(border=True, gap="small"):
            assessment_as_known(ctx, catalogue.assessment_years[year])
    _show_grade_documents(ctx, year)


def assessment_as_known(ctx: Context, record: AssessmentYear) -> None:
    """Write what is known of a year's assessment as a whole, and where it was read."""
    assessed = t("grades.year", year=record.year, count=record.assessed)
    lines = [
        f"**{escape_markdown(assessed)}** · {t(f'grades.found.{record.found}')}",
        f":small[{escape_markdown(record.note.of(ctx.view.language))}]",
        read_at.links_of_cell(record.address),
    ]
    st.markdown("  \n".join(lines))


def _show_grade_record(ctx: Context, record: Assessment) -> None:
    language = ctx.view.language
    with st.container(border=True, gap="small"):
        st.markdown(f"**{escape_markdown(record.entity.of(language))}** · {t(f'grade.{record.grade}')}")
        facts = [
            (t("column.number"), record.number or t("policies.number.unverified.long")),
            (t("column.published"), record.published),
            (t("column.record_status"), t(f"record.{record.status}.long")),
            (t("column.note"), record.note.of(language)),
        ]
        st.markdown(list_labelled_facts(facts))
        st.markdown(read_at.links_of_cell(record.address))


def _show_grade_documents(ctx: Context, year: int) -> None:
    """Show the documents that published the year's grades; each opens its card."""
    for policy in published_grades(ctx.atlas.catalogue, year):
        clicked = st.button(
            escape_markdown(policy.title.of(ctx.view.language)),
            key=f"grade-document-{policy.id}",
            type="tertiary",
            icon=":material/description:",
            on_click=query.open_document,
            args=(policy.id,),
        )
        if clicked:
            # A click in a dialog runs the dialog alone; the other card is the page's to open.
            st.rerun()
