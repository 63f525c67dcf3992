"""A small map of one zone: its members filled, the cities and provinces around them in outline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from zone_atlas.charts.base.label_places import Box, share_area
from zone_atlas.charts.base.labels import measure_text
from zone_atlas.charts.base.theme import CLEAR, Colours, Mode, fade_colour, get_palette, start_chart
from zone_atlas.charts.maps.choropleth import PROVINCES
from zone_atlas.charts.maps.polygons import Trace, layer_flat_polygons, make_map_view

# How much wider than the zone the frame is, so that the province around it can be recognised.
ROOM = 1.7
# Degrees; a zone of two districts would else fill the frame and lie nowhere.
LEAST_SPAN = 1.2
FILL_OPACITY = 0.8
FONT, LINE = 11, 13.0
# How far the middle of a name may lie from its spot: right in halves of its width, up in lines.
STEPS = ((0, 0), (0, -1), (0, 1), (1.1, 0), (-1.1, 0), (0.9, -1), (-0.9, 1), (-0.9, -1), (0.9, 1))


@dataclass(frozen=True)
class Bounds:
    """A box in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class MemberSpot:
    """A member of the zone: its name, where the name stands, and whether it has a polygon (else an open circle)."""

    label: str
    longitude: float
    latitude: float
    drawn: bool = True


@dataclass(frozen=True)
class ZoneLayers:
    """The layers of a map of one zone.

    Attributes
    ----------
    zone : str
        Feature of zones.json: the true extent of the members, districts included.
    members : sequence of MemberSpot
    bounds : Bounds
        Box around the members.
    cities : sequence of str
        Adcodes of the members that are whole cities: their common borders are drawn.
    around : sequence of str
        Adcodes of the cities of the same province or provinces, drawn in outline.
    """

    zone: str
    members: Sequence[MemberSpot]
    bounds: Bounds
    cities: Sequence[str]
    around: Sequence[str]


def draw_zone_map(
    layers: ZoneLayers, mode: Mode = "light", *, width: int = 320, height: int = 240
) -> go.Figure:
    """Draw the members of a zone within what surrounds them.

    The figure holds no geometry: the browser fetches it.

    Parameters
    ----------
    layers : ZoneLayers
    mode : {'light', 'dark'}
    width, height : int
        Pixels the map is laid out for; a wider place leaves room at its sides.
    """
    palette = get_palette(mode)
    chart = start_chart(mode, height, l=0, r=0, t=0, b=0)
    fill = fade_colour(palette.accent, FILL_OPACITY)
    chart.data += [
        layer_flat_polygons("provinces", PROVINCES, "geo", palette.panel, palette.peers, 0.8),
        layer_flat_polygons("prefectures", layers.around, "geo", palette.no_data, palette.ground, 0.8),
        layer_flat_polygons("zones", [layers.zone], "geo", fill, palette.accent, 1.2),
        layer_flat_polygons("prefectures", layers.cities, "geo", CLEAR, palette.ground, 1.0),
        layer_flat_polygons("provinces", PROVINCES, "geo", CLEAR, palette.muted, 0.9),
    ]
    box = frame_bounds(layers.bounds, width / height)
    members = layers.members
    chart.data += [
        _mark_members([spot for spot in members if not spot.drawn], palette),
        _write_member_names(members, place_member_names(members, box, width), palette),
    ]
    chart.data = [trace for trace in chart.data if trace.get("locations") or trace.get("lon")]
    # A Mercator map is true to shape at this scale, and a box of degrees fills its frame.
    view = make_map_view(
        projection={"type": "mercator"},
        lonaxis={"range": [box.west, box.east]},
        lataxis={"range": [box.south, box.north]},
    )
    chart.update_layout(geo=view)
    return chart.finished()


def frame_bounds(bounds: Bounds, ratio: float) -> Bounds:
    """Return a box of a ratio of width to height around bounds, with room at every side.

    Parameters
    ----------
    bounds : Bounds
    ratio : float
        Width divided by height, in pixels.
    """
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


def place_member_names(members: Sequence[MemberSpot], box: Bounds, width: int) -> list[tuple[float, float]]:
    """Return the middle of each name, in degrees: on its spot where there is room, else where it covers least.

    Parameters
    ----------
    members : sequence of MemberSpot
    box : Bounds
        What the map shows.
    width : int
        Pixels of the map.
    """
    per_degree = width / (box.east - box.west)
    # The scale of the projection at this latitude: a degree of latitude is longer than one of longitude.
    per_latitude = per_degree / math.cos(math.radians((box.south + box.north) / 2))
    taken: list[Box] = []
    middles = []
    for spot in members:
        x, y = spot.longitude * per_degree, spot.latitude * per_latitude
        half = measure_text(spot.label) * FONT * 0.28
        # A name beside an open circle must not lie on it.
        options = [(x + right * half, y + up * LINE) for right, up in (STEPS if spot.drawn else STEPS[1:])]
        boxes = [(at - half, level - LINE / 2, at + half, level + LINE / 2) for at, level in options]
        # Rounded, because names one line apart share nothing but the error of the last digits.
        costs = [round(share_area(one, taken), 6) for one in boxes]
        best = costs.index(min(costs))
        taken.append(boxes[best])
        middles.append(options[best])
    return [(round(x / per_degree, 4), round(y / per_latitude, 4)) for x, y in middles]


def _mark_members(members: Sequence[MemberSpot], palette: Colours) -> Trace:
    """Open circles for the members without a polygon."""
    return {
        "type": "scattergeo",
        "lon": [spot.longitude for spot in members],
        "lat": [spot.latitude for spot in members],
        "hoverinfo": "skip",
        "mode": "markers",
        "marker": {"size": 8, "color": palette.ground, "line": {"width": 1.6, "color": palette.accent}},
        "geo": "geo",
    }


def _write_member_names(
    members: Sequence[MemberSpot], spots: Sequence[tuple[float, float]], palette: Colours
) -> Trace:
    """Names of the members; a glow in the ground's colour keeps them readable."""
    return {
        "type": "scattergeo",
        "lon": [longitude for longitude, _ in spots],
        "lat": [latitude for _, latitude in spots],
        "text": [spot.label for spot in members],
        "hoverinfo": "skip",
        "mode": "text",
        "textposition": "middle center",
        "textfont": {
            "size": FONT,
            "color": palette.ink,
            "shadow": ", ".join([f"0 0 3px {palette.ground}"] * 4),
        },
        "geo": "geo",
    }
