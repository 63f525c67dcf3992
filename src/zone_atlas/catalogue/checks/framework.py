"""Checks of the framework: dimensions, elements and pathways; and that each element is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.framework import KINDS
from zone_atlas.catalogue.policy_records import PHASES
from zone_atlas.faults import Fault

FILE = "framework.yaml"
# Lists each YAML file must hold; the register of corrections may be empty.
LISTS = {
    FILE: ("dimensions", "pathways"),
    "indicators.yaml": ("joins", "indicators"),
    "corrections.yaml": ("corrections",),
}
# Names that an entry may give, by the list it stands in; any other is one of these misspelt.
KEYS = {
    "dimensions": ("id", "kind", "name", "short", "role", "counterpart", "elements"),
    "elements": ("id", "name"),
    "pathways": ("id", "answers", "name", "summary", "basis", "measures"),
    "measures": ("id", "text", "phase"),
    "joins": ("id", "name", "seam", "parts"),
    "parts": ("series", "first_year", "last_year", "status", "note"),
    "indicators": (
        *("id", "element", "name", "unit", "definition", "direction", "goalposts", "sets", "first_year"),
        *("ratio", "mean", "function"),
    ),
    "ratio": ("numerator", "denominator", "scale"),
    "mean": ("series",),
    "function": ("name", "series"),
    "corrections": (
        *("place", "year", "series", "wrong", "action", "right", "status", "evidence", "evidence_zh", "date"),
    ),
}
BILINGUAL = ("zh", "en")
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
        if name is not None and not isinstance(name, str):
            yield line, "id", f"is read as {name!r}; put the identifier in quotes"
        elif not is_filled(name):
            yield line, "id", "empty; an identifier is needed"
        elif name in first:
            yield line, "id", f"'{name}' stands twice; it is taken since row {first[name]}"
        else:
            first[str(name)] = line


def mappings_of(entry: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Mappings of a list within an entry; what is no mapping is left out."""
    found = entry.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def elements_of(dimension: dict[str, Any]) -> list[dict[str, Any]]:
    """Elements of a dimension's entry; what is no mapping is left out."""
    return mappings_of(dimension, "elements")


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
    if "indicators.yaml" in inputs.documents:
        measured = Counter(str(i.get("element", "")) for i in inputs.entries("indicators.yaml", "indicators"))
    yield from repeated_ids([*dimensions, *pathways])
    yield from repeated_ids([element for dimension in dimensions for element in elements_of(dimension)])
    for dimension in dimensions:
        yield from _dimension_problems(dimension, measured)
    known = inputs.identifiers(FILE, "dimensions")
    yield from repeated_ids([measure for pathway in pathways for measure in mappings_of(pathway, "measures")])
    for pathway in pathways:
        yield from _pathway_problems(pathway, known)


def unknown_keys(value: Any, kind: str) -> Iterator[Problem]:
    """Names within an entry, and within the mappings it holds, that stand for nothing.

    Parameters
    ----------
    value : Any
        A mapping, a list of them, or what an author wrote instead (left to the other checks).
    kind : str
        The name it stands under; what `KEYS` does not list and holds no texts in two languages may hold any names.
    """
    if isinstance(value, list):
        for one in value:
            yield from unknown_keys(one, kind)
    if not isinstance(value, dict):
        return
    names = [str(name) for name in value if name != store.LINE]
    allowed = KEYS.get(kind) or (BILINGUAL if {*names} & {*BILINGUAL} else names)
    for name in names:
        if name not in allowed:
            yield value[store.LINE], name, f"unknown key; the keys here are {', '.join(allowed)}"
    for name, inner in value.items():
        # What an unknown name holds cannot be judged.
        if name in allowed:
            yield from unknown_keys(inner, str(name))


def document_faults(inputs: Inputs) -> list[Fault]:
    """YAML files that lack one of their lists or hold something else than mappings in it."""
    faults = []
    for file, keys in LISTS.items():
        document = inputs.documents.get(file, {})
        faults += [
            Fault(file, 1, str(key), f"unknown key at the top; the lists here are {', '.join(keys)}")
            for key in document
            # Where a list is missing, the fault is that one, and the other name most likely it misspelt.
            if key not in (*keys, store.LINE) and all(name in document for name in keys)
        ]
        for key in keys if file in inputs.documents else ():
            listed = document.get(key)
            faults += [Fault(file, *problem) for problem in unknown_keys(listed, key)]
            if not isinstance(listed, list):
                faults.append(Fault(file, 1, key, "a list is expected under this name"))
            elif not all(isinstance(entry, dict) for entry in listed):
                faults.append(
                    Fault(file, 1, key, "each entry of the list must be a mapping of names to values")
                )
    return faults


def framework_faults(inputs: Inputs) -> list[Fault]:
    """Faults of framework.yaml."""
    return [Fault(FILE, *problem) for problem in _framework_problems(inputs)]
