"""Reader of the tree of an index from a YAML file that anyone may have written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zone_atlas import store
from zone_atlas.faults import DataFaults, Fault
from zone_atlas.index.specification import Node
from zone_atlas.index.tree import SpecificationError

KEYS = ("id", "parent", "weight", "direction", "goalposts", "log")
# Remarks that may stand beside a node; they do not change a score.
REMARKS = ("name", "label", "unit", "description", "note")
# Weights beyond these cannot be added or divided without loss.
LARGEST, SMALLEST = 1e100, 1e-100
# Digits of a figure that count: a computer keeps fifteen of any decimal number, what follows may be its rounding.
SIGNIFICANT_DIGITS = 15
UNKNOWN_AT_TOP = (
    "unknown key at the top; the list nodes stands there, and remarks "
    f"({', '.join(REMARKS)}). How the index is normalised and aggregated is said on the command line"
)


def read_nodes(path: Path) -> tuple[Node, ...]:
    """Read the nodes of a framework file, in its order.

    Parameters
    ----------
    path : Path
        YAML with a list `nodes`.

    Raises
    ------
    DataFaults
        Naming the line and the node of everything that is not of its kind.
    """
    must_exist(path, "--framework")
    document = store.read_yaml(path, path.parent)
    faults = [
        Fault(path.name, store.line_of_key_in_file(path, str(key)), str(key), UNKNOWN_AT_TOP)
        for key in document
        if key not in ("nodes", *REMARKS, store.LINE)
    ]
    entries = document.get("nodes")
    if not isinstance(entries, list) or not entries:
        faults.append(Fault(path.name, 1, "nodes", "a list of nodes is expected under the key nodes"))
    if faults:
        raise DataFaults(faults)
    assert isinstance(entries, list)
    nodes = []
    for entry in entries:
        row = entry.get(store.LINE, 0) if isinstance(entry, dict) else 0
        try:
            nodes.append(_read_node(entry))
        except SpecificationError as error:
            faults.append(Fault(path.name, row, "", str(error)))
    if faults:
        raise DataFaults(faults)
    return tuple(nodes)


def _read_node(entry: Any) -> Node:
    if not isinstance(entry, dict):
        raise SpecificationError(f"{entry!r} is not a node; write {{id: …, parent: …}}")
    id = _read_identifier(entry.get("id"), "a node's id")
    if not id:
        raise SpecificationError("a node has no id; give it one")
    unknown = [str(key) for key in entry if key not in (*KEYS, *REMARKS, store.LINE)]
    if unknown:
        raise SpecificationError(f"node {id}: unknown key {unknown[0]}; the keys are {', '.join(KEYS)}")
    weight, direction = _read_weight(entry, id, "weight", 1.0), _read_weight(entry, id, "direction", 1.0)
    if direction not in (1.0, -1.0):
        raise SpecificationError(f"node {id}: direction {direction:g} is neither 1 nor -1")
    log = False if entry.get("log") is None else entry["log"]
    if not isinstance(log, bool):
        raise SpecificationError(f"node {id}: log is {log!r}; write true or false")
    parent = _read_identifier(entry.get("parent"), f"node {id}: its parent") or None
    return Node(id, parent, weight, int(direction), _read_goalposts(entry, id), log)


def _read_identifier(value: Any, what: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise SpecificationError(f"{what} is read as {value!r}; put it in quotes")
    return str(value).strip()


def _read_weight(entry: Mapping[str, Any], id: str, key: str, default: float) -> float:
    value = entry.get(key)
    return default if value is None else _as_number(value, id, key)


def _as_number(value: Any, id: str, key: str) -> float:
    """Read the number of a key, to the digits by which figures are distinguished."""
    number = number_shown(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float) or number in (math.inf, -math.inf):
        raise SpecificationError(f"node {id}: {key} is {value!r}; write a number")
    # NaN fails the comparison as well; a whole number of YAML may be larger than any float.
    if number and not SMALLEST <= abs(number) <= LARGEST:
        raise SpecificationError(
            f"node {id}: {key} {value} is out of scale; write it between {SMALLEST:g} and {LARGEST:g}"
        )
    return float(f"{float(number):.{SIGNIFICANT_DIGITS}g}")


def _read_goalposts(entry: Mapping[str, Any], id: str) -> tuple[float, float] | None:
    posts = entry.get("goalposts")
    if posts is None:
        return None
    if not isinstance(posts, list) or len(posts) != 2:
        raise SpecificationError(f"node {id}: goalposts are {posts!r}; write [low, high]")
    return _as_number(posts[0], id, "goalposts"), _as_number(posts[1], id, "goalposts")


def must_exist(path: Path, option: str) -> None:
    """Refuse a path of the command line that leads to no file.

    Parameters
    ----------
    path : Path
    option : str
        The option to correct, such as `--data`.

    Raises
    ------
    DataFaults
        When there is no file, or a folder instead.
    """
    if path.is_dir():
        raise DataFaults([Fault(str(path), 0, "", f"this is a folder; name a file in it with {option}")])
    if not path.is_file():
        raise DataFaults([Fault(str(path), 0, "", f"there is no such file; correct {option}")])


def number_shown(text: str) -> float | None:
    """Read the number that a text shows.

    Python's own 1_000, nan and infinity are not figures, nor is a number so large or so small that a computer takes
    it for infinite or for 0.

    Parameters
    ----------
    text : str

    Returns
    -------
    float or None
        None where the text shows no number.
    """
    try:
        number = float(text)
    except ValueError:
        return None
    vanished = number == 0 and any(digit in "123456789" for digit in text.lower().partition("e")[0])
    return number if math.isfinite(number) and "_" not in text and not vanished else None
