"""The few strokes all charts are drawn with: lines with gaps, dots, words, invisible targets."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from zone_atlas.charts import theme
from zone_atlas.charts.runs import Point, gapped


def add_line(
    chart: go.Figure,
    runs: Sequence[Sequence[Point]],
    colour: str,
    width: float,
    name: str,
    dash: str = "solid",
) -> None:
    """Draw many separate lines as one trace."""
    across, along = gapped(runs)
    chart.add_scatter(
        x=across,
        y=along,
        mode="lines",
        line={"color": colour, "width": width, "dash": dash},
        hoverinfo="skip",
        connectgaps=False,
        name=name,
    )


def add_dots(
    chart: go.Figure,
    places: Sequence[Point],
    colour: str,
    mode: theme.Mode,
    name: str,
    size: float,
    *,
    hollow: bool = False,
    text: Sequence[str] = (),
) -> None:
    """Draw dots, filled or hollow, with a label to the right of each where ``text`` is given."""
    if not places:
        return
    ground = theme.colours(mode).ground
    chart.add_scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        mode="markers+text" if text else "markers",
        marker={
            "size": size,
            "color": ground if hollow else colour,
            "opacity": 1,
            "line": {"color": colour, "width": 1.4 if hollow else 0},
        },
        text=list(text) or None,
        textposition="middle right",
        textfont={"color": colour, "size": 11},
        hoverinfo="skip",
        cliponaxis=False,
        name=name,
    )


def add_words(
    chart: go.Figure,
    words: Sequence[tuple[float, float, str]],
    colour: str,
    size: int,
    name: str,
    position: str = "middle right",
) -> None:
    """Write words at (x, y) as one trace."""
    chart.add_scatter(
        x=[word[0] for word in words],
        y=[word[1] for word in words],
        text=[word[2] for word in words],
        mode="text",
        textposition=position,
        textfont={"color": colour, "size": size},
        hoverinfo="skip",
        cliponaxis=False,
        name=name,
    )


def add_targets(
    chart: go.Figure,
    places: Sequence[Point],
    customdata: Sequence[Sequence[object]],
    text: Sequence[str],
    name: str,
    size: int = 9,
) -> None:
    """Lay invisible markers that carry hover text and what a click returns."""
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
