"""Choose the measure that the map shows, and find its value at every place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from zone_atlas.analysis import in_force, standing
from zone_atlas.analysis.position import rank_each
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks.wording import printed_ranks_of as rank_labels
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons, draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t

LEVEL, SCORE, RANK = "level", "score", "rank"


@dataclass(frozen=True)
class Measure:
    """The measure on the map: a dimension, element or indicator, as level (own unit), score or rank."""

    node: str
    show: str


def measure_parameter(ctx: Context) -> state.Parameter:
    """Return the address parameter of the measure."""
    catalogue = ctx.atlas.catalogue
    nodes = []
    for dimension in catalogue.dimensions.values():
        nodes.append(dimension.id)
        for element in dimension.elements:
            nodes += [element.id, *[i.id for i in catalogue.indicators_of(element.id)]]
    return state.Parameter("measure", "choice", tuple(nodes), "D3")


def show_parameter(ctx: Context, node: str) -> state.Parameter:
    """Return the address parameter that says whether a measure is shown as level, score or rank.

    Only an indicator has a figure beside its score; a composite without rank intervals is not ranked.
    """
    if ctx.indicator(node):
        return state.Parameter("show", "choice", (LEVEL, SCORE, RANK), LEVEL)
    ranked = (RANK,) if len(ctx.atlas.ranks_in(node, ctx.view.year)) else ()
    return state.Parameter("show", "choice", (SCORE, *ranked), SCORE)


def choose_measure(ctx: Context) -> Measure:
    """Draw the two controls and return the choice."""
    measure = measure_parameter(ctx)
    node = str(state.register_parameter(measure))
    show = show_parameter(ctx, node)
    how = str(state.register_parameter(show))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = {str(n): _indented_name(ctx, str(n)) for n in measure.allowed}
    ways = {str(c): t(f"show.{c}") for c in show.allowed}
    draw_choice_list(measure, t("map.measure"), names, column=left)
    draw_choice_buttons(show, t("map.show"), ways, column=right)
    return Measure(node, how)


def _indented_name(ctx: Context, node: str) -> str:
    """Return the name of a measure, indented by its level in the framework."""
    if node in ctx.atlas.catalogue.dimensions:
        return f"{node} {ctx.node(node)}"
    mark = "–" if node in ctx.atlas.catalogue.elements else "  ·"
    return f"{mark} {ctx.node(node)}"


def measured_places(ctx: Context, measure: Measure) -> pd.DataFrame:
    """One row per place, cities and the zones that pass: value, score, year, basis, and the rank as it is printed.

    `label` is '3–7 / 18' for a dimension, '3 / 290' for an indicator, '' where there is no rank; `rank` is that of an
    indicator as a number.
    """
    places = [*ctx.all_cities, *ctx.zones]
    if ctx.indicator(measure.node):
        return _measured_indicator(ctx, measure, places)
    rows = standing.scores_in(
        ctx.atlas.scores_at([measure.node], ctx.view.year),
        ctx.view.year,
        [measure.node],
        places,
        ctx.view.proxies,
    )
    ranks = ctx.atlas.ranks_in(measure.node, ctx.view.year).reindex(rows["place"].astype(str))
    # Colours need a number: the middle of the interval, which is never printed.
    middle = ranks["median"].where(rows["ranked"].to_numpy()).to_numpy()
    printed = rank_labels(ctx, measure.node, rows["place"], ctx.view.year)
    value = pd.Series(middle, rows.index) if measure.show == RANK else rows["score"]
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": value,
            "score": rows["score"],
            "rank": np.nan,
            "label": [text if text != MISSING_NUMBER else "" for text in printed],
            "year": rows["year"],
            "unit": "rank" if measure.show == RANK else "score",
            "basis": rows["basis"].astype(str),
            "ranked": rows["ranked"],
            "coverage": rows["coverage"],
        }
    )


def _measured_indicator(ctx: Context, measure: Measure, places: list[str]) -> pd.DataFrame:
    indicator = ctx.atlas.catalogue.indicators[measure.node]
    normalised = ctx.atlas.normalised_in(ctx.view.year)
    rows = standing.indicator_values(normalised, ctx.view.year, [measure.node], places, ctx.view.proxies)
    if rows.empty:
        rows = _outside_index(ctx, measure.node, places)
    city = ~rows["place"].isin(list(ctx.atlas.catalogue.zones))
    # Scores end at the goalposts, beyond which cities differ all the same.
    rank = pd.Series(rank_each(rows["value"].where(city), indicator.direction), rows.index)
    total = int(rank.notna().sum())
    column = {LEVEL: rows["value"], SCORE: rows["score"], RANK: rank}[measure.show]
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": column,
            "score": rows["score"],
            "rank": rank,
            "label": [f"{number(r)} / {number(total)}" if pd.notna(r) else "" for r in rank],
            "year": rows["value_year"],
            "unit": {LEVEL: indicator.unit, SCORE: "score", RANK: "rank"}[measure.show],
            "basis": rows["value_basis"].astype(str),
            "ranked": rows["value_basis"].eq(EXACT),
            "coverage": 1.0,
        }
    )


def _outside_index(ctx: Context, indicator: str, places: list[str]) -> pd.DataFrame:
    """Values in force of an indicator that is no part of the year's index, so that it has no scores."""
    rows = in_force.values_of_indicator(ctx.atlas, indicator, ctx.view.year, ctx.view.proxies)
    rows = rows[rows["place"].isin(places)]
    return rows.assign(score=np.nan, value_year=rows["year"], value_basis=rows["basis"])
