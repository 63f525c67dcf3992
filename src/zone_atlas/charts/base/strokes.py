"""The strokes that all charts are drawn with: lines with gaps, bands, dots, ticks and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import format_chart_number
from zone_atlas.charts.base.runs import Point, join_with_gaps
from zone_atlas.charts.base.sketch import Sketch

TICK_OPACITY = 0.55


def add_line(
    chart: Sketch,
    runs: Sequence[Sequence[Point]],
    colour: str,
    width: float,
    name: str,
    dash: str = "solid",
) -> None:
    """Draw many separate lines as one trace.

    Parameters
    ----------
    chart : Sketch
    runs : sequence of sequences of (x, y)
    colour : str
        ``#RRGGBB``.
    dash : str
        A plotly dash, such as '3px,3px'.
    """
    across, along = join_with_gaps(runs)
    chart.add_scatter(
        x=across,
        y=along,
        mode="lines",
        line={"color": colour, "width": width, "dash": dash},
        hoverinfo="skip",
        connectgaps=False,
        name=name,
    )


@dataclass(frozen=True)
class DotLook:
    """The look of dots.

    Attributes
    ----------
    colour : str
        ``#RRGGBB``.
    size : float
        Pixels across.
    hollow : bool
        True for a rim of the colour around the page's own ground.
    symbol : str
        A plotly marker symbol.
    """

    colour: str
    size: float
    hollow: bool = False
    symbol: str = "circle"


def add_dots(
    chart: Sketch,
    places: Sequence[Point],
    look: DotLook,
    mode: theme.Mode,
    name: str,
    text: Sequence[str] = (),
) -> None:
    """Draw dots as one trace, with a label to the right of each where ``text`` is given.

    Parameters
    ----------
    chart : Sketch
    places : sequence of (x, y)
        Nothing is drawn where there are none.
    look : DotLook
    mode : {'light', 'dark'}
    name : str
        Of the trace.
    text : sequence of str
        One label per dot, or none at all.
    """
    if not places:
        return
    colour = look.colour
    ground = theme.get_palette(mode).ground
    chart.add_scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        mode="markers+text" if text else "markers",
        marker={
            "size": look.size,
            "symbol": look.symbol,
            "color": ground if look.hollow else colour,
            "opacity": 1,
            "line": {"color": colour, "width": 1.4 if look.hollow else 0},
        },
        text=list(text) or None,
        textposition="middle right",
        textfont={"color": colour, "size": 11},
        hoverinfo="skip",
        cliponaxis=False,
        name=name,
    )


def add_breaks(chart: Sketch, places: Sequence[Point], mode: theme.Mode, size: float) -> None:
    """Draw the small marks at which a break divides a line.

    Parameters
    ----------
    chart : Sketch
    places : sequence of (x, y)
        Nothing is drawn where there are none.
    mode : {'light', 'dark'}
    size : float
        Pixels.
    """
    if places:
        line = {"width": 1.4, "color": theme.get_palette(mode).ink}
        # A slant would read as a piece of the line.
        _add_marks(chart, places, {"symbol": "x-thin", "size": size, "line": line}, "own breaks")


def _add_marks(chart: Sketch, places: Sequence[Point], marker: dict[str, object], name: str) -> None:
    """Draw marks that do not react to the pointer, as one trace."""
    chart.add_scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        mode="markers",
        marker=marker,
        hoverinfo="skip",
        name=name,
    )


def add_words(
    chart: Sketch,
    words: Sequence[tuple[float, float, str]],
    colour: str,
    size: int,
    name: str,
    position: str | list[str] = "middle right",
    *,
    clip: bool = False,
) -> None:
    """Write words at (x, y) as one trace.

    Parameters
    ----------
    chart : Sketch
    words : sequence of (x, y, text)
    colour : str
        ``#RRGGBB``.
    size : int
        Pixels of the letters.
    name : str
        Of the trace.
    position : str or list of str
        A plotly ``textposition``, one for all or one each.
    """
    chart.add_scatter(
        x=[word[0] for word in words],
        y=[word[1] for word in words],
        text=[word[2] for word in words],
        mode="text",
        textposition=position,
        textfont={"color": colour, "size": size},
        hoverinfo="skip",
        cliponaxis=None if clip else False,
        name=name,
    )


def add_band(chart: Sketch, outlines: Sequence[Sequence[Point]], mode: theme.Mode) -> None:
    """Fill closed outlines with the grey of all cities, as one trace named ``band``.

    Parameters
    ----------
    chart : Sketch
    outlines : sequence of sequences of (x, y)
    mode : {'light', 'dark'}
    """
    across, along = join_with_gaps(outlines)
    chart.add_scatter(
        x=across,
        y=along,
        mode="lines",
        fill="toself",
        fillcolor=theme.fade_colour(theme.get_palette(mode).peers, 0.38),
        line={"width": 0},
        hoverinfo="skip",
        name="band",
    )


def add_ticks(chart: Sketch, places: Sequence[Point], length: float, mode: theme.Mode) -> None:
    """Draw all cities as upright ticks; where many overlap they darken.

    Parameters
    ----------
    chart : Sketch
    places : sequence of (x, y)
    length : float
        Pixels of a tick.
    mode : {'light', 'dark'}
    """
    marker = {
        "symbol": "line-ns",
        "size": length,
        "opacity": TICK_OPACITY,
        "line": {"width": 1, "color": theme.get_palette(mode).peers},
    }
    _add_marks(chart, places, marker, "all")


def add_places(
    chart: Sketch,
    dots: pd.DataFrame,
    mode: theme.Mode,
    size: float,
    name: str,
    decimals: int,
    opacity: float = 0.9,
) -> None:
    """Draw places as dots with hover and click: filled where exact, hollow where a proxy.

    Parameters
    ----------
    chart : Sketch
    dots : DataFrame
        Columns ``id``, ``label``, ``value``, ``open``, and the drawing's ``along``, ``hue``, ``row``
        (label or ''), ``row_id``.
    mode : {'light', 'dark'}
    size : float
        Pixels.
    name : str
        Of the trace.
    decimals : int
        Printed after the point.
    """
    ground = theme.get_palette(mode).ground
    marks = list(zip(dots["open"].astype(bool), dots["hue"], strict=True))
    chart.add_scatter(
        x=[round(float(value), 2) for value in dots["value"]],
        y=dots["along"].tolist(),
        mode="markers",
        marker={
            "size": size,
            "opacity": opacity,
            "color": [ground if hollow else hue for hollow, hue in marks],
            # A rim of the ground keeps touching dots countable; a proxy shows its hue as the rim.
            "line": {
                "width": [1.6 if hollow else 1 for hollow, _ in marks],
                "color": [hue if hollow else ground for hollow, hue in marks],
            },
        },
        customdata=[[str(place), row] for place, row in zip(dots["id"], dots["row_id"], strict=True)],
        text=[
            f"<b>{label}</b>{f'<br>{row}' if row else ''}  {format_chart_number(value, decimals)}"
            for label, row, value in zip(dots["label"], dots["row"], dots["value"], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
        name=name,
    )
