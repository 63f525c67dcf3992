"""The index under many draws of choices at once: composites and ranks, vectorised over draws.

All three means are quasi-arithmetic: f⁻¹(Σ w·f(x) / Σ w) with f the identity, the logarithm or the reciprocal. A
missing score is left out and the weights of its siblings are rescaled, level by level, as in a single index.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.draws import Choices, Draws, weights_left_in_draws
from zone_atlas.index.hierarchy import Array, Hierarchy, Indices
from zone_atlas.index.specification import Mean

Ranks = NDArray[np.uint16]
# Units × draws worked on at once: the arrays of a step then stay in a core's cache.
CELLS = 65_536
UNRANKED = np.iinfo(np.uint16).max


@dataclass(frozen=True, eq=False)
class _Gaps:
    """Units that lack some of their scores, and `known` (units concerned, …): 1 where a score is known, else 0."""

    units: Indices
    known: Array


@dataclass(frozen=True, eq=False)
class _Block:
    """A run of draws under one normalisation and one aggregation.

    `leaves` (units, indicators) are the scores on the scale of the lowest mean, 0 where missing; `gaps` name, for
    each group of indicators, the units that lack one of them; `weights` has one array (nodes, draws) per level.
    """

    hierarchy: Hierarchy
    means: tuple[Mean, ...]
    leaves: Array
    gaps: tuple[_Gaps | None, ...]
    weights: tuple[Array, ...]


def rank_draws(scores: Array, hierarchy: Hierarchy, draws: Draws, choices: Choices) -> Ranks:
    """Rank the units in each draw: 1 = highest, equal scores share the better rank (competition ranks).

    Equal units are computed once, in an order that does not depend on the order they come in, so that rounding cannot
    separate them.

    Parameters
    ----------
    scores : array (normalisations, units, indicators)
        Normalised, high = high on the index; NaN where missing.
    hierarchy : Hierarchy
    draws : Draws
        The choices of each draw.
    choices : Choices
        The aggregations whose positions `draws.aggregation` gives.

    Returns
    -------
    uint16 array (units, draws)
        `UNRANKED` where a unit has no score in the draw.

    Raises
    ------
    ValueError
        With more units than ranks can be counted, scores that do not match the hierarchy, or a draw under a
        normalisation that has no scores.
    """
    if scores.shape[1] >= UNRANKED:
        raise ValueError(f"at most {UNRANKED - 1:,} units can be ranked")
    scores = _scores_with_weight(scores, hierarchy)
    by_unit = np.where(np.isfinite(scores), scores, -np.inf).swapaxes(0, 1).reshape(scores.shape[1], -1)
    _, one_each, unit = np.unique(by_unit, axis=0, return_index=True, return_inverse=True)
    out = np.empty((scores.shape[1], draws.number), dtype=np.uint16)
    for positions, block in composite_blocks(scores[:, one_each], hierarchy, draws, choices):
        # Computed in double and compared in single precision: what differs by rounding alone is a tie.
        out[:, positions] = competition_ranks(block.astype(np.float32)[unit])
    return out


def competition_ranks(scores: NDArray[np.floating]) -> Ranks:
    """Rank down each column: 1 = highest, equal scores share the better rank.

    Parameters
    ----------
    scores : array (units, draws)
        NaN where missing.

    Returns
    -------
    uint16 array (units, draws)
        `UNRANKED` where a score is missing.
    """
    falling = np.ascontiguousarray(-scores.T)
    order = np.argsort(falling, axis=1)
    ordered = np.take_along_axis(falling, order, axis=1)
    first = np.broadcast_to(np.arange(1, order.shape[1] + 1, dtype=np.uint16), order.shape)
    same = ordered[:, 1:] == ordered[:, :-1]
    if same.any():
        started = first.copy()
        started[:, 1:][same] = 0
        first = np.maximum.accumulate(started, axis=1)
    ranks = np.empty(order.shape, dtype=np.uint16)
    np.put_along_axis(ranks, order, first, axis=1)
    missing = np.isnan(falling)
    if missing.any():
        ranks[missing] = UNRANKED
    return ranks.T


def composite_blocks(
    scores: Array, hierarchy: Hierarchy, draws: Draws, choices: Choices
) -> Iterator[tuple[Indices, Array]]:
    """Compute the composites in blocks that fit a core's cache; each draw comes exactly once.

    Parameters
    ----------
    scores : array (normalisations, units, indicators)
        Normalised, high = high on the index; NaN where missing.
    hierarchy : Hierarchy
    draws : Draws
        The choices of each draw.
    choices : Choices
        The aggregations whose positions `draws.aggregation` gives.

    Yields
    ------
    positions : int array (draws of the block,)
        Which of the draws the block holds.
    composites : array (units, draws of the block)
        On the scale of the scores; under a geometric or harmonic mean of an option with scores at or below 0, on that
        option's scale stretched to 1–100. NaN where no indicator is left to score by.

    Raises
    ------
    ValueError
        When the scores do not match the hierarchy, a draw names a normalisation that has no scores, or an aggregation
        does not name one mean or one per level.
    """
    scores = _scores_with_weight(scores, hierarchy)
    _refuse_normalisations_without_scores(draws, len(scores))
    weights, scored = weights_left_in_draws(hierarchy, draws)
    step = max(1, CELLS // max(1, scores.shape[1]))
    for option in range(len(scores)):
        for number, aggregation in enumerate(choices.aggregations):
            chosen = np.flatnonzero((draws.normalisation == option) & (draws.aggregation == number))
            if not len(chosen):
                continue
            means = _means_per_level(aggregation, len(hierarchy.parents))
            leaves, gaps = _scores_of_leaves(scores[option], hierarchy, means)
            for start in range(0, len(chosen), step):
                positions = chosen[start : start + step]
                of_block = tuple(level[:, positions] for level in weights)
                yield (
                    positions,
                    _root_composites(_Block(hierarchy, means, leaves, gaps, of_block), scored[positions]),
                )


def _scores_with_weight(scores: Array, hierarchy: Hierarchy) -> Array:
    """Replace the scores of indicators without weight by the highest score of the option.

    They then neither separate equal units nor stretch a scale that has no other number at or below 0.
    """
    if scores.ndim != 3 or scores.shape[2] != hierarchy.indicators:
        raise ValueError(f"scores {scores.shape} are not normalisations × units × {hierarchy.indicators}")
    weightless = hierarchy.global_weights == 0
    if not weightless.any():
        return scores
    highest = np.fmax.reduce(scores[..., ~weightless], axis=(1, 2), keepdims=True)
    return np.where(weightless, highest, scores)


def _refuse_normalisations_without_scores(draws: Draws, normalisations: int) -> None:
    """Refuse draws that no block would hold: whoever collects the blocks would read numbers that nobody computed."""
    beyond = np.flatnonzero(draws.normalisation >= normalisations)
    if len(beyond):
        raise ValueError(
            f"draw {beyond[0]} names normalisation {draws.normalisation[beyond[0]]}, counted from 0, "
            f"but scores are given under {normalisations}"
        )


def _means_per_level(means: tuple[Mean, ...], levels: int) -> tuple[Mean, ...]:
    if len(means) not in (1, levels):
        raise ValueError(f"{len(means)} means named for {levels} levels; name one, or {levels}")
    return means * levels if len(means) == 1 else means


def _scores_of_leaves(
    scores: Array, hierarchy: Hierarchy, means: tuple[Mean, ...]
) -> tuple[Array, tuple[_Gaps | None, ...]]:
    present = np.isfinite(scores)
    if set(means) != {"arithmetic"}:
        scores = stretch_to_positive(scores)
    leaves = np.where(present, _transform_scores(means[0], np.where(present, scores, 1.0)), 0.0)
    gaps: list[_Gaps | None] = []
    for group in hierarchy.children[0]:
        known = present[:, group]
        lacking = np.flatnonzero(~known.all(axis=1))
        gaps.append(_Gaps(lacking, known[lacking].astype(float)) if len(lacking) else None)
    return leaves, tuple(gaps)


def stretch_to_positive(scores: Array) -> Array:
    """Stretch scores to 1–100 where any is at or below 0, so that they have a geometric mean.

    One linear map serves all indicators of the option, so that a point keeps the same worth for each.

    Parameters
    ----------
    scores : array (units, indicators)
        One option of normalisation; NaN where missing.

    Returns
    -------
    array (units, indicators)
        The scores themselves where all are above 0.
    """
    known = scores[np.isfinite(scores)]
    if not known.size or known.min() > 0:
        return scores
    low, high = known.min(), known.max()
    return (scores - low) / (high - low) * 99 + 1 if high > low else scores - low + 1


def _transform_scores(mean: Mean, scores: Array) -> Array:
    """Transform scores so that their arithmetic mean, transformed back, is the given mean."""
    if mean == "geometric":
        return np.asarray(np.log(scores))
    return 1 / scores if mean == "harmonic" else scores


def _transform_back(mean: Mean, scores: Array) -> Array:
    """Invert `_transform_scores`."""
    if mean == "geometric":
        return np.asarray(np.exp(scores))
    return 1 / scores if mean == "harmonic" else scores


def _root_composites(block: _Block, scored: NDArray[np.bool_]) -> Array:
    """Compute the composites of a block, NaN where no indicator is known or none has weight."""
    level = len(block.means) - 1
    value, gaps = _mean_of_children(block, level, 0)
    unknown = np.zeros(value.shape, dtype=bool)
    unknown[:, ~scored] = True
    if gaps:
        unknown[gaps.units] |= gaps.known == 0
    value[unknown] = 1.0
    value = _transform_back(block.means[level], value)
    value[unknown] = np.nan
    return value


def _mean_of_children(block: _Block, level: int, node: int) -> tuple[Array, _Gaps | None]:
    """Compute the mean of a node's children (units, draws) on the scale of its own mean, 0 where unknown."""
    group = block.hierarchy.children[level][node]
    weights = block.weights[level][group]
    if level == 0:
        gaps = block.gaps[node]
        return _rescale_known(block.leaves[:, group] @ weights, gaps, gaps.known @ weights if gaps else None)
    values = [_mean_of_child(block, level, int(child)) for child in group]
    total = values[0][0] * weights[0]
    for (value, _), weight in zip(values[1:], weights[1:], strict=True):
        total += value * weight
    gapped = [gaps for _, gaps in values if gaps]
    if not gapped:
        return total, None
    units = np.unique(np.concatenate([gaps.units for gaps in gapped]))
    mass = np.zeros((len(units), total.shape[1]))
    for (_, gaps), weight in zip(values, weights, strict=True):
        known = np.ones_like(mass)
        if gaps:
            known[np.searchsorted(units, gaps.units)] = gaps.known
        mass += known * weight
    return _rescale_known(total, _Gaps(units, mass), mass)


