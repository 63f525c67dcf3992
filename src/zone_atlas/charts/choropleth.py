"""The map of China: places in one colour family, zones outlined, parks as open diamonds, the South China Sea inset."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.map_names import CENTRAL_MERIDIAN, PARALLELS, Name, PlacedName, place_names
from zone_atlas.charts.theme import CLEAR, Colours, Family, Mode, colours, figure, ramp, rgb

TEN_SEGMENT_LINE = "ten_segment_line"
SANSHA = "460300"
# Places that must show on every map of China, whether or not a series knows them.
ALWAYS_DRAWN = (SANSHA, "710000", "810000", "820000")
PROVINCES = tuple(
    f"{code}0000"
    for code in (
        *range(11, 16),
        *range(21, 24),
        *range(31, 38),
        *range(41, 47),
        *range(50, 55),
        *range(61, 66),
        71,
        81,
        82,
    )
)
# Provinces with land inside the inset's frame.
INSET_PROVINCES = frozenset({"35", "36", "43", "44", "45", "46", "52", "53", "71", "81", "82"})

# One trace takes one colour scale, and a trace for each state of a place would repeat the geometry: so the scale is
# cut into bands, one for each state.
NO_DATA_BAND = (0.0, 0.05)
NO_DATA_RECEDING_BAND = (0.1, 0.15)
RECEDING_BAND = (0.2, 0.55)
VALUE_BAND = (0.6, 1.0)
RECEDING_STRENGTH = 0.35
ZONE_FONT, PARK_FONT, LEGEND_FONT = 11, 10, 11


@dataclass(frozen=True)
class Outline:
    """A zone on the map: its feature in zones.json and where its label stands."""

    zone: str
    label: str
    longitude: float
    latitude: float
    cohort: int = 0
    proxy: bool = False
    hover: str = ""


@dataclass(frozen=True)
class Legend:
    """What the colours mean, in the reader's words."""

    title: str
    low: str
    high: str
    no_data: str
    minimum: float = 0.0
    maximum: float = 100.0


def choropleth(
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
) -> go.Figure:
    """Draw a national choropleth of prefecture-level places.

    A click on a place returns its adcode as ``location``, a click on a zone without city figures its zone id.
    The figure holds no geometry: the browser fetches it from ``base_url``.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns adcode (six digits), value (NaN: no data, drawn grey), label (hover text, may hold ``<br>``).
    outlines : sequence of Outline
        Zones to outline; a proxy zone gets a thinner line and an open circle before its name.
    parks : pandas.DataFrame
        Columns name, longitude, latitude, hover.
    legend : Legend
        Words at both ends and the values they stand for; values beyond are drawn in the end colour.
    receding : collection of str
        Adcodes outside the reader's filter, drawn paler.
    base_url : str
        Where prefectures.json, provinces.json and zones.json are served; absolute, so that it holds on every page.
    by_cohort : bool
        Outline zones in the hue of their cohort instead of the accent.
    """
    palette = colours(mode)
    chart = figure(mode, height, l=0, r=0, t=0, b=0)
    places = _places(values, receding, legend)
    for geo, shown in (("geo", places), ("geo2", places[places["adcode"].str[:2].isin(INSET_PROVINCES)])):
        chart.add_trace(_ground(base_url, palette, geo))
        chart.add_trace(_coloured(shown, base_url, palette, geo))
        chart.add_trace(_borders(base_url, palette, geo))
    for proxy in (False, True):
        zones = [outline for outline in outlines if outline.proxy == proxy]
        if zones:
            chart.add_trace(_zone_outlines(zones, base_url, palette, proxy=proxy, by_cohort=by_cohort))
    names = _names(outlines, parks)
    spots = place_names(names)
    chart.add_trace(_park_marks(parks, spots[: len(parks)], palette))
    chart.add_trace(_zone_names(names[len(parks) :], spots[len(parks) :], palette))
    chart.add_trace(_scale(legend, palette, family, mode))
    chart.update_layout(
        coloraxis={
            "colorscale": _banded_scale(palette, family, mode),
            "cmin": 0,
            "cmax": 1,
            "showscale": False,
        },
        geo=_main_view(),
        geo2=_inset_view(palette),
        dragmode=False,
        clickmode="event+select",
    )
    _explain_grey(chart, legend, palette)
    return chart


def _places(values: pd.DataFrame, receding: Collection[str], legend: Legend) -> pd.DataFrame:
    """Every place to draw with its position on the banded colour scale."""
    places = values[["adcode", "value", "label"]].astype({"adcode": str})
    absent = [adcode for adcode in ALWAYS_DRAWN if adcode not in set(places["adcode"])]
    grey = pd.DataFrame({"adcode": absent, "value": np.nan, "label": ""})
    places = pd.concat([places, grey], ignore_index=True) if absent else places.reset_index(drop=True)
    value = places["value"].to_numpy(dtype=float)
    share = np.clip((value - legend.minimum) / (legend.maximum - legend.minimum), 0.0, 1.0)
    pale = places["adcode"].isin(list(receding)).to_numpy()
    low = np.where(pale, RECEDING_BAND[0], VALUE_BAND[0])
    high = np.where(pale, RECEDING_BAND[1], VALUE_BAND[1])
    grey_at = np.where(pale, sum(NO_DATA_RECEDING_BAND) / 2, sum(NO_DATA_BAND) / 2)
    return places.assign(position=np.where(np.isnan(share), grey_at, low + share * (high - low)).round(4))


