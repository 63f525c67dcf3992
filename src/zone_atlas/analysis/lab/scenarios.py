"""A choice of the lab as a short text that fits into a link, and back.

``drivers~goalposts~geometric~given~d1-50-lock~d2-20`` names the index, the three methods, and each slider that
was moved or locked. Nodes go by their identifier and not by their place, so that an old link never comes to mean
another node.
"""

from __future__ import annotations

import re

from zone_atlas.analysis.lab.index import INDEXES, SLIDER_END, Choice, IndexName, Lab, is_index
from zone_atlas.analysis.lab.weights import nodes_with_slider
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.index.specification import MEANS, SCALES, Specification
from zone_atlas.index.weights import SCHEMES

_BETWEEN, _LOCK = "~", "-lock"
OFFERED_SCHEMES = tuple(scheme for scheme in SCHEMES if scheme != "equal")


def write_scenario(lab: Lab, choice: Choice) -> str:
    """Write a choice as text; sliders stand in the order of the tree.

    Parameters
    ----------
    lab : Lab
    choice : Choice
    """
    moved, locked = dict(choice.sliders), set(choice.locked)
    parts: list[str] = [lab.index, choice.scale, choice.mean, choice.scheme]
    parts += [
        f"{id.lower()}-{moved.get(id, lab.sliders[id])}{_LOCK if id in locked else ''}"
        for id in nodes_with_slider(lab.specification)
        if id in moved or id in locked
    ]
    return _BETWEEN.join(parts)


def read_scenario(text: str, specification: Specification) -> Choice:
    """Read a choice; nodes that the year's index does not have are passed over.

    Parameters
    ----------
    text : str
        What `write_scenario` returns.
    specification : Specification
        The index of the year.

    Raises
    ------
    ValueError
        When `write_scenario` does not write such a text.
    """
    known = {id.lower(): id for id in nodes_with_slider(specification)}
    head, tail = text.split(_BETWEEN)[:4], text.split(_BETWEEN)[4:]
    scale = next((s for s in SCALES if s == head[1]), None) if len(head) == 4 else None
    mean = next((m for m in MEANS if m == head[2]), None) if scale else None
    scheme = next((s for s in OFFERED_SCHEMES if s == head[3]), None) if mean else None
    if scale is None or mean is None or scheme is None:
        raise ValueError(f"not a choice: {text!r}")
    sliders: dict[str, int] = {}
    locked = []
    for part in tail:
        name, _, value = part.removesuffix(_LOCK).rpartition("-")
        if name in known:
            sliders[known[name]] = int(value)
            if part.endswith(_LOCK):
                locked.append(known[name])
    return Choice(scale, mean, scheme, tuple(sliders.items()), tuple(locked))


def index_of_scenario(text: str) -> IndexName:
    """The index that a text is about."""
    return is_index(text.split(_BETWEEN, maxsplit=1)[0])


def scenario_pattern(catalogue: Catalogue) -> str:
    """Regular expression that matches what `write_scenario` returns, for the nodes of all years.

    Parameters
    ----------
    catalogue : Catalogue
    """
    nodes = [*catalogue.dimensions, *catalogue.elements, *catalogue.indicators]
    node = "|".join(re.escape(id.lower()) for id in nodes)
    methods = _BETWEEN.join(f"(?:{'|'.join(names)})" for names in (INDEXES, SCALES, MEANS, OFFERED_SCHEMES))
    return rf"{methods}(?:{_BETWEEN}(?:{node})-(?:{SLIDER_END}|[0-9]{{1,2}})(?:{_LOCK})?)*"
