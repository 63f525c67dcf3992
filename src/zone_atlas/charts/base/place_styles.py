"""Styles that distinguish `MOST_PLACES` places in one chart by hue, shape and dash together: never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import measure_text
from zone_atlas.charts.base.row_parts import COLUMN, write_key
from zone_atlas.charts.base.sketch import Sketch

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star")
DASHES = ("solid", "8px,3px", "2px,2px", "8px,3px,2px,3px", "14px,4px", "14px,3px,2px,3px,2px,3px")
# As many places as can be told apart are chosen at once, wherever places are compared.
MOST_PLACES = len(SYMBOLS)
# The shapes as letters, for the key.
GLYPHS = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "triangle-up": "▲",
    "cross": "✚",
    "star": "★",
}
# Pixels of a letter's half-em at the size of the key, of a mark with the gaps around it, of a line, and below it all.
KEY_MARK, KEY_LINE, KEY_ROOM = 34, 20, 8
KEY_GAP = "\u00a0" * 5
# Pixels of a mark in an image column.
IMAGE_SIZE = 18
# Outlines in a square of two units around the middle.
_OUTLINES = {
    "square": "-.8,-.8 .8,-.8 .8,.8 -.8,.8",
    "diamond": "0,-1 1,0 0,1 -1,0",
    "triangle-up": "0,-.9 .95,.75 -.95,.75",
    "cross": "-.33,-1 .33,-1 .33,-.33 1,-.33 1,.33 .33,.33 .33,1 -.33,1 -.33,.33 -1,.33 -1,-.33 -.33,-.33",
    "star": "0,-1 .28,-.36 .95,-.31 .45,.15 .59,.81 0,.46 -.59,.81 -.45,.15 -.95,-.31 -.28,-.36",
}


@dataclass(frozen=True)
class Style:
    """The style in which one place is drawn throughout a page."""

    hue: str
    symbol: str
    dash: str


def list_place_styles(mode: theme.Mode) -> list[Style]:
    """Return the styles of as many places as can be told apart.

    Parameters
    ----------
    mode : {'light', 'dark'}

    Returns
    -------
    list of Style
        `MOST_PLACES`, no two of which share a hue, a shape or a dash.
    """
    palette = theme.get_palette(mode)
    hues = (
        palette.driver,
        palette.cohort_2019,
        palette.cohort_2017,
        palette.bottleneck,
        palette.ink,
        palette.muted,
    )
    return [Style(*parts) for parts in zip(hues, SYMBOLS, DASHES, strict=True)]


def assign_place_styles(count: int, mode: theme.Mode) -> list[Style]:
    """Return one style for each of the places of a chart.

    Parameters
    ----------
    count : int
        Number of places.
    mode : {'light', 'dark'}

    Returns
    -------
    list of Style
        As many as there are places, in their order.

    Raises
    ------
    ValueError
        If there are more places than styles: they could not be told apart.
    """
    styles = list_place_styles(mode)
    if count > len(styles):
        raise ValueError(f"{count} places cannot be told apart: at most {len(styles)}")
    return styles[:count]


def make_place_marker(style: Style, size: float, ground: str, hollow: Sequence[bool]) -> dict[str, object]:
    """Return a plotly marker of a place: filled where exact, hollow where a proxy.

    Parameters
    ----------
    style : Style
    size : float
        Pixels of a circle; symbols that look smaller are drawn larger.
    ground : str
        Colour of the page.
    hollow : sequence of bool
        One per mark.
    """
    # Shapes without much body look smaller than a circle of their size.
    larger = {"circle": 0, "square": 0, "diamond": 1, "triangle-up": 1}.get(style.symbol, 2)
    return {
        "symbol": style.symbol,
        "size": size + larger,
        "opacity": 1,
        "color": [ground if open_ else style.hue for open_ in hollow],
        "line": {
            "width": [1.6 if open_ else 0.8 for open_ in hollow],
            "color": [style.hue if open_ else ground for open_ in hollow],
        },
    }


def _break_key_of_places(names: Sequence[str], width: int) -> list[list[int]]:
    """Places of a key by line, as many in each as fit into the width."""
    lines: list[list[int]] = [[]]
    used = 0.0
    for place, name in enumerate(names):
        needed = KEY_MARK + COLUMN * measure_text(name)
        if used and used + needed > width:
            lines.append([])
            used = 0.0
        lines[-1].append(place)
        used += needed
    return lines


def _find_glyph_size(style: Style) -> int:
    """Letter size at which the shapes look alike in size: fonts draw the plain ones small."""
    return {"cross": 12, "star": 14}.get(style.symbol, 17)


def measure_key(names: Sequence[str], width: int) -> int:
    """Return the pixels that a key of these names takes within a width.

    Parameters
    ----------
    names : sequence of str
    width : int
        Pixels.
    """
    return KEY_LINE * len(_break_key_of_places(names, width)) + KEY_ROOM


def write_place_key(chart: Sketch, names: Sequence[str], styles: Sequence[Style], width: int) -> None:
    """Write a key at the very top of a chart: the mark of each place and its name.

    The room for it (`measure_key`) must be part of the upper margin.

    Parameters
    ----------
    chart : Sketch
    names : sequence of str
    styles : sequence of Style
        At least as many as names.
    width : int
        Pixels.
    """
    text = "<br>".join(
        KEY_GAP.join(
            f'<span style="color:{styles[place].hue};font-size:{_find_glyph_size(styles[place])}px">'
            f"{GLYPHS[styles[place].symbol]}</span> {names[place]}"
            for place in line
        )
        for line in _break_key_of_places(names, width)
    )
    write_key(chart, text)


def make_mark_image(style: Style) -> str:
    """Return the mark of a place as an SVG data URI, for an image column.

    Parameters
    ----------
    style : Style
    """
    if style.symbol == "circle":
        shape = f'<circle r=".85" fill="{style.hue}"/>'
    else:
        shape = f'<polygon points="{_OUTLINES[style.symbol]}" fill="{style.hue}"/>'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{IMAGE_SIZE}" height="{IMAGE_SIZE}" '
        f'viewBox="-1.4 -1.4 2.8 2.8">{shape}</svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe=" ='/:,.")
