"""The declared index: a tree of nodes, how indicators are normalised and how scores are combined.

Everything here is frozen and checked when it is made; nothing here computes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, Self

from zone_atlas.index.tree import SpecificationError, check_tree

Method = Literal["minmax", "zscore", "rank", "goalposts", "distance"]
Mean = Literal["arithmetic", "geometric", "harmonic"]
METHODS: tuple[Method, ...] = ("minmax", "zscore", "rank", "goalposts", "distance")
# Those that need no reference: offered in the lab, and drawn from for rank intervals, in this order.
SCALES: tuple[Method, ...] = ("goalposts", "minmax", "zscore", "rank")
MEANS: tuple[Mean, ...] = ("arithmetic", "geometric", "harmonic")


@dataclass(frozen=True)
class Node:
    """A node of the tree: an indicator where it has no children, else a group of nodes.

    Attributes
    ----------
    id, parent : str
        `parent` is None for the index itself.
    weight : float
        Relative to the other children of the same parent; any scale.
    direction : {1, -1}
        With -1 less of the indicator is better; indicators only.
    goalposts : (float, float), optional
        Lower and upper bound in the indicator's own unit; indicators only.
    log : bool
        Take the natural logarithm before normalising; indicators only.
    reference : float, optional
        The value that `distance` compares with, in the indicator's own unit; by default that of the best unit.
    """

    id: str
    parent: str | None = None
    weight: float = 1.0
    direction: int = 1
    goalposts: tuple[float, float] | None = None
    log: bool = False
    reference: float | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise SpecificationError("a node has no id; give it one")
        if not math.isfinite(self.weight) or self.weight < 0:
            raise SpecificationError(
                f"node {self.id}: weight {self.weight:g} is not a number from 0 up; write 0 to leave it out"
            )
        if self.direction not in (1, -1):
            raise SpecificationError(f"node {self.id}: direction {self.direction} is neither 1 nor -1")
        if self.reference is not None and (not math.isfinite(self.reference) or self.reference == 0):
            raise SpecificationError(f"node {self.id}: a reference must be a number other than 0")
        if self.goalposts is not None:
            self._check_goalposts(*self.goalposts)

    def _check_goalposts(self, low: float, high: float) -> None:
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            raise SpecificationError(
                f"node {self.id}: goalposts [{low:g}, {high:g}] must be two numbers, the lower one first; "
                "where less is better write direction: -1"
            )
        if self.log and low <= 0:
            raise SpecificationError(
                f"node {self.id}: the lower goalpost {low:g} has no logarithm; raise it above 0 or write log: false"
            )


@dataclass(frozen=True)
class Normalisation:
    """The method that brings indicators to one scale.

    Attributes
    ----------
    method : {'minmax', 'zscore', 'rank', 'goalposts', 'distance'}
    low, high : float
        Scale of `minmax`, `rank` and `goalposts`; with `distance` the reference itself scores `high`.
    centre, spread : float
        Mean and sample standard deviation of `zscore`.
    """

    method: Method = "minmax"
    low: float = 0.0
    high: float = 100.0
    centre: float = 0.0
    spread: float = 1.0

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise SpecificationError(f"normalisation {self.method!r} is none of {', '.join(METHODS)}")
        # Their difference is finite only where both are.
        if not (self.low < self.high and math.isfinite(self.high - self.low)):
            raise SpecificationError(
                f"range {self.low:g} to {self.high:g} must be two numbers, the lower one first"
            )
        if not (math.isfinite(self.centre) and math.isfinite(self.spread) and self.spread > 0):
            raise SpecificationError(
                f"centre {self.centre:g} and spread {self.spread:g} must be numbers, and the spread above 0"
            )


@dataclass(frozen=True)
class Specification:
    """A composite index, declared and checked.

    Attributes
    ----------
    nodes : tuple of Node
        In any order; the order is kept in every result.
    normalisation : Normalisation
    aggregation : tuple of {'arithmetic', 'geometric', 'harmonic'}
        One for all levels, or one per level from the bottom: the first joins indicators. A group stands one level
        above its highest child.
    clip : bool
        Cut normalised scores off at both ends of the range; not for z-scores and distances, which have none.

    Raises
    ------
    SpecificationError
        On a cycle, an orphan, two roots, a duplicate id, weights that sum to nothing, goalposts that are missing.
    """

    nodes: tuple[Node, ...]
    normalisation: Normalisation = field(default_factory=Normalisation)
    aggregation: tuple[Mean, ...] = ("arithmetic",)
    clip: bool = False

    def __post_init__(self) -> None:
        check_tree([(node.id, node.parent) for node in self.nodes])
        _check_weights(self)
        _check_attributes(self)
        _check_methods(self)

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by their id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def children(self) -> dict[str, tuple[Node, ...]]:
        """Children of each node in the declared order; empty for an indicator."""
        children: dict[str, list[Node]] = {node.id: [] for node in self.nodes}
        for node in self.nodes:
            if node.parent is not None:
                children[node.parent].append(node)
        return {id: tuple(nodes) for id, nodes in children.items()}

    @cached_property
    def root(self) -> Node:
        """The node that is the index itself."""
        return next(node for node in self.nodes if node.parent is None)

    @cached_property
    def indicators(self) -> tuple[Node, ...]:
        """Nodes without children, in the declared order: the columns of the data."""
        return tuple(node for node in self.nodes if not self.children[node.id])

    @cached_property
    def height(self) -> dict[str, int]:
        """Level of each node from the bottom: 0 for an indicator, else one above its highest child."""
        heights: dict[str, int] = {}
        for node in reversed(self._downwards):
            below = [heights[child.id] for child in self.children[node.id]]
            heights[node.id] = 1 + max(below) if below else 0
        return heights

    @cached_property
    def levels(self) -> tuple[tuple[Node, ...], ...]:
        """Groups by level from the bottom; the last one is the index alone."""
        top = self.height[self.root.id]
        return tuple(
            tuple(node for node in self.nodes if self.height[node.id] == level) for level in range(1, top + 1)
        )

    @cached_property
    def bottom_up(self) -> tuple[Node, ...]:
        """Every node after all of its children, by level and then as declared; the index comes last."""
        return tuple(sorted(self.nodes, key=lambda node: self.height[node.id]))

    @cached_property
    def _downwards(self) -> tuple[Node, ...]:
        order = [self.root]
        for node in order:
            order.extend(self.children[node.id])
        return tuple(order)

    def mean_of(self, id: str) -> Mean:
        """Return the mean that joins the children of a group.

        Parameters
        ----------
        id : str
            A group.
        """
        return self.aggregation[0] if len(self.aggregation) == 1 else self.aggregation[self.height[id] - 1]

    @cached_property
    def shares(self) -> dict[str, float]:
        """Weight of each node within its parent, the children of a parent summing to 1; 1 for the index."""
        shares = {self.root.id: 1.0}
        for group in self.children.values():
            total = math.fsum(node.weight for node in group)
            shares.update({node.id: node.weight / total for node in group})
        return shares

    @cached_property
    def reach(self) -> dict[str, float]:
        """Weight of each node in the index: the product of the shares on its way up; 1 for the index."""
        product: dict[str, float] = {}
        for node in self._downwards:
            above = 1.0 if node.parent is None else product[node.parent]
            product[node.id] = above * self.shares[node.id]
        return product

    @cached_property
    def global_weights(self) -> dict[str, float]:
        """Weight of each indicator in the index. Sums to 1."""
        return {node.id: self.reach[node.id] for node in self.indicators}

    @cached_property
    def left_out(self) -> frozenset[str]:
        """Nodes that do not count, because they or a node above them have the weight 0."""
        out: set[str] = set()
        for node in self._downwards:
            if node.parent is not None and (node.weight == 0 or node.parent in out):
                out.add(node.id)
        return frozenset(out)

    def with_weights(self, weights: Mapping[str, float]) -> Self:
        """Return the same index with other weights for some nodes.

        Parameters
        ----------
        weights : mapping of str to float
            By node; relative to the other children of the same parent, on any scale.

        Raises
        ------
        SpecificationError
            On an unknown node or weights that cannot be used.
        """
        unknown = sorted(set(weights) - set(self.by_id))
        if unknown:
            raise SpecificationError(f"node {unknown[0]}: no such node; its weight cannot be set")
        nodes = (replace(node, weight=float(weights.get(node.id, node.weight))) for node in self.nodes)
        return replace(self, nodes=tuple(nodes))


def _check_weights(index: Specification) -> None:
    for id, group in index.children.items():
        if group and math.fsum(node.weight for node in group) <= 0:
            raise SpecificationError(
                f"node {id}: the weights of its children {', '.join(node.id for node in group)} sum to 0; "
                "give at least one of them a weight above 0"
            )


def _check_attributes(index: Specification) -> None:
    """Refuse on a group what only an indicator can have, so that nothing declared is ignored in silence."""
    for node in index.nodes:
        declared = (
            ("direction: -1", node.direction == -1),
            ("goalposts", node.goalposts is not None),
            ("log", node.log),
            ("a reference", node.reference is not None),
        )
        for name, is_set in declared:
            if is_set and index.children[node.id]:
                raise SpecificationError(
                    f"node {node.id}: {name} is for indicators only; remove it from this group"
                )
        needs_goalposts = index.normalisation.method == "goalposts" and not index.children[node.id]
        if needs_goalposts and not node.goalposts and node.id not in index.left_out:
            raise SpecificationError(f"node {node.id}: it has no goalposts; write goalposts: [low, high]")


def _check_methods(index: Specification) -> None:
    unknown = [name for name in index.aggregation if name not in MEANS]
    if unknown:
        raise SpecificationError(f"aggregation {unknown[0]!r} is none of {', '.join(MEANS)}")
    levels, named = len(index.levels), len(index.aggregation)
    if named not in (1, levels):
        raise SpecificationError(
            f"aggregation names {named} methods for {levels} levels above the indicators; name one, or {levels}"
        )
    if index.clip and index.normalisation.method in ("zscore", "distance"):
        raise SpecificationError(f"{index.normalisation.method} has no range to clip to; leave clip out")
