"""Labels at the right edge of a line chart: the last value and the name of each line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.label_places import spread_levels
from zone_atlas.charts.base.labels import format_chart_number, measure_text
from zone_atlas.charts.base.line_data import Panel
from zone_atlas.charts.base.place_styles import Style
from zone_atlas.charts.base.runs import split_place_runs
from zone_atlas.charts.base.sketch import Sketch

LABEL_PITCH = 15


@dataclass(frozen=True)
class LineEnd:
    """The label at the end of a line: its last value, and the text with its hue."""

    value: float
    text: str
    hue: str


def list_line_ends(
    places: Sequence[Panel], styles: Sequence[Style], last_year: int, compact: bool, decimals: int
) -> list[LineEnd]:
    """Return the ends of the lines from the lowest to the highest; a line that ends before the others says when.

    Parameters
    ----------
    places : sequence of Panel
    styles : sequence of Style
        At least as many as places.
    last_year : int
        Last year of the axis.
    compact : bool
        For a phone: without the names.
    decimals : int
        Printed after the point.
    """
    ends = []
    for place, style in zip(places, styles, strict=True):
        runs = split_place_runs(place.points)
        if not runs:
            continue
        year, value = runs[-1][-1]
        parts = [f"<b>{format_chart_number(value, decimals)}</b>", "" if compact else place.title]
        parts.append(f"({year})" if year < last_year else "")
        ends.append(LineEnd(value, "  ".join(part for part in parts if part), style.hue))
    return sorted(ends, key=lambda end: end.value)


def write_line_ends(
    chart: Sketch,
    ends: Sequence[LineEnd],
    last_year: int,
    values: tuple[float, float],
    plot_height: int,
) -> None:
    """Write value and name at the right edge, pushed apart where ends are close.

    Parameters
    ----------
    chart : Sketch
    ends : sequence of LineEnd
        From the lowest to the highest.
    last_year : int
        Last year of the axis.
    values : (low, high)
        Ends of the vertical axis.
    plot_height : int
        Pixels.
    """
    per_pixel = (values[1] - values[0]) / plot_height
    levels = spread_levels([end.value for end in ends], LABEL_PITCH * per_pixel, values[1])
    for end, level in zip(ends, levels, strict=True):
        chart.add_annotation(
            x=last_year,
            y=end.value,
            yshift=(level - end.value) / per_pixel,
            xanchor="left",
            xshift=8,
            text=end.text,
            showarrow=False,
            font={"color": end.hue, "size": theme.FONT_SIZE},
        )


def measure_line_ends(ends: Sequence[LineEnd]) -> int:
    """Return the pixels that the texts take beside the plot.

    Parameters
    ----------
    ends : sequence of LineEnd
    """
    return 16 + max((round(6.4 * measure_text(end.text)) for end in ends), default=0)
