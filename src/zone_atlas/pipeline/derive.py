"""Step 4: indicators from series, for cities and zones alike."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue import records as r
from zone_atlas.pipeline.functions import CENSUS_INTERVAL, FUNCTIONS, WINDOW
from zone_atlas.pipeline.join import SEVERITY, Panel
from zone_atlas.pipeline.zones import split_units

BREAK_RANK = SEVERITY.index("B")


def _weighted_sum(values: pd.DataFrame, weights: dict[str, float]) -> pd.Series:
    return sum(
        (values[name] * factor for name, factor in weights.items()), pd.Series(0.0, index=values.index)
    )


def value_of(indicator: r.Indicator, values: pd.DataFrame, cities: list[str]) -> pd.Series:
    """Values of one indicator for every row of `values` (index unit, year); NaN where an input is missing."""
    formula = indicator.formula
    if isinstance(formula, r.Mean):
        result = values[formula.series]
    elif isinstance(formula, r.Function):
        result = FUNCTIONS[formula.name](values, formula.series, cities)
    else:
        bottom = _weighted_sum(values, formula.denominator) if formula.denominator else 1.0
        result = formula.scale * _weighted_sum(values, formula.numerator) / bottom
    result = result.replace([np.inf, -np.inf], np.nan)
    return result.where(values.index.get_level_values("year") >= indicator.first_year)


def severity_of(indicator: r.Indicator, severity: pd.DataFrame) -> pd.Series:
    """Worst severity among the inputs of each row; a window or a change takes the worst of its years."""
    worst = severity[list(indicator.series)].max(axis=1)
    name = indicator.formula.name if isinstance(indicator.formula, r.Function) else ""
    if name.endswith("volatility"):
        wide = worst.unstack("unit").rolling(WINDOW, min_periods=1).max()
        worst = wide.T.stack(future_stack=True).reindex(worst.index)
    elif name.startswith("change"):
        worst = np.fmax(worst, worst.groupby(level="unit").shift(CENSUS_INTERVAL))
    return worst


def sources_of(indicator: r.Indicator, sources: pd.DataFrame) -> pd.Series:
    """Bits of the sources behind each row; a window or a change unites the sources of its years."""
    united = pd.Series(
        np.bitwise_or.reduce(sources[list(indicator.series)].to_numpy(), axis=1), index=sources.index
    )
    name = indicator.formula.name if isinstance(indicator.formula, r.Function) else ""
    lags = (
        range(1, WINDOW)
        if name.endswith("volatility")
        else [CENSUS_INTERVAL]
        if name.startswith("change")
        else []
    )
    earlier = united.groupby(level="unit")
    for lag in lags:
        united = united | earlier.shift(lag, fill_value=0)
    return united


def _named(bits: pd.Series, source_ids: tuple[str, ...]) -> pd.Series:
    """Source identifiers of each row, joined by semicolons."""
    known = {b: ";".join(s for k, s in enumerate(source_ids) if int(b) >> k & 1) for b in bits.unique()}
    return bits.map(known)


def breaks_by_place(catalogue: r.Catalogue) -> dict[str, dict[str, set[int]]]:
    """Breaks of single places, by place or zone and by series ('*' for all)."""
    zones_of = {m.adcode: zone.id for zone in catalogue.zones.values() for m in zone.members if m.whole_city}
    found: dict[str, dict[str, set[int]]] = {}
    for item in catalogue.breaks:
        for place in filter(None, [item.place, zones_of.get(item.place)]):
            found.setdefault(place, {}).setdefault(item.series, set()).add(item.year)
    return found


def break_years(
    indicator: r.Indicator, place: str, catalogue: r.Catalogue, own: dict[str, dict[str, set[int]]]
) -> set[int]:
    """Years in which the line of an indicator must not be joined to the year before, for one place."""
    parts = {p.series for n in indicator.series if n in catalogue.joins for p in catalogue.joins[n].parts}
    names = {*indicator.series, *parts}
    # Both censuses are taken at end-2020 boundaries: a moved boundary does not break them.
    if not all(name.startswith("census_") for name in names):
        names.add("*")
    return set(indicator.breaks) | {y for name in names for y in own.get(place, {}).get(name, set())}


def derive(panel: Panel, catalogue: r.Catalogue, cities: list[str]) -> pd.DataFrame:
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
        place, year, indicator, value, status, basis, sources, breaks; one row a value, its sources joined by
        semicolons. `breaks` says that the value must not be joined to the year before: a status worse than B hides
        the break in `status`.
    """
    own = breaks_by_place(catalogue)
    frames = []
    for indicator in catalogue.indicators.values():
        values = value_of(indicator, panel.values, cities)
        frame = pd.DataFrame({"value": values, "severity": severity_of(indicator, panel.severity)})
        frame["sources"] = sources_of(indicator, panel.sources)
        frame = frame[frame["value"].notna()].reset_index()
        place, basis = split_units(pd.Index(frame["unit"]))
        years = {p: break_years(indicator, p, catalogue, own) for p in np.unique(place)}
        broken = np.array(
            [year in years[p] for p, year in zip(place, frame["year"], strict=True)], dtype=bool
        )
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
                    "sources": _named(frame["sources"], panel.source_ids),
                    "breaks": broken,
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
