"""Lines that never bridge a gap: series split into runs of consecutive, comparable years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd

from zone_atlas.charts.labels import format_chart_number
from zone_atlas.charts.theme import Family

Point = tuple[float, float]
# Drawn hollow: a figure that counts with a reserve, or (U) not at all in scores.
QUALIFIED = frozenset({"E", "P", "D", "V", "U"})


@dataclass(frozen=True)
class Backdrop:
    """What lies behind a line: the quartile band of all cities, and the first year of each new definition."""

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
        and optionally ``note`` (one more hover line) and ``breaks`` (bool: parted from the year before, which a
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
        """What lies behind every line that has no backdrop of its own."""
        return Backdrop(self.band, [year for year, _ in self.breaks])


def split_runs(
    years: Sequence[int], values: Sequence[float | None], segments: Sequence[int]
) -> list[list[tuple[int, float]]]:
    """Split a series into runs of consecutive years within one segment.

    Returns
    -------
    list of list of (year, value)
        In order of time; a missing value, a missing year or a new segment starts a new run.
    """
    runs: list[list[tuple[int, float]]] = []
    previous: tuple[int, int] | None = None
    for year, value, segment in sorted(zip(years, values, segments, strict=True), key=lambda point: point[0]):
        if value is None or math.isnan(value):
            continue
        if previous is None or previous != (int(year) - 1, int(segment)):
            runs.append([])
        runs[-1].append((int(year), float(value)))
        previous = (int(year), int(segment))
    return runs


def check_segments(points: pd.DataFrame, break_years: Sequence[int] = (), what: str = "series") -> None:
    """Refuse a series whose segments would let a line cross a gap or a break.

    Parameters
    ----------
    points : DataFrame
        Columns ``year`` and ``segment``; one row a year.
    break_years : sequence of int
        First year of each new definition.
    what : str
        Named in the error.

    Raises
    ------
    ValueError
        If a year occurs twice, a segment skips a year, or a segment holds both sides of a break.
    """
    years = [int(year) for year in points["year"]]
    if len(set(years)) != len(years):
        raise ValueError(f"{what}: a year occurs twice")
    segments: dict[int, list[int]] = {}
    for year, segment in zip(years, points["segment"].tolist(), strict=True):
        segments.setdefault(int(segment), []).append(year)
    for segment, unordered in segments.items():
        held = sorted(unordered)
        for before, after in pairwise(held):
            if after - before > 1:
                raise ValueError(f"{what}: segment {segment} skips from {before} to {after}")
        crossed = [year for year in break_years if held[0] < year <= held[-1]]
        if crossed:
            raise ValueError(f"{what}: segment {segment} crosses the break of {crossed[0]}")


def join_with_gaps(runs: Sequence[Sequence[Point]]) -> tuple[list[float | None], list[float | None]]:
    """Join runs into one x and one y list with None between them, for a single trace."""
    across: list[float | None] = []
    along: list[float | None] = []
    for run in runs:
        if across:
            across.append(None)
            along.append(None)
        across.extend(point[0] for point in run)
        along.extend(point[1] for point in run)
    return across, along


def outline_band(band: pd.DataFrame) -> list[list[Point]]:
    """Return one closed outline per run of the quartile band.

    A band of a single year becomes a bar of 0.4 years, so that it stays visible.
    """
    lower = split_runs(band["year"].tolist(), band["q25"].tolist(), band["segment"].tolist())
    upper = split_runs(band["year"].tolist(), band["q75"].tolist(), band["segment"].tolist())
    outlines: list[list[Point]] = []
    for low, high in zip(lower, upper, strict=True):
        if len(low) == 1:
            (year, bottom), (_, top) = low[0], high[0]
            outlines.append(
                [(year - 0.2, bottom), (year + 0.2, bottom), (year + 0.2, top), (year - 0.2, top)]
            )
        else:
            outlines.append([*low, *reversed(high)])
    return outlines


def list_median_runs(band: pd.DataFrame) -> list[list[Point]]:
    """Return the runs of the median; a single year becomes a dash of 0.4 years."""
    runs = split_runs(band["year"].tolist(), band["median"].tolist(), band["segment"].tolist())
    return [
        [(run[0][0] - 0.2, run[0][1]), (run[0][0] + 0.2, run[0][1])] if len(run) == 1 else [*run]
        for run in runs
    ]


def pick_backdrops(panels: Sequence[Panel], own: Backdrop) -> list[Backdrop]:
    """Return what lies behind each panel: its own backdrop, else the chart's."""
    return [panel.backdrop or own for panel in panels]


def check_panels(panels: Sequence[Panel], behind: Sequence[Backdrop]) -> None:
    """Refuse a chart whose bands or places would be joined across a gap or a break."""
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
    """Return the axis ranges, refusing ranges that would cut data off."""
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


def split_place_runs(points: pd.DataFrame) -> list[list[tuple[int, float]]]:
    """Return the runs of one place."""
    return split_runs(points["year"].tolist(), points["value"].tolist(), points["segment"].tolist())


def list_break_marks(points: pd.DataFrame, shared: Sequence[int] = ()) -> list[Point]:
    """Where a line is parted by a break of its own: half a year before, midway between the two values.

    Breaks that all lines share (`shared`) have a dotted line already.
    """
    if "breaks" not in points:
        return []
    held = points.dropna(subset=["value"]).sort_values("year")
    rows = list(zip(held["year"], held["value"], held["breaks"], strict=True))
    return [
        (float(year) - 0.5, (float(before) + float(value)) / 2)
        for (earlier, before, _), (year, value, broken) in pairwise(rows)
        if broken and year - earlier == 1 and year not in shared
    ]


def is_hollow_at(panel: Panel, year: int) -> bool:
    """Whether the point of a year is drawn hollow: a proxy's, or one of a qualified figure."""
    points = panel.points
    return panel.open_marker or bool(points.loc[points["year"].eq(year), "status"].isin(QUALIFIED).any())


def list_hover_points(panel: Panel, decimals: int) -> list[tuple[int, float, str]]:
    """Return (year, value, hover text) of every point a place has."""
    found = panel.points.dropna(subset=["value"])
    notes = found["note"].tolist() if "note" in found else [""] * len(found)
    points = []
    for year, value, note in zip(found["year"], found["value"], notes, strict=True):
        lines = [f"<b>{panel.title}</b>", f"{int(year)}  {format_chart_number(value, decimals)}"]
        if isinstance(note, str) and note:
            lines.append(note)
        points.append((int(year), float(value), "<br>".join(lines)))
    return points
