"""Checks of the framework: dimensions, elements and pathways; and that each element is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue.check_inputs import Inputs
from zone_atlas.catalogue.faults import Fault

FILE = "framework.yaml"
KINDS = ("driver", "bottleneck")
# Lists each YAML file must hold; the register of corrections may be empty.
LISTS = {
    FILE: ("dimensions", "pathways"),
    "indicators.yaml": ("joins", "indicators"),
    "corrections.yaml": ("corrections",),
}
Problem = tuple[int, str, str]


def is_filled(value: Any) -> bool:
    """Whether a YAML scalar is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def text_problems(entry: dict[str, Any], *keys: str) -> Iterator[Problem]:
    """Texts of an entry that do not stand in both languages."""
    for key in keys:
        pair = entry.get(key)
        for language in ("zh", "en"):
            if not isinstance(pair, dict) or not is_filled(pair.get(language)):
                yield entry[store.LINE], f"{key}.{language}", "empty; the text is needed in both languages"


def repeated_ids(entries: list[dict[str, Any]]) -> Iterator[Problem]:
    """Identifiers that are missing or stand twice."""
    first: dict[str, int] = {}
    for entry in entries:
        name, line = entry.get("id"), entry[store.LINE]
        if not is_filled(name):
            yield line, "id", "empty; an identifier is needed"
        elif name in first:
            yield line, "id", f"'{name}' stands twice; it is taken since row {first[name]}"
        else:
            first[str(name)] = line


def elements_of(dimension: dict[str, Any]) -> list[dict[str, Any]]:
    """Elements of a dimension's entry; what is no mapping is left out."""
    listed = dimension.get("elements")
    return [element for element in listed if isinstance(element, dict)] if isinstance(listed, list) else []


def element_ids(inputs: Inputs) -> set[str]:
    """Identifiers of all elements of the framework."""
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


def _problems(inputs: Inputs) -> Iterator[Problem]:
    dimensions, pathways = inputs.entries(FILE, "dimensions"), inputs.entries(FILE, "pathways")
    measured = None
    if "indicators.yaml" in inputs.documents:
        measured = Counter(str(i.get("element", "")) for i in inputs.entries("indicators.yaml", "indicators"))
    yield from repeated_ids([*dimensions, *pathways])
    yield from repeated_ids([element for dimension in dimensions for element in elements_of(dimension)])
    for dimension in dimensions:
        yield from _dimension_problems(dimension, measured)
    known = inputs.identifiers(FILE, "dimensions")
    for pathway in pathways:
        yield from text_problems(pathway, "name")
        if str(pathway.get("answers", "")) not in known:
            yield pathway[store.LINE], "answers", f"unknown dimension '{pathway.get('answers') or ''}'"


def document_faults(inputs: Inputs) -> list[Fault]:
    """YAML files that lack one of their lists or hold something else than mappings in it."""
    faults = []
    for file, keys in LISTS.items():
        for key in keys if file in inputs.documents else ():
            listed = inputs.documents[file].get(key)
            if not isinstance(listed, list):
                faults.append(Fault(file, 1, key, "a list is expected under this name"))
            elif not all(isinstance(entry, dict) for entry in listed):
                faults.append(
                    Fault(file, 1, key, "each entry of the list must be a mapping of names to values")
                )
    return faults


def framework_faults(inputs: Inputs) -> list[Fault]:
    """Faults of framework.yaml."""
    return [Fault(FILE, *problem) for problem in _problems(inputs)]