def _blend(colour: str, ground: str, strength: float) -> str:
    """Mix a colour into the ground; strength 1 leaves it as it is."""
    pairs = zip(rgb(colour), rgb(ground), strict=True)
    return "#" + "".join(f"{round(top * strength + below * (1 - strength)):02X}" for top, below in pairs)


def _banded_scale(palette: Colours, family: Family, mode: Mode) -> list[list[Any]]:
    """Colour scale of four bands: no data, no data receding, receding, value."""
    scale: list[list[Any]] = []
    pale_grey = _blend(palette.no_data, palette.ground, 0.5)
    bands = [
        (NO_DATA_BAND, [(0.0, palette.no_data), (1.0, palette.no_data)]),
        (NO_DATA_RECEDING_BAND, [(0.0, pale_grey), (1.0, pale_grey)]),
        (RECEDING_BAND, [(at, _blend(c, palette.ground, RECEDING_STRENGTH)) for at, c in ramp(family, mode)]),
        (VALUE_BAND, ramp(family, mode)),
    ]
    for (low, high), stops in bands:
        scale += [[round(low + at * (high - low), 4), colour] for at, colour in stops]
    return scale


def _layer(base_url: str, name: str, locations: Sequence[str], geo: str, **options: Any) -> go.Choropleth:
    """A layer of polygons of one geometry file."""
    return go.Choropleth(
        geojson=f"{base_url.rstrip('/')}/{name}.json",
        featureidkey="id",
        locationmode="geojson-id",
        locations=list(locations),
        geo=geo,
        # A click is a selection, and plotly would fade everything else to a fifth.
        unselected={"marker": {"opacity": 1}},
        **options,
    )


def _flat(base_url: str, fill: str, locations: Sequence[str], geo: str, **line: Any) -> go.Choropleth:
    """The province layer in one colour, blind to the pointer."""
    return _layer(
        base_url,
        "provinces",
        locations,
        geo,
        z=[0] * len(locations),
        colorscale=[[0, fill], [1, fill]],
        showscale=False,
        hoverinfo="skip",
        marker={"line": line},
    )


def _ground(base_url: str, palette: Colours, geo: str) -> go.Choropleth:
    """Grey land under everything, so that a place without a row is grey and never a hole."""
    return _flat(base_url, palette.no_data, PROVINCES, geo, width=0.4, color=palette.ground)


def _borders(base_url: str, palette: Colours, geo: str) -> go.Choropleth:
    """Province borders and the ten-segment line."""
    return _flat(base_url, CLEAR, (*PROVINCES, TEN_SEGMENT_LINE), geo, width=0.6, color=palette.muted)


def _coloured(places: pd.DataFrame, base_url: str, palette: Colours, geo: str) -> go.Choropleth:
    """The places themselves; the islets of Sansha keep a line that shows them."""
    islets = places["adcode"].eq(SANSHA)
    return _layer(
        base_url,
        "prefectures",
        places["adcode"].tolist(),
        geo,
        z=places["position"].tolist(),
        coloraxis="coloraxis",
        text=places["label"].tolist(),
        hoverinfo="text",
        marker={
            "line": {
                "width": np.where(islets, 1.0, 0.35).tolist(),
                "color": np.where(islets, palette.muted, palette.ground).tolist(),
            }
        },
    )


def _zone_outlines(
    zones: Sequence[Outline], base_url: str, palette: Colours, *, proxy: bool, by_cohort: bool
) -> go.Choropleth:
    """Outlines of zones.

    Those made of whole cities let the pointer through to the city; those of districts take it, because the city
    below is a wider place than the zone.
    """
    hues = [palette.cohort(zone.cohort) if by_cohort else palette.accent for zone in zones]
    return _layer(
        base_url,
        "zones",
        [zone.zone for zone in zones],
        "geo",
        z=[0] * len(zones),
        colorscale=[[0, CLEAR], [1, CLEAR]],
        showscale=False,
        text=[zone.hover or zone.label for zone in zones],
        hoverinfo="text" if proxy else "skip",
        marker={"line": {"width": 0.9 if proxy else 1.8, "color": hues}},
    )


def _halo(palette: Colours) -> str:
    """A glow in the colour of the ground that keeps a name readable over any fill."""
    return ", ".join([f"0 0 2px {palette.ground}"] * 4)


