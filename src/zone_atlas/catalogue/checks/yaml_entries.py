"""Entries of the YAML files, which are mappings of names to values, each with its line: what all checks ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from zone_atlas import store

# Line of the file, column and message of a fault whose file the caller knows.
Problem = tuple[int, str, str]


def is_filled(value: Any) -> bool:
    """Whether a YAML scalar is a text that is not blank.

    Parameters
    ----------
    value : Any
        Scalar as the reader of YAML gives it.
    """
    return isinstance(value, str) and bool(value.strip())


def number_of(value: Any) -> float | None:
    """Finite number that a YAML scalar holds.

    Parameters
    ----------
    value : Any
        Scalar as the reader of YAML gives it; `true` and `false` are not numbers here.

    Returns
    -------
    float or None
        None for whatever is not a finite number.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        return None
    return float(value)


def has_year(entry: dict[str, Any]) -> bool:
    """Whether an entry of a register gives its year as a whole number.

    Parameters
    ----------
    entry : dict
    """
    return isinstance(entry.get("year"), int) and not isinstance(entry["year"], bool)


def cell_of_entry(entry: dict[str, Any]) -> tuple[str, int, str]:
    """Cell that an entry of the register of corrections is about.

    Parameters
    ----------
    entry : dict

    Returns
    -------
    (str, int, str)
        Place, year and series; '' and 0 for what the entry does not give.
    """
    year = entry["year"] if has_year(entry) else 0
    return str(entry.get("place", "")), year, str(entry.get("series", ""))


def mappings_of(entry: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Mappings of a list within an entry.

    Parameters
    ----------
    entry : dict
        Entry or whole file.
    key : str
        Name of the list.

    Returns
    -------
    list of dict
        Empty where there is no such list; whatever is not a mapping is left out (`yaml_file_faults` reports it).
    """
    listed = entry.get(key)
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def part_series(join: dict[str, Any]) -> list[str]:
    """Series that the parts of a join name.

    Parameters
    ----------
    join : dict
        Entry of the list `joins` of indicators.yaml.

    Returns
    -------
    list of str
        In the order of the parts, '' for a part that names none.
    """
    return [str(part.get("series", "")) for part in mappings_of(join, "parts")]


def text_problems(entry: dict[str, Any], *keys: str) -> Iterator[Problem]:
    """Texts of an entry that do not stand in both languages.

    Parameters
    ----------
    entry : dict
    *keys : str
        Names of the texts that the entry must hold.

    Yields
    ------
    (int, str, str)
        Line, column ('name.zh') and message.
    """
    for key in keys:
        pair = entry.get(key)
        for language in ("zh", "en"):
            if not isinstance(pair, dict) or not is_filled(pair.get(language)):
                yield entry[store.LINE], f"{key}.{language}", "empty; the text is needed in both languages"


def repeated_ids(entries: list[dict[str, Any]]) -> Iterator[Problem]:
    """Identifiers that are missing, not texts, or stand twice.

    Parameters
    ----------
    entries : list of dict
        Entries among which an identifier must be unique.

    Yields
    ------
    (int, str, str)
        Line, column and message.
    """
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
