"""Checks of the indicators and joins: named in both languages, computable, and fed by observations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from zone_atlas import store
from zone_atlas.catalogue import rules
from zone_atlas.catalogue.checks.framework import element_ids
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.yaml_entries import (
    Problem,
    mappings_of,
    number_of,
    part_series,
    repeated_ids,
    text_problems,
)
from zone_atlas.catalogue.functions import FUNCTIONS
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, STATUSES
from zone_atlas.faults import Fault

FILE = "indicators.yaml"
FORMULAS = ("ratio", "mean", "function")
GOALPOSTS = ("linear", "log")
SETS = tuple(index_set.id for index_set in rules.SETS)


@dataclass(frozen=True)
class Known:
    """Identifiers that an indicator may refer to; None where the file that lists them could not be read."""

    series: set[str] | None
    observed: set[str] | None
    units: set[str] | None
    notes: set[str] | None
    elements: set[str] | None
    joins: dict[str, tuple[str, ...]]


def _known_inputs(inputs: Inputs) -> Known:
    observations = inputs.observations
    return Known(
        series=inputs.known("series.csv", "series"),
        observed=None
        if observations.empty
        else {*observations["series"].cat.categories, *inputs.unread_series()},
        units=inputs.known("units.csv", "unit"),
        notes=inputs.known("notes.csv", "note"),
        elements=element_ids(inputs) if "framework.yaml" in inputs.yaml_files else None,
        joins={str(join.get("id", "")): tuple(part_series(join)) for join in inputs.entries(FILE, "joins")},
    )


def _code_problem(entry: dict[str, Any], key: str, known: set[str] | None, where: str) -> Iterator[Problem]:
    if known is not None and str(entry.get(key, "")) not in known:
        yield entry[store.LINE], key, f"unknown {key} '{entry.get(key) or ''}'; it must be listed in {where}"


def _series_problems(names: list[str], line: int, column: str, known: Known) -> Iterator[Problem]:
    for name in names:
        if known.series is not None and name not in known.series and name not in known.joins:
            yield line, column, f"unknown series '{name}'; it must be listed in series.csv or among the joins"
            continue
        for series in known.joins.get(name, (name,)):
            if known.observed is not None and series not in known.observed:
                yield (
                    line,
                    column,
                    f"series '{series}' has no observation, so that the indicator has no source",
                )


def _is_factors(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict) and all(
        number_of(v) is not None for k, v in value.items() if k != store.LINE
    )


def _ratio_problems(ratio: dict[str, Any], line: int, known: Known) -> Iterator[Problem]:
    for part in ("numerator", "denominator"):
        factors = ratio.get(part)
        if not _is_factors(factors):
            yield line, f"ratio.{part}", "series with their factors are expected, as in {pop_resident: 1}"
            continue
        names = [str(name) for name in factors if name != store.LINE]
        if part == "numerator" and not names:
            yield line, "ratio.numerator", "empty; at least one series is needed"
        yield from _series_problems(names, line, f"ratio.{part}", known)
    if number_of(ratio.get("scale", 1)) is None:
        yield line, "ratio.scale", f"'{ratio['scale']}' is not a number"


def _function_problems(function: dict[str, Any], line: int, known: Known) -> Iterator[Problem]:
    name, listed = str(function.get("name") or ""), function.get("series")
    if name not in FUNCTIONS:
        yield (
            line,
            "function.name",
            f"unknown function '{name}'; allowed: {', '.join(FUNCTIONS)}",
        )
    if not isinstance(listed, list):
        yield line, "function.series", "a list of series is expected"
        return
    inputs = FUNCTIONS[name].inputs if name in FUNCTIONS else ()
    names = [*map(str, listed), *inputs]
    yield from _series_problems(names, line, "function.series", known)


def _formula_problems(entry: dict[str, Any], known: Known) -> Iterator[Problem]:
    line = entry[store.LINE]
    used = [kind for kind in FORMULAS if kind in entry]
    if len(used) != 1:
        yield (
            line,
            "formula",
            f"exactly one of {', '.join(FORMULAS)} is needed; found {', '.join(used) or 'none'}",
        )
        return
    formula = entry[used[0]]
    if not isinstance(formula, dict):
        yield line, used[0], "a mapping is expected"
    elif used[0] == "ratio":
        yield from _ratio_problems(formula, line, known)
    elif used[0] == "mean":
        yield from _series_problems([str(formula.get("series", ""))], line, "mean.series", known)
    else:
        yield from _function_problems(formula, line, known)


def _indicator_problems(entry: dict[str, Any], known: Known) -> Iterator[Problem]:
    line = entry[store.LINE]
    yield from text_problems(entry, "name", "definition")
    yield from _code_problem(entry, "unit", known.units, "units.csv")
    yield from _code_problem(entry, "element", known.elements, "framework.yaml")
    direction = entry.get("direction")
    if isinstance(direction, bool) or direction not in (1, -1):
        yield (
            line,
            "direction",
            f"'{'' if direction is None else direction}' is not a direction; allowed: 1, -1",
        )
    if entry.get("goalposts") not in GOALPOSTS:
        yield line, "goalposts", f"unknown '{entry.get('goalposts') or ''}'; allowed: {', '.join(GOALPOSTS)}"
    sets = entry.get("sets")
    if not isinstance(sets, list) or not sets or not all(name in SETS for name in sets):
        yield line, "sets", f"'{sets}' must be a list of {', '.join(SETS)}, with at least one of them"
    yield from _year_problems(entry, line, "first_year")
    yield from _formula_problems(entry, known)


def _year_problems(entry: dict[str, Any], line: int, *keys: str) -> Iterator[Problem]:
    for key in keys:
        year = entry.get(key, FIRST_YEAR)
        if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
            yield line, key, f"'{year}' is not a year from {FIRST_YEAR} to {LAST_YEAR}"


def _join_problems(join: dict[str, Any], known: Known) -> Iterator[Problem]:
    yield from text_problems(join, "name")
    yield from _year_problems(join, join[store.LINE], "seam")
    parts = mappings_of(join, "parts")
    if not parts:
        yield join[store.LINE], "parts", "empty; a join is made of at least one series"
    for part in parts:
        line, series = part[store.LINE], str(part.get("series", ""))
        if known.series is not None and series not in known.series:
            yield line, "parts.series", f"unknown series '{series}'; it must be listed in series.csv"
        yield from _year_problems(part, line, "first_year", "last_year")
        if part.get("status", "") not in ("", *STATUSES):
            yield line, "parts.status", f"unknown status '{part['status']}'; allowed: {', '.join(STATUSES)}"
        if known.notes is not None and part.get("note", "") not in ("", *known.notes):
            yield line, "parts.note", f"unknown note '{part['note']}'; it must be listed in notes.csv"


def indicator_faults(inputs: Inputs) -> list[Fault]:
    """Faults of indicators.yaml.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    """
    known = _known_inputs(inputs)
    joins, indicators = inputs.entries(FILE, "joins"), inputs.entries(FILE, "indicators")
    problems = [*repeated_ids(joins), *repeated_ids(indicators)]
    for join in joins:
        problems += _join_problems(join, known)
    for entry in indicators:
        problems += _indicator_problems(entry, known)
    return [Fault(FILE, *problem) for problem in problems]
