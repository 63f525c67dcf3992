"""Step 4: indicators from series, for cities and zones alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.catalogue.bases import input_units
from zone_atlas.catalogue.breaks import input_breaks, is_window, years_of
from zone_atlas.catalogue.framework import Function, Mean
from zone_atlas.catalogue.functions import declared_function
from zone_atlas.catalogue.records import SEVERITY, Catalogue, Indicator
from zone_atlas.catalogue.rules import OLDEST, WINDOW
from zone_atlas.pipeline.functions import COMPUTATIONS
from zone_atlas.pipeline.join import Panel
from zone_atlas.pipeline.zones import split_units

BREAK_RANK = SEVERITY.index("B")


def _weighted_sum(values: pd.DataFrame, weights: dict[str, float]) -> pd.Series:
    return sum(
        (values[name] * factor for name, factor in weights.items()), pd.Series(0.0, index=values.index)
    )


def derive_values(indicator: Indicator, values: pd.DataFrame, cities: list[str]) -> pd.Series:
    """Compute the values of one indicator.

    Parameters
    ----------
    indicator : Indicator
    values : DataFrame (unit, year)
        One column per series.
    cities : list of str
        Units that count as cities, for medians.

    Returns
    -------
    Series (unit, year)
        In the indicator's unit; NaN where an input is missing, where it is divided by 0 and before its first year.
    """
    formula = indicator.formula
    if isinstance(formula, Mean):
        result = values[formula.series]
    elif isinstance(formula, Function):
        result = COMPUTATIONS[formula.name](values, formula.series, cities)
    else:
        bottom = _weighted_sum(values, formula.denominator) if formula.denominator else 1.0
        result = formula.scale * _weighted_sum(values, formula.numerator) / bottom
    result = result.replace([np.inf, -np.inf], np.nan)
    return result.where(values.index.get_level_values("year") >= indicator.first_year)


def severity_of(indicator: Indicator, severity: pd.DataFrame) -> pd.Series:
    """Find the worst severity among the inputs of each row, in all the years behind it.

    Parameters
    ----------
    indicator : Indicator
    severity : DataFrame (unit, year)
        One column per series: the position of the status in `SEVERITY`, NaN where missing.

    Returns
    -------
    Series (unit, year)
    """
    worst = severity[list(indicator.series)].max(axis=1)
    function = declared_function(indicator.formula)
    if function.is_window:
        # A break counts in its own year; a window that begins there compares like with like.
        worst = worst.where(worst != BREAK_RANK, 0.0)
    earlier = worst.groupby(level="unit")
    for lag in function.lags:
        worst = np.fmax(worst, earlier.shift(lag))
    return worst


def sources_of(indicator: Indicator, sources: pd.DataFrame) -> pd.Series:
    """Unite the sources behind each row, of all the years behind it.

    Parameters
    ----------
    indicator : Indicator
    sources : DataFrame (unit, year)
        One column per series, one bit per source.

    Returns
    -------
    Series (unit, year)
        One bit per source.
    """
    united = pd.Series(
        np.bitwise_or.reduce(sources[list(indicator.series)].to_numpy(), axis=1), index=sources.index
    )
    earlier = united.groupby(level="unit")
    for lag in declared_function(indicator.formula).lags:
        united = united | earlier.shift(lag, fill_value=0)
    return united


def _source_ids_of_rows(bits: pd.Series, source_ids: tuple[str, ...]) -> pd.Series:
    """Join the source identifiers of each row by semicolons."""
    known = {b: ";".join(s for k, s in enumerate(source_ids) if int(b) >> k & 1) for b in bits.unique()}
    return bits.map(known)


def without_broken_windows(
    values: pd.Series, indicator: Indicator, units: dict[str, tuple[str, ...]], catalogue: Catalogue
) -> pd.Series:
    """Drop the values over a window of years whose window holds a break after its first year.

    Parameters
    ----------
    values : Series (unit, year)
        NaN where missing.
    indicator : Indicator
    units : dict
        Places whose figures make up each unit.
    catalogue : Catalogue
    """
    unit, year = (values.index.get_level_values(level) for level in ("unit", "year"))
    known = {u: sorted(years_of(input_breaks(catalogue, indicator, places))) for u, places in units.items()}
    broken = np.zeros(len(values), dtype=bool)
    for first in sorted({y for years in known.values() for y in years}):
        inside = (year >= first) & (year < first + WINDOW - 1)
        broken |= inside & unit.isin([u for u, years in known.items() if first in years])
    return values.mask(broken)


def _places_of_units(panel: Panel, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Find the places whose figures make up each unit of a panel."""
    names = pd.Index(panel.units)
    places, bases = split_units(names)
    return {
        name: input_units(place, basis, catalogue)
        for name, place, basis in zip(names, places, bases, strict=True)
    }


