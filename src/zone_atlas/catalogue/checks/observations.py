"""Checks of the observations: each cell, each key once, values in range, shares that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from zone_atlas.catalogue.breaks import ALL
from zone_atlas.catalogue.checks import schemas
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, STATUSES, WITHHELD
from zone_atlas.faults import Fault

FOLDER_LEVELS = {
    "city": ("municipality", "prefecture"),
    "county": ("county", "district"),
    "district": ("county", "district"),
}
SECTOR_SHARES = ("share_primary", "share_secondary", "share_tertiary")
# Tolerance in percentage points: yearbooks print shares to one or two decimals.
SUMS = ((SECTOR_SHARES, 1.05), (EMPLOYMENT_SHARES, 1.0))
NOT_SUMMED = ("U", "V")


def _texts_of_column(column: pd.Series) -> np.ndarray:
    return np.asarray(column.cat.categories, dtype=object)[column.cat.codes]


def _looked_up(column: pd.Series, values: Mapping[str, object], missing: object) -> np.ndarray:
    """Value of each row of a category column, ``missing`` where the category has none."""
    return np.array([values.get(name, missing) for name in column.cat.categories], dtype=object)[
        column.cat.codes
    ]


def _bounds_of_rows(frame: pd.DataFrame, inputs: Inputs, column: str) -> np.ndarray:
    return _looked_up(frame["series"], inputs.series_numbers(column), np.nan).astype(float)


def _year_checks(frame: pd.DataFrame) -> schemas.Checks:
    in_range = frame["year_number"].between(FIRST_YEAR, LAST_YEAR)
    return schemas.column_satisfies(
        lambda _: in_range, f"year '{{value}}' is not a whole number from {FIRST_YEAR} to {LAST_YEAR}"
    )


def _unit_checks(frame: pd.DataFrame, inputs: Inputs) -> schemas.Checks:
    known = inputs.known("units.csv", "unit")
    expected = _looked_up(frame["series"], inputs.column_by_key("series.csv", "series", "unit"), "")
    unit = _texts_of_column(frame["unit"])
    unknown = ~frame["unit"].isin(known) if known is not None else False
    agrees = pd.Series((unit == expected) | (expected == ""), index=frame.index) | unknown
    return schemas.column_is_listed_in(known, "unit", "units.csv") + schemas.column_satisfies(
        lambda _: agrees, "unit '{value}' is not the unit that series.csv declares for the series"
    )


def _place_checks(frame: pd.DataFrame, inputs: Inputs) -> schemas.Checks:
    checks = schemas.column_is_listed_in(
        inputs.known("places/places.csv", "adcode"), "place", "places/places.csv"
    )
    levels = _looked_up(frame["place"], inputs.column_by_key("places/places.csv", "adcode", "level"), "")
    folder = _texts_of_column(frame["level"])
    fits = levels == ""
    for name, allowed in FOLDER_LEVELS.items():
        fits |= (folder == name) & np.isin(levels.astype(str), allowed)
    return checks + schemas.column_satisfies(
        lambda _: pd.Series(fits, index=frame.index),
        "place '{value}' is of another level than the folder: city/ holds prefectures and municipalities, county/ and "
        "district/ hold counties and districts",
    )


def _series_checks(frame: pd.DataFrame, inputs: Inputs) -> schemas.Checks:
    stems = np.array(
        [name.rsplit("/", 1)[-1].removesuffix(".csv") for name in frame["file"].cat.categories], object
    )
    in_its_file = pd.Series(
        _texts_of_column(frame["series"]) == stems[frame["file"].cat.codes], index=frame.index
    )
    return schemas.column_is_listed_in(
        inputs.known("series.csv", "series"), "series", "series.csv"
    ) + schemas.column_satisfies(
        lambda _: in_its_file,
        "series '{value}' stands in the file of another series; a file is named after its series",
    )


def _note_checks(frame: pd.DataFrame, inputs: Inputs) -> schemas.Checks:
    known = inputs.known("notes.csv", "note")
    if known is None:
        return []
    right = {
        note: not note or note.split(maxsplit=1)[:1][0] in known for note in frame["note"].cat.categories
    }
    fits = pd.Series(_looked_up(frame["note"], right, True).astype(bool), index=frame.index)
    return schemas.column_satisfies(
        lambda _: fits, "note '{value}' must begin with a code listed in notes.csv"
    )


def _cell_faults(frame: pd.DataFrame, inputs: Inputs) -> list[Fault]:
    is_number = frame["number"].notna()
    source = schemas.column_is_listed_in(
        inputs.known("sources.csv", "source_id"), "source", "sources.csv", [""]
    )
    named = schemas.column_satisfies(
        lambda s: s != "", "the source is missing; every value names one of sources.csv"
    )
    expected = schemas.table_schema(
        {
            "place": _place_checks(frame, inputs),
            "year": _year_checks(frame),
            "series": _series_checks(frame, inputs),
            "value": schemas.column_satisfies(
                lambda _: is_number,
                "value '{value}' is not a number; leave the row out where there is no figure",
            ),
            "unit": _unit_checks(frame, inputs),
            "source_id": named + source,
            "status": schemas.one_of(STATUSES, "status"),
            "note": _note_checks(frame, inputs),
        }
    )
    files, rows, places = frame["file"], frame["row"], frame["place"]
    ended = former_cities(inputs)

    def explain(i: int, column: str, text: str) -> str:
        return f"{text}; {ended[places[i]]}" if column == "place" and places[i] in ended else text

    return [
        Fault(files[i], int(rows[i]), column, explain(i, column, text))
        for i, column, text in schemas.schema_failures(frame, expected)
    ]


def former_cities(inputs: Inputs) -> dict[str, str]:
    """Describe what became of the cities of 2010 whose code no longer exists.

    The data know it from their counties (county_successors.csv) and from the year in which all series of the city
    that took them in broke (series_breaks.csv).

    Parameters
    ----------
    inputs : Inputs
        The files read.

    Returns
    -------
    dict of str to str
        Sentence for a message, by the code of 2010.
    """
    city = inputs.column_by_key("places/places.csv", "adcode", "prefecture")
    changes = inputs.tables.get("places/county_successors.csv")
    if not city or changes is None:
        return {}
    successors: dict[str, set[str]] = {}
    for before, after in zip(changes["code_2010"], changes["codes_2020"], strict=True):
        code = f"{before[:4]}00"
        if code not in city:
            successors.setdefault(code, set()).update(city.get(county, "") for county in after.split(";"))
    # Counties that belong to no prefecture today stood under their province or municipality then as well.
    breaks = inputs.tables.get("places/series_breaks.csv")
    return {
        code: _describe_end_of_city(sorted(cities), breaks)
        for code, cities in successors.items()
        if all(successor[2:4] not in ("", "00") for successor in cities)
    }


def _describe_end_of_city(successors: list[str], breaks: pd.DataFrame | None) -> str:
    ended = ""
    if breaks is not None and len(successors) == 1:
        whole = breaks[(breaks["place"] == successors[0]) & (breaks["series"] == ALL)]
        ended = f" in {whole['year'].iloc[0]} ({whole['reason_en'].iloc[0]})" if len(whole) == 1 else ""
    return f"a city of this code ended{ended}, now part of {', '.join(successors)}"


def first_positions(frame: pd.DataFrame, keys: Iterable[int]) -> np.ndarray:
    """Positions of the first rows that hold some keys.

    Parameters
    ----------
    frame : DataFrame
        Observations.
    keys : iterable of int
        As in its column `key`.

    Returns
    -------
    ndarray of int
        One per key; -1 where there is no such row.
    """
    sought = np.fromiter(keys, dtype=np.int64)
    # Narrow the half million rows down before duplicates are looked for.
    first = frame.loc[frame["key"].isin(sought), "key"].drop_duplicates()
    at = pd.Index(first).get_indexer(pd.Index(sought))
    return np.where(at >= 0, first.index.to_numpy()[at], -1) if len(first) else at


def cell_keys(frame: pd.DataFrame, cells: Iterable[tuple[str, int, str]]) -> list[int]:
    """Keys of some cells, as in the column `key` of the observations.

    Parameters
    ----------
    frame : DataFrame
        Observations.
    cells : iterable of (str, int, str)
        Place, year and series.

    Returns
    -------
    list of int
        -1 for a place or series without any observation.
    """
    places, series = frame["place"].cat.categories, frame["series"].cat.categories
    place_codes = {place: code for code, place in enumerate(places)}
    series_codes = {name: code for code, name in enumerate(series)}
    return [
        (place_codes[place] * len(series) + series_codes[name]) * 10_000 + year
        if place in place_codes and name in series_codes
        else -1
        for place, year, name in cells
    ]


def _repeated_rows(frame: pd.DataFrame) -> list[Fault]:
    again = frame[frame["key"].duplicated()]
    # A row without a proper year has no key to repeat; its year is a fault already.
    again = again[again["year_number"] > 0]
    firsts = frame.loc[first_positions(frame, again["key"])]
    return [
        Fault(
            row.file,
            int(row.row),
            "place",
            f"{row.place}, {row.year}, {row.series} stands twice; the first is {first.file}:{first.row}",
        )
        for row, first in zip(again.itertuples(), firsts.itertuples(), strict=True)
    ]


def _out_of_range(frame: pd.DataFrame, inputs: Inputs, value: np.ndarray, status: np.ndarray) -> list[Fault]:
    low, high = _bounds_of_rows(frame, inputs, "minimum"), _bounds_of_rows(frame, inputs, "maximum")
    outside = ((value < low) | (value > high)) & (status != WITHHELD)
    faults = []
    for position in np.flatnonzero(outside):
        row = frame.iloc[position]
        message = (
            f"value {row['value']} of {row['series']} is outside {low[position]:.10g} to {high[position]:.10g}; mend "
            "it, or register it in corrections.yaml"
        )
        faults.append(Fault(row["file"], int(row["row"]), "value", message))
    return faults


def _share_sum_faults(frame: pd.DataFrame, value: np.ndarray, status: np.ndarray) -> list[Fault]:
    faults = []
    counted = np.isfinite(value) & ~np.isin(status, NOT_SUMMED)
    for parts, tolerance in SUMS:
        rows = frame.loc[counted & frame["series"].isin(parts), ["place", "year", "series", "file", "row"]]
        rows = rows.assign(value=value[rows.index])
        sums = rows.groupby(["place", "year"], observed=True)["value"].agg(["size", "sum"])
        wrong = sums[(sums["size"] == len(parts)) & ((sums["sum"] - 100).abs() > tolerance)]["sum"]
        heads = rows[rows["series"] == parts[0]].set_index(["place", "year"])
        for (place, year), total in wrong.items():
            head = heads.loc[[(place, year)]].iloc[0]
            message = (
                f"the {len(parts)} shares from {parts[0]} to {parts[-1]} of {place} in {year} sum to {total:.3f}; "
                f"100 ± {tolerance:g} is allowed, or a correction of the wrong one"
            )
            faults.append(Fault(head["file"], int(head["row"]), "value", message))
    return faults


def observation_faults(inputs: Inputs, value: np.ndarray, status: np.ndarray) -> list[Fault]:
    """All faults of the observations.

    Parameters
    ----------
    inputs : Inputs
        What was read.
    value, status : np.ndarray
        Value (NaN where withdrawn) and status of each observation once the corrections are applied; ranges and sums
        are judged by these.
    """
    frame = inputs.observations
    if frame.empty:
        return []
    return [
        *_cell_faults(frame, inputs),
        *_repeated_rows(frame),
        *_out_of_range(frame, inputs, value, status),
        *_share_sum_faults(frame, value, status),
    ]
