"""The map of the parks: prefectures by one share, the parks as diamonds, the city around the chosen county ringed."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.choropleth import Legend, choropleth
from zone_atlas.charts.theme import CLEAR, Mode, colours

RING = 2.4


def county_map(
    values: pd.DataFrame,
    parks: pd.DataFrame,
    legend: Legend,
    around: str,
    *,
    mode: Mode = "light",
    height: int = 400,
    receding: Collection[str] = frozenset(),
    base_url: str = "/app/static",
) -> go.Figure:
    """Draw the map; parameters as of `choropleth`.

    Parameters
    ----------
    around : str
        Adcode of the prefecture to ring, '' for none. The map knows no outline of a county.
    """
    chart = choropleth(
        values,
        (),
        parks,
        legend,
        mode=mode,
        family="neutral",
        height=height,
        receding=receding,
        base_url=base_url,
    )
    if not around:
        return chart
    ring = {
        "type": "choropleth",
        "geojson": f"{base_url.rstrip('/')}/prefectures.json",
        "featureidkey": "id",
        "locationmode": "geojson-id",
        "locations": [around],
        "z": [0],
        "colorscale": [[0, CLEAR], [1, CLEAR]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"width": RING, "color": colours(mode).accent}},
        "unselected": {"marker": {"opacity": 1}},
        "geo": "geo",
        "name": "around",
    }
    # Below the names and the parks, which come last but for the scale.
    drawn = chart.to_dict()
    return go.Figure(
        {"data": [*drawn["data"][:-2], ring, *drawn["data"][-2:]], "layout": drawn["layout"]}, _validate=False
    )
