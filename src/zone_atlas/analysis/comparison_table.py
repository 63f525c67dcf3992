"""The parallel table: every figure of a few places of any level, and the reason where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from zone_atlas.analysis import comparison, comparison_lines, comparison_sources
from zone_atlas.analysis import rows as shapes
from zone_atlas.analysis.census_change import AFTER, BEFORE, ITEMS, census_change
from zone_atlas.analysis.provenance import input_units
from zone_atlas.analysis.standing import EXACT
from zone_atlas.atlas import Atlas

CENSUS, YEARBOOK = "census", "yearbook"
# What the yearbooks print of cities and of county-level cities alike.
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
    """One row of the table: its section (a dimension, 'census' or 'yearbook'), item, unit and a cell a place."""

    section: str
    item: str
    unit: str
    cells: dict[str, Cell] = field(default_factory=dict)


def table(atlas: Atlas, places: Sequence[str], year: int, proxies: bool) -> list[Line]:
    """Rows of the parallel table: indicators by dimension, then the census, then the yearbooks."""
    catalogue = atlas.catalogue
    columns = {place: _column(atlas, place, year, proxies) for place in places}
    lines = [
        Line(catalogue.indicators[item].dimension, item, catalogue.indicators[item].unit)
        for item in comparison.indicators_in(atlas, year)
    ]
    units = census_change(atlas, ()).set_index("item")["unit"]
    lines += [Line(CENSUS, item, str(units[item])) for item in ITEMS]
    lines += [Line(YEARBOOK, item, catalogue.series[item].unit) for item in YEARBOOK_ITEMS]
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


@lru_cache(maxsize=2048)
def _column(atlas: Atlas, place: str, year: int, proxies: bool) -> dict[tuple[bool, str], Cell]:
    """Cells of a place by (whether counties have the item too, item)."""
    cells = {(False, item): cell for item, cell in _indicators(atlas, place, year, proxies).items()}
    shared = {**_census(atlas, place), **_yearbook(atlas, place)}
    return cells | {(True, item): cell for item, cell in shared.items()}


def _indicators(atlas: Atlas, place: str, year: int, proxies: bool) -> dict[str, Cell]:
    frame = comparison.profile(atlas, place, year, proxies)
    columns = frame[["indicator", "value", "year", "status", "basis"]]
    cells = {
        str(item): Cell(float(value), int(own_year), str(status), str(basis))
        for item, value, own_year, status, basis in columns.itertuples(index=False)
    }
    return {
        item: cells.get(item) or Cell(reason=comparison.why_missing(atlas, place, item, year, proxies))
        for item in comparison.indicators_in(atlas, year)
    }


def _census(atlas: Atlas, place: str) -> dict[str, Cell]:
    changes = census_change(atlas, input_units(place, EXACT, atlas.catalogue))
    apart = changes.attrs["how"] == "not_comparable"
    return {
        str(item): Cell(float(after), AFTER, before=float(before), reason="boundary" if apart else "")
        if np.isfinite(after)
        else Cell(reason="unreported")
        for item, before, after in changes[["item", "before", "after"]].itertuples(index=False)
    }


def _yearbook(atlas: Atlas, place: str) -> dict[str, Cell]:
    cells = {}
    for item in YEARBOOK_ITEMS:
        points = comparison_lines.yearbook_points(atlas, item, place)
        reason = "" if points else comparison_lines.why_no_line(atlas, item, place, False)
        year, value, status = points[-1] if points else (0, float("nan"), "A")
        cells[item] = Cell(value, year, status, reason=reason)
    return cells


def as_rows(atlas: Atlas, lines: Sequence[Line]) -> pd.DataFrame:
    """All figures of the table in the shape of `analysis.rows`, each with its sources."""
    keys, parts = [], []
    for line in lines:
        filled = {place: cell for place, cell in line.cells.items() if cell.year}
        if line.section not in _SHARED:
            keys += [(place, line.item, cell.basis, cell.year) for place, cell in filled.items()]
        else:
            parts.append(
                comparison_sources.as_rows(atlas, line.item, {p: _points(c) for p, c in filled.items()})
            )
    names = ["place", "indicator", "value_basis", "value_year"]
    values = shapes.behind(pd.DataFrame(keys, columns=names), atlas.indicators, atlas.catalogue)
    return pd.concat([values, *parts], ignore_index=True)


def _points(cell: Cell) -> pd.DataFrame:
    """A cell as points over time; a census cell has two."""
    points = [(BEFORE, cell.before)] if np.isfinite(cell.before) else []
    return pd.DataFrame(
        [(year, value, cell.status, cell.basis) for year, value in [*points, (cell.year, cell.value)]],
        columns=["year", "value", "status", "basis"],
    )
