"""Write the note of a single fact (period, quality, note), and open the card of its page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.ui.blocks import read_at
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

DECIMALS = 2
_REQUEST_KEY = "fact-card"


def fact_notes(ctx: Context) -> Callable[[Fact], str]:
    """Return a callable that writes a fact's note: the period if it is not a plain year, the quality, its own note.

    The callable may run outside the page, so every word is read here.
    """
    language, join = ctx.view.language, t("sentence.join")
    qualities = {fact.quality: t(f"parks.quality.{fact.quality}") for fact in ctx.atlas.catalogue.facts}
    period = {f.period: t("fact.period", period=f.period) for f in ctx.atlas.catalogue.facts}

    def note(fact: Fact) -> str:
        parts = [
            "" if fact.period == str(fact.year) else period[fact.period],
            qualities[fact.quality],
            fact.note.of(language),
        ]
        return join.join(part for part in parts if part)

    return note


def open_fact_card(identifier: str) -> None:
    """Open the card of a fact in the next run; for the callbacks of tables."""
    st.session_state[_REQUEST_KEY] = identifier


def show_fact_card(ctx: Context) -> None:
    """Open the requested card."""
    identifier = st.session_state.pop(_REQUEST_KEY, None)
    fact = next((record for record in ctx.atlas.catalogue.facts if record.id == identifier), None)
    if fact is None:
        return

    @st.dialog(t("fact.card.title"))
    def card() -> None:
        _draw_fact_card(ctx, fact)

    card()


def _draw_fact_card(ctx: Context, fact: Fact) -> None:
    language = ctx.view.language
    place = ctx.place(fact.place) if fact.place else fact.area.of(language)
    value = f"{number(fact.value, DECIMALS)} {fact.unit.of(language)}"
    st.markdown(f"**{escape_markdown(place)}** · {escape_markdown(fact.name.of(language))}")
    st.markdown(f"**{escape_markdown(value)}** · {escape_markdown(t('fact.period', period=fact.period))}")
    st.markdown(escape_markdown(fact.source.of(language)))
    st.markdown(read_at.links_of_cell(fact.address))
    st.markdown(
        quiet_markdown(f"{fact.status} {t(f'status.{fact.status}')} · {t(f'parks.quality.{fact.quality}')}")
    )
    if fact.note.of(language):
        st.markdown(quiet_markdown(fact.note.of(language)))
    st.markdown(quiet_markdown(t("fact.card.alone")))
