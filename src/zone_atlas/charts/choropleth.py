"""The map of China: places in one colour family, zones outlined, parks as open diamonds, the South China Sea inset."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.map_names import CENTRAL_MERIDIAN, PARALLELS, Name, PlacedName, place_map_names
from zone_atlas.charts.map_scale import (
    Legend,
    explain_grey,
    locate_on_scale,
    make_banded_scale,
    make_scale_bar,
)
from zone_atlas.charts.polygons import Trace, layer_flat_polygons, layer_polygons
from zone_atlas.charts.theme import CLEAR, Colours, Family, Mode, get_palette, start_chart

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
    """A zone on the map: its feature in zones.json and the point its name belongs to."""

    zone: str
    label: str
    longitude: float
    latitude: float
    cohort: int = 0
    proxy: bool = False
    hover: str = ""


def draw_choropleth(
    values: pd.DataFrame,
    outlines: Sequence[Outline],
    parks: pd.DataFrame,
    legend: Legend,
    *,
    mode: Mode = "light",
    family: Family = "driver",
    height: int = 520,
    receding: Collection[str] = frozenset(),
    base_url: str = "/app/static",
    by_cohort: bool = False,
    ring: str = "",
) -> go.Figure:
    """Draw a national choropleth of prefecture-level places.

    A click on a place returns its adcode as ``location``; on a zone of districts, its zone id; on a park, its
    county's adcode as ``customdata``.  The figure holds no geometry: the browser fetches it from ``base_url``.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns adcode (six digits), value (NaN: no data, drawn grey), label (hover text, may hold ``<br>``).
    outlines : sequence of Outline
        Zones to outline; a proxy zone has a thinner line and an open circle.
    parks : pandas.DataFrame
        Columns adcode (of its county), name, longitude, latitude (degrees), hover.
    legend : Legend
        Words for both ends and the values they stand for.
    mode, family
        Theme and colour family.
    height : int
        Pixels.  The country is 1.2 times as wide as high and fills the frame from about 1.25.
    receding : collection of str
        Adcodes outside the reader's filter, drawn paler.
    base_url : str
        Where prefectures.json, provinces.json and zones.json are served; absolute, so that it holds on every page.
    by_cohort : bool
        Outline zones in the hue of their cohort instead of the accent.
    ring : str
        Adcode of one place to outline in the accent.
    """
    palette = get_palette(mode)
    chart = start_chart(mode, height, l=0, r=0, t=0, b=0)
    places = _list_drawn_places(values).assign(position=lambda rows: locate_on_scale(rows, receding, legend))
    inset = places[places["adcode"].str[:2].isin(INSET_PROVINCES)]
    traces: list[Trace] = []
    for geo, shown in (("geo", places), ("geo2", inset)):
        # Grey land lies under everything, so that a place without a row is grey and never a hole.
        traces.append(
            layer_flat_polygons(
                base_url, "provinces", PROVINCES, geo, palette.no_data, palette.ground, BORDER
            )
        )
        traces += _layer_places(base_url, shown, geo, palette)
        borders = (*PROVINCES, TEN_SEGMENT_LINE)
        traces.append(layer_flat_polygons(base_url, "provinces", borders, geo, CLEAR, palette.muted, BORDER))
    if ring:
        traces.append(
            layer_flat_polygons(base_url, "prefectures", [ring], "geo", CLEAR, palette.accent, RING)
        )
    traces += _layer_zone_outlines(base_url, outlines, palette, by_cohort)
    traces += _name_map_places(outlines, parks, palette)
    chart.data += [*traces, make_scale_bar(legend, palette, family, mode)]
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


def _list_drawn_places(values: pd.DataFrame) -> pd.DataFrame:
    """Every place to draw, those that must always show included."""
    places = values[["adcode", "value", "label"]].astype({"adcode": str, "label": str})
    absent = sorted(set(ALWAYS_DRAWN) - set(places["adcode"]))
    grey = pd.DataFrame({"adcode": absent, "value": [np.nan] * len(absent), "label": [""] * len(absent)})
    return pd.concat([places, grey.astype({"value": float})], ignore_index=True)


def _layer_places(base_url: str, places: pd.DataFrame, geo: str, palette: Colours) -> list[Trace]:
    """The places themselves; the islets of Sansha have a line of their own that shows them."""
    islets = places["adcode"].eq(SANSHA)
    return [
        layer_polygons(
            base_url,
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


def _layer_zone_outlines(
    base_url: str, outlines: Sequence[Outline], palette: Colours, by_cohort: bool
) -> list[Trace]:
    """Outlines of zones.

    Those made of whole cities let the pointer through to the city; those of districts take it, because the city
    below is a wider place than the zone.
    """
    layers = []
    for proxy, width, hoverinfo in ((False, 1.8, "skip"), (True, 0.9, "text")):
        zones = [outline for outline in outlines if outline.proxy == proxy]
        hues = [palette.cohort(zone.cohort) if by_cohort else palette.accent for zone in zones]
        if zones:
            layers.append(
                layer_polygons(
                    base_url,
                    "zones",
                    [zone.zone for zone in zones],
                    "geo",
                    z=[0] * len(zones),
                    colorscale=[[0, CLEAR], [1, CLEAR]],
                    showscale=False,
                    text=[zone.hover or zone.label for zone in zones],
                    hoverinfo=hoverinfo,
                    marker={"line": {"width": width, "color": hues}},
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


def _view(**options: Any) -> dict[str, Any]:
    """A map without base layers."""
    return {"visible": False, "bgcolor": CLEAR, "resolution": 110, **options}


def _frame_country() -> dict[str, Any]:
    """The country from Kashgar to Fuyuan and from Mohe to Hainan, as large as the frame allows.

    plotly fits the box of the two ranges into the frame.  A box that holds the whole country is far wider than
    the country, because the box's southern edge is; this one has the country's own proportions, and nothing is
    cut off at its edges.
    """
    return _view(
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
    return _view(
        projection={"type": "mercator"},
        lonaxis={"range": [105, 123]},
        lataxis={"range": [2, 25.5]},
        domain={"x": [0.83, 0.995], "y": [0.01, 0.32]},
        showframe=True,
        framecolor=palette.muted,
        framewidth=0.8,
    )
