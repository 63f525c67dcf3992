"""A small map of one zone: its members filled, the cities and provinces around them in outline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from zone_atlas.charts.choropleth import PROVINCES
from zone_atlas.charts.theme import CLEAR, Colours, Mode, colours, fade, figure

# How much wider than the zone the frame is, so that the province around it can be recognised.
ROOM = 1.7
# Degrees; a zone of two districts would else fill the frame and lie nowhere.
LEAST_SPAN = 1.2
FILL_OPACITY = 0.8

Trace = dict[str, Any]


@dataclass(frozen=True)
class Bounds:
    """A box in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Spot:
    """A member of the zone: its name, where the name stands, and whether it has a polygon (else an open circle)."""

    label: str
    longitude: float
    latitude: float
    drawn: bool = True
    hover: str = ""


def zone_map(
    zone: str,
    members: Sequence[Spot],
    bounds: Bounds,
    cities: Sequence[str],
    around: Sequence[str],
    mode: Mode = "light",
    *,
    width: int = 320,
    height: int = 240,
    base_url: str = "/app/static",
) -> go.Figure:
    """Draw the members of a zone within what surrounds them.

    The figure holds no geometry: the browser fetches it from ``base_url``.

    Parameters
    ----------
    zone : str
        Feature of zones.json: the true extent of the members, districts included.
    members : sequence of Spot
    bounds : Bounds
        Box around the members.
    cities : sequence of str
        Members that are whole cities, by adcode: their common borders are drawn.
    around : sequence of str
        Cities of the province or provinces, drawn in outline.
    width, height : int
        Pixels the map is laid out for; a wider place leaves room at its sides.
    base_url : str
        Where provinces.json, prefectures.json and zones.json are served.
    """
    palette = colours(mode)
    chart = figure(mode, height, l=0, r=0, t=0, b=0)
    fill = fade(palette.accent, FILL_OPACITY)
    chart.data += [
        _layer(base_url, "provinces", PROVINCES, palette.panel, palette.peers, 0.8),
        _layer(base_url, "prefectures", around, palette.no_data, palette.ground, 0.8),
        _layer(base_url, "zones", [zone], fill, palette.accent, 1.2),
        _layer(base_url, "prefectures", cities, CLEAR, palette.ground, 1.0),
        _layer(base_url, "provinces", PROVINCES, CLEAR, palette.muted, 0.9),
        _names([spot for spot in members if spot.drawn], palette, marked=False),
        _names([spot for spot in members if not spot.drawn], palette, marked=True),
    ]
    chart.data = [trace for trace in chart.data if trace.get("locations") or trace.get("lon")]
    chart.update_layout(geo=_view(framed(bounds, width / height)))
    return chart.finished()


def framed(bounds: Bounds, ratio: float) -> Bounds:
    """Box of a ratio of width to height around bounds, with room at every side."""
    middle = ((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2)
    # A degree of longitude is shorter than one of latitude by the cosine.
    squeeze = math.cos(math.radians(middle[1]))
    high = max((bounds.north - bounds.south) * ROOM, LEAST_SPAN)
    wide = max((bounds.east - bounds.west) * squeeze * ROOM, LEAST_SPAN * ratio)
    high, wide = max(high, wide / ratio), max(wide, high * ratio)
    across = wide / squeeze
    return Bounds(
        *(
            round(value, 3)
            for value in (
                middle[0] - across / 2,
                middle[1] - high / 2,
                middle[0] + across / 2,
                middle[1] + high / 2,
            )
        )
    )


def _layer(base_url: str, name: str, locations: Sequence[str], fill: str, line: str, width: float) -> Trace:
    """Polygons of one geometry file in one colour."""
    return {
        "type": "choropleth",
        "geojson": f"{base_url.rstrip('/')}/{name}.json",
        "featureidkey": "id",
        "locationmode": "geojson-id",
        "locations": list(locations),
        "geo": "geo",
        "z": [0] * len(locations),
        "colorscale": [[0, fill], [1, fill]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"width": width, "color": line}},
    }


def _names(members: Sequence[Spot], palette: Colours, *, marked: bool) -> Trace:
    """Names of members; one without a polygon has an open circle."""
    return {
        "type": "scattergeo",
        "lon": [spot.longitude for spot in members],
        "lat": [spot.latitude for spot in members],
        "text": [spot.label for spot in members],
        "hovertext": [spot.hover or spot.label for spot in members],
        "hoverinfo": "text",
        "mode": "markers+text" if marked else "text",
        "marker": {"size": 8, "color": palette.ground, "line": {"width": 1.6, "color": palette.accent}},
        "textposition": "bottom center" if marked else "middle center",
        "textfont": {
            "size": 11,
            "color": palette.ink,
            "shadow": ", ".join([f"0 0 3px {palette.ground}"] * 4),
        },
        "geo": "geo",
    }


def _view(box: Bounds) -> dict[str, Any]:
    """The box without base layers, fixed."""
    return {
        "visible": False,
        "bgcolor": CLEAR,
        "resolution": 110,
        # True to shape at this scale, and a box of degrees fills the frame.
        "projection": {"type": "mercator"},
        "lonaxis": {"range": [box.west, box.east]},
        "lataxis": {"range": [box.south, box.north]},
    }
