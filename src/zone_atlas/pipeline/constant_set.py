"""The values behind a score: those that stand in for missing years, and sets that stay the same over time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zone_atlas.catalogue.rules import OLDEST, RANKED_FROM, TREND
from zone_atlas.index.aggregate import share_of_indicators_scored

# Over the six years of this set an indicator that breaks for a place alone leaves the place's set; over the eighteen of
# the core too many would leave, and the line is cut.
LEAVING = TREND


def latest_values(
    observed: NDArray[np.float64], years: list[int], broken: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take the latest value at most `OLDEST` years old, and its year; no value stands in across a break.

    Parameters
    ----------
    observed : array (unit, year, indicator)
    years : list of int
        Calendar years of the second axis.
    broken : array (unit, year, indicator)
        Years that do not compare with the year before.

    Returns
    -------
    (array, array)
        Values and their years from the year `OLDEST` on, so that the second axis is shorter by `OLDEST`.
    """
    value, length = observed[:, OLDEST:].copy(), len(years) - OLDEST
    year = np.where(np.isfinite(value), np.array(years[OLDEST:], dtype=float)[None, :, None], np.nan)
    breaks = np.cumsum(broken, axis=1)
    for age in range(1, OLDEST + 1):
        before = slice(OLDEST - age, OLDEST - age + length)
        older = observed[:, before]
        fill = np.isnan(value) & np.isfinite(older) & (breaks[:, OLDEST:] == breaks[:, before])
        value = np.where(fill, older, value)
        year = np.where(fill, np.array(years[OLDEST:], dtype=float)[None, :, None] - age, year)
    return value, year


def keep_constant_indicators(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Keep, for each unit, only the indicators it has in every year, so that no score moves for a change of set.

    Parameters
    ----------
    score : array (unit, year, indicator)
        NaN where missing.

    Returns
    -------
    array (unit, year, indicator)
        NaN throughout for an indicator that the unit lacks in any year.
    """
    always = np.isfinite(score).all(axis=1, keepdims=True)
    return np.where(always, score, np.nan)


def without_broken(
    score: NDArray[np.float64], own: NDArray[np.bool_], in_force: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Leave out, for each unit, the indicators that break for it alone, where enough of the dimension stay.

    A few revised figures should not cut the line of a whole dimension. Where so many break that less than 65 % of the
    indicators in force would stay, all are kept and the line is cut instead.

    Parameters
    ----------
    score : array (unit, year, indicator)
        Scores of one dimension on a constant set.
    own : array (unit, year, indicator)
        Breaks that the place declares for single series.
    in_force : array (1, year, indicator)
        Whether any unit has the indicator.

    Returns
    -------
    array (unit, year, indicator)
    """
    # The first year has no year before it to compare with.
    leaves = own[:, 1:].any(axis=1, keepdims=True) & np.isfinite(score)
    without = np.where(leaves, np.nan, score)
    enough = np.min(share_of_indicators_scored(without, in_force), axis=1, keepdims=True) >= RANKED_FROM
    return np.where(np.expand_dims(enough, 2), without, score)
