"""The tree of an index as arrays, for the functions that compute many variants of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.specification import Specification

Array = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """Levels of an index from the bottom: indicators, elements, dimensions … up to one root.

    Attributes
    ----------
    parents : tuple of int arrays
        `parents[l][n]` is the position of the parent of node n of level l within level l + 1; level 0 holds the
        indicators. The last array is all zeros: its nodes are the children of the root.
    weights : tuple of float arrays
        Weight of each node within its parent, of the same shapes; the children of a parent sum to 1.
    """

    parents: tuple[Indices, ...]
    weights: tuple[Array, ...]

    @classmethod
    def of(cls, parents: Sequence[Sequence[int]], weights: Sequence[Sequence[float]] | None = None) -> Self:
        """Make a checked hierarchy.

        Parameters
        ----------
        parents : sequence of (sequence of int)
            For each level from the bottom, the position of each node's parent within the level above.
        weights : sequence of (sequence of float), optional
            Weight of each node on any scale; equal by default.

        Raises
        ------
        ValueError
            When a node has no children, levels do not match, or the weights of a group do not sum above 0.
        """
        levels = tuple(np.asarray(level, dtype=np.intp) for level in parents)
        _check_levels(levels)
        given = [np.ones(len(level)) for level in levels] if weights is None else weights
        if len(given) != len(levels):
            raise ValueError(f"{len(given)} levels of weights for {len(levels)} levels of nodes")
        scaled = [
            _scale_weights(np.asarray(w, dtype=float), level) for w, level in zip(given, levels, strict=True)
        ]
        return cls(levels, tuple(scaled))

    @classmethod
    def of_specification(cls, specification: Specification) -> Self:
        """Turn a declared index into arrays.

        Where a branch is shorter than others, nodes with one child fill the levels between: any mean of one score is
        that score.

        Parameters
        ----------
        specification : Specification
            Its indicators are level 0, in the order of `specification.indicators`.
        """
        top = specification.height[specification.root.id]
        levels: list[list[str]] = [[node.id for node in specification.indicators]]
        parents: list[list[int]] = []
        weights: list[list[float]] = []
        for level in range(1, top + 1):
            above = {id: specification.by_id[id].parent for id in levels[-1]}
            # A node whose parent stands higher stands in for itself, under its own id, one level up.
            joined = {id: up if up and specification.height[up] == level else id for id, up in above.items()}
            ids = list(dict.fromkeys(joined.values()))
            parents.append([ids.index(joined[id]) for id in levels[-1]])
            weights.append([1.0 if joined[id] == id else specification.by_id[id].weight for id in levels[-1]])
            levels.append(ids)
        return cls.of(parents, weights)

    @property
    def indicators(self) -> int:
        """Number of indicators."""
        return len(self.parents[0])

    @cached_property
    def children(self) -> tuple[tuple[Indices, ...], ...]:
        """`children[l][n]`: positions within level l of the children of node n of level l + 1."""
        return tuple(
            tuple(np.flatnonzero(level == node) for node in range(int(level.max()) + 1))
            for level in self.parents
        )

    @cached_property
    def global_weights(self) -> Array:
        """Weight of each indicator in the index: the product of the weights on its way up. Sums to 1."""
        product = self.weights[-1]
        for level in range(len(self.parents) - 2, -1, -1):
            product = self.weights[level] * product[self.parents[level]]
        return product


def _check_levels(levels: tuple[Indices, ...]) -> None:
    if not levels:
        raise ValueError("an index needs at least one level of nodes")
    for number, level in enumerate(levels):
        groups = len(levels[number + 1]) if number + 1 < len(levels) else 1
        if level.ndim != 1 or set(level.tolist()) != set(range(groups)):
            raise ValueError(f"level {number}: each of the {groups} nodes above must have at least one child")


def _scale_weights(weights: Array, parents: Indices) -> Array:
    if weights.shape != parents.shape:
        raise ValueError(f"{weights.size} weights for {parents.size} nodes")
    if not np.isfinite(weights).all() or (weights < 0).any():
        raise ValueError("weights must be numbers from 0 up")
    totals = np.bincount(parents, weights=weights)
    if (totals <= 0).any():
        raise ValueError("the weights of a group sum to 0; give one of its children a weight above 0")
    return weights / totals[parents]
