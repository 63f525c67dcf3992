"""Show a plotly figure, drawn once for all readers who look at the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from zone_atlas.ui.shell.tables import keep_until_rebuild

if TYPE_CHECKING:
    import plotly.graph_objects as go

# No mode bar; plotly's map topology comes from here, because nothing may be fetched from elsewhere.
PLOT_CONFIG: Mapping[str, Any] = {
    "displayModeBar": False,
    "topojsonURL": "/app/static/",
    "scrollZoom": False,
    "doubleClick": "reset",
}

# Each takes about 0.2 MB.
MOST_FIGURES = 200


def show_figure(
    name: str,
    depends_on: Hashable,
    draw: Callable[[], go.Figure],
    *,
    key: str,
    alt: str,
    on_select: Callable[[], None] | None = None,
    static: bool = False,
) -> None:
    """Show a figure without a frame of its own.

    Parameters
    ----------
    name, depends_on, draw
        As in `shared_figure`.
    key : str
        Unique on the page.
    alt : str
        What the figure shows, for readers who cannot see it.
    on_select : callable, optional
        Called after a click on a point, before the page runs again.
    static : bool
        Whether the pointer does nothing to the figure.
    """
    options: dict[str, Any] = {}
    if on_select is not None:
        options = {"on_select": on_select, "selection_mode": "points"}
    st.plotly_chart(
        shared_figure(name, depends_on, draw),
        theme=None,
        config={**PLOT_CONFIG, "staticPlot": True} if static else dict(PLOT_CONFIG),
        key=key,
        alt=alt,
        **options,
    )


def shared_figure(name: str, depends_on: Hashable, draw: Callable[[], go.Figure]) -> go.Figure:
    """Return a figure, drawn once for all readers; never change it.

    Parameters
    ----------
    name : str
        The chart, so that two charts that depend on the same are two figures.
    depends_on : hashable
        Everything the figure depends on; None draws it anew.
    draw : callable
        Draws the figure.
    """
    return draw() if depends_on is None else _figure_drawn_once(name, depends_on, draw)


@keep_until_rebuild(max_entries=MOST_FIGURES)
def _figure_drawn_once(name: str, depends_on: Hashable, _draw: Callable[[], go.Figure]) -> go.Figure:
    return _draw()