def _names(outlines: Sequence[Outline], parks: pd.DataFrame) -> list[Name]:
    """Names of parks, which stand at their marks, and then of zones."""
    marks = zip(parks["name"], parks["longitude"], parks["latitude"], strict=True)
    return [Name(text, longitude, latitude, PARK_FONT, point=True) for text, longitude, latitude in marks] + [
        Name(f"○ {zone.label}" if zone.proxy else zone.label, zone.longitude, zone.latitude, ZONE_FONT)
        for zone in outlines
    ]


def _zone_names(names: Sequence[Name], spots: Sequence[PlacedName], palette: Colours) -> go.Scattergeo:
    """Names of the zones beside their anchors."""
    return go.Scattergeo(
        lon=[round(spot.longitude, 3) for spot in spots],
        lat=[round(spot.latitude, 3) for spot in spots],
        text=[name.text for name in names],
        textposition=[spot.side for spot in spots],
        mode="text",
        textfont={"size": ZONE_FONT, "color": palette.ink, "shadow": _halo(palette)},
        hoverinfo="skip",
        geo="geo",
    )


def _park_marks(parks: pd.DataFrame, spots: Sequence[PlacedName], palette: Colours) -> go.Scattergeo:
    """Parks as open diamonds with their names."""
    return go.Scattergeo(
        lon=parks["longitude"].tolist(),
        lat=parks["latitude"].tolist(),
        text=parks["name"].tolist(),
        customdata=parks["name"].tolist(),
        hovertext=parks["hover"].tolist(),
        hoverinfo="text",
        mode="markers+text",
        textposition=[spot.side for spot in spots],
        textfont={"size": PARK_FONT, "color": palette.ink, "shadow": _halo(palette)},
        marker={
            "symbol": "diamond",
            "size": 8,
            "color": palette.ground,
            "line": {"width": 1.5, "color": palette.ink},
        },
        unselected={"marker": {"opacity": 1}, "textfont": {"color": palette.ink}},
        geo="geo",
    )


def _scale(legend: Legend, palette: Colours, family: Family, mode: Mode) -> go.Scattergeo:
    """The legend: a bar with words at both ends, carried by a trace that draws nothing."""
    font = {"size": LEGEND_FONT, "color": palette.muted}
    return go.Scattergeo(
        lon=[None],
        lat=[None],
        mode="markers",
        hoverinfo="skip",
        geo="geo",
        marker={
            "color": [legend.minimum],
            "cmin": legend.minimum,
            "cmax": legend.maximum,
            "colorscale": ramp(family, mode),
            "colorbar": {
                "orientation": "h",
                "len": 130,
                "lenmode": "pixels",
                "thickness": 8,
                "x": 0,
                "xanchor": "left",
                "xpad": 26,
                "y": 0,
                "yanchor": "bottom",
                "ypad": 22,
                "outlinewidth": 0,
                "ticks": "",
                "tickvals": [legend.minimum, legend.maximum],
                "ticktext": [legend.low, legend.high],
                "tickfont": font,
                "title": {"text": legend.title, "side": "top", "font": font},
            },
        },
    )


def _explain_grey(chart: go.Figure, legend: Legend, palette: Colours) -> None:
    """Name the grey of places without a value, under the scale."""
    chart.add_shape(
        type="rect",
        xref="paper",
        yref="paper",
        xsizemode="pixel",
        ysizemode="pixel",
        xanchor=0,
        yanchor=0,
        x0=26,
        x1=40,
        y0=6,
        y1=14,
        fillcolor=palette.no_data,
        line={"width": 0},
    )
    chart.add_annotation(
        text=legend.no_data,
        xref="paper",
        yref="paper",
        x=0,
        y=0,
        xshift=44,
        yshift=1,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
        font={"size": LEGEND_FONT, "color": palette.muted},
    )


def _view(**options: Any) -> dict[str, Any]:
    """A map without base layers."""
    hidden = dict.fromkeys(("showland", "showcoastlines", "showcountries", "showlakes", "showocean"), False)
    return {"visible": False, "bgcolor": CLEAR, "resolution": 110, **hidden, **options}


def _main_view() -> dict[str, Any]:
    """The country from Kashgar to Fuyuan and from Mohe to Hainan, as large as the frame allows.

    plotly fits the box of the two ranges into the frame.  A box that holds the whole country is far wider than
    it, because its southern edge is; this one has the country's own proportions (1.19), and nothing is cut off
    at its edges.
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
        domain={"x": [0, 0.92], "y": [0, 1]},
    )


def _inset_view(palette: Colours) -> dict[str, Any]:
    return _view(
        projection={"type": "mercator"},
        lonaxis={"range": [105, 123]},
        lataxis={"range": [2, 25.5]},
        domain={"x": [0.83, 0.995], "y": [0.01, 0.32]},
        showframe=True,
        framecolor=palette.muted,
        framewidth=0.8,
    )
