"""The data of a trend chart: its lines, what lies behind them, and what they need of the axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from zone_atlas.charts.base.labels import format_chart_number
from zone_atlas.charts.base.runs import check_segments
from zone_atlas.charts.base.theme import Family

# Drawn hollow: a figure with a reserve, or (U) not at all in scores.
QUALIFIED = frozenset({"E", "P", "D", "V", "U"})


@dataclass(frozen=True)
class Backdrop:
    """The background of a line: the quartile band of all cities, and the first year of each new definition."""

    band: pd.DataFrame
    break_years: Sequence[int] = ()


@dataclass(frozen=True)
class Second:
    """A second line of a place: columns ``year``, ``value``, ``segment``, and what to call it."""

    points: pd.DataFrame
    label: str


@dataclass(frozen=True)
class Panel:
    """One place's line.

    Attributes
    ----------
    id, title : str
        What a click returns; the label already in the reader's language.
    points : DataFrame
        Columns ``year``, ``value`` (NaN where missing), ``segment`` (int), ``status`` (SDMX code),
        and optionally ``note`` (one more hover line) and ``breaks`` (bool: not comparable with the year before, which a
        small mark shows).
    reference_years : list of (year, label)
        Years drawn as dashed accent lines, as a rule the designation.
    open_marker : bool
        True for a place that has proxy figures only.
    backdrop : Backdrop, optional
        What lies behind this panel, where panels show different measures; None takes the chart's own.
    family : {'driver', 'bottleneck', 'neutral'}, optional
        Colour family of this panel; None takes the chart's own.
    second : Second, optional
        A second measure of the same place, drawn lighter and dashed.
    grey_before : int
        Runs that end before this year are drawn grey: levels that do not compare with today's.
    """

    id: str
    title: str
    points: pd.DataFrame
    reference_years: list[tuple[int, str]] = field(default_factory=list)
    open_marker: bool = False
    backdrop: Backdrop | None = None
    family: Family | None = None
    second: Second | None = None
    grey_before: int = 0


@dataclass(frozen=True)
class Lines:
    """The lines of a trend chart and what they share.

    Attributes
    ----------
    panels : sequence of Panel
        One line each.
    band : DataFrame
        Columns ``year``, ``q25``, ``median``, ``q75``, ``segment``: all cities, drawn grey behind every line that
        has no backdrop of its own.
    breaks : sequence of (year, label)
        First year of each new definition, drawn dotted half a year before; small panels have no room for the label.
    events : sequence of (year, hover text)
        Decisions: short ticks on the base of the chart or of every panel.
    value_range, year_range : pairs, optional
        Axis ranges; None takes them from the data.
    decimals : int
        Printed after the point.
    """

    panels: Sequence[Panel]
    band: pd.DataFrame
    breaks: Sequence[tuple[int, str]] = ()
    events: Sequence[tuple[int, str]] = ()
    value_range: tuple[float, float] | None = None
    year_range: tuple[int, int] | None = None
    decimals: int = 0

    @property
    def backdrop(self) -> Backdrop:
        """Backdrop of every line that has none of its own."""
        return Backdrop(self.band, [year for year, _ in self.breaks])


def pick_backdrops(panels: Sequence[Panel], own: Backdrop) -> list[Backdrop]:
    """Return what lies behind each panel: its own backdrop, else the chart's.

    Parameters
    ----------
    panels : sequence of Panel
    own : Backdrop
        The chart's.
    """
    return [panel.backdrop or own for panel in panels]


def check_panels(panels: Sequence[Panel], behind: Sequence[Backdrop]) -> None:
    """Refuse a chart whose bands or places would be joined across a gap or a break.

    Parameters
    ----------
    panels : sequence of Panel
    behind : sequence of Backdrop
        One per panel.

    Raises
    ------
    ValueError
        If a segment skips a year or crosses a break, or a year occurs twice.
    """
    for panel, backdrop in zip(panels, behind, strict=True):
        check_segments(backdrop.band, backdrop.break_years, "band")
        check_segments(panel.points, backdrop.break_years, panel.id)
        if panel.second:
            check_segments(panel.second.points, (), f"{panel.id}, second line")


def find_axis_spans(
    panels: Sequence[Panel],
    behind: Sequence[Backdrop],
    years: tuple[int, int] | None,
    values: tuple[float, float] | None,
) -> tuple[tuple[int, int], tuple[float, float]]:
    """Return the axis ranges, refusing ranges that would cut data off.

    Parameters
    ----------
    panels : sequence of Panel
    behind : sequence of Backdrop
        One per panel.
    years, values : pairs, optional
        Ends of the axes; None takes them from the data.

    Raises
    ------
    ValueError
        If there is nothing to draw, or data lie outside the ranges given.
    """
    bands = list({id(backdrop.band): backdrop.band for backdrop in behind}.values())
    points = [panel.points for panel in panels]
    all_years = [int(year) for rows in (*bands, *points) for year in rows["year"]]
    points += [panel.second.points for panel in panels if panel.second]
    columns = [band[edge] for band in bands for edge in ("q25", "q75")] + [rows["value"] for rows in points]
    found = pd.concat(columns).dropna() if columns else pd.Series(dtype=float)
    if not all_years or found.empty:
        raise ValueError("nothing to draw: no year or no value")
    years = years or (min(all_years), max(all_years))
    if values is None:
        room = (float(found.max()) - float(found.min()) or 1.0) * 0.06
        values = (float(found.min()) - room, float(found.max()) + room)
    if min(all_years) < years[0] or max(all_years) > years[1]:
        raise ValueError(f"years outside the axis {years}")
    if found.min() < values[0] or found.max() > values[1]:
        raise ValueError(f"values outside the axis {values}")
    return years, values


def is_hollow_at(panel: Panel, year: int) -> bool:
    """Return whether the point of a year is drawn hollow, as those of a proxy and of qualified figures are.

    Parameters
    ----------
    panel : Panel
    year : int
    """
    points = panel.points
    return panel.open_marker or bool(points.loc[points["year"].eq(year), "status"].isin(QUALIFIED).any())


def list_hover_points(panel: Panel, decimals: int) -> list[tuple[int, float, str]]:
    """Return (year, value, hover text) of every point a place has.

    Parameters
    ----------
    panel : Panel
    decimals : int
        Printed after the point.
    """
    found = panel.points.dropna(subset=["value"])
    notes = found["note"].tolist() if "note" in found else [""] * len(found)
    points = []
    for year, value, note in zip(found["year"], found["value"], notes, strict=True):
        lines = [f"<b>{panel.title}</b>", f"{int(year)}  {format_chart_number(value, decimals)}"]
        if isinstance(note, str) and note:
            lines.append(note)
        points.append((int(year), float(value), "<br>".join(lines)))
    return points
