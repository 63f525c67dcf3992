"""Checks of the breaks of single places: the series is known, declared once, and has figures on both sides."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from zone_atlas.catalogue.breaks import ALL
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.yaml_entries import part_series
from zone_atlas.faults import Fault

FILE, PLACES = "places/series_breaks.csv", "places/places.csv"


def stated_breaks(inputs: Inputs) -> Iterator[tuple[str, str, int]]:
    """Breaks of single places as the table declares them.

    Parameters
    ----------
    inputs : Inputs
        The files read.

    Yields
    ------
    (str, str, int)
        Place or province, series (or '*') and year; one for each series that a row joins.
    """
    table = inputs.tables.get(FILE)
    for row in () if table is None else table.itertuples():
        if str(row.year).isdigit():
            yield from ((str(row.place), name, int(row.year)) for name in str(row.series).split(";"))


def _expand_declarations(inputs: Inputs, table: pd.DataFrame) -> pd.DataFrame:
    """One row per city, series and year; `line` is the position in the table."""
    frame = table[["place", "series", "year"]].assign(line=np.arange(len(table)))
    frame = frame.assign(series=frame["series"].str.split(";")).explode("series", ignore_index=True)
    places = inputs.tables.get(PLACES)
    if places is None:
        return frame
    cities = places[places["level"].eq("prefecture")].groupby("province")["adcode"].agg(list)
    provinces = set(places.loc[places["level"].eq("province"), "adcode"])
    of_place = [cities.get(code, []) if code in provinces else [code] for code in frame["place"]]
    return frame.assign(place=of_place).explode("place", ignore_index=True).dropna(subset=["place"])


def _unknown_names(inputs: Inputs, expanded: pd.DataFrame) -> list[Fault]:
    known = inputs.known("series.csv", "series")
    if known is None or "indicators.yaml" not in inputs.yaml_files:
        return []
    allowed = {*known, *inputs.identifiers("indicators.yaml", "joins"), ALL}
    wrong = expanded[~expanded["series"].isin(allowed)].drop_duplicates(["line", "series"])
    message = "unknown series '{}'; it must be listed in series.csv (or be a join of indicators.yaml, or *)"
    return [
        Fault(FILE, int(line) + 2, "series", message.format(series))
        for line, series in zip(wrong["line"], wrong["series"], strict=True)
    ]


def _declared_twice(expanded: pd.DataFrame) -> list[Fault]:
    keys = ["place", "series", "year"]
    again = expanded[expanded.duplicated(keys)]
    first = expanded.drop_duplicates(keys).set_index(keys)["line"]
    message = "the break of {} {} in {} is declared twice (first in row {}); keep one"
    return [
        Fault(
            FILE,
            int(row.line) + 2,
            "series",
            message.format(row.place, row.series, row.year, int(first[row.place, row.series, row.year]) + 2),
        )
        for row in again.itertuples()
    ]


def _observed_years(inputs: Inputs, expanded: pd.DataFrame) -> pd.DataFrame:
    """Years with a figure of the places that break, by place and series, and by place under '*'.

    A join has the years of its parts.
    """
    table = inputs.observations
    of_places = table[table["place"].isin(expanded["place"].unique())]
    observed = of_places[["place", "series", "year_number"]].astype({"place": str, "series": str})
    observed = observed.rename(columns={"year_number": "number"})
    joins = [
        observed[observed["series"].eq(part)].assign(series=str(join.get("id", "")))
        for join in inputs.entries("indicators.yaml", "joins")
        for part in part_series(join)
    ]
    of_all = observed[observed["place"].isin(expanded.loc[expanded["series"].eq(ALL), "place"])].assign(
        series=ALL
    )
    named = observed[observed["series"].isin(expanded["series"].unique())]
    return pd.concat([named, *joins, of_all]).drop_duplicates()


def _wholly_read_series(inputs: Inputs) -> set[str]:
    """Series and joins of which all figures are known; what could not be read has a fault of its own."""
    unread = inputs.unread_series()
    joins = {
        str(join.get("id", ""))
        for join in inputs.entries("indicators.yaml", "joins")
        if unread.isdisjoint(part_series(join))
    }
    return ({*inputs.observations["series"].unique()} - unread) | joins | (set() if unread else {ALL})


def _unobserved_breaks(inputs: Inputs, expanded: pd.DataFrame) -> list[Fault]:
    """Rows of which no city has a figure in the year and one before it."""
    if inputs.observations.empty or PLACES not in inputs.tables:
        return []
    expanded = expanded[expanded["series"].isin(_wholly_read_series(inputs))]
    observed = _observed_years(inputs, expanded)
    first = observed.groupby(["place", "series"])["number"].min()
    cells = pd.MultiIndex.from_frame(observed[["place", "series", "number"]])
    number = pd.to_numeric(expanded["year"], errors="coerce").fillna(0).astype(int)
    declared = pd.MultiIndex.from_arrays([expanded["place"], expanded["series"], number])
    since = first.reindex(pd.MultiIndex.from_frame(expanded[["place", "series"]])).to_numpy()
    both = declared.isin(cells) & (since < number.to_numpy())
    rows = expanded.assign(both=both).groupby(["line", "series"], sort=False)
    unobserved = rows.agg(both=("both", "any"), year=("year", "first")).query("~both").reset_index()
    message = (
        "no figure of {} in {} and before it that could break; correct the year, the series or the place"
    )
    return [
        Fault(FILE, int(line) + 2, "year", message.format(series, year))
        for line, series, year in zip(
            unobserved["line"], unobserved["series"], unobserved["year"], strict=True
        )
    ]


def break_faults(inputs: Inputs) -> list[Fault]:
    """Faults of the declared breaks of single places: unknown series, repeated rows, no figures on both sides.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    """
    table = inputs.tables.get(FILE)
    if table is None or table.empty:
        return []
    expanded = _expand_declarations(inputs, table)
    unknown = _unknown_names(inputs, expanded)
    # A misspelt series has no figure either: one fault is enough.
    unknown_lines = {fault.row - 2 for fault in unknown}
    return [
        *unknown,
        *_declared_twice(expanded),
        *_unobserved_breaks(inputs, expanded[~expanded["line"].isin(unknown_lines)]),
    ]