def _break_years(
    indicator: Indicator, units: dict[str, tuple[str, ...]], catalogue: Catalogue
) -> dict[str, set[int]]:
    """List the years in which an indicator breaks, by unit; under '' those of all units."""
    if is_window(indicator):
        return {"": set()}
    shared = years_of(input_breaks(catalogue, indicator, ()))
    own = {
        unit: years_of(input_breaks(catalogue, indicator, places)) - shared
        for unit, places in units.items()
        if any(place in catalogue.breaks_at for place in places)
    }
    return {"": shared, **own}


def _breaks_at_lag(frame: pd.DataFrame, years: dict[str, set[int]], lag: int) -> NDArray[np.bool_]:
    """Mark the rows whose unit breaks in the year that lies `lag` years later."""
    own = [(unit, year - lag) for unit, of_unit in years.items() if unit for year in of_unit]
    shared = frame["year"].isin({year - lag for year in years[""]}).to_numpy()
    return shared | pd.MultiIndex.from_frame(frame[["unit", "year"]]).isin(own)


def _breaks_in_year(frame: pd.DataFrame, years: dict[str, set[int]]) -> NDArray[np.bool_]:
    """Mark the rows of a year in which the indicator breaks for the unit."""
    return _breaks_at_lag(frame, years, 0)


def _stands_in_until(frame: pd.DataFrame, years: dict[str, set[int]]) -> NDArray[np.int16]:
    """Find the last year in which each value may stand in: three years on, or the year before the next break."""
    until = frame["year"].to_numpy() + OLDEST
    for lag in range(OLDEST, 0, -1):
        until = np.where(_breaks_at_lag(frame, years, lag), frame["year"].to_numpy() + lag - 1, until)
    return until.astype(np.int16)


def derive_indicators(panel: Panel, catalogue: Catalogue, cities: list[str]) -> pd.DataFrame:
    """Derive every indicator of every unit.

    Parameters
    ----------
    panel : Panel
        Cities and zones.
    catalogue : Catalogue
    cities : list of str
        Units that count as cities, for medians.

    Returns
    -------
    DataFrame
        place, year, indicator, value, status, basis, sources, breaks, until; one row per value, its sources joined by
        semicolons. `breaks` says that the value must not be joined to the year before: a status worse than B hides
        the break in `status`. `until` is the last year in which the value may stand in for a missing one.
    """
    units, frames = _places_of_units(panel, catalogue), []
    for indicator in catalogue.indicators.values():
        values = derive_values(indicator, panel.values, cities)
        if is_window(indicator):
            values = without_broken_windows(values, indicator, units, catalogue)
        frame = pd.DataFrame({"value": values, "severity": severity_of(indicator, panel.severity)})
        frame["sources"] = sources_of(indicator, panel.sources)
        frame = frame[frame["value"].notna()].reset_index()
        place, basis = split_units(pd.Index(frame["unit"]))
        years = _break_years(indicator, units, catalogue)
        broken, until = _breaks_in_year(frame, years), _stands_in_until(frame, years)
        severity = frame["severity"].clip(lower=0).where(~broken, frame["severity"].clip(lower=BREAK_RANK))
        frames.append(
            pd.DataFrame(
                {
                    "place": place,
                    "year": frame["year"].astype("int16"),
                    "indicator": indicator.id,
                    "value": frame["value"],
                    "status": [SEVERITY[int(s)] for s in severity],
                    "basis": basis,
                    "sources": _source_ids_of_rows(frame["sources"], panel.source_ids),
                    "breaks": broken,
                    "until": until,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
