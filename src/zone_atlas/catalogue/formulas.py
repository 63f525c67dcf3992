"""Read joins and indicators: how a figure for the reader is made of series."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue.framework import Formula, Function, JoinPart, Mean, Ratio
from zone_atlas.catalogue.functions import declared_function
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, Indicator, Join, Series, Text


def _text_of(value: dict[str, Any] | None) -> Text:
    value = value or {}
    return Text(str(value.get("zh") or ""), str(value.get("en") or ""))


def _plain_mapping(mapping: dict[str, Any]) -> dict[str, float]:
    return {key: float(factor) for key, factor in mapping.items() if key != store.LINE}


def formula_of(entry: dict[str, Any]) -> Formula:
    """Formula of one entry of indicators.yaml.

    Raises
    ------
    KeyError
        When the entry declares neither ratio, mean nor function, or a function that there is not.
    """
    if "ratio" in entry:
        ratio = entry["ratio"]
        return Ratio(
            _plain_mapping(ratio["numerator"]),
            _plain_mapping(ratio.get("denominator") or {}),
            float(ratio.get("scale", 1)),
        )
    if "mean" in entry:
        return Mean(entry["mean"]["series"])
    formula = Function(entry["function"]["name"], tuple(entry["function"]["series"]))
    declared_function(formula)
    return formula


def series_of(formula: Formula) -> tuple[str, ...]:
    """Series (or joins) that a formula reads, each once."""
    if isinstance(formula, Ratio):
        return tuple(dict.fromkeys([*formula.numerator, *formula.denominator]))
    if isinstance(formula, Mean):
        return (formula.series,)
    return (*formula.series, *declared_function(formula).inputs)


def join_of(entry: dict[str, Any]) -> Join:
    """Join of one entry of indicators.yaml."""
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
    return Join(entry["id"], _text_of(entry["name"]), parts, int(entry.get("seam", 0)))


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
    """Indicator of one entry of indicators.yaml, with its breaks gathered from its series."""
    formula = formula_of(entry)
    names = series_of(formula)
    first_year = int(entry.get("first_year", FIRST_YEAR))
    return Indicator(
        id=entry["id"],
        element=entry["element"],
        dimension=entry["element"].split(".")[0],
        name=_text_of(entry["name"]),
        unit=entry["unit"],
        definition=_text_of(entry["definition"]),
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
    """Joins and indicators by identifier, in the order of the file.

    Raises
    ------
    DataFaults
        When the file is missing or no YAML.
    """
    loaded = store.read_yaml(data_dir / "indicators.yaml", data_dir)
    joins = {entry["id"]: join_of(entry) for entry in loaded["joins"]}
    indicators = {entry["id"]: indicator_of(entry, series, joins) for entry in loaded["indicators"]}
    return joins, indicators
