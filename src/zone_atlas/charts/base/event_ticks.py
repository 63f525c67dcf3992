"""Years marked on a time axis: ticks of decisions, dotted lines of new definitions, dashed ones of designations.

Four charts mark years: `lines.overlay` with all three, `lines.panels`, `lines.county_years` and `grids.coverage` with
the ticks. `lines.panels` draws its own dashed lines, many on one sheet, and `lines.sparkline` its own ticks in SVG.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import count_lines, wrap_label
from zone_atlas.charts.base.line_data import Panel
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import add_line

TICK_HEIGHT = 8
# Pixels of a line of the labels above the plot.
LABEL_LINE = 13
# Labels of years as close as this stand above one another.
CLOSE_YEARS = 4


class EventLabel(NamedTuple):
    """A reference year with its label, which stands so many lines of text above the plot."""

    year: int
    level: int
    text: str


def add_event_ticks(
    chart: Sketch, bases: Sequence[tuple[float, float, str]], per_pixel: float, mode: theme.Mode
) -> None:
    """Draw ticks of decisions, eight pixels high, with hover text.

    Parameters
    ----------
    chart : Sketch
    bases : sequence of (x, y, hover text)
        Feet of the ticks; nothing is drawn where there are none.
    per_pixel : float
        Units of the vertical axis that one pixel upwards is.
    mode : {'light', 'dark'}
    """
    if not bases:
        return
    colour = theme.get_palette(mode).ink
    height = TICK_HEIGHT * per_pixel
    add_line(chart, [[(x, y), (x, y + height)] for x, y, _ in bases], colour, 1.4, "events")
    chart.add_scatter(
        x=[x for x, _, _ in bases],
        y=[y + height / 2 for _, y, _ in bases],
        mode="markers",
        marker={"size": 9, "opacity": 0},
        text=[text for _, _, text in bases],
        hovertemplate="%{text}<extra></extra>",
        name="event labels",
    )


def place_event_labels(places: Sequence[Panel], years: tuple[int, int]) -> list[EventLabel]:
    """Return the reference years on the axis with their labels, those of years close to each other in storeys.

    Parameters
    ----------
    places : sequence of Panel
        A year and label that several of them have is returned once.
    years : (first, last)
        Ends of the axis.
    """
    events = sorted({event for place in places for event in place.reference_years})
    placed: list[EventLabel] = []
    for year, label in events:
        if years[0] <= year <= years[1]:
            near = [other for other in placed if year - other.year <= CLOSE_YEARS]
            level = max((other.level + count_lines(other.text) for other in near), default=0)
            placed.append(EventLabel(year, level, wrap_label(label, 26)))
    return placed


def draw_break_lines(
    chart: Sketch,
    breaks: Sequence[tuple[int, str]],
    years: tuple[int, int],
    values: tuple[float, float],
    mode: theme.Mode,
) -> None:
    """Draw dotted lines half a year before new definitions, with their labels at the base of the chart.

    Parameters
    ----------
    chart : Sketch
    breaks : sequence of (year, label)
    years, values : (first, last), (low, high)
        Ends of the axes.
    mode : {'light', 'dark'}
    """
    palette, (low, high) = theme.get_palette(mode), values
    dotted = [[(year - 0.5, low), (year - 0.5, high)] for year, _ in breaks]
    add_line(chart, dotted, palette.muted, 1, "breaks", "1px,3px")
    for year, label in breaks:
        # Late in the axis the label stands to the left of its line, where there is room for it.
        late = year > years[0] + 0.6 * (years[1] - years[0])
        chart.add_annotation(
            x=year - 0.5,
            y=low,
            xanchor="right" if late else "left",
            yanchor="bottom",
            # Clear of the ticks of decisions on the base.
            yshift=10,
            text=wrap_label(label, 20),
            align="right" if late else "left",
            showarrow=False,
            font={"color": palette.muted, "size": 10},
        )


def draw_reference_lines(
    chart: Sketch, labels: Sequence[EventLabel], values: tuple[float, float], mode: theme.Mode
) -> None:
    """Draw dashed lines at reference years, with their labels above the plot.

    Parameters
    ----------
    chart : Sketch
    labels : sequence of EventLabel
    values : (low, high)
        Ends of the vertical axis.
    mode : {'light', 'dark'}
    """
    palette, (low, high) = theme.get_palette(mode), values
    dashed = [[(label.year, low), (label.year, high)] for label in labels]
    add_line(chart, dashed, palette.accent, 1, "references", "3px,3px")
    for year, level, text in labels:
        chart.add_annotation(
            x=year,
            y=1,
            yref="paper",
            yshift=level * LABEL_LINE,
            yanchor="bottom",
            text=text,
            showarrow=False,
            font={"color": palette.accent, "size": 10},
        )
