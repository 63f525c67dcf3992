"""Computations of the functions that `catalogue.functions` declares, for indicators that are not a ratio of sums.

Each takes the values of all units (index unit, year; one column per series), the names the indicator lists and the
units that count as cities, and returns one value per row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from zone_atlas.catalogue.functions import FUNCTIONS
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES, SECONDARY_INDUSTRIES
from zone_atlas.catalogue.rules import CENSUS_INTERVAL, WINDOW

Computation = Callable[[pd.DataFrame, tuple[str, ...], list[str]], pd.Series]


def theil_index(values: pd.DataFrame, series: tuple[str, ...], cities: list[str]) -> pd.Series:
    """Compute the Theil index of output shares against employment shares of the three sectors.

    TL = Σ y_i · ln(y_i / l_i) with y the share of value added and l the share of census employment; 0 when the two
    agree (Gan, Zheng and Yu 2011 use it for the rationalisation of industrial structure).

    Parameters
    ----------
    values : DataFrame (unit, year)
        One column per series.
    series : tuple of str
        Value added of the three sectors, in this order.
    cities : list of str
        Not used.

    Returns
    -------
    Series (unit, year)
        0 or more; NaN where an input is missing.
    """
    secondary = [f"census_emp_share_{industry}" for industry in SECONDARY_INDUSTRIES]
    tertiary = [s for s in EMPLOYMENT_SHARES[1:] if s not in secondary]
    labour = [
        values[EMPLOYMENT_SHARES[0]],
        values[secondary].sum(axis=1, skipna=False),
        values[tertiary].sum(axis=1, skipna=False),
    ]
    output = [values[name] for name in series]
    total_output, total_labour = sum(output), sum(labour)
    index = pd.Series(0.0, index=values.index)
    for y, worked in zip(output, labour, strict=True):
        share = y / total_output
        # A sector without output adds nothing (x ln x → 0); one without workers has no defined term.
        term = share * np.log(share.where(share > 0, 1.0) / (worked / total_labour).where(worked > 0))
        index = index + term.where(share != 0, 0.0)
    return index


def _rolling_deviation(column: pd.Series) -> pd.Series:
    wide = column.unstack("unit")
    return (
        wide.rolling(WINDOW, min_periods=WINDOW).std(ddof=1).T.stack(future_stack=True).reindex(column.index)
    )


def five_year_volatility(values: pd.DataFrame, series: tuple[str, ...], cities: list[str]) -> pd.Series:
    """Compute the sample standard deviation over the last five years.

    Parameters
    ----------
    values : DataFrame (unit, year)
        One column per series.
    series : tuple of str
        A single one.
    cities : list of str
        Not used.

    Returns
    -------
    Series (unit, year)
        In the unit of the series; NaN unless all five years are there.
    """
    return _rolling_deviation(values[series[0]])


def ratio_volatility(values: pd.DataFrame, series: tuple[str, ...], cities: list[str]) -> pd.Series:
    """Compute the sample standard deviation over five years of the first series as a percentage of the second.

    Parameters
    ----------
    values : DataFrame (unit, year)
        One column per series.
    series : tuple of str
        Numerator and denominator.
    cities : list of str
        Not used.

    Returns
    -------
    Series (unit, year)
        In percentage points; NaN unless all five years are there.
    """
    return _rolling_deviation(100 * values[series[0]] / values[series[1]])


def change_since_last_census(values: pd.DataFrame, series: tuple[str, ...], cities: list[str]) -> pd.Series:
    """Compute the percentage change since the census ten years before.

    Parameters
    ----------
    values : DataFrame (unit, year)
        One column per series.
    series : tuple of str
        A single one.
    cities : list of str
        Not used.

    Returns
    -------
    Series (unit, year)
        In per cent; NaN where either census is missing.
    """
    wide = values[series[0]].unstack("unit")
    return (100 * (wide / wide.shift(CENSUS_INTERVAL) - 1)).T.stack(future_stack=True).reindex(values.index)


def bind_functions(computations: Mapping[str, Computation]) -> Mapping[str, Computation]:
    """Check that the computations are those that the catalogue declares.

    Parameters
    ----------
    computations : mapping
        Functions by the names under which the catalogue declares them.

    Returns
    -------
    mapping
        The same.

    Raises
    ------
    ValueError
        When the catalogue declares a function that is not computed here, or the other way round.
    """
    undeclared, missing = set(computations) - set(FUNCTIONS), set(FUNCTIONS) - set(computations)
    if undeclared or missing:
        raise ValueError(
            f"functions declared but not computed: {', '.join(sorted(missing)) or 'none'}; "
            f"computed but not declared: {', '.join(sorted(undeclared)) or 'none'}"
        )
    return computations


COMPUTATIONS = bind_functions(
    {
        "theil": theil_index,
        "volatility": five_year_volatility,
        "ratio_volatility": ratio_volatility,
        "change_since_last_census": change_since_last_census,
    }
)
