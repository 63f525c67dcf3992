"""Rules for the cells of each table: one pandera schema per table."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from zone_atlas.catalogue.checks.columns import (
    ADDRESS_OR_NONE,
    BOTH_NAMES,
    FILLED,
    NUMBER,
    OWN_PAGE,
    SOURCED,
    UNIQUE,
    YEAR,
    Checks,
    column_is_listed_in,
    column_lies_within,
    column_satisfies,
    one_of,
    optional_within,
)
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.schemas_policy_records import policy_record_schemas
from zone_atlas.catalogue.records import COHORTS, LIFECYCLES, REGIONS
from zone_atlas.catalogue.records import SCOPES as TERRITORIES
from zone_atlas.catalogue.reviews import DISPOSITIONS, PATTERNS
from zone_atlas.catalogue.reviews import FILE as REVIEWED_VALUES
from zone_atlas.catalogue.sources import KINDS, SCOPES
from zone_atlas.faults import Fault

PLACES, ZONES = "places/places.csv", "places/zones.csv"
LEVELS = ("province", "municipality", "prefecture", "county", "district")
COVERAGES = ("whole_city", "district", "part_of_district", "special_area")
SOURCE_NAMES = ("publication", "title", "publisher")
# Mainland, islands and the South China Sea down to Zengmu Ansha.
LATITUDES, LONGITUDES = (3.0, 54.0), (73.0, 136.0)
COORDINATES: dict[str, Checks] = {
    "latitude": column_lies_within(*LATITUDES, "latitude"),
    "longitude": column_lies_within(*LONGITUDES, "longitude"),
}


def _schemas_of_series(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of units, notes and series."""
    series = inputs.known("series.csv", "series")
    years = column_satisfies(
        lambda s: s.str.fullmatch(r"(\d{4}(;\d{4})*)?"),
        "'{value}' is not a list of years; write 2011 or 2010;2011",
    )
    return {
        "units.csv": {
            "unit": UNIQUE,
            **BOTH_NAMES,
            "decimals": column_lies_within(0, 6, "number of decimals"),
        },
        "notes.csv": {"note": UNIQUE, "text_zh": FILLED, "text_en": FILLED},
        "series.csv": {
            "series": UNIQUE,
            **BOTH_NAMES,
            "unit": column_is_listed_in(inputs.known("units.csv", "unit"), "unit", "units.csv"),
            "minimum": NUMBER,
            "maximum": NUMBER,
            "aggregate": one_of(("sum", "mean", "none"), "way of aggregation"),
            "weight": column_is_listed_in(series, "series of weights", "series.csv", [""]),
            "breaks": years,
            "scope": one_of(TERRITORIES, "scope"),
            "noise": optional_within(0, 2, "noise"),
            "swing": optional_within(1, 100, "swing"),
            "examined_zh": FILLED,
            "examined_en": FILLED,
        },
    }


