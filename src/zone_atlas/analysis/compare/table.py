"""The parallel table: every figure of a few places of any level, and the reason where there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from zone_atlas.analysis.census.change import AFTER, BEFORE, ITEMS, figures_of_units, item_unit
from zone_atlas.analysis.compare import readings, sources
from zone_atlas.analysis.compare.lines import why_no_line, yearbook_points
from zone_atlas.analysis.place_kinds import has_indicators
from zone_atlas.analysis.rows import rows_behind
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.memo import remember_with_tables

CENSUS, YEARBOOK = "census", "yearbook"
# Series that the yearbooks print of cities and of county-level cities alike.
YEARBOOK_ITEMS = (
    "gdp",
    "share_secondary",
    "pop_registered",
    "fiscal_revenue",
    "fiscal_expenditure",
    "loans",
)


@dataclass(frozen=True)
class Cell:
    """A figure with its year, status and basis, and for the census the figure of 2010; or why there is none."""

    value: float = float("nan")
    year: int = 0
    status: str = "A"
    basis: str = EXACT
    before: float = float("nan")
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the table: its section (a dimension, 'census' or 'yearbook'), item, unit and one cell per place."""

    section: str
    item: str
    unit: str
    cells: dict[str, Cell] = field(default_factory=dict)


def parallel_table(atlas: Atlas, places: Sequence[str], year: int, proxies: bool) -> list[Line]:
    """Rows of the parallel table: indicators by dimension, then the census, then the yearbooks.

    Parameters
    ----------
    atlas : Atlas
    places : sequence of str
        Zones and adcodes.
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    list of Line
        Where a county is among the places, the census and the yearbooks come first, since counties have nothing else.
    """
    catalogue = atlas.catalogue
    columns = {place: _cells_of_place(atlas, place, year, proxies) for place in places}
    lines = [
        Line(catalogue.indicators[item].dimension, item, catalogue.indicators[item].unit)
        for item in readings.indicators_in(atlas, year)
    ]
    lines += [Line(CENSUS, item, item_unit(atlas, item)) for item in ITEMS]
    lines += [Line(YEARBOOK, item, catalogue.series[item].unit) for item in YEARBOOK_ITEMS]
    # Where a county is among the places, the figures that it has come first.
    if not all(has_indicators(atlas, place) for place in places):
        lines.sort(key=lambda line: line.section not in _SHARED)
    return [
        Line(
            line.section,
            line.item,
            line.unit,
            {p: columns[p][line.section in _SHARED, line.item] for p in places},
        )
        for line in lines
    ]


_SHARED = (CENSUS, YEARBOOK)


@remember_with_tables(maxsize=2048)
def _cells_of_place(atlas: Atlas, place: str, year: int, proxies: bool) -> dict[tuple[bool, str], Cell]:
    """Cells of a place by (whether counties have the item too, item)."""
    cells = {(False, item): cell for item, cell in _indicator_cells(atlas, place, year, proxies).items()}
    shared = {**_census_cells(atlas, place), **_yearbook_cells(atlas, place)}
    return cells | {(True, item): cell for item, cell in shared.items()}


def _indicator_cells(atlas: Atlas, place: str, year: int, proxies: bool) -> dict[str, Cell]:
    cells = {
        one.indicator: Cell(one.value, one.year, one.status, one.basis)
        for one in readings.indicators_with_values(atlas, place, year, proxies)
    }
    return {
        item: cells.get(item) or Cell(reason=readings.why_missing(atlas, place, item, year, proxies))
        for item in readings.indicators_in(atlas, year)
    }


def _census_cells(atlas: Atlas, place: str) -> dict[str, Cell]:
    before, after, how = figures_of_units(atlas, input_units(place, EXACT, atlas.catalogue))
    status = sources.census_status(atlas, place)
    apart = "boundary" if how == "not_comparable" else ""
    cells = {}
    for item in ITEMS:
        value = after.get(item, math.nan)
        known = Cell(value, AFTER, status, before=before.get(item, math.nan), reason=apart)
        cells[item] = known if math.isfinite(value) else Cell(reason="unreported")
    return cells


def _yearbook_cells(atlas: Atlas, place: str) -> dict[str, Cell]:
    cells = {}
    for item in YEARBOOK_ITEMS:
        points = yearbook_points(atlas, item, place)
        reason = "" if points else why_no_line(atlas, item, place, False)
        year, value, status = points[-1] if points else (0, float("nan"), "A")
        cells[item] = Cell(value, year, status, reason=reason)
    return cells


def table_rows(atlas: Atlas, lines: Sequence[Line]) -> pd.DataFrame:
    """All figures of the table as rows of an extract, each with its sources.

    Parameters
    ----------
    atlas : Atlas
    lines : sequence of Line
        What `parallel_table` returns.

    Returns
    -------
    DataFrame
        Columns of `analysis.rows.SHAPE`.
    """
    keys, parts = [], []
    for line in lines:
        filled = {place: cell for place, cell in line.cells.items() if cell.year}
        if line.section not in _SHARED:
            keys += [(place, line.item, cell.basis, cell.year) for place, cell in filled.items()]
        else:
            parts.append(
                sources.item_rows(atlas, line.item, {p: _points_of_cell(c) for p, c in filled.items()})
            )
    names = ["place", "indicator", "value_basis", "value_year"]
    values = rows_behind(pd.DataFrame(keys, columns=names), atlas.indicators, atlas.catalogue)
    return pd.concat([values, *parts], ignore_index=True)


def _points_of_cell(cell: Cell) -> pd.DataFrame:
    """A cell as points over time; a census cell has two."""
    points = [(BEFORE, cell.before)] if math.isfinite(cell.before) else []
    return pd.DataFrame(
        [(year, value, cell.status, cell.basis) for year, value in [*points, (cell.year, cell.value)]],
        columns=["year", "value", "status", "basis"],
    )
