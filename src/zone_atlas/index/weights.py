"""Weights read from the data: OECD/JRC Handbook 2008, step 6 (weighting).

Every function takes units × indicators, high = good, and returns weights that sum to 1. Units with a gap do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.aggregate import MEAN_FUNCTIONS
from zone_atlas.index.specification import Specification
from zone_atlas.index.tree import ScoreError

Array = NDArray[np.float64]
Scheme = Literal["given", "equal", "entropy", "critic", "component"]
SCHEMES: tuple[Scheme, ...] = ("given", "equal", "entropy", "critic", "component")
# Fewer complete units say nothing about how indicators vary together.
FEWEST_UNITS = 3


@dataclass(frozen=True)
class FirstComponent:
    """First principal component of the correlation matrix.

    Attributes
    ----------
    weights : array (k,)
        Squared loadings scaled to sum to 1.
    loadings : array (k,)
        Correlation of each indicator with the component, the largest one positive. A squared loading hides a
        negative one: where signs differ, the indicators pull against each other and the weights mislead.
    explained : float
        Share of the variance that the component carries.
    """

    weights: Array
    loadings: Array
    explained: float


def equal_weights(matrix: Array) -> Array:
    """Give each column the same weight.

    Parameters
    ----------
    matrix : array (units, k)
        Only the number of columns counts.

    Returns
    -------
    array (k,)
        Sums to 1.
    """
    return np.full(matrix.shape[1], 1.0 / matrix.shape[1])


def entropy_weights(matrix: Array, names: Sequence[str] = ()) -> Array:
    """Compute weights by Shannon's entropy: the more unevenly an indicator is spread over the units, the more weight.

    With p = x / Σ x and E = -Σ p ln p / ln n the weight is (1 - E) / Σ (1 - E), where 0 ln 0 = 0 (Shannon 1948,
    Bell System Technical Journal 27; Zeleny 1982, Multiple Criteria Decision Making, ch. 7). It is defined for
    values from 0 up and depends on where the scale starts: min–max scores, not z-scores.

    Parameters
    ----------
    matrix : array (units, k)
        From 0 up, high = good; NaN where missing.
    names : sequence of str, optional
        Of the columns, for messages.

    Returns
    -------
    array (k,)
        Sums to 1.

    Raises
    ------
    ScoreError
        On a value below 0, an indicator that is 0 everywhere, or when every indicator is spread evenly.
    """
    complete = _complete_units(matrix)
    if (complete < 0).any():
        column = int(np.argwhere(complete < 0)[0][1])
        raise ScoreError(
            f"indicator {_name_column(names, column)}: entropy weights need values from 0 up; normalise with minmax"
        )
    totals = complete.sum(axis=0)
    if (totals == 0).any():
        column = int(np.flatnonzero(totals == 0)[0])
        raise ScoreError(
            f"indicator {_name_column(names, column)}: every unit has 0; leave it out of entropy weights"
        )
    part = complete / totals
    logarithm = np.log(part, out=np.zeros_like(part), where=part > 0)
    entropy = -(part * logarithm).sum(axis=0) / np.log(len(complete))
    return _weight_shares(np.maximum(1.0 - entropy, 0.0), names, "entropy")


def critic_weights(matrix: Array, names: Sequence[str] = ()) -> Array:
    """Compute weights by contrast and conflict (CRITIC): the more an indicator varies and the less it repeats others.

    C_j = s_j Σ_k (1 - r_jk) on min–max scores, s the sample standard deviation and r Pearson's correlation
    (Diakoulaki, Mavrotas & Papayannakis 1995, Computers & Operations Research 22(7), 763–770).

    Parameters
    ----------
    matrix : array (units, k)
        High = good; NaN where missing.
    names : sequence of str, optional
        Of the columns, for messages.

    Returns
    -------
    array (k,)
        Sums to 1.

    Raises
    ------
    ScoreError
        On an indicator that does not vary, or when all repeat one another.
    """
    complete = _complete_units(matrix)
    _refuse_constant(complete, names)
    least, most = complete.min(axis=0), complete.max(axis=0)
    scaled = (complete - least) / (most - least)
    conflict = (1.0 - _correlations_of_units(scaled)).sum(axis=0)
    return _weight_shares(scaled.std(axis=0, ddof=1) * conflict, names, "CRITIC")


def first_component(matrix: Array, names: Sequence[str] = ()) -> FirstComponent:
    """Compute weights from the first principal component: its squared loadings, scaled to sum to 1.

    Squared and scaled loadings follow Nicoletti, Scarpetta & Boylaud (2000, OECD Economics Department Working Papers
    226) as the Handbook sets it out in step 6, but for the first component alone and without rotation.

    Parameters
    ----------
    matrix : array (units, k)
        High = good; NaN where missing.
    names : sequence of str, optional
        Of the columns, for messages.

    Raises
    ------
    ScoreError
        On an indicator that does not vary.
    """
    complete = _complete_units(matrix)
    _refuse_constant(complete, names)
    variances, directions = np.linalg.eigh(_correlations_of_units(complete))
    direction, variance = directions[:, -1], float(variances[-1])
    direction = direction * np.sign(direction[np.argmax(np.abs(direction))])
    squared = direction**2
    return FirstComponent(
        weights=squared / squared.sum(),
        loadings=direction * np.sqrt(variance),
        explained=variance / len(direction),
    )


def weights_from_data(index: Specification, scores: Array, scheme: Scheme) -> Specification:
    """Return the same index with weights read from the data, group by group from the bottom up.

    The weights of a group come from the scores of its children, which above the indicators are those of the groups
    as just weighed.

    Parameters
    ----------
    index : Specification
    scores : array (units, indicators)
        Normalised, columns in the order of ``index.indicators``.
    scheme : {'given', 'equal', 'entropy', 'critic', 'component'}
        'given' returns the index as it is.
    """
    if scheme == "given":
        return index
    column = {node.id: scores[:, i] for i, node in enumerate(index.indicators)}
    weights: dict[str, float] = {}
    for node in index.bottom_up:
        names = [child.id for child in index.children[node.id]]
        if names:
            below = np.column_stack([column[name] for name in names])
            own_weights = _by_scheme(scheme, below, names)
            weights.update(zip(names, map(float, own_weights), strict=True))
            column[node.id] = MEAN_FUNCTIONS[index.mean_of(node.id)](below, own_weights)
    return index.with_weights(weights)


def _by_scheme(scheme: Scheme, below: Array, names: Sequence[str]) -> Array:
    if scheme == "equal" or len(names) == 1:
        return equal_weights(below)
    if scheme == "entropy":
        return entropy_weights(below, names)
    if scheme == "critic":
        return critic_weights(below, names)
    return first_component(below, names).weights


def _complete_units(matrix: Array) -> Array:
    """Select the units without a gap, which are those that can be compared in all columns."""
    complete = matrix[np.isfinite(matrix).all(axis=1)]
    if len(complete) < FEWEST_UNITS:
        raise ScoreError(
            f"{len(complete)} units have every value, too few to read weights from ({FEWEST_UNITS} are needed); "
            "give the weights or take equal ones"
        )
    return complete


def _correlations_of_units(matrix: Array) -> Array:
    return np.atleast_2d(np.corrcoef(matrix, rowvar=False))


def _refuse_constant(matrix: Array, names: Sequence[str]) -> None:
    constant = np.flatnonzero(matrix.min(axis=0) == matrix.max(axis=0))
    if constant.size:
        raise ScoreError(
            f"indicator {_name_column(names, int(constant[0]))}: every unit has the same value, "
            "so no weight can be read "
            "from it; leave it out or give the weights"
        )


def _weight_shares(importance: Array, names: Sequence[str], method: str) -> Array:
    total = importance.sum()
    # Rounding leaves a trace where the exact sum is 0.
    if total <= 1e-12:
        listed = ", ".join(_name_column(names, i) for i in range(len(importance)))
        raise ScoreError(
            f"{method} weights of {listed}: nothing tells these indicators apart; give the weights"
        )
    return importance / total


def _name_column(names: Sequence[str], at: int) -> str:
    return names[at] if names else str(at + 1)
