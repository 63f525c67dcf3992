"""Position of a figure among others: rank, percentile and share below, with one rule for ties.

Equal figures share the better rank (1, 2, 2, 4: the rank that is printed), and in percentiles the middle of their
places. A missing figure has no position and does not enter those of others. What may be compared is for the caller to
choose: reliable figures in force, exact ones, those of cities or of counties.

Two questions look alike and are apart. A *score* is cut off at its goalposts, so that all cities beyond them are equal;
a rank on an indicator is therefore counted from its values. And a dimension has a rank interval from
many draws, from which `share_below` makes a share, while `share_lower` counts the scores themselves.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
# Sums of members and figures of a lone member are the same number up to rounding.
EQUAL = 1e-9


def count_lower_and_equal(values: ArrayLike, ordered: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Numbers of figures that are lower than each value, and that are equal to it up to rounding.

    Parameters
    ----------
    values : array (n,)
        NaN counts 0 and 0.
    ordered : array (m,)
        Figures in ascending order, none of them NaN.

    Returns
    -------
    (int array (n,), int array (n,))
        The figures that are neither lower nor equal are higher.
    """
    numbers = np.asarray(values, dtype=float)
    margin = EQUAL * np.abs(numbers)
    lower = np.searchsorted(ordered, numbers - margin, "left")
    up_to = np.searchsorted(ordered, numbers + margin, "right")
    known = ~np.isnan(numbers)
    return np.where(known, lower, 0), np.where(known, up_to - lower, 0)


def rank_each(values: ArrayLike, direction: int = 1) -> Array:
    """Rank of each figure among all of them, 1 for the highest; equal ones share the better rank.

    Parameters
    ----------
    values : array (n,)
    direction : {1, -1}
        -1 counts from the lowest figure.

    Returns
    -------
    array (n,)
        NaN where the figure is missing.

    Examples
    --------
    >>> rank_each([5.0, 9.0, 5.0, 1.0]).tolist()
    [2.0, 1.0, 2.0, 4.0]
    """
    turned = direction * np.asarray(values, dtype=float)
    ordered = np.sort(turned[~np.isnan(turned)])
    lower, equal = count_lower_and_equal(turned, ordered)
    return np.where(np.isnan(turned), np.nan, len(ordered) - lower - equal + 1)


def rank_among(
    own: Array, others: Array, directions: NDArray[np.int64], itself: NDArray[np.bool_]
) -> tuple[Array, NDArray[np.bool_], Array]:
    """Rank of one place among others on several indicators, 1 for the strongest driver or most severe bottleneck.

    Parameters
    ----------
    own : array (indicator,)
        Figures of the place; NaN is not ranked. A proxy is not the place's own figure: the caller leaves it out.
    others : array (place, indicator)
        Figures of the places that it is ranked among; NaN is left out.
    directions : array (indicator,)
        1 where more of it is stronger or more severe, -1 where less of it is.
    itself : array (place,)
        The one of `others` that the place is, if any: it shares no rank with itself.

    Returns
    -------
    (array (indicator,), bool array (indicator,), array (indicator,))
        Rank, whether another place has the same figure, and number of places with a figure; rank and number are NaN
        where the place is not ranked. A place that is not one of them and stands behind them all takes the last rank.
    """
    known = np.isfinite(own)
    rank, total, shared = np.full(len(own), np.nan), np.full(len(own), np.nan), np.zeros(len(own), bool)
    for column in np.flatnonzero(known):
        has_figure = np.isfinite(others[:, column])
        ordered = np.sort(directions[column] * others[has_figure, column])
        lower, equal = count_lower_and_equal(directions[column] * own[[column]], ordered)
        total[column] = len(ordered)
        rank[column] = min(len(ordered) - lower[0] - equal[0] + 1, len(ordered))
        shared[column] = equal[0] > (has_figure & itself).sum()
    return rank, shared, total


def percentile_among(values: ArrayLike, ordered: Array) -> Array:
    """Percentiles (0–100) of figures among others: the share below each and half of the share equal to it.

    Parameters
    ----------
    values : array (n,)
    ordered : array (m,)
        Figures in ascending order, none of them NaN.

    Returns
    -------
    array (n,)
        NaN where a figure is missing or there is nothing to compare with.

    Examples
    --------
    >>> percentile_among([2.0, 6.0], np.array([1.0, 2.0, 2.0, 5.0])).tolist()
    [50.0, 100.0]
    """
    lower, equal = count_lower_and_equal(values, ordered)
    missing = np.isnan(np.asarray(values, dtype=float)) | (len(ordered) == 0)
    return np.where(missing, np.nan, 100 * (lower + equal / 2) / max(len(ordered), 1))


def share_lower(value: float, others: ArrayLike) -> float:
    """Share (0–1) of other figures that lie below one; NaN where there are none.

    Parameters
    ----------
    value : float
    others : array (n,)
        Without the figure itself, so that the highest of all stands at 1 and the lowest at 0.
    """
    ordered = np.sort(np.asarray(others, dtype=float))
    if not len(ordered):
        return float("nan")
    return float(count_lower_and_equal([value], ordered)[0][0] / len(ordered))


def share_below(rank: float, places: int) -> float:
    """Share (0–1) of the other places that are ranked lower: 1 for the first, 0 for the last.

    Parameters
    ----------
    rank : float
        From 1 for the best.
    places : int
        Places that are ranked, the one in question among them: a zone that is not itself one of the cities makes one
        more of them.
    """
    return min(max((places - rank) / max(places - 1, 1), 0.0), 1.0)
