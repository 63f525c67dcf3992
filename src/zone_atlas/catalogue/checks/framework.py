"""Checks of the framework: dimensions, elements and pathways are complete, and each element is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.yaml_entries import Problem, mappings_of, repeated_ids, text_problems
from zone_atlas.catalogue.framework import KINDS
from zone_atlas.catalogue.policy_records import PHASES
from zone_atlas.faults import Fault

FILE = "framework.yaml"


def elements_of(dimension: dict[str, Any]) -> list[dict[str, Any]]:
    """Elements of a dimension's entry; whatever is not a mapping is left out.

    Parameters
    ----------
    dimension : dict
    """
    return mappings_of(dimension, "elements")


def element_ids(inputs: Inputs) -> set[str]:
    """Identifiers of all elements of the framework.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    """
    return {str(e.get("id", "")) for d in inputs.entries(FILE, "dimensions") for e in elements_of(d)}


def _dimension_problems(dimension: dict[str, Any], measured: Counter[str] | None) -> Iterator[Problem]:
    line, name = dimension[store.LINE], str(dimension.get("id", ""))
    if dimension.get("kind") not in KINDS:
        yield line, "kind", f"unknown kind '{dimension.get('kind') or ''}'; allowed: {', '.join(KINDS)}"
    yield from text_problems(dimension, "name", "short", "role", "counterpart")
    elements = elements_of(dimension)
    if not elements:
        yield line, "elements", f"dimension {name} has no element; it could not be measured"
    for element in elements:
        identifier = str(element.get("id", ""))
        yield from text_problems(element, "name")
        if not identifier.startswith(f"{name}."):
            yield element[store.LINE], "id", f"element '{identifier}' must begin with its dimension: {name}."
        if measured is not None and not measured[identifier]:
            yield element[store.LINE], "id", f"element '{identifier}' has no indicator in indicators.yaml"


def _pathway_problems(pathway: dict[str, Any], dimensions: set[str]) -> Iterator[Problem]:
    line, name = pathway[store.LINE], str(pathway.get("id", ""))
    yield from text_problems(pathway, "name", "summary", "basis")
    if str(pathway.get("answers", "")) not in dimensions:
        yield line, "answers", f"unknown dimension '{pathway.get('answers') or ''}'"
    measures = mappings_of(pathway, "measures")
    if not measures:
        yield line, "measures", f"pathway {name} has no measure; it would answer nothing"
    for measure in measures:
        yield from text_problems(measure, "text")
        if measure.get("phase", "") not in PHASES:
            allowed = ", ".join(filter(None, PHASES))
            yield measure[store.LINE], "phase", f"unknown phase '{measure.get('phase')}'; allowed: {allowed}"


def _framework_problems(inputs: Inputs) -> Iterator[Problem]:
    dimensions, pathways = inputs.entries(FILE, "dimensions"), inputs.entries(FILE, "pathways")
    measured = None
    if "indicators.yaml" in inputs.yaml_files:
        measured = Counter(str(i.get("element", "")) for i in inputs.entries("indicators.yaml", "indicators"))
    yield from repeated_ids([*dimensions, *pathways])
    yield from repeated_ids([element for dimension in dimensions for element in elements_of(dimension)])
    for dimension in dimensions:
        yield from _dimension_problems(dimension, measured)
    known = inputs.identifiers(FILE, "dimensions")
    yield from repeated_ids([measure for pathway in pathways for measure in mappings_of(pathway, "measures")])
    for pathway in pathways:
        yield from _pathway_problems(pathway, known)


def framework_faults(inputs: Inputs) -> list[Fault]:
    """Faults of framework.yaml.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    """
    return [Fault(FILE, *problem) for problem in _framework_problems(inputs)]
