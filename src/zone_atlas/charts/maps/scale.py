"""The colour scale of the map and its legend."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.theme import Colours, Family, Mode, make_ramp, split_channels

# One trace takes one colour scale, and a trace for each state of a place would repeat the geometry: so the scale is
# cut into bands, one for each state.
NO_DATA_BAND = (0.0, 0.05)
NO_DATA_RECEDING_BAND = (0.1, 0.15)
RECEDING_BAND = (0.2, 0.55)
VALUE_BAND = (0.6, 1.0)
RECEDING_STRENGTH = 0.35
LEGEND_FONT = 11
BAR_LENGTH, BAR_MARGIN = 130, 26


@dataclass(frozen=True)
class Legend:
    """The meaning of the colours in the reader's language; the numbers are the values at both ends."""

    title: str
    low: str
    high: str
    no_data: str
    minimum: float = 0.0
    maximum: float = 100.0


def locate_on_scale(places: pd.DataFrame, receding: Collection[str], legend: Legend) -> np.ndarray:
    """Return where each place stands on the banded scale, in 0–1.

    Parameters
    ----------
    places : pandas.DataFrame
        Columns adcode and value (NaN: no data).
    receding : collection of str
        Adcodes drawn paler.
    legend : Legend
        Its ends are the ends of the ramp; values beyond take the end colour.
    """
    value = places["value"].to_numpy(dtype=float)
    share = np.clip((value - legend.minimum) / (legend.maximum - legend.minimum), 0.0, 1.0)
    pale = places["adcode"].isin(list(receding)).to_numpy()
    low = np.where(pale, RECEDING_BAND[0], VALUE_BAND[0])
    high = np.where(pale, RECEDING_BAND[1], VALUE_BAND[1])
    grey = np.where(pale, sum(NO_DATA_RECEDING_BAND) / 2, sum(NO_DATA_BAND) / 2)
    return np.where(np.isnan(share), grey, low + share * (high - low)).round(4)


def make_banded_scale(palette: Colours, family: Family, mode: Mode) -> list[list[Any]]:
    """Return the plotly colour scale of four bands: no data, no data receding, receding, value.

    Parameters
    ----------
    palette : Colours
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    """
    pale_grey = _blend_colours(palette.no_data, palette.ground, 0.5)
    bands = [
        (NO_DATA_BAND, [(0.0, palette.no_data), (1.0, palette.no_data)]),
        (NO_DATA_RECEDING_BAND, [(0.0, pale_grey), (1.0, pale_grey)]),
        (
            RECEDING_BAND,
            [(at, _blend_colours(c, palette.ground, RECEDING_STRENGTH)) for at, c in make_ramp(family, mode)],
        ),
        (VALUE_BAND, make_ramp(family, mode)),
    ]
    return [
        [round(low + at * (high - low), 4), colour] for (low, high), stops in bands for at, colour in stops
    ]


def _blend_colours(colour: str, ground: str, strength: float) -> str:
    """Mix a colour into the ground; strength 1 leaves it as it is."""
    pairs = zip(split_channels(colour), split_channels(ground), strict=True)
    return "#" + "".join(f"{round(top * strength + below * (1 - strength)):02X}" for top, below in pairs)


def make_scale_bar(legend: Legend, palette: Colours, family: Family, mode: Mode) -> dict[str, Any]:
    """Return a bar with words at both ends, carried by a trace that draws nothing.

    Parameters
    ----------
    legend : Legend
    palette : Colours
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    """
    font = {"size": LEGEND_FONT, "color": palette.muted}
    bar = {
        "orientation": "h",
        "len": BAR_LENGTH + 2 * BAR_MARGIN,
        "lenmode": "pixels",
        "thickness": 8,
        "x": 0,
        "xanchor": "left",
        "xpad": BAR_MARGIN,
        "y": 0,
        "yanchor": "bottom",
        "ypad": 22,
        "outlinewidth": 0,
        "ticks": "",
        "tickvals": [legend.minimum, legend.maximum],
        "ticktext": [legend.low, legend.high],
        "tickfont": font,
        "title": {"text": legend.title, "side": "top", "font": font},
    }
    marker = {
        "color": [legend.minimum],
        "cmin": legend.minimum,
        "cmax": legend.maximum,
        "colorscale": make_ramp(family, mode),
        "colorbar": bar,
    }
    nowhere = {"lon": [None], "lat": [None]}
    return {"type": "scattergeo", **nowhere, "mode": "markers", "hoverinfo": "skip", "marker": marker}


def explain_grey(chart: Sketch, legend: Legend, palette: Colours) -> None:
    """Name the grey of places without a value, under the scale.

    Parameters
    ----------
    chart : Sketch
    legend : Legend
    palette : Colours
    """
    corner = {"xref": "paper", "yref": "paper"}
    chart.add_shape(
        type="rect",
        **corner,
        xsizemode="pixel",
        ysizemode="pixel",
        xanchor=0,
        yanchor=0,
        x0=BAR_MARGIN,
        x1=BAR_MARGIN + 14,
        y0=6,
        y1=14,
        fillcolor=palette.no_data,
        line={"width": 0},
    )
    chart.add_annotation(
        text=legend.no_data,
        **corner,
        x=0,
        y=0,
        xshift=BAR_MARGIN + 18,
        yshift=1,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"size": LEGEND_FONT, "color": palette.muted},
    )
