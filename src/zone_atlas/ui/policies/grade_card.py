"""The card of a zone's grade in a year: what was published, by whom it was read, or why there is none."""

from __future__ import annotations

import streamlit as st

from zone_atlas.analysis.policy import grades
from zone_atlas.analysis.policy import record as policy_record
from zone_atlas.catalogue.records import Assessment, AssessmentYear
from zone_atlas.ui.blocks import read_at
from zone_atlas.ui.policies import query
from zone_atlas.ui.policies.card import facts
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import plain, quiet

_WANTED = "grade-card"


def ask(zone: str, year: int) -> None:
    """Open the card of a cell in the next run; for the callbacks of charts and tables."""
    st.session_state[_WANTED] = (zone, year)


def show(ctx: Context) -> None:
    """Open the card that was asked for."""
    wanted = st.session_state.pop(_WANTED, None)
    if wanted is None:
        return
    zone, year = wanted

    @st.dialog(t("grades.card.title", zone=ctx.place(zone), year=year), width="large")
    def card() -> None:
        _card(ctx, zone, year)

    card()


def _card(ctx: Context, zone: str, year: int) -> None:
    catalogue = ctx.atlas.catalogue
    state = grades.state_of(catalogue, zone, year)
    st.markdown(f"**{t(f'grade.{state}')}**  \n{quiet(t(f'grade.why.{state}'))}")
    for record in grades.grades_of(catalogue, zone, year):
        _record(ctx, record)
    if year in catalogue.assessment_years:
        with st.container(border=True, gap="small"):
            known(ctx, catalogue.assessment_years[year])
    _documents(ctx, year)


def known(ctx: Context, record: AssessmentYear) -> None:
    """What is known of a year's assessment as a whole, and where it was read."""
    assessed = t("grades.year", year=record.year, count=record.assessed)
    lines = [
        f"**{plain(assessed)}** · {t(f'grades.found.{record.found}')}",
        f":small[{plain(record.note.of(ctx.view.language))}]",
        read_at.links(record.address),
    ]
    st.markdown("  \n".join(lines))


def _record(ctx: Context, record: Assessment) -> None:
    language = ctx.view.language
    with st.container(border=True, gap="small"):
        st.markdown(f"**{plain(record.entity.of(language))}** · {t(f'grade.{record.grade}')}")
        facts(
            [
                (t("column.number"), record.number or t("policies.number.unverified.long")),
                (t("column.published"), record.published),
                (t("column.record_status"), t(f"record.{record.status}.long")),
                (t("column.note"), record.note.of(language)),
            ]
        )
        st.markdown(read_at.links(record.address))


def _documents(ctx: Context, year: int) -> None:
    """Documents that published the year's grades, each a way to its card."""
    for policy in policy_record.published_grades(ctx.atlas.catalogue, year):
        clicked = st.button(
            plain(policy.title.of(ctx.view.language)),
            key=f"grade-document-{policy.id}",
            type="tertiary",
            icon=":material/description:",
            on_click=query.open_document,
            args=(policy.id,),
        )
        if clicked:
            # A click in a dialog runs the dialog alone; the other card is the page's to open.
            st.rerun()
