"""The map of China: places in one colour family, zones outlined, parks as open diamonds, the South China Sea inset."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base.theme import CLEAR, Colours, Family, Mode, get_palette, start_chart
from zone_atlas.charts.maps.names import CENTRAL_MERIDIAN, PARALLELS, Name, PlacedName, place_map_names
from zone_atlas.charts.maps.polygons import Trace, layer_flat_polygons, layer_polygons, make_map_view
from zone_atlas.charts.maps.scale import (
    Legend,
    explain_grey,
    locate_on_scale,
    make_banded_scale,
    make_scale_bar,
)

TEN_SEGMENT_LINE = "ten_segment_line"
SANSHA = "460300"
# Places that must show on every map of China, whether or not a series knows them.
ALWAYS_DRAWN = (SANSHA, "710000", "810000", "820000")
# Province codes run without a gap inside each of these groups of the national standard.
PROVINCE_GROUPS = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
PROVINCES = tuple(f"{code}0000" for first, last in PROVINCE_GROUPS for code in range(first, last + 1))
# Provinces with land inside the inset's frame.
INSET_PROVINCES = frozenset({"35", "36", "43", "44", "45", "46", "52", "53", "71", "81", "82"})
ZONE_FONT, PARK_FONT = 11, 10
BORDER, RING = 0.6, 2.4


@dataclass(frozen=True)
class Outline:
    """A zone on the map.

    Attributes
    ----------
    zone, label : str
        Feature of zones.json; the name in the reader's language.
    longitude, latitude : float
        Degrees of the point that the name belongs to.
    proxy : bool
        True for a zone that a wider unit stands in for: a thinner line and an open circle.
    hover : str
        Shown on pointing at a zone of districts; empty takes the label.
    """

    zone: str
    label: str
    longitude: float
    latitude: float
    proxy: bool = False
    hover: str = ""


@dataclass(frozen=True)
class CountryLayers:
    """The layers of a map of the country.

    Attributes
    ----------
    values : DataFrame
        Columns ``adcode`` (six digits), ``value`` (NaN: no data, drawn grey), ``label`` (hover text, may hold
        ``<br>``).
    outlines : sequence of Outline
        Zones to outline.
    parks : DataFrame
        Columns ``adcode`` (of its county), ``name``, ``longitude``, ``latitude`` (degrees), ``hover``.
    legend : Legend
        Words for both ends and the values they stand for.
    receding : collection of str
        Adcodes outside the reader's filter, drawn paler.
    ring : str
        Adcode of one place to outline in the accent; empty for none.
    """

    values: pd.DataFrame
    outlines: Sequence[Outline]
    parks: pd.DataFrame
    legend: Legend
    receding: Collection[str] = frozenset()
    ring: str = ""


def draw_choropleth(
    layers: CountryLayers, mode: Mode = "light", family: Family = "driver", *, height: int = 520
) -> go.Figure:
    """Draw a national choropleth of prefecture-level places.

    The figure holds no geometry: the browser fetches it.

    Parameters
    ----------
    layers : CountryLayers
    mode : {'light', 'dark'}
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the values.
    height : int
        Pixels. The country is 1.2 times as wide as high and fills the frame from about 1.25.

    Returns
    -------
    plotly.graph_objects.Figure
        A click on a place returns its adcode as ``location``; on a zone of districts, its zone id; on a park, its
        county's adcode as ``customdata``.
    """
    palette = get_palette(mode)
    chart = start_chart(mode, height, l=0, r=0, t=0, b=0)
    legend = layers.legend
    chart.data += _layer_country(layers, palette)
    if layers.ring:
        ring = layer_flat_polygons("prefectures", [layers.ring], "geo", CLEAR, palette.accent, RING)
        chart.data.append(ring)
    chart.data += _layer_zone_outlines(layers.outlines, palette)
    chart.data += _name_map_places(layers.outlines, layers.parks, palette)
    chart.data.append(make_scale_bar(legend, palette, family, mode))
    chart.update_layout(
        coloraxis={
            "colorscale": make_banded_scale(palette, family, mode),
            "cmin": 0,
            "cmax": 1,
            "showscale": False,
        },
        geo=_frame_country(),
        geo2=_frame_south_china_sea(palette),
        clickmode="event+select",
    )
    explain_grey(chart, legend, palette)
    return chart.finished()


def _layer_country(layers: CountryLayers, palette: Colours) -> list[Trace]:
    """Land, places and borders, on the map and on its inset."""
    places = _list_drawn_places(layers.values)
    places = places.assign(position=locate_on_scale(places, layers.receding, layers.legend))
    inset = places[places["adcode"].str[:2].isin(INSET_PROVINCES)]
    traces: list[Trace] = []
    for geo, shown in (("geo", places), ("geo2", inset)):
        # Grey land lies under everything, so that a place without a row is grey and never a hole.
        land = layer_flat_polygons("provinces", PROVINCES, geo, palette.no_data, palette.ground, BORDER)
        borders = (*PROVINCES, TEN_SEGMENT_LINE)
        lines = layer_flat_polygons("provinces", borders, geo, CLEAR, palette.muted, BORDER)
        traces += [land, *_layer_places(shown, geo, palette), lines]
    return traces


def _list_drawn_places(values: pd.DataFrame) -> pd.DataFrame:
    """Every place to draw, those that must always show included."""
    places = values[["adcode", "value", "label"]].astype({"adcode": str, "label": str})
    absent = sorted(set(ALWAYS_DRAWN) - set(places["adcode"]))
    grey = pd.DataFrame({"adcode": absent, "value": [np.nan] * len(absent), "label": [""] * len(absent)})
    return pd.concat([places, grey.astype({"value": float})], ignore_index=True)


def _layer_places(places: pd.DataFrame, geo: str, palette: Colours) -> list[Trace]:
    """The places themselves; the islets of Sansha have a line of their own that shows them."""
    islets = places["adcode"].eq(SANSHA)
    return [
        layer_polygons(
            "prefectures",
            shown["adcode"].tolist(),
            geo,
            z=shown["position"].tolist(),
            coloraxis="coloraxis",
            text=shown["label"].tolist(),
            hoverinfo="text",
            marker={"line": {"width": width, "color": line}},
        )
        for shown, width, line in (
            (places[~islets], 0.35, palette.ground),
            (places[islets], 1.0, palette.muted),
        )
    ]


def _layer_zone_outlines(outlines: Sequence[Outline], palette: Colours) -> list[Trace]:
    """Outlines of zones.

    Those made of whole cities let the pointer through to the city; those of districts take it, because the city
    below is a wider place than the zone.
    """
    layers = []
    for proxy, width, hoverinfo in ((False, 1.8, "skip"), (True, 0.9, "text")):
        zones = [outline for outline in outlines if outline.proxy == proxy]
        if zones:
            layers.append(
                layer_polygons(
                    "zones",
                    [zone.zone for zone in zones],
                    "geo",
                    z=[0] * len(zones),
                    colorscale=[[0, CLEAR], [1, CLEAR]],
                    showscale=False,
                    text=[zone.hover or zone.label for zone in zones],
                    hoverinfo=hoverinfo,
                    marker={"line": {"width": width, "color": [palette.accent] * len(zones)}},
                )
            )
    return layers


def _name_map_places(outlines: Sequence[Outline], parks: pd.DataFrame, palette: Colours) -> list[Trace]:
    """Parks as open diamonds, proxy zones as open circles, and every name where it covers no other."""
    proxies = [zone for zone in outlines if zone.proxy]
    whole = [zone for zone in outlines if not zone.proxy]
    spots = parks[["name", "longitude", "latitude"]].itertuples(index=False, name=None)
    park_names = [
        Name(text, longitude, latitude, PARK_FONT, mark=True) for text, longitude, latitude in spots
    ]
    proxy_names = [Name(z.label, z.longitude, z.latitude, ZONE_FONT, mark=True) for z in proxies]
    zone_names = [Name(z.label, z.longitude, z.latitude, ZONE_FONT) for z in whole]
    groups = [
        (park_names, {"symbol": "diamond", "size": 8, "line": {"width": 1.5, "color": palette.ink}}),
        (proxy_names, {"symbol": "circle", "size": 6, "line": {"width": 1.2, "color": palette.accent}}),
        (zone_names, None),
    ]
    placed = list(place_map_names((*park_names, *proxy_names, *zone_names)))
    traces = []
    for names, mark in groups:
        here, placed = placed[: len(names)], placed[len(names) :]
        if names:
            traces.append(_write_map_names(names, here, mark, palette))
    if park_names:
        traces[0].update(
            hoverinfo="text", hovertext=parks["hover"].tolist(), customdata=parks["adcode"].tolist()
        )
    return traces


def _write_map_names(
    names: Sequence[Name], spots: Sequence[PlacedName], mark: dict[str, Any] | None, palette: Colours
) -> Trace:
    """Names, with their marks where they have any; a glow in the ground's colour keeps them readable."""
    return {
        "type": "scattergeo",
        "lon": [spot.longitude for spot in spots],
        "lat": [spot.latitude for spot in spots],
        "text": [name.text for name in names],
        "textposition": [spot.side for spot in spots],
        "mode": "markers+text" if mark else "text",
        "marker": {"color": palette.ground, **mark} if mark else None,
        "textfont": {
            "size": names[0].size,
            "color": palette.ink,
            "shadow": ", ".join([f"0 0 2px {palette.ground}"] * 4),
        },
        "unselected": {"marker": {"opacity": 1}, "textfont": {"color": palette.ink}},
        "hoverinfo": "skip",
        "geo": "geo",
    }


