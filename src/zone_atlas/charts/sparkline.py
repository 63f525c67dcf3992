"""Sparklines with gaps, as SVG data URIs for an image column."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from zone_atlas.charts.runs import split_runs
from zone_atlas.charts.theme import split_channels

PADDING = 4.0


def draw_sparkline(
    years: Sequence[int],
    values: Sequence[float | None],
    segments: Sequence[int],
    colour: str,
    width: int = 110,
    height: int = 28,
    *,
    year_range: tuple[int, int] | None = None,
    event_years: Sequence[int] = (),
    event_colour: str = "",
) -> str:
    """Draw a small line as an SVG data URI.

    Parameters
    ----------
    years, values, segments : sequences of equal length
        Values may be None or NaN. The line breaks there, at missing years and between segments.
    colour : str
        ``#RRGGBB`` of line and dots.
    width, height : int
        Pixels.
    year_range : (first, last), optional
        The years the width stands for, so that the sparklines of a table share one axis.
    event_years : sequence of int
        Years that a thin upright tick marks behind the line, as a rule the designation; those outside the width are
        left out.
    event_colour : str
        ``#RRGGBB`` of the ticks; the line's own colour where it is not given.

    Returns
    -------
    str
        ``data:image/svg+xml,…``; an empty string where there is no value at all.
    """
    split_channels(colour)
    runs = split_runs(years, values, segments)
    if not runs:
        return ""
    first, last = year_range or (min(years), max(years))
    found = [value for run in runs for _, value in run]
    low, high = min(found), max(found)

    def across(year: int) -> float:
        return PADDING + (year - first) / max(last - first, 1) * (width - 2 * PADDING)

    def place(year: int, value: float) -> str:
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{across(year):.1f},{height - PADDING - share * (height - 2 * PADDING):.1f}"

    marked = [across(year) for year in event_years if first <= year <= last]
    parts = [_draw_svg_tick(x, height, event_colour or colour) for x in marked]
    for run in runs:
        points = [place(year, value) for year, value in run]
        if len(points) > 1:
            parts.append(f'<polyline points="{" ".join(points)}"/>')
        else:
            parts.append(_draw_svg_dot(points[0], 1.5, colour))
    parts.append(_draw_svg_dot(place(*runs[-1][-1]), 2.4, colour))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><g fill="none" stroke="{colour}" stroke-width="1.6" '
        f'stroke-linejoin="round" stroke-linecap="round">{"".join(parts)}</g></svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe=" ='/:,.")


def _draw_svg_tick(across: float, height: int, colour: str) -> str:
    split_channels(colour)
    return f'<path d="M{across:.1f} 1V{height - 1}" stroke="{colour}" stroke-width="0.9"/>'


def _draw_svg_dot(point: str, radius: float, colour: str) -> str:
    across, down = point.split(",")
    return f'<circle cx="{across}" cy="{down}" r="{radius}" fill="{colour}" stroke="none"/>'
