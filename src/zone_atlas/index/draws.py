"""Other choices that could have been made for an index, drawn at random from one seeded generator.

Uncertainty of the choices follows the OECD/JRC Handbook on Constructing Composite Indicators (2008), step 7, and
Saisana, Saltelli and Tarantola (2005), J. R. Stat. Soc. A 168(2), 307–323.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.hierarchy import Array, Hierarchy, Indices
from zone_atlas.index.specification import MEANS, Mean

NOTHING = -1
# Below this nearly all weight falls on one child in each draw, and the smallest shares are lost to rounding.
LEAST_CONCENTRATION = 0.1


@dataclass(frozen=True)
class Choices:
    """The choices that vary from draw to draw.

    Attributes
    ----------
    concentration : float or None
        Weights are Dirichlet around the declared ones, within each group of the tree. The parameter of child i of k
        is `concentration · k · w_i`, so that a weight varies by about 1/√concentration of itself whatever the
        number of children; 1 with equal weights is uniform over all weightings. None leaves weights as declared.
    aggregations : tuple of (tuple of Mean)
        Each names one mean for all levels, or one per level from the bottom; drawn with equal chance.
    leave_one_out : bool
        Leave out nothing or one indicator, each with equal chance.
    """

    concentration: float | None = 16.0
    aggregations: tuple[tuple[Mean, ...], ...] = (("arithmetic",), ("geometric",))
    leave_one_out: bool = True

    def __post_init__(self) -> None:
        if self.concentration is not None and not self.concentration >= LEAST_CONCENTRATION:
            raise ValueError(f"concentration {self.concentration:g} must be at least {LEAST_CONCENTRATION:g}")
        if not self.aggregations:
            raise ValueError("name at least one aggregation")
        for name in (mean for means in self.aggregations for mean in means):
            if name not in MEANS:
                raise ValueError(f"aggregation {name!r} is none of {', '.join(MEANS)}")


@dataclass(frozen=True, eq=False)
class Draws:
    """The choices of every draw; the draws are the last axis of each array.

    Attributes
    ----------
    weights : tuple of float arrays (nodes of the level, draws)
        Within each parent they sum to 1, before anything is left out.
    normalisation, aggregation : int arrays (draws,)
        Positions within the options offered.
    left_out : int array (draws,)
        Position of the indicator left out, `NOTHING` where none is.
    """

    weights: tuple[Array, ...]
    normalisation: Indices
    aggregation: Indices
    left_out: Indices

    @property
    def number(self) -> int:
        """Number of draws."""
        return len(self.normalisation)


def draw_choices(
    hierarchy: Hierarchy, normalisations: int, choices: Choices, number: int, generator: np.random.Generator
) -> Draws:
    """Draw all choices independently of one another.

    Weights, normalisation, aggregation and the indicator left out are drawn in this order, so that a seed gives the
    same draws each time.

    Parameters
    ----------
    hierarchy : Hierarchy
    normalisations : int
        Number of options of normalisation.
    choices : Choices
    number : int
        Number of draws.
    generator : numpy.random.Generator

    Raises
    ------
    ValueError
        Without a draw or without a normalisation.
    """
    if number < 1 or normalisations < 1:
        raise ValueError("at least one draw and one normalisation are needed")
    weights = _draw_random_weights(hierarchy, choices.concentration, number, generator)
    normalisation = generator.integers(normalisations, size=number)
    aggregation = generator.integers(len(choices.aggregations), size=number)
    return Draws(weights, normalisation, aggregation, _draw_left_out(hierarchy, choices, number, generator))


def fixed_draws(hierarchy: Hierarchy, left_out: Sequence[int] = (NOTHING,)) -> Draws:
    """Make draws of the declared weights under the first normalisation and the first aggregation.

    Parameters
    ----------
    hierarchy : Hierarchy
    left_out : sequence of int
        One draw for each entry: the position of the indicator left out, or `NOTHING`.
    """
    number = len(left_out)
    weights = tuple(np.repeat(level[:, None], number, axis=1) for level in hierarchy.weights)
    first = np.zeros(number, dtype=np.intp)
    return Draws(weights, first, first, np.asarray(left_out, dtype=np.intp))


def _draw_random_weights(
    hierarchy: Hierarchy, concentration: float | None, number: int, generator: np.random.Generator
) -> tuple[Array, ...]:
    if concentration is None:
        return fixed_draws(hierarchy, [NOTHING] * number).weights
    drawn = []
    for weights, groups in zip(hierarchy.weights, hierarchy.children, strict=True):
        level = np.empty((len(weights), number))
        for group in groups:
            if len(group) == 1:
                level[group] = 1.0
                continue
            parameters = concentration * len(group) * weights[group]
            gammas = generator.standard_gamma(parameters[:, None], size=(len(group), number))
            level[group] = gammas / gammas.sum(axis=0)
        drawn.append(level)
    return tuple(drawn)


def _draw_left_out(
    hierarchy: Hierarchy, choices: Choices, number: int, generator: np.random.Generator
) -> Indices:
    """Draw the indicator left out: never one without weight, since nothing would change, nor the only one."""
    weighing = np.flatnonzero(hierarchy.global_weights > 0)
    if not choices.leave_one_out or len(weighing) < 2:
        return np.full(number, NOTHING, dtype=np.intp)
    return np.append(weighing, NOTHING)[generator.integers(len(weighing) + 1, size=number)]


def weights_left_in_draws(hierarchy: Hierarchy, draws: Draws) -> tuple[tuple[Array, ...], NDArray[np.bool_]]:
    """Compute the weights after leaving out.

    Siblings are rescaled to 1, and a group left without weight leaves its own group.

    Parameters
    ----------
    hierarchy : Hierarchy
    draws : Draws

    Returns
    -------
    weights : tuple of arrays (nodes, draws)
        One array per level, from the bottom.
    scored : bool array (draws,)
        False where no indicator is left to score by.
    """
    levels = [level.copy() for level in draws.weights]
    out = np.flatnonzero(draws.left_out != NOTHING)
    levels[0][draws.left_out[out], out] = 0.0
    scored = np.ones(draws.number, dtype=bool)
    for number, groups in enumerate(hierarchy.children):
        for node, group in enumerate(groups):
            total = levels[number][group].sum(axis=0)
            alive = total > 0
            levels[number][group] /= np.where(alive, total, 1.0)
            if number + 1 < len(levels):
                levels[number + 1][node, ~alive] = 0.0
            else:
                scored = alive
    return tuple(levels), scored
