"""Charts as plain mappings until plotly takes them, once and unchecked.

plotly checks every attribute at each ``add_`` and ``update_`` call, which made up nine tenths of the time of a chart.
A sketch collects the same calls; the tests let plotly check every finished chart instead.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


def _merge_layers(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Return the old mapping with the new one laid over it, level by level."""
    result = dict(old)
    for key, value in new.items():
        nested = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = _merge_layers(result[key], value) if nested else value
    return result


class Sketch:
    """Traces and layout of a two-dimensional chart.

    Parameters
    ----------
    layout : dict
        The layout to begin with.
    ink : str
        Colour of the text that matters.
    """

    def __init__(self, layout: dict[str, Any], ink: str) -> None:
        self.ink = ink
        self.data: list[dict[str, Any]] = []
        self.layout = layout

    def add_scatter(self, **attributes: Any) -> None:
        """Add a scatter trace."""
        self._add("scatter", attributes)

    def add_heatmap(self, **attributes: Any) -> None:
        """Add a heatmap trace."""
        self._add("heatmap", attributes)

    def _add(self, kind: str, attributes: dict[str, Any]) -> None:
        self.data.append({"type": kind, **{k: v for k, v in attributes.items() if v is not None}})

    def add_shape(self, **attributes: Any) -> None:
        """Add a shape."""
        self.layout.setdefault("shapes", []).append(attributes)

    def add_annotation(self, **attributes: Any) -> None:
        """Add an annotation."""
        self.layout.setdefault("annotations", []).append(attributes)

    def update_xaxes(self, **attributes: Any) -> None:
        """Change the horizontal axis."""
        self.update_layout(xaxis=attributes)

    def update_yaxes(self, **attributes: Any) -> None:
        """Change the vertical axis."""
        self.update_layout(yaxis=attributes)

    def update_layout(self, **attributes: Any) -> None:
        """Change the layout, level by level."""
        self.layout = _merge_layers(self.layout, attributes)

    def finished(self) -> go.Figure:
        """Return the figure, unchecked."""
        return go.Figure({"data": self.data, "layout": self.layout}, _validate=False)
