"""Checks of the form of the YAML files: their lists are there, and every name in an entry is a known one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.yaml_entries import Problem
from zone_atlas.faults import Fault

# Lists each YAML file must hold; the register of corrections may be empty.
LISTS = {
    "framework.yaml": ("dimensions", "pathways"),
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


def unknown_keys(value: Any, kind: str) -> Iterator[Problem]:
    """Names within an entry, and within the mappings it holds, that stand for nothing.

    Parameters
    ----------
    value : Any
        A mapping, a list of them, or what an author wrote instead (left to the other checks).
    kind : str
        The name it stands under; what `KEYS` does not list and holds no texts in two languages may hold any names.

    Yields
    ------
    (int, str, str)
        Line, column and message.
    """
    if isinstance(value, list):
        for item in value:
            yield from unknown_keys(item, kind)
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


def yaml_file_faults(inputs: Inputs) -> list[Fault]:
    """YAML files that lack one of their lists, or hold something else than mappings in it.

    Parameters
    ----------
    inputs : Inputs
        The files read; one that could not be read has its fault already.
    """
    faults = []
    for file, keys in LISTS.items():
        content = inputs.yaml_files.get(file, {})
        faults += [
            Fault(file, 1, str(key), f"unknown key at the top; the lists here are {', '.join(keys)}")
            for key in content
            # Where a list is missing, the fault is that one, and the other name most likely it misspelt.
            if key not in (*keys, store.LINE) and all(name in content for name in keys)
        ]
        for key in keys if file in inputs.yaml_files else ():
            listed = content.get(key)
            faults += [Fault(file, *problem) for problem in unknown_keys(listed, key)]
            if not isinstance(listed, list):
                faults.append(Fault(file, 1, key, "a list is expected under this name"))
            elif not all(isinstance(entry, dict) for entry in listed):
                faults.append(
                    Fault(file, 1, key, "each entry of the list must be a mapping of names to values")
                )
    return faults
