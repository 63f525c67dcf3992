"""Layers of polygons: the figure names them, and the browser fetches their geometry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Trace = dict[str, Any]


def layer_polygons(base_url: str, name: str, locations: Sequence[str], geo: str, **options: Any) -> Trace:
    """Return a layer of polygons of one geometry file, ``{base_url}/{name}.json``.

    Parameters
    ----------
    locations : sequence of str
        Features of the file.
    geo : str
        Map of the figure that they are drawn on.
    **options
        Further attributes of the trace.
    """
    return {
        "type": "choropleth",
        "geojson": f"{base_url.rstrip('/')}/{name}.json",
        "featureidkey": "id",
        "locationmode": "geojson-id",
        "locations": list(locations),
        "geo": geo,
        # A click is a selection, and plotly would fade everything else to a fifth.
        "unselected": {"marker": {"opacity": 1}},
        **options,
    }


def layer_flat_polygons(
    base_url: str, name: str, locations: Sequence[str], geo: str, fill: str, line: str, width: float
) -> Trace:
    """Return a layer in one colour, blind to the pointer."""
    return layer_polygons(
        base_url,
        name,
        locations,
        geo,
        z=[0] * len(locations),
        colorscale=[[0, fill], [1, fill]],
        showscale=False,
        hoverinfo="skip",
        marker={"line": {"width": width, "color": line}},
    )
