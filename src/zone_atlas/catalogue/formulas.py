"""Load joins and indicators, which say how a figure for the reader is computed from series."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue.framework import Formula, Function, JoinPart, Mean, Ratio
from zone_atlas.catalogue.functions import declared_function
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, Indicator, Join, Series
from zone_atlas.catalogue.tables import bilingual_pair


def _factors_without_line(mapping: dict[str, Any]) -> dict[str, float]:
    return {key: float(factor) for key, factor in mapping.items() if key != store.LINE}


def formula_of(entry: dict[str, Any]) -> Formula:
    """Formula of one entry of indicators.yaml.

    Parameters
    ----------
    entry : dict

    Returns
    -------
    Ratio or Mean or Function

    Raises
    ------
    KeyError
        When the entry declares neither ratio, mean nor function, or names an unknown function.
    """
    if "ratio" in entry:
        ratio = entry["ratio"]
        return Ratio(
            _factors_without_line(ratio["numerator"]),
            _factors_without_line(ratio.get("denominator") or {}),
            float(ratio.get("scale", 1)),
        )
    if "mean" in entry:
        return Mean(entry["mean"]["series"])
    formula = Function(entry["function"]["name"], tuple(entry["function"]["series"]))
    declared_function(formula)
    return formula


def series_of(formula: Formula) -> tuple[str, ...]:
    """Series and joins that a formula reads.

    Parameters
    ----------
    formula : Ratio or Mean or Function

    Returns
    -------
    tuple of str
        Each once.
    """
    if isinstance(formula, Ratio):
        return tuple(dict.fromkeys([*formula.numerator, *formula.denominator]))
    if isinstance(formula, Mean):
        return (formula.series,)
    return (*formula.series, *declared_function(formula).inputs)


def join_of(entry: dict[str, Any]) -> Join:
    """Join of one entry of indicators.yaml.

    Parameters
    ----------
    entry : dict
    """
    parts = tuple(
        JoinPart(
            part["series"],
            part.get("first_year", FIRST_YEAR),
            part.get("last_year", LAST_YEAR),
            part.get("status", ""),
            part.get("note", ""),
        )
        for part in entry["parts"]
    )
    return Join(entry["id"], bilingual_pair(entry["name"]), parts, int(entry.get("seam", 0)))


def _breaks_of_inputs(
    names: tuple[str, ...], series: dict[str, Series], joins: dict[str, Join]
) -> tuple[int, ...]:
    years: set[int] = set()
    for name in names:
        if name in joins:
            for part in joins[name].parts:
                years |= {b for b in series[part.series].breaks if part.first_year < b <= part.last_year}
        elif name in series:
            years |= set(series[name].breaks)
    return tuple(sorted(years))


def indicator_of(entry: dict[str, Any], series: dict[str, Series], joins: dict[str, Join]) -> Indicator:
    """Indicator of one entry of indicators.yaml, with the breaks of its series.

    Parameters
    ----------
    entry : dict
    series : dict of str to Series
    joins : dict of str to Join

    Raises
    ------
    KeyError
        When the entry lacks a name or names an unknown function.
    """
    formula = formula_of(entry)
    names = series_of(formula)
    first_year = int(entry.get("first_year", FIRST_YEAR))
    return Indicator(
        id=entry["id"],
        element=entry["element"],
        dimension=entry["element"].split(".")[0],
        name=bilingual_pair(entry["name"]),
        unit=entry["unit"],
        definition=bilingual_pair(entry["definition"]),
        direction=int(entry["direction"]),
        goalposts=entry["goalposts"],
        sets=tuple(entry["sets"]),
        formula=formula,
        first_year=first_year,
        series=names,
        breaks=tuple(year for year in _breaks_of_inputs(names, series, joins) if year > first_year),
        seams=tuple(sorted({joins[n].seam for n in names if n in joins and joins[n].seam})),
    )


def load_indicators(
    data_dir: Path, series: dict[str, Series]
) -> tuple[dict[str, Join], dict[str, Indicator]]:
    """Load joins and indicators.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    series : dict of str to Series

    Returns
    -------
    (dict of str to Join, dict of str to Indicator)
        By identifier, in the order of the file.

    Raises
    ------
    DataFaults
        When the file is missing or is not YAML.
    """
    loaded = store.read_yaml(data_dir / "indicators.yaml", data_dir)
    joins = {entry["id"]: join_of(entry) for entry in loaded["joins"]}
    indicators = {entry["id"]: indicator_of(entry, series, joins) for entry in loaded["indicators"]}
    return joins, indicators
