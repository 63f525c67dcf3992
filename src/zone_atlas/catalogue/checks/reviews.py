"""Checks of the register of reviewed values, and what it makes of the observations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.checks.breaks import ALL, stated_breaks
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.numbers import parse_whole_number
from zone_atlas.catalogue.checks.observations import cell_keys, first_positions
from zone_atlas.catalogue.checks.yaml_entries import cell_of_entry, has_year
from zone_atlas.catalogue.reviews import DISPOSITIONS, FILE, GRADE
from zone_atlas.faults import Fault, row_faults

CORRECTIONS = "corrections.yaml"
GUARD_TOLERANCE = 1e-9


def _numbers_of_column(table: pd.DataFrame, column: str) -> np.ndarray:
    number = pd.to_numeric(table[column], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isfinite(number), number, np.nan)


def _cells_of_reviews(table: pd.DataFrame) -> list[tuple[str, int, str]]:
    years = [parse_whole_number(year) or 0 for year in table["year"]]
    return list(zip(table["place"], years, table["series"], strict=True))


def _positions_of_reviews(inputs: Inputs, table: pd.DataFrame) -> np.ndarray:
    """Position among the observations of each entry's cell, -1 where there is none."""
    if inputs.observations.empty or table.empty:
        return np.full(len(table), -1)
    return first_positions(inputs.observations, cell_keys(inputs.observations, _cells_of_reviews(table)))


def _in_range(inputs: Inputs, table: pd.DataFrame, right: np.ndarray) -> np.ndarray:
    """Whether each replacement lies in the range of its series; true where the range is not known."""
    series = inputs.tables.get("series.csv")
    if series is None:
        return np.ones(len(table), dtype=bool)
    # A series declared twice is a fault of its own; its first row gives the range.
    bounds = series.drop_duplicates("series").set_index("series").reindex(table["series"])
    low, high = (_numbers_of_column(bounds, column) for column in ("minimum", "maximum"))
    return ~((right < low) | (right > high))


def _guard_faults(inputs: Inputs, table: pd.DataFrame) -> list[Fault]:
    """Entries whose cell no longer exists or no longer shows the value that was reviewed.

    What is missing because its file could not be read is not a fault of the register.
    """
    if inputs.observations.empty:
        return []
    value, positions = _numbers_of_column(table, "value"), _positions_of_reviews(inputs, table)
    unread = table["series"].isin(inputs.unread_series()).to_numpy()
    shown = np.where(positions >= 0, inputs.observations["number"].to_numpy()[positions], np.nan)
    unchanged = np.isclose(shown, value, rtol=GUARD_TOLERANCE, atol=0) | np.isnan(value)
    faults = []
    for index in np.flatnonzero(np.where(positions < 0, ~unread, ~unchanged)):
        entry = table.iloc[index]
        message = (
            f"there is no observation of {entry['series']} for {entry['place']} in {entry['year']}; the entry is out "
            "of date, remove it"
        )
        if positions[index] >= 0:
            row = inputs.observations.iloc[positions[index]]
            message = (
                f"{row['file']}:{row['row']} has {row['value']}, not {entry['value']}; the source has changed, judge "
                "the figure anew"
            )
        faults.append(Fault(FILE, int(index) + 2, "value", message))
    return faults


def _reviewed_twice(inputs: Inputs, table: pd.DataFrame) -> list[Fault]:
    """Cells that stand in the register twice, or in the register of corrections too."""
    cells = pd.Series(_cells_of_reviews(table), index=table.index)
    corrected = {
        cell_of_entry(entry) for entry in inputs.entries(CORRECTIONS, "corrections") if has_year(entry)
    }
    again = cells.duplicated()
    both = cells.isin(corrected) & ~again
    return [
        *row_faults(
            table,
            again,
            FILE,
            "place",
            "{place}, {year}, {series} stands here twice; keep one of the entries",
        ),
        *row_faults(
            table,
            both,
            FILE,
            "place",
            "{place}, {year}, {series} stands in corrections.yaml too; keep one of the entries",
        ),
    ]


def _breaks_declared_too(inputs: Inputs, table: pd.DataFrame) -> list[Fault]:
    """Breaks that series_breaks.csv declares too, for the place or its province: a break has one reason."""
    province = inputs.column_by_key("places/places.csv", "adcode", "province")
    stated = set(stated_breaks(inputs))
    again = [
        any((of, name, year) in stated for of in (place, province.get(place)) for name in (series, ALL))
        for place, year, series in _cells_of_reviews(table)
    ]
    message = (
        "{place}, {year}, {series} is declared as a break in places/series_breaks.csv; keep one of the two"
    )
    return row_faults(
        table,
        table["disposition"].eq("break") & pd.Series(again, index=table.index),
        FILE,
        "disposition",
        message,
    )


def _replacement_faults(inputs: Inputs, table: pd.DataFrame) -> list[Fault]:
    right, replaced = _numbers_of_column(table, "right"), table["disposition"] == "replace"
    outside = replaced & ~_in_range(inputs, table, right)
    unchanged = replaced & (right == _numbers_of_column(table, "value"))
    return [
        *row_faults(
            table,
            replaced & np.isnan(right),
            FILE,
            "right",
            "'{right}' is not a number; a replacement needs the right value",
        ),
        *row_faults(
            table,
            replaced & (table["right_source"].str.strip() == ""),
            FILE,
            "right_source",
            "empty; a replacement needs the source of the right value",
        ),
        *row_faults(
            table,
            ~replaced & (table["right"] != ""),
            FILE,
            "right",
            "a right value stands with '{disposition}'; only 'replace' takes one",
        ),
        *row_faults(
            table, outside, FILE, "right", "value {right} is outside the range of {series} in series.csv"
        ),
        *row_faults(
            table,
            unchanged,
            FILE,
            "right",
            "{right} is the value that it replaces; give another value or another disposition",
        ),
    ]


def review_faults(inputs: Inputs) -> list[Fault]:
    """Faults of the register beyond those of single columns: guards, repeated cells and breaks, replacements.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    """
    table = inputs.tables.get(FILE)
    if table is None or table.empty:
        return []
    return [
        *_guard_faults(inputs, table),
        *_reviewed_twice(inputs, table),
        *_breaks_declared_too(inputs, table),
        *_replacement_faults(inputs, table),
    ]


def put_reviews(inputs: Inputs, value: np.ndarray, status: np.ndarray) -> None:
    """Put the values and statuses of the register of reviewed values into the arrays, in place.

    A value becomes NaN where it is withdrawn, and where the replacement itself has a fault.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    value, status : ndarray (observations,)
        Value and status of each observation; changed.
    """
    table = inputs.tables.get(FILE)
    if table is None or table.empty:
        return
    positions = _positions_of_reviews(inputs, table)
    right = _numbers_of_column(table, "right")
    right = np.where(_in_range(inputs, table, right), right, np.nan)
    disposition = table["disposition"].to_numpy(dtype=object)
    new_status = pd.Series(disposition).map(DISPOSITIONS).to_numpy(dtype=object)
    graded = table["right_source"].str.contains(GRADE).to_numpy(dtype=bool)
    new_status = np.where((disposition == "replace") & graded, "V", new_status)
    observed = positions >= 0
    changed = observed & np.isin(disposition, ["replace", "withdraw"])
    value[positions[changed]] = np.where(disposition == "replace", right, np.nan)[changed]
    marked = observed & pd.notna(new_status)
    status[positions[marked]] = new_status[marked]
