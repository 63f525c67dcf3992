"""Normalisation of indicators: OECD/JRC Handbook 2008, step 5 (methods: table on p. 30).

Every function takes units × indicators or a single indicator, leaves NaN where it stands and does not let it count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from zone_atlas.index.goalposts import on_scale, share_between_goalposts
from zone_atlas.index.specification import Method, Node, Normalisation, Specification
from zone_atlas.index.tree import ScoreError

Array = NDArray[np.float64]
# Sums and products of scores beyond this may leave the scale of a float.
OUT_OF_SCALE = 1e100


def minmax(values: Array, low: float = 0.0, high: float = 100.0) -> Array:
    """Score linearly between the lowest and the highest unit: low + (high - low)(x - min) / (max - min).

    Parameters
    ----------
    values : array (units,) or (units, indicators)
        High = good; NaN where missing.
    low, high : float
        Ends of the range of scores.

    Returns
    -------
    array
        Of the same shape.
    """
    values = _within_reach(values)
    least, most = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
    return low + (high - low) * ((values - least) / (most - least))


def zscore(values: Array, centre: float = 0.0, spread: float = 1.0) -> Array:
    """Standardise with the sample standard deviation: centre + spread (x - mean) / s, s with n - 1.

    Parameters
    ----------
    values : array (units,) or (units, indicators)
        High = good; NaN where missing.
    centre, spread : float
        Mean and sample standard deviation of the scores.

    Returns
    -------
    array
        Of the same shape.
    """
    values = _within_reach(values)
    return centre + spread * ((values - np.nanmean(values, axis=0)) / np.nanstd(values, axis=0, ddof=1))


def _within_reach(values: Array) -> Array:
    """Bring indicators under 1 by a power of two, which is exact: neither differences nor squares then overflow."""
    _, exponent = np.frexp(np.nanmax(np.abs(values), axis=0))
    return np.ldexp(values, -exponent)


def percentile_rank(values: Array, low: float = 0.0, high: float = 100.0) -> Array:
    """Score by the share of the other units that a unit surpasses: low + (high - low)(rank - 1) / (n - 1).

    Ties share the mean of their ranks, so that turning the direction mirrors the result.

    Parameters
    ----------
    values : array (units,) or (units, indicators)
        High = good; NaN where missing.
    low, high : float
        Ends of the range of scores.

    Returns
    -------
    array
        Of the same shape.
    """
    columns = values.reshape(len(values), -1)
    ranks = np.column_stack([_mean_ranks(column) for column in columns.T]).reshape(values.shape)
    number = np.isfinite(values).sum(axis=0)
    return low + (high - low) * ((ranks - 1.0) / (number - 1.0))


def _mean_ranks(column: Array) -> Array:
    """Rank from 1 for the lowest, ties sharing their mean; NaN for NaN."""
    present = np.isfinite(column)
    ordered = np.sort(column[present])
    below = np.searchsorted(ordered, column, side="left")
    up_to = np.searchsorted(ordered, column, side="right")
    return np.where(present, (below + up_to + 1) / 2.0, np.nan)


def distance_to_reference(values: Array, reference: float | Array, high: float = 100.0) -> Array:
    """Score by relative distance: high (1 + (x - r) / |r|), which for r > 0 is high · x / r.

    Parameters
    ----------
    values : array (units, indicators)
        High = good; NaN where missing.
    reference : float or array (indicators,)
        On the scale of `values`, not 0.
    high : float
        Score of the reference itself.

    Returns
    -------
    array
        Of the same shape.
    """
    return high * (1.0 + (values - reference) / np.abs(reference))


def normalise_indicators(index: Specification, values: Array, units: Sequence[str] | None = None) -> Array:
    """Bring the indicators to one scale as declared; on it, high is good.

    Parameters
    ----------
    index : Specification
    values : array (units, indicators)
        In each indicator's own unit, columns in the order of ``index.indicators``; NaN where missing.
    units : sequence of str, optional
        Names for messages.

    Returns
    -------
    array (units, indicators)

    Raises
    ------
    ScoreError
        On an indicator without a value, without variation where the method needs it, or without a logarithm.
    """
    nodes = index.indicators
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or values.shape[1] != len(nodes):
        raise ScoreError(
            f"the data is {' × '.join(map(str, values.shape))}; {len(nodes)} columns are needed, one an indicator"
        )
    values = _usable_values(index, values, units)
    used = np.flatnonzero(np.isfinite(values).any(axis=0))
    chosen = [nodes[i] for i in used]
    scaled = np.full(values.shape, np.nan)
    with np.errstate(over="ignore"):
        if index.normalisation.method == "goalposts":
            scaled[:, used] = _between_goalposts(chosen, values[:, used], index.normalisation)
        else:
            scaled[:, used] = _among_units(index.normalisation, chosen, values[:, used])
    _check_scores(nodes, scaled, units)
    return np.clip(scaled, index.normalisation.low, index.normalisation.high) if index.clip else scaled


def turn_to_high_is_good(nodes: Sequence[Node], values: Array) -> Array:
    """Take the declared logarithms, and turn the sign where less is better.

    Parameters
    ----------
    nodes : sequence of Node
        Indicators, one per column.
    values : array (units, indicators)
        In each indicator's own unit.

    Returns
    -------
    array (units, indicators)
    """
    logged = np.column_stack([on_scale(values[:, i], node.log) for i, node in enumerate(nodes)])
    return logged * np.array([node.direction for node in nodes], dtype=float)


def _among_units(rule: Normalisation, nodes: Sequence[Node], values: Array) -> Array:
    if rule.method == "rank":
        # A logarithm keeps the order, and may round two values to one.
        return percentile_rank(values * np.array([node.direction for node in nodes]), rule.low, rule.high)
    turned = turn_to_high_is_good(nodes, values)
    if rule.method == "minmax":
        return minmax(turned, rule.low, rule.high)
    if rule.method == "zscore":
        return zscore(turned, rule.centre, rule.spread)
    return distance_to_reference(turned, _reference_values(nodes, turned), rule.high)


def _between_goalposts(nodes: Sequence[Node], values: Array, rule: Normalisation) -> Array:
    columns = []
    for i, node in enumerate(nodes):
        assert node.goalposts is not None  # the specification has refused the others
        way = share_between_goalposts(values[:, i], *node.goalposts, log=node.log)
        columns.append(rule.low + (rule.high - rule.low) * (way if node.direction > 0 else 1.0 - way))
    return np.column_stack(columns)


def _reference_values(nodes: Sequence[Node], turned: Array) -> Array:
    """Find the reference of each indicator on the scale of `turned`: as declared, else its best unit."""
    best = np.nanmax(turned, axis=0)
    declared = [
        best[i]
        if node.reference is None
        else turn_to_high_is_good([node], np.array([[node.reference]]))[0, 0]
        for i, node in enumerate(nodes)
    ]
    for node, reference in zip(nodes, declared, strict=True):
        if reference == 0 or not np.isfinite(reference):
            raise ScoreError(
                f"indicator {node.id}: its reference is 0 or has no logarithm, nothing can be measured from it; "
                "declare another reference"
            )
    return np.array(declared, dtype=float)


def _usable_values(index: Specification, values: Array, units: Sequence[str] | None) -> Array:
    """Refuse indicators that cannot be normalised; one without weight counts as missing everywhere instead."""
    values = values.copy()
    for i, node in enumerate(index.indicators):
        problem = _why_not_normalised(node, values[:, i], index.normalisation.method, units)
        if problem and node.id not in index.left_out:
            raise ScoreError(f"indicator {node.id}: {problem}")
        if problem:
            values[:, i] = np.nan
    return values


def _why_not_normalised(node: Node, column: Array, method: Method, units: Sequence[str] | None) -> str:
    """Say why an indicator cannot be normalised; empty where it can."""
    odd = np.flatnonzero(np.isinf(column))
    if odd.size:
        return f"{_name_units(units, odd[0])} is infinite; leave it empty or mend it"
    if node.log and (column <= 0).any():
        at = int(np.flatnonzero(column <= 0)[0])
        return (
            f"{_name_units(units, at)} has {column[at]:g}, which has no logarithm; "
            "mend or empty it, or declare log: false"
        )
    known = column[np.isfinite(column)]
    if known.size == 0:
        return "no unit has a value; fill the column or remove the node"
    if method in ("minmax", "zscore", "rank") and known.min() == known.max():
        return (
            f"every unit has {known[0]:g}, so {method} cannot tell them "
            "apart; remove the node or normalise with goalposts"
        )
    return "it has no goalposts" if method == "goalposts" and node.goalposts is None else ""


def _check_scores(nodes: Sequence[Node], scaled: Array, units: Sequence[str] | None) -> None:
    """Refuse scores that are too large to average."""
    positions = np.argwhere(np.abs(scaled) > OUT_OF_SCALE)
    if positions.size:
        at, i = (int(position) for position in positions[0])
        raise ScoreError(
            f"indicator {nodes[i].id}: {_name_units(units, at)} lies too far from the others or from the "
            "goalposts to be "
            "computed with; mend it, or the goalposts"
        )


def _name_units(units: Sequence[str] | None, at: int | np.intp) -> str:
    return f"unit {units[int(at)]}" if units is not None else f"unit {int(at) + 1} (from the top)"
