"""Treatment of outliers as the Joint Research Centre does it in its audits of composite indicators."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]

SKEWNESS, KURTOSIS = 2.0, 3.5
LIMIT = 5
# The excess kurtosis of a sample is not defined for fewer.
FEWEST = 4


@dataclass(frozen=True)
class Winsorised:
    """Treated values and the number of values moved.

    Attributes
    ----------
    values : array (units,)
    high, low : int
        Number of the highest and of the lowest values that were drawn in.
    within : bool
        Whether skewness and kurtosis now pass. Where they do not, the Centre drops the treatment and takes a
        logarithm instead: declare it on the indicator.
    """

    values: Array
    high: int
    low: int
    within: bool


def winsorise_values(
    values: Array, limit: int = LIMIT, skew_above: float = SKEWNESS, kurtosis_above: float = KURTOSIS
) -> Winsorised:
    """Draw in the outermost value, one at a time, while |skewness| and kurtosis are both above their thresholds.

    The highest value (the lowest where the skew is negative) takes the value next to it; values that are equal move
    together. Thresholds and limit are those of the Joint Research Centre's statistical audits, for instance of the
    Global Innovation Index.

    Parameters
    ----------
    values : array (units,)
        One indicator; NaN stays and does not count. Fewer than four known values are left alone.
    limit : int
        The most values that may be moved.
    skew_above, kurtosis_above : float
        Thresholds of the absolute skewness and the excess kurtosis of a sample.
    """
    treated = np.array(values, dtype=float)
    high = low = 0
    while not _is_within_limits(treated, skew_above, kurtosis_above):
        upper = pd.Series(treated).skew() > 0
        outermost = np.nanmax(treated) if upper else np.nanmin(treated)
        moved = treated == outermost
        # Values drawn in before stand level with the outermost one: they move again, and count once.
        count = int(moved.sum())
        if count + (low if upper else high) > limit:
            return Winsorised(treated, high, low, within=False)
        rest = treated[np.isfinite(treated) & ~moved]
        treated[moved] = rest.max() if upper else rest.min()
        high, low = (count, low) if upper else (high, count)
    return Winsorised(treated, high, low, within=True)


def _is_within_limits(values: Array, skew_above: float, kurtosis_above: float) -> bool:
    # Both leave gaps out, and both are those of a sample (Joanes & Gill 1998, The Statistician 47, G1 and G2).
    known = pd.Series(values)
    if known.count() < FEWEST:
        return True
    return not (abs(known.skew()) > skew_above and known.kurt() > kurtosis_above)