def _frame_country() -> dict[str, Any]:
    """The country from Kashgar to Fuyuan and from Mohe to Hainan, as large as the frame allows.

    plotly fits the box of the two ranges into the frame.  A box that holds the whole country is far wider than
    the country, because the box's southern edge is; this one has the country's own proportions, and nothing is
    cut off at its edges.
    """
    return make_map_view(
        projection={
            "type": "conic equal area",
            "parallels": list(PARALLELS),
            "rotation": {"lon": CENTRAL_MERIDIAN},
            "scale": 0.97,
        },
        center={"lon": 102.6, "lat": 36.4},
        lonaxis={"range": [83, 127]},
        lataxis={"range": [17.5, 52.5]},
        # What is left free at the right keeps the inset off Taiwan and the tenth segment.
        domain={"x": [0, 0.92], "y": [0, 1]},
    )


def _frame_south_china_sea(palette: Colours) -> dict[str, Any]:
    """The South China Sea down to Zengmu Ansha, in a frame at the lower right."""
    return make_map_view(
        projection={"type": "mercator"},
        lonaxis={"range": [105, 123]},
        lataxis={"range": [2, 25.5]},
        domain={"x": [0.83, 0.995], "y": [0.01, 0.32]},
        showframe=True,
        framecolor=palette.muted,
        framewidth=0.8,
    )
