"""A composite index computed as declared: indicators in, scores and coverage of every node out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.aggregate_tree import aggregate_scores, coverage_of_nodes
from zone_atlas.index.normalise import normalise_indicators
from zone_atlas.index.specification import Specification

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Scores:
    """Scores of every node, indicators included.

    Attributes
    ----------
    nodes : tuple of str
        Ids in the order of the specification: the columns of the arrays.
    values : array (units, nodes)
        NaN where no indicator below has a value.
    coverage : array (units, nodes)
        Share of the node's indicators that have a value, 0 to 1.
    """

    nodes: tuple[str, ...]
    values: Array
    coverage: Array

    def of(self, id: str) -> Array:
        """Return the scores of one node.

        Parameters
        ----------
        id : str
            A node of the index.

        Returns
        -------
        array (units,)
            NaN where no indicator below has a value.
        """
        return self.values[:, self.nodes.index(id)]

    def coverage_of(self, id: str) -> Array:
        """Return the coverage of one node.

        Parameters
        ----------
        id : str
            A node of the index.

        Returns
        -------
        array (units,)
            From 0 to 1.
        """
        return self.coverage[:, self.nodes.index(id)]


def score_index(index: Specification, values: Array, units: Sequence[str] | None = None) -> Scores:
    """Normalise the indicators and aggregate them up to the index.

    Parameters
    ----------
    index : Specification
    values : array (units, indicators)
        In each indicator's own unit, columns in the order of ``index.indicators``; NaN where missing.
    units : sequence of str, optional
        Names for messages.

    Raises
    ------
    ScoreError
        When the data cannot be scored as declared; indicator, node or unit is named.
    """
    scaled = normalise_indicators(index, values, units)
    return Scores(
        nodes=tuple(node.id for node in index.nodes),
        values=aggregate_scores(index, scaled, units),
        coverage=coverage_of_nodes(index, scaled),
    )