def _rescale_known(total: Array, gaps: _Gaps | None, mass: Array | None) -> tuple[Array, _Gaps | None]:
    """Divide a sum over known scores by the weight of the known, for the units that lack something."""
    if gaps is None or mass is None:
        return total, None
    # Where nothing is known the sum is exactly 0, and stays so over the smallest number there is.
    total[gaps.units] /= np.maximum(mass, np.finfo(float).tiny)
    nothing = (mass == 0).any(axis=1)
    if not nothing.any():
        return total, None
    return total, _Gaps(gaps.units[nothing], (mass[nothing] > 0).astype(float))


def _mean_of_child(block: _Block, level: int, child: int) -> tuple[Array, _Gaps | None]:
    """Compute the mean of a child on the scale of its parent's mean, 0 where unknown."""
    value, gaps = _mean_of_children(block, level - 1, child)
    below, above = block.means[level - 1], block.means[level]
    if below == above:
        return value, gaps
    # Where no score is known, any number above 0 will do: it carries no weight.
    weightless = block.weights[level - 1][block.hierarchy.children[level - 1][child]].sum(axis=0) == 0
    value[:, weightless] = 1.0
    if gaps:
        value[gaps.units] += 1 - gaps.known
    value = _transform_scores(above, _transform_back(below, value))
    if gaps:
        value[gaps.units] *= gaps.known
    return value, gaps
