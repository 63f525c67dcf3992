"""Lines that never bridge a gap: series split into runs of consecutive, comparable years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

Point = tuple[float, float]


def split_runs(
    years: Sequence[int], values: Sequence[float | None], segments: Sequence[int]
) -> list[list[tuple[int, float]]]:
    """Split a series into runs of consecutive years within one segment.

    Parameters
    ----------
    years, values, segments : sequences of equal length
        In any order; values may be None or NaN.

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
        Columns ``year`` and ``segment``; one row per year.
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
        ordered = sorted(unordered)
        for before, after in pairwise(ordered):
            if after - before > 1:
                raise ValueError(f"{what}: segment {segment} skips from {before} to {after}")
        crossed = [year for year in break_years if ordered[0] < year <= ordered[-1]]
        if crossed:
            raise ValueError(f"{what}: segment {segment} crosses the break of {crossed[0]}")


def join_with_gaps(runs: Sequence[Sequence[Point]]) -> tuple[list[float | None], list[float | None]]:
    """Join runs into one x and one y list with None between them, for a single trace.

    Parameters
    ----------
    runs : sequence of sequences of (x, y)
    """
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

    Parameters
    ----------
    band : DataFrame
        Columns ``year``, ``q25``, ``q75``, ``segment``.
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
    """Return the runs of the median; a single year becomes a dash of 0.4 years.

    Parameters
    ----------
    band : DataFrame
        Columns ``year``, ``median``, ``segment``.
    """
    runs = split_runs(band["year"].tolist(), band["median"].tolist(), band["segment"].tolist())
    return [
        [(run[0][0] - 0.2, run[0][1]), (run[0][0] + 0.2, run[0][1])] if len(run) == 1 else [*run]
        for run in runs
    ]


def split_place_runs(points: pd.DataFrame) -> list[list[tuple[int, float]]]:
    """Return the runs of one place.

    Parameters
    ----------
    points : DataFrame
        Columns ``year``, ``value``, ``segment``.
    """
    return split_runs(points["year"].tolist(), points["value"].tolist(), points["segment"].tolist())


def list_break_marks(points: pd.DataFrame, shared: Sequence[int] = ()) -> list[Point]:
    """Return where a break of its own divides a line: half a year before, midway between the two values.

    Parameters
    ----------
    points : DataFrame
        Columns ``year``, ``value`` and, where the place has breaks of its own, ``breaks`` (bool).
    shared : sequence of int
        Breaks of all lines, which have a dotted line already.
    """
    if "breaks" not in points:
        return []
    known = points.dropna(subset=["value"]).sort_values("year")
    rows = list(zip(known["year"], known["value"], known["breaks"], strict=True))
    return [
        (float(year) - 0.5, (float(before) + float(value)) / 2)
        for (earlier, before, _), (year, value, broken) in pairwise(rows)
        if broken and year - earlier == 1 and year not in shared
    ]
