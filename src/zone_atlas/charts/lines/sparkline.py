"""Sparklines with gaps, as SVG data URIs for an image column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from zone_atlas.charts.base.runs import split_runs
from zone_atlas.charts.base.theme import split_channels

PADDING = 4.0


@dataclass(frozen=True)
class SparkLine:
    """The data of a small line.

    Attributes
    ----------
    years, values, segments : sequences of equal length
        Values may be None or NaN. The line breaks there, at missing years and between segments.
    year_range : (first, last), optional
        The years the width stands for, so that the sparklines of a table share one axis; None takes those of the
        line.
    event_years : sequence of int
        Years that a thin upright tick marks behind the line, as a rule the designation; those outside the width are
        left out.
    """

    years: Sequence[int]
    values: Sequence[float | None]
    segments: Sequence[int]
    year_range: tuple[int, int] | None = None
    event_years: Sequence[int] = ()

    @property
    def span(self) -> tuple[int, int]:
        """First and last year of the axis."""
        return self.year_range or (min(self.years), max(self.years))


def draw_sparkline(
    line: SparkLine, colour: str, width: int = 110, height: int = 28, *, event_colour: str = ""
) -> str:
    """Draw a small line as an SVG data URI.

    Parameters
    ----------
    line : SparkLine
    colour : str
        ``#RRGGBB`` of line and dots.
    width, height : int
        Pixels.
    event_colour : str
        ``#RRGGBB`` of the ticks; the line's own colour where it is not given.

    Returns
    -------
    str
        ``data:image/svg+xml,…``; an empty string where there is no value at all.

    Raises
    ------
    ValueError
        If a colour is not of that form.
    """
    split_channels(colour)
    runs = split_runs(line.years, line.values, line.segments)
    if not runs:
        return ""
    first, last = line.span
    levels = [value for run in runs for _, value in run]
    low, high = min(levels), max(levels)

    def locate_year(year: int) -> float:
        return PADDING + (year - first) / max(last - first, 1) * (width - 2 * PADDING)

    def locate_point(year: int, value: float) -> str:
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{locate_year(year):.1f},{height - PADDING - share * (height - 2 * PADDING):.1f}"

    marked = [locate_year(year) for year in line.event_years if first <= year <= last]
    parts = [_draw_svg_tick(x, height, event_colour or colour) for x in marked]
    parts += [_draw_svg_run([locate_point(*point) for point in run], colour) for run in runs]
    parts.append(_draw_svg_dot(locate_point(*runs[-1][-1]), 2.4, colour))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><g fill="none" stroke="{colour}" stroke-width="1.6" '
        f'stroke-linejoin="round" stroke-linecap="round">{"".join(parts)}</g></svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe=" ='/:,.")


def _draw_svg_run(points: Sequence[str], colour: str) -> str:
    """A line through the points of a run; a lone point is a dot."""
    if len(points) == 1:
        return _draw_svg_dot(points[0], 1.5, colour)
    return f'<polyline points="{" ".join(points)}"/>'


def _draw_svg_tick(across: float, height: int, colour: str) -> str:
    split_channels(colour)
    return f'<path d="M{across:.1f} 1V{height - 1}" stroke="{colour}" stroke-width="0.9"/>'


def _draw_svg_dot(point: str, radius: float, colour: str) -> str:
    across, down = point.split(",")
    return f'<circle cx="{across}" cy="{down}" r="{radius}" fill="{colour}" stroke="none"/>'
