"""Invisible marks that carry hover text and what a click returns."""

from __future__ import annotations

from collections.abc import Sequence

from zone_atlas.charts.base.runs import Point
from zone_atlas.charts.base.sketch import Sketch


def add_targets(
    chart: Sketch,
    places: Sequence[Point],
    customdata: Sequence[Sequence[object]],
    text: Sequence[str],
    name: str,
    size: int = 9,
) -> None:
    """Lay invisible markers that carry hover text and what a click returns.

    Parameters
    ----------
    chart : Sketch
    places : sequence of (x, y)
    customdata : sequence of sequences
        What a click on each returns.
    text : sequence of str
        Hover text of each.
    name : str
        Of the trace.
    size : int
        Pixels.
    """
    chart.add_scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        mode="markers",
        marker={"size": size, "opacity": 0},
        customdata=[list(row) for row in customdata],
        text=list(text),
        hovertemplate="%{text}<extra></extra>",
        name=name,
    )


def add_cell_targets(
    chart: Sketch,
    places: Sequence[Point],
    customdata: Sequence[Sequence[object]],
    text: Sequence[str],
    size: int,
) -> None:
    """Lay invisible squares over the cells of a matrix, as a last trace named ``cells``.

    Parameters
    ----------
    chart : Sketch
    places : sequence of (x, y)
        Middles of the cells.
    customdata : sequence of sequences
        What a click on each cell returns.
    text : sequence of str
        Hover text of each cell.
    size : int
        Pixels of a square's side.
    """
    chart.add_scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        mode="markers",
        marker={"symbol": "square", "size": size, "opacity": 0},
        customdata=[list(row) for row in customdata],
        text=list(text),
        hovertemplate="%{text}<extra></extra>",
        name="cells",
    )
    # Cells are wider than tall: the pointer stays over its cell well beyond plotly's 20 px.
    chart.update_layout(hoverdistance=80)
