"""Write ranks, shares and sentences in words: ranks with their intervals, and no order claimed inside a tie."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from zone_atlas.analysis import ranking
from zone_atlas.analysis.ranking import End
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.links import link_to_page_as_left
from zone_atlas.ui.shell.markdown import quiet_markdown


def printed_ranks_of(ctx: Context, node: str, places: Iterable[str], year: int) -> list[str]:
    """Write the rank of each place on a dimension with its interval, '3–7 / 18'; a dash where there is none.

    Elements and the long-run core carry no intervals, so they are not ranked.
    """
    ranks = ctx.atlas.ranks_in(node, year)
    labels = dict(zip(ranks.index, ranks["label"].astype(str), strict=True))
    totals = dict(zip(ranks.index, ranks["rank_of"], strict=True))
    return [f"{labels[p]} / {number(totals[p])}" if p in labels else MISSING_NUMBER for p in map(str, places)]


def end_clause(ctx: Context, node: str, scores: pd.Series, end: End) -> str:
    """Write which ranked place is first or last: a claim where it is certain, else 'among the highest'.

    Parameters
    ----------
    scores : Series
        Scores by place. On an indicator they are facts and need no interval; equal ones are a tie.

    Returns
    -------
    str
        '' with fewer than two places.
    """
    if len(scores) < 2:
        return ""
    place = str(scores.idxmax() if end == "first" else scores.idxmin())
    if ctx.indicator(node):
        certain = int(scores.eq(scores[place]).sum()) == 1
    else:
        ranks = ctx.atlas.ranks_in(node, ctx.view.year)
        certain = ranking.stands_apart(ranks, place, [str(p) for p in scores.index], end)
    family = ctx.family(node)
    return t(f"ends.{end if certain else f'among_{end}'}.{family}", place=ctx.place(place))


def join_clauses(*clauses: str) -> str:
    """Join clauses into one sentence; empty ones are left out."""
    return t("sentence.join").join(clause for clause in clauses if clause)


def default_index() -> None:
    """Explain the intervals under a ranking, with a link to other choices."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(quiet_markdown(t("ranks.note")))
        link_to_page_as_left("lab", t("ranks.lab"))


PERCENT = 100


def join_sentences(ctx: Context, parts: list[str]) -> str:
    """Join sentences; Chinese ones follow without a space."""
    return ("" if ctx.view.language == "zh" else " ").join(part for part in parts if part)


def write_interval(low: float, high: float) -> str:
    """Write shares from 0 to 1 as an interval in per cent, '62–78', or one number where both ends round to it."""
    ends = [number(PERCENT * end) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)
