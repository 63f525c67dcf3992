"""Checks of scopes: an indicator has inputs of one scope, and means are weighted by series of a fitting scope."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue import formulas
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.yaml_entries import part_series
from zone_atlas.catalogue.records import SCOPES, WHOLE
from zone_atlas.catalogue.sources import SCOPES as TABLE_SCOPES
from zone_atlas.faults import Fault

FILE, SERIES, TABLES = "indicators.yaml", "series.csv", "source_tables.csv"
# Scopes whose series may weight the means of a scope. No series counts the people of the urban area of the construction
# yearbook or around the stations; the districts and the whole city are the narrowest that hold them.
WEIGHED_BY = {
    "whole_city": ("whole_city",),
    "districts": ("districts",),
    "urban_area": ("districts",),
    "monitoring_stations": ("whole_city", "districts"),
    "county_unit": ("county_unit",),
}


def _scopes_of_inputs(inputs: Inputs) -> dict[str, str]:
    """Scope by series and join; a join takes that of its first part (`_join_faults` compares the others)."""
    table = inputs.tables[SERIES]
    scopes = dict(zip(table["series"], table["scope"], strict=True))
    for join in inputs.entries(FILE, "joins"):
        names = part_series(join)
        if names and names[0] in scopes:
            scopes[str(join.get("id", ""))] = scopes[names[0]]
    return scopes


def _inputs_of(entry: dict[str, Any]) -> tuple[str, ...]:
    """Series of an indicator; empty where its formula cannot be read, which `indicator_faults` reports."""
    try:
        return formulas.series_of(formulas.formula_of(entry))
    except (KeyError, TypeError, ValueError, AttributeError):
        return ()


def _describe_mixed_scopes(names: tuple[str, ...] | list[str], scopes: dict[str, str]) -> str:
    """The scope of each input where they differ, else an empty text."""
    known = {name: scopes[name] for name in names if name in scopes}
    if len(set(known.values())) < 2:
        return ""
    return "; ".join(f"'{name}' counts {scope}" for name, scope in known.items())


def _indicator_faults(inputs: Inputs, scopes: dict[str, str]) -> Iterator[Fault]:
    for entry in inputs.entries(FILE, "indicators"):
        line, names = entry[store.LINE], _inputs_of(entry)
        if mixed := _describe_mixed_scopes(names, scopes):
            advice = "take all inputs of one scope"
            yield Fault(FILE, line, "scope", f"inputs of different scopes: {mixed}; {advice}")
            continue
        scope = next((scopes[name] for name in names if name in scopes), WHOLE)
        definition = entry.get("definition")
        if scope == WHOLE or scope not in SCOPES or not isinstance(definition, dict):
            continue
        for language in ("zh", "en"):
            word = SCOPES[scope].of(language)
            if word not in str(definition.get(language, "")):
                message = f"the inputs count {scope}, and the definition does not say '{word}'"
                yield Fault(FILE, line, f"definition.{language}", message)


def _join_faults(inputs: Inputs, scopes: dict[str, str]) -> Iterator[Fault]:
    for join in inputs.entries(FILE, "joins"):
        if mixed := _describe_mixed_scopes(part_series(join), scopes):
            yield Fault(
                FILE, join[store.LINE], "parts", f"parts of different scopes cannot be joined: {mixed}"
            )


def _weight_faults(inputs: Inputs, scopes: dict[str, str]) -> Iterator[Fault]:
    table = inputs.tables[SERIES]
    for row, (scope, weight) in enumerate(zip(table["scope"], table["weight"], strict=True), start=2):
        allowed = WEIGHED_BY.get(scope)
        if allowed and weight in scopes and scopes[weight] in SCOPES and scopes[weight] not in allowed:
            message = f"'{weight}' counts {scopes[weight]}; a mean over {scope} is weighted by {' or '.join(allowed)}"
            yield Fault(SERIES, row, "weight", message)


def _table_faults(inputs: Inputs, scopes: dict[str, str]) -> Iterator[Fault]:
    """Tables of sources whose declared territory is not that of the series read from them.

    A yearbook prints what stations measured in a table of the whole city: series of other scopes are not compared.
    """
    table = inputs.tables.get(TABLES)
    for row, entry in enumerate(() if table is None else table.itertuples(), start=2):
        scope = scopes.get(entry.series, "")
        if scope in TABLE_SCOPES and entry.scope in TABLE_SCOPES and entry.scope != scope:
            message = f"the table counts {entry.scope}, and '{entry.series}' counts {scope} in {SERIES}; correct one"
            yield Fault(TABLES, row, "scope", message)


def scope_faults(inputs: Inputs) -> list[Fault]:
    """Ratios, functions and joins that mix scopes, and definitions, weights and tables that do not fit their scope.

    Parameters
    ----------
    inputs : Inputs
        The files read; without series.csv nothing is known of scopes, and nothing is checked.
    """
    if SERIES not in inputs.tables:
        return []
    scopes = _scopes_of_inputs(inputs)
    return [
        *_indicator_faults(inputs, scopes),
        *_join_faults(inputs, scopes),
        *_weight_faults(inputs, scopes),
        *_table_faults(inputs, scopes),
    ]
