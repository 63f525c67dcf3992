"""What the map shows: the choice of a measure, and its value at every place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from zone_atlas.analysis import standing
from zone_atlas.ui import state
from zone_atlas.ui.context import Context
from zone_atlas.ui.language import t

LEVEL, SCORE, RANK = "level", "score", "rank"


@dataclass(frozen=True)
class Measure:
    """What the map shows: a dimension, element or indicator, as level (own unit), score or rank."""

    node: str
    show: str


def measure_parameters(ctx: Context) -> tuple[state.Parameter, state.Parameter]:
    """Address parameters of the measure and of how it is shown."""
    catalogue = ctx.atlas.catalogue
    nodes = []
    for dimension in catalogue.dimensions.values():
        nodes.append(dimension.id)
        for element in dimension.elements:
            nodes += [element.id, *[i.id for i in catalogue.indicators_of(element.id)]]
    measure = state.Parameter("measure", "choice", tuple(nodes), "D3")
    return measure, state.Parameter("show", "choice", (LEVEL, SCORE, RANK), LEVEL)


def choose_measure(ctx: Context) -> Measure:
    """Draw the two controls and return the choice."""
    measure, show = measure_parameters(ctx)
    node, how = state.register(measure), state.register(show)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = {str(n): _indented(ctx, str(n)) for n in measure.allowed}
    ways = {str(c): t(f"show.{c}") for c in show.allowed}
    left.selectbox(t("map.measure"), measure.allowed, key=measure.key, format_func=names.__getitem__)
    right.segmented_control(
        t("map.show"), show.allowed, key=show.key, format_func=ways.__getitem__, required=True
    )
    return Measure(node, how)


def _indented(ctx: Context, node: str) -> str:
    """Name of a measure that shows its place in the framework."""
    if node in ctx.atlas.catalogue.dimensions:
        return f"{node} {ctx.node(node)}"
    mark = "–" if node in ctx.atlas.catalogue.elements else "  ·"
    return f"{mark} {ctx.node(node)}"


def measured(ctx: Context, measure: Measure) -> pd.DataFrame:
    """One row a place: place, value, note (year, age), rank; cities and the zones that pass."""
    places = [*ctx.all_cities, *ctx.zones]
    if ctx.indicator(measure.node):
        return _measured_indicator(ctx, measure, places)
    rows = standing.scores_in(
        ctx.atlas.scores_of([measure.node]), ctx.view.year, [measure.node], places, ctx.view.proxies
    )
    value = rows["rank"] if measure.show == RANK else rows["score"]
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": value,
            "score": rows["score"],
            "rank": rows["rank"],
            "rank_of": rows["rank_of"],
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
        rows = _own_year(ctx, measure.node, places)
    city = ~rows["place"].isin(list(ctx.atlas.catalogue.zones))
    rank = rows["score"].where(city).rank(method="min", ascending=False)
    column = {LEVEL: rows["value"], SCORE: rows["score"], RANK: rank}[measure.show]
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": column,
            "score": rows["score"],
            "rank": rank,
            "rank_of": int(rank.notna().sum()),
            "year": rows["value_year"],
            "unit": {LEVEL: indicator.unit, SCORE: "score", RANK: "rank"}[measure.show],
            "basis": rows["value_basis"].astype(str),
            "ranked": rows["value_basis"].eq("exact"),
            "coverage": 1.0,
        }
    )


def _own_year(ctx: Context, indicator: str, places: list[str]) -> pd.DataFrame:
    """Values of the latest year there is, for an indicator outside the year's index."""
    table = ctx.atlas.values_of(indicator)
    year = standing.latest_year(table, indicator, ctx.view.year)
    rows = standing.values_in(table, year or ctx.view.year, indicator, places, ctx.view.proxies)
    return rows.assign(score=np.nan, value_year=rows["year"], value_basis=rows["basis"])
