"""Normalisation between fixed goalposts.

Goalposts follow the Human Development Report's practice of fixed bounds; here they are two percentiles
of a pooled reference population, so that scores compare across years (OECD/JRC Handbook 2008, step 5).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def on_scale(values: Array, log: bool) -> Array:
    """Put values on the scale on which scores are linear.

    Parameters
    ----------
    values : array of any shape
        In the indicator's own unit; NaN stays NaN.
    log : bool
        Take the natural logarithm; values at or below 0 become minus infinity.

    Returns
    -------
    array
        Of the same shape.
    """
    if not log:
        return values
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.isnan(values), np.nan, np.log(np.where(values > 0, values, 0.0)))


def goalposts_of(population: Array, log: bool, ends: tuple[float, float]) -> tuple[float, float]:
    """Set the lower and upper goalpost from a pooled population, in the indicator's own unit.

    Parameters
    ----------
    population : array of any shape
        Values of the reference places and years; NaN is left out, so are values ≤ 0 on a log scale.
    log : bool
        Whether scores are linear in the logarithm; percentiles do not depend on it, the population does.
    ends : (float, float)
        Percentiles at which the goalposts stand, 0–100.

    Raises
    ------
    ValueError
        When fewer than two different values remain.
    """
    values = population[np.isfinite(population)]
    values = values[values > 0] if log else values
    if values.size == 0:
        raise ValueError("no value to set goalposts from")
    low, high = (float(v) for v in np.percentile(values, ends))
    if not high > low:
        raise ValueError(f"goalposts coincide at {low:g}: the population does not vary")
    return low, high


def share_between_goalposts(values: Array, low: float, high: float, *, log: bool = False) -> Array:
    """Compute the share of the way from the lower to the upper goalpost.

    Parameters
    ----------
    values : array of any shape
        NaN stays NaN.
    low, high : float
        Goalposts in the unit of `values`.
    log : bool
        Measure the way in logarithms.

    Returns
    -------
    array
        0 at the lower and 1 at the upper goalpost, beyond these outside of them.
    """
    if not log:
        # By a power of two, which is exact: the difference of the goalposts stays within the scale.
        _, exponent = np.frexp(max(abs(low), abs(high)))
        low, high, values = (np.ldexp(number, -exponent) for number in (low, high, values))
    ends = on_scale(np.array([low, high], dtype=float), log)
    return (on_scale(values, log) - ends[0]) / (ends[1] - ends[0])


def normalise_between_goalposts(
    values: Array, low: float, high: float, *, log: bool = False, direction: int = 1
) -> Array:
    """Score values from 0 to 100 between the goalposts, clipped; NaN stays NaN.

    Parameters
    ----------
    values : array of any shape
    low, high : float
        Goalposts in the unit of `values`.
    log : bool
        Score linearly in the logarithm.
    direction : {1, -1}
        With -1 a low value scores high.
    """
    clipped = np.clip(share_between_goalposts(values, low, high, log=log), 0.0, 1.0)
    return 100.0 * (clipped if direction > 0 else 1.0 - clipped)
