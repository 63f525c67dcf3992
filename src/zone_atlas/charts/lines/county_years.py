"""Published figures of one county by year: one small panel per series, each in its own unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.event_ticks import add_event_ticks
from zone_atlas.charts.base.labels import count_lines, wrap_label
from zone_atlas.charts.base.runs import split_runs
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line, add_words
from zone_atlas.charts.base.targets import add_targets

COLUMN_GAP = 0.28
TITLE_LINE, TITLE_GAP, PLOT, YEARS, ROW_GAP = 14, 8, 80, 18, 16
# Half-em columns of the titles of one row of panels together, and on a phone.
WIDTH, WIDTH_COMPACT = 156, 48
# Room above and below the line, where its labels stand.
ROOM = 18


@dataclass(frozen=True)
class YearPanel:
    """One series of a place.

    Attributes
    ----------
    id, title : str
        What a click returns; the name with its unit, in the reader's language.
    years, values : sequences of equal length
        Only what was printed; a missing year breaks the line.
    labels : sequence of str
        The values as text.
    hollow : sequence of bool
        True where the figure is marked: sources disagree, or its reliability is low.
    """

    id: str
    title: str
    years: Sequence[int]
    values: Sequence[float]
    labels: Sequence[str]
    hollow: Sequence[bool]


def draw_county_years(
    panels: Sequence[YearPanel],
    mode: theme.Mode = "light",
    *,
    policy_years: Sequence[tuple[int, str]] = (),
    columns: int = 6,
    width: int = WIDTH,
) -> go.Figure:
    """Draw one panel per series over the same years, first and last value labelled.

    Parameters
    ----------
    panels : sequence of YearPanel
    mode : {'light', 'dark'}
    policy_years : sequence of (year, hover text)
        What was decided in which year: short ticks on the base of every panel.
    columns : int
        6 suits a full-width card, 2 a phone.
    width : int
        Half-em columns that the titles of a row have together: `WIDTH`, or `WIDTH_COMPACT` on a phone.

    Returns
    -------
    plotly.graph_objects.Figure
        The trace ``targets`` carries ``customdata = (series, year)``.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    years = [year for panel in panels for year in panel.years]
    if not years:
        raise ValueError("nothing to draw: no panel has a value")
    span = (min(years), max(years))
    columns = max(1, min(columns, len(panels)))
    rows = -(-len(panels) // columns)
    titles = [wrap_label(panel.title, width // columns) for panel in panels]
    head = TITLE_LINE * max(count_lines(title) for title in titles) + TITLE_GAP
    pitch = head + PLOT + YEARS + ROW_GAP
    chart = theme.start_chart(mode, rows * pitch + 8, l=10, r=18, t=4, b=4)
    chart.update_xaxes(range=[-0.08, columns + COLUMN_GAP * (columns - 1) + 0.08], visible=False)
    chart.update_yaxes(range=[rows * pitch, 0], visible=False)
    cells = [
        _Cell(k % columns * (1 + COLUMN_GAP), k // columns * pitch, head + PLOT, span)
        for k in range(len(panels))
    ]
    decided = [(year, text) for year, text in policy_years if span[0] <= year <= span[1]]
    feet = [(cell.x(year), cell.base, text) for cell in cells for year, text in decided]
    add_event_ticks(chart, feet, -1, mode)
    for panel, cell, title in zip(panels, cells, titles, strict=True):
        _draw_year_panel(chart, panel, cell, title, mode)
    return theme.keep_on_selection(chart)


@dataclass(frozen=True)
class _Cell:
    """The place of a panel: one unit across is its width, one unit down a pixel."""

    left: float
    top: float
    height: int
    span: tuple[int, int]

    @property
    def base(self) -> float:
        """The line that the years stand under."""
        return self.top + self.height

    def x(self, year: int) -> float:
        first, last = self.span
        share = (year - first) / (last - first) if last > first else 0.5
        return round(self.left + share, 4)

    def y(self, value: float, low: float, high: float) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return round(self.base - ROOM - share * (PLOT - 2 * ROOM), 1)


def _draw_year_panel(chart: Sketch, panel: YearPanel, cell: _Cell, title: str, mode: theme.Mode) -> None:
    """Title, base line with first and last year, the line and its dots."""
    palette = theme.get_palette(mode)
    chart.add_annotation(
        x=cell.left,
        y=cell.top,
        xanchor="left",
        yanchor="top",
        align="left",
        text=title,
        showarrow=False,
        font={"size": theme.FONT_SIZE - 1, "color": palette.ink},
    )
    add_line(chart, [[(cell.left, cell.base), (cell.left + 1, cell.base)]], palette.grid, 1, "base")
    low, high = min(panel.values), max(panel.values)
    spots = [
        (cell.x(year), cell.y(value, low, high))
        for year, value in zip(panel.years, panel.values, strict=True)
    ]
    at = dict(zip(panel.years, spots, strict=True))
    runs = split_runs(panel.years, panel.values, [0] * len(panel.years))
    add_line(chart, [[at[year] for year, _ in run] for run in runs], palette.driver, 2, "line")
    for hollow in (False, True):
        dots = [spot for spot, mark in zip(spots, panel.hollow, strict=True) if mark is hollow]
        add_dots(chart, dots, DotLook(palette.driver, 6, hollow=hollow), mode, "marked" if hollow else "dots")
    _write_end_words(chart, panel, cell, at, palette)
    texts = [
        f"<b>{panel.title}</b><br>{year}  {label}"
        for year, label in zip(panel.years, panel.labels, strict=True)
    ]
    add_targets(chart, spots, [(panel.id, year) for year in panel.years], texts, "targets", 14)


def _write_end_words(
    chart: Sketch,
    panel: YearPanel,
    cell: _Cell,
    at: Mapping[int, tuple[float, float]],
    palette: theme.Colours,
) -> None:
    """Values and years of the first and the last point."""
    ends = {panel.years[0]: panel.labels[0], panel.years[-1]: panel.labels[-1]}
    sides = _choose_value_sides(panel)
    add_words(chart, [(*at[year], text) for year, text in ends.items()], palette.ink, 11, "values", sides)
    # A single year names itself; of several the first and the last are named.
    add_words(
        chart,
        [(at[year][0], cell.base + YEARS / 2, str(year)) for year in ends],
        palette.muted,
        10,
        "years",
        "middle center",
    )


def _choose_value_sides(panel: YearPanel) -> list[str]:
    """Sides of the labels of the first and the last value, chosen so that the line does not run through them."""
    values = panel.values
    if len(values) == 1:
        return ["top center"]
    first = "bottom" if values[1] > values[0] else "top"
    last = "bottom" if values[-2] > values[-1] else "top"
    return [f"{first} right", f"{last} left"]
