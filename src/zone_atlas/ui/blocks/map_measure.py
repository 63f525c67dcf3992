"""Choose the measure that the map shows, and find its value at every place."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from zone_atlas.analysis.map_values import LEVEL, RANK, SCORE, compute_map_values
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks.wording import printed_ranks_of
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons, draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t


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
    """Values of the measure at every city and at the zones that pass, with the rank as it is printed.

    Returns
    -------
    DataFrame
        What `analysis.map_values.compute_map_values` returns, and `label`: '3–7 / 18' for a dimension, '3 / 290' for an
        indicator, '' where there is no rank.
    """
    year, places = ctx.view.year, [*ctx.all_cities, *ctx.zones]
    rows = compute_map_values(ctx.atlas, measure.node, measure.show, year, places, ctx.view.proxies)
    if ctx.indicator(measure.node):
        total = number(int(rows["rank"].notna().sum()))
        return rows.assign(label=[f"{number(r)} / {total}" if pd.notna(r) else "" for r in rows["rank"]])
    printed = printed_ranks_of(ctx, measure.node, rows["place"], year)
    return rows.assign(label=[text if text != MISSING_NUMBER else "" for text in printed])