def _schemas_of_sources(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of sources and their tables."""
    series = inputs.known("series.csv", "series")
    return {
        "sources.csv": {
            "source_id": UNIQUE,
            "kind": one_of(KINDS, "kind of source"),
            **{f"{stem}_{language}": FILLED for stem in SOURCE_NAMES for language in ("zh", "en")},
            "address": [*ADDRESS_OR_NONE, *OWN_PAGE],
            "digitisation_address": ADDRESS_OR_NONE,
        },
        "source_tables.csv": {
            "series": column_is_listed_in(series, "series", "series.csv"),
            "source_id": column_is_listed_in(
                inputs.known("sources.csv", "source_id"), "source", "sources.csv"
            ),
            "table": column_satisfies(
                lambda s: s.str.fullmatch(r"(\d+-\d+)?"),
                "'{value}' is not the number of a table; write 2-16, or leave the cell empty where none is printed",
            ),
            "title_zh": FILLED,
            "title_en": FILLED,
            "scope": one_of(SCOPES, "scope"),
        },
    }


def _listed_province(inputs: Inputs) -> Checks:
    return column_is_listed_in(
        inputs.places("province", "municipality"), "province", f"{PLACES} as a province"
    )


def _schemas_of_places(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of places and of the breaks of single places."""
    city = column_is_listed_in(
        inputs.places("prefecture", "municipality"), "prefecture", f"{PLACES} as a prefecture", [""]
    )
    city_or_province = column_is_listed_in(
        inputs.places("province", "municipality", "prefecture"),
        "place",
        f"{PLACES} as a city, or as a province for all its cities",
    )
    six_digits = column_satisfies(
        lambda s: s.str.fullmatch(r"\d{6}"), "'{value}' is not an administrative code of six digits"
    )
    return {
        PLACES: {
            "adcode": [*UNIQUE, *six_digits],
            "level": one_of(LEVELS, "level"),
            **BOTH_NAMES,
            "province": _listed_province(inputs),
            "prefecture": city,
            "region": one_of(REGIONS, "region"),
            "resource_based": one_of(("yes", "no", ""), "code"),
            "lifecycle": one_of((*LIFECYCLES, ""), "life-cycle class"),
        },
        "places/series_breaks.csv": {
            "place": city_or_province,
            "series": FILLED,
            "year": YEAR,
            "reason_zh": FILLED,
            "reason_en": FILLED,
        },
    }


def _schemas_of_zones(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of zones, their members and parks."""
    known = inputs.known(PLACES, "adcode")
    place_or_none = column_is_listed_in(known, "place", PLACES, [""])
    return {
        ZONES: {
            "zone": UNIQUE,
            **dict.fromkeys(("name_zh", "name_en", "short_zh", "short_en"), FILLED),
            "cohort": one_of([str(year) for year in COHORTS], "cohort"),
            "region": one_of(REGIONS, "region"),
            "province": _listed_province(inputs),
            "address": SOURCED,
        },
        "places/zone_members.csv": {
            "zone": column_is_listed_in(inputs.known(ZONES, "zone"), "zone", ZONES),
            "adcode": place_or_none,
            **BOTH_NAMES,
            "coverage": one_of(COVERAGES, "coverage"),
            "proxy": place_or_none,
            "address": OWN_PAGE,
            **COORDINATES,
        },
        "places/parks.csv": {
            "park": UNIQUE,
            "adcode": column_is_listed_in(known, "place", PLACES),
            "county_zh": FILLED,
            "county_en": FILLED,
            "address": OWN_PAGE,
            **COORDINATES,
        },
    }


def _schemas_of_reviews(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of the register of reviewed values."""
    date = column_satisfies(
        lambda s: (
            s.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
            & pd.to_datetime(s, format="%Y-%m-%d", errors="coerce").notna()
        ),
        "'{value}' is not a date; write 2026-11-28",
    )
    return {
        REVIEWED_VALUES: {
            "place": column_is_listed_in(inputs.known(PLACES, "adcode"), "place", PLACES),
            "year": YEAR,
            "series": column_is_listed_in(inputs.known("series.csv", "series"), "series", "series.csv"),
            "value": NUMBER,
            "disposition": one_of(DISPOSITIONS, "disposition"),
            "pattern": one_of(PATTERNS, "pattern"),
            "reason_zh": FILLED,
            "reason_en": FILLED,
            "date": date,
        }
    }


def table_schema(columns: dict[str, Checks]) -> pa.DataFrameSchema:
    """Schema of a table of texts.

    Parameters
    ----------
    columns : dict of str to list of Check
        Checks by column; other columns are not looked at.
    """
    return pa.DataFrameSchema({name: pa.Column(None, checks=checks) for name, checks in columns.items()})


def table_schemas(inputs: Inputs) -> dict[str, pa.DataFrameSchema]:
    """Schema of each CSV file of the catalogue.

    Parameters
    ----------
    inputs : Inputs
        The files read.

    Returns
    -------
    dict of str to DataFrameSchema
        By file name.
    """
    columns = (
        _schemas_of_series(inputs)
        | _schemas_of_sources(inputs)
        | _schemas_of_places(inputs)
        | _schemas_of_zones(inputs)
        | _schemas_of_reviews(inputs)
        | policy_record_schemas(inputs)
    )
    return {file: table_schema(checks) for file, checks in columns.items()}


def schema_failures(frame: pd.DataFrame, expected: pa.DataFrameSchema) -> list[tuple[int, str, str]]:
    """Cells that fail a schema.

    Parameters
    ----------
    frame : DataFrame
    expected : DataFrameSchema

    Returns
    -------
    list of (int, str, str)
        Label in the index, column and message.
    """
    try:
        expected.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        cells = zip(cases["index"], cases["column"], cases["check"], cases["failure_case"], strict=True)
        return [(int(i), str(column), str(check).replace("{value}", str(v))) for i, column, check, v in cells]
    return []


def table_faults(inputs: Inputs) -> list[Fault]:
    """Faults of all CSV files of the catalogue, cell by cell.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    """
    return [
        Fault(file, index + 2, column, message)
        for file, expected in table_schemas(inputs).items()
        if file in inputs.tables
        for index, column, message in schema_failures(inputs.tables[file], expected)
    ]
