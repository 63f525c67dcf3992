"""Show how narrow a place's base is: specialisation and diversification among all cities."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.pathways.specialisation import (
    FIRST,
    LAST,
    among_cities,
    city_indices,
    index_of_place,
)
from zone_atlas.charts.rows.distribution import Row, draw_tile_strip
from zone_atlas.ui.blocks.figures import show_figure
from zone_atlas.ui.blocks.wording import join_sentences
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import fixed_number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

INDEX_DECIMALS = {"krugman": 2, "effective": 1}


def show_breadth(ctx: Context, place: str) -> None:
    """Show two tiles: how unlike the country the place's industries are, and how many of them carry it."""
    for name in INDEX_DECIMALS:
        with st.container(border=True, gap="small", key=f"breadth-{name}"):
            st.markdown(f"**{escape_markdown(t(f'pathways.index.{name}'))}**")
            _breadth_strip(ctx, place, name)
            st.markdown(escape_markdown(_breadth_position(ctx, place, name)))
            st.markdown(quiet_markdown(t(f"pathways.index.{name}.text")))


def _breadth_strip(ctx: Context, place: str, name: str) -> None:
    show_figure(
        "breadth",
        ctx.seen(place, name, yearly=False),
        lambda: _drawn_breadth(ctx, place, name),
        key=f"breadth-plot-{name}",
        alt=t(f"pathways.index.{name}"),
    )


def _drawn_breadth(ctx: Context, place: str, name: str) -> go.Figure:
    """Draw all cities as ticks, the place as an open dot for the first census and a filled one for the last."""
    cities = city_indices(ctx.atlas, LAST)[name]
    values = {year: index_of_place(ctx.atlas, place, year, name) for year in (FIRST, LAST)}
    known = {year: value for year, value in values.items() if np.isfinite(value)}
    dots = pd.DataFrame(
        {
            "id": place,
            "label": [f"{ctx.place(place)} {year}" for year in known],
            "value": list(known.values()),
            "open": [year != LAST for year in known],
        }
    )
    span = (min(cities.min(), *known.values()), max(cities.max(), *known.values()))
    median, decimals = float(cities.median()), INDEX_DECIMALS[name]
    row = Row(cities.to_numpy(), dots, median, "driver")
    return draw_tile_strip(row, ctx.mode, value_range=span, decimals=decimals)


def _breadth_position(ctx: Context, place: str, name: str) -> str:
    decimals = INDEX_DECIMALS[name]
    before, now = (index_of_place(ctx.atlas, place, year, name) for year in (FIRST, LAST))
    median = float(city_indices(ctx.atlas, LAST)[name].median())
    parts = [
        t("pathways.index.now", value=fixed_number(now, decimals), median=fixed_number(median, decimals))
    ]
    rank = among_cities(ctx.atlas, place, LAST, name)
    if rank is not None:
        parts.append(t(f"pathways.index.{name}.rank", rank=rank.rank, of=rank.of))
    if np.isfinite(before):
        parts.append(t("pathways.index.before", value=fixed_number(before, decimals)))
    return join_sentences(ctx, parts)
