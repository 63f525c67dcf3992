"""Layers of a map: the figure names polygons, and the browser fetches their geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zone_atlas.charts.base.theme import CLEAR

Trace = dict[str, Any]

# Where the app serves prefectures.json, provinces.json and zones.json; absolute, so that it holds on every page.
GEOMETRY_URL = "/app/static"


def layer_polygons(name: str, locations: Sequence[str], geo: str, **options: Any) -> Trace:
    """Return a layer of polygons of one geometry file, ``{name}.json``.

    Parameters
    ----------
    name : {'prefectures', 'provinces', 'zones'}
        The file.
    locations : sequence of str
        Features of the file.
    geo : str
        Map of the figure that they are drawn on.
    **options
        Further attributes of the trace.
    """
    return {
        "type": "choropleth",
        "geojson": f"{GEOMETRY_URL}/{name}.json",
        "featureidkey": "id",
        "locationmode": "geojson-id",
        "locations": list(locations),
        "geo": geo,
        # A click is a selection, and plotly would fade everything else to a fifth.
        "unselected": {"marker": {"opacity": 1}},
        **options,
    }


def layer_flat_polygons(
    name: str, locations: Sequence[str], geo: str, fill: str, line: str, width: float
) -> Trace:
    """Return a layer in one colour that does not react to the pointer.

    Parameters
    ----------
    name, locations, geo
        As for `layer_polygons`.
    fill, line : str
        Colours of the polygons and of their borders.
    width : float
        Pixels of the borders.
    """
    return layer_polygons(
        name,
        locations,
        geo,
        z=[0] * len(locations),
        colorscale=[[0, fill], [1, fill]],
        showscale=False,
        hoverinfo="skip",
        marker={"line": {"width": width, "color": line}},
    )


def make_map_view(**options: Any) -> dict[str, Any]:
    """Return a plotly map without its own base layers.

    Parameters
    ----------
    **options
        Projection, ranges and further attributes of the map.
    """
    return {"visible": False, "bgcolor": CLEAR, "resolution": 110, **options}
