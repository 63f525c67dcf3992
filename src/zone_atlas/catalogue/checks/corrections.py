"""Checks of the register of corrections, and the observations as they stand once both registers are applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from zone_atlas import store
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.observations import cell_keys, first_positions
from zone_atlas.catalogue.checks.reviews import put_reviews
from zone_atlas.catalogue.checks.yaml_entries import cell_of_entry, has_year, number_of
from zone_atlas.catalogue.records import STATUSES
from zone_atlas.faults import Fault

FILE = "corrections.yaml"
ACTIONS = ("replace", "withdraw", "mark")


def _form_problems(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Column and message of each problem in the form of an entry."""
    action, status = entry.get("action"), entry.get("status", "")
    if not has_year(entry):
        year = entry.get("year")
        yield (
            "year",
            f"{'empty' if year is None else repr(year)}; write the year as a whole number, without quotes",
        )
    if action not in ACTIONS:
        yield "action", f"unknown action '{action or ''}'; allowed: {', '.join(ACTIONS)}"
    if not str(entry.get("evidence") or "").strip():
        yield "evidence", "empty; say what shows that the value is wrong"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(entry.get("date") or "")):
        yield "date", f"'{entry.get('date') or ''}' is not a date; write 2026-11-23"
    if number_of(entry.get("wrong")) is None:
        yield "wrong", "the wrong value is needed as a number: it is the guard of the correction"
    if action == "replace" and number_of(entry.get("right")) is None:
        yield "right", "a replacement needs the right value as a number"
    if status not in ("", *STATUSES) or (action == "mark" and not status):
        yield "status", f"unknown status '{status}'; allowed: {', '.join(STATUSES)}"


def _range_problems(
    entry: dict[str, Any], bounds: dict[str, tuple[float, float]]
) -> Iterator[tuple[str, str]]:
    right, (low, high) = (
        number_of(entry.get("right")),
        bounds.get(str(entry.get("series")), (-np.inf, np.inf)),
    )
    if entry.get("action") == "replace" and right is not None and not low <= right <= high:
        yield "right", f"value {right:.10g} of {entry['series']} is outside {low:.10g} to {high:.10g}"


def _guard_problem(entry: dict[str, Any], position: int, inputs: Inputs) -> tuple[str, str] | None:
    place, year, series = cell_of_entry(entry)
    if position < 0 and series in inputs.unread_series():
        return None
    if position < 0:
        return (
            "wrong",
            f"there is no observation of {series} for {place} in {year}; the correction is out of date",
        )
    wrong, row = number_of(entry.get("wrong")), inputs.observations.iloc[position]
    if wrong is None or np.isclose(row["number"], wrong, rtol=1e-9, atol=0):
        return None
    where = f"{row['file']}:{row['row']}"
    return (
        "wrong",
        f"{where} has {row['value']}, not {wrong:.10g}; the source has changed, judge the correction anew",
    )


def _numeric_bounds(inputs: Inputs) -> dict[str, tuple[float, float]]:
    """Range of each series whose bounds are numbers."""
    low, high = inputs.series_numbers("minimum"), inputs.series_numbers("maximum")
    return {name: (low[name], high[name]) for name in low if np.isfinite([low[name], high[name]]).all()}


def correction_positions(inputs: Inputs) -> list[int]:
    """Positions of the corrected cells among the observations.

    Parameters
    ----------
    inputs : Inputs
        The files read.

    Returns
    -------
    list of int
        One per entry of the register; -1 where there is no such observation.
    """
    cells = [cell_of_entry(entry) for entry in inputs.entries(FILE, "corrections")]
    if inputs.observations.empty or not cells:
        return [-1] * len(cells)
    return [int(p) for p in first_positions(inputs.observations, cell_keys(inputs.observations, cells))]


def correction_faults(inputs: Inputs, positions: list[int]) -> list[Fault]:
    """Faults of the register of corrections, including guards that no longer hold.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    positions : list of int
        As `correction_positions` gives them.
    """
    faults: list[Fault] = []
    seen: dict[tuple[str, int, str], int] = {}
    bounds = _numeric_bounds(inputs)
    for entry, position in zip(inputs.entries(FILE, "corrections"), positions, strict=True):
        line = entry[store.LINE]
        problems = [*_form_problems(entry), *_range_problems(entry, bounds)]
        guard = (
            None
            if inputs.observations.empty or not has_year(entry)
            else _guard_problem(entry, position, inputs)
        )
        if guard:
            problems.append(guard)
        cell = cell_of_entry(entry)
        if cell in seen and has_year(entry):
            problems.append(("place", f"the cell is corrected twice; first in row {seen[cell]}"))
        seen.setdefault(cell, line)
        faults += [Fault(FILE, line, column, message) for column, message in problems]
    return faults


def values_after_registers(inputs: Inputs, positions: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Apply both registers, of corrections and of reviewed values, to the observations.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    positions : list of int
        As `correction_positions` gives them.

    Returns
    -------
    value : ndarray of float (observations,)
        NaN where it is withdrawn or not a number, and where the replacement itself has a fault.
    status : ndarray of str (observations,)
    """
    if inputs.observations.empty:
        return np.empty(0), np.empty(0, dtype=object)
    value = inputs.observations["number"].to_numpy(copy=True)
    status = np.array(inputs.observations["status"], dtype=object)
    bounds = _numeric_bounds(inputs)
    for entry, position in zip(inputs.entries(FILE, "corrections"), positions, strict=True):
        if position < 0:
            continue
        right = number_of(entry.get("right"))
        if entry.get("action") == "replace":
            judged = right is not None and not any(_range_problems(entry, bounds))
            value[position] = right if judged else np.nan
        elif entry.get("action") == "withdraw":
            value[position] = np.nan
        status[position] = entry.get("status") or status[position]
    put_reviews(inputs, value, status)
    return value, status
