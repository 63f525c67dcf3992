"""Scores from the indicators up to the index, level by level."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.aggregate import MEAN_FUNCTIONS, non_positive
from zone_atlas.index.specification import Node, Normalisation, Specification
from zone_atlas.index.tree import ScoreError

Array = NDArray[np.float64]


def aggregate_scores(index: Specification, scores: Array, units: Sequence[str] | None = None) -> Array:
    """Compute the scores of all nodes from those of the indicators.

    A missing child is left out and the weights of the other children rescaled.

    Parameters
    ----------
    index : Specification
    scores : array (units, indicators)
        Normalised, columns in the order of ``index.indicators``.
    units : sequence of str, optional
        Names for messages.

    Returns
    -------
    array (units, nodes)
        Columns in the order of ``index.nodes``; NaN where every child that carries weight is missing.

    Raises
    ------
    ScoreError
        On a score of 0 or less under a geometric or harmonic mean; unit and node are named.
    """
    column = {node.id: scores[:, i] for i, node in enumerate(index.indicators)}
    for node in index.bottom_up:
        children = index.children[node.id]
        if children:
            below = np.column_stack([column[child.id] for child in children])
            weights = np.array([index.shares[child.id] for child in children])
            mean = index.mean_of(node.id)
            if mean != "arithmetic" and node.id in index.left_out:
                # A group without weight raises no error: where it has no such mean, its score is missing.
                refused = np.any(non_positive(below, weights), axis=1)
                below = np.where(refused[:, np.newaxis], np.nan, below)
            elif mean != "arithmetic":
                _refuse_non_positive_children(below, weights, node, index, units)
            # Rounding must not push a mean past its children: the mean of 100s is 100, that of one child the child.
            ends = np.fmin.reduce(below, axis=1), np.fmax.reduce(below, axis=1)
            column[node.id] = np.clip(MEAN_FUNCTIONS[mean](below, weights), *ends)
    return np.column_stack([column[node.id] for node in index.nodes])


def coverage_of_nodes(index: Specification, scores: Array) -> Array:
    """Compute the share of each node's indicators that have a score; those without weight in the node do not count.

    Parameters
    ----------
    index : Specification
    scores : array (units, indicators)
        Columns in the order of ``index.indicators``; NaN where missing.

    Returns
    -------
    array (units, nodes)
        From 0 to 1, columns in the order of ``index.nodes``.
    """
    known = {node.id: np.isfinite(scores[:, i]).astype(float) for i, node in enumerate(index.indicators)}
    number = {node.id: 1 for node in index.indicators}
    for node in index.bottom_up:
        weighted = [child.id for child in index.children[node.id] if child.weight > 0]
        if weighted:
            known[node.id] = np.sum([known[id] for id in weighted], axis=0)
            number[node.id] = sum(number[id] for id in weighted)
    return np.column_stack([known[node.id] / number[node.id] for node in index.nodes])


def _refuse_non_positive_children(
    below: Array, weights: Array, node: Node, index: Specification, units: Sequence[str] | None
) -> None:
    positions = np.argwhere(non_positive(below, weights))
    if positions.size:
        at, child = int(positions[0][0]), index.children[node.id][int(positions[0][1])].id
        way_out = _way_out(index.normalisation, float(np.nanmin(below)))
        name = units[at] if units is not None else f"{at + 1} (from the top)"
        raise ScoreError(
            f"node {node.id}: unit {name} has {below[at, int(positions[0][1])]:g} in {child}, and a "
            f"{index.mean_of(node.id)} mean needs scores above 0; {way_out}, or take the "
            "arithmetic mean"
        )


def _way_out(rule: Normalisation, lowest: float) -> str:
    """Say how to lift scores above 0 under a method of normalisation."""
    if rule.method == "zscore":
        lifted = max(math.floor(rule.centre - lowest) + 1, round(10 * rule.spread))
        return f"raise the centre of the scores until the lowest is above 0, such as --centre {lifted}"
    if rule.method == "distance":
        return "declare another reference"
    if rule.low > 0:
        return "cut scores off at the range by --clip, or widen the goalposts"
    beyond = " with --clip" if rule.method == "goalposts" else ""
    return f"normalise to a range that starts above 0, such as 1 to 100 (--range 1 100{beyond})"
