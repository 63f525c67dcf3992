"""The mark of a decision on a time axis: a short tick that stands on the base of the chart."""

from __future__ import annotations

from collections.abc import Sequence

from zone_atlas.charts import theme
from zone_atlas.charts.sketch import Sketch
from zone_atlas.charts.strokes import add_line

TICK_HEIGHT = 8


def add_event_ticks(
    chart: Sketch, bases: Sequence[tuple[float, float, str]], per_pixel: float, mode: theme.Mode
) -> None:
    """Draw ticks of eight pixels, with hover text.

    Parameters
    ----------
    bases : sequence of (x, y, hover text)
        Feet of the ticks; nothing is drawn where there are none.
    per_pixel : float
        How much of the vertical axis a pixel upwards is.
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
