"""What is said of a single fact wherever it stands: period, quality, note, and the card of its page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.ui.blocks import read_at
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import plain, quiet

DECIMALS = 2
_WANTED = "fact-card"


def noted(ctx: Context) -> Callable[[Fact], str]:
    """The note of an extract: the period where it is no plain year, the quality, and the fact's own note.

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


def ask(identifier: str) -> None:
    """Open the card of a fact in the next run; for the callbacks of tables."""
    st.session_state[_WANTED] = identifier


def show(ctx: Context) -> None:
    """Open the card that was asked for."""
    wanted = st.session_state.pop(_WANTED, None)
    fact = next((one for one in ctx.atlas.catalogue.facts if one.id == wanted), None)
    if fact is None:
        return

    @st.dialog(t("fact.card.title"))
    def card() -> None:
        _card(ctx, fact)

    card()


def _card(ctx: Context, fact: Fact) -> None:
    language = ctx.view.language
    place = ctx.place(fact.place) if fact.place else fact.area.of(language)
    value = f"{number(fact.value, DECIMALS)} {fact.unit.of(language)}"
    st.markdown(f"**{plain(place)}** · {plain(fact.name.of(language))}")
    st.markdown(f"**{plain(value)}** · {plain(t('fact.period', period=fact.period))}")
    st.markdown(plain(fact.source.of(language)))
    st.markdown(read_at.links(fact.address))
    st.markdown(quiet(f"{fact.status} {t(f'status.{fact.status}')} · {t(f'parks.quality.{fact.quality}')}"))
    if fact.note.of(language):
        st.markdown(quiet(fact.note.of(language)))
    st.markdown(quiet(t("fact.card.alone")))
