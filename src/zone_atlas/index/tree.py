"""Checks that a list of nodes is a tree, and the errors of an index that cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


class SpecificationError(ValueError):
    """The declaration of an index cannot be used; the message names the node and what to do."""


class ScoreError(ValueError):
    """The data cannot be scored as declared; the message names the indicator or unit and what to do."""


def check_tree(nodes: Sequence[tuple[str, str | None]]) -> None:
    """Refuse pairs of id and parent that do not form one tree with at least one branch.

    Parameters
    ----------
    nodes : sequence of (str, str or None)
        Id and parent; the parent of the root is None.

    Raises
    ------
    SpecificationError
        On no node, a duplicate id, a parent that is not declared, a cycle, two roots, a root alone.
    """
    if not nodes:
        raise SpecificationError("the index has no nodes; declare a root and its indicators")
    repeated = [id for id, number in Counter(id for id, _ in nodes).items() if number > 1]
    if repeated:
        raise SpecificationError(f"node {repeated[0]}: the id is used twice; rename one of them")
    parents = dict(nodes)
    for id, parent in parents.items():
        if parent is not None and parent not in parents:
            raise SpecificationError(
                f"node {id}: its parent {parent} is not declared; add a node {parent} or correct the parent"
            )
    _check_no_cycle(parents)
    roots = [id for id, parent in parents.items() if parent is None]
    if len(roots) > 1:
        raise SpecificationError(
            f"nodes {', '.join(roots)}: only one may be without a parent; give the others one"
        )
    if len(nodes) == 1:
        raise SpecificationError(f"node {roots[0]}: it has no indicators; add nodes with parent: {roots[0]}")


def _check_no_cycle(parents: Mapping[str, str | None]) -> None:
    settled: set[str] = set()
    for id in parents:
        path: list[str] = []
        at: str | None = id
        while at is not None and at not in settled:
            if at in path:
                ring = [*path[path.index(at) :], at]
                raise SpecificationError(
                    f"node {at}: it is its own ancestor ({' → '.join(ring)}); leave one of these without a parent"
                    " or give it another"
                )
            path.append(at)
            at = parents[at]
        settled.update(path)
