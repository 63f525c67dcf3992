"""What each table must hold: one pandera schema a table."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from zone_atlas.catalogue import records as r
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
from zone_atlas.catalogue.reviews import DISPOSITIONS, PATTERNS
from zone_atlas.catalogue.reviews import FILE as REVIEWED_VALUES
from zone_atlas.catalogue.sources import KINDS, SCOPES
from zone_atlas.faults import Fault

LEVELS = ("province", "municipality", "prefecture", "county", "district")
COVERAGES = ("whole_city", "district", "part_of_district", "special_area")
SOURCE_NAMES = ("publication", "title", "publisher")
# Mainland, islands and the South China Sea down to Zengmu Ansha.
LATITUDES, LONGITUDES = (3.0, 54.0), (73.0, 136.0)
COORDINATES: dict[str, Checks] = {
    "latitude": column_lies_within(*LATITUDES, "latitude"),
    "longitude": column_lies_within(*LONGITUDES, "longitude"),
}


def _schemas_of_dictionaries(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of units, notes, series, sources and their tables."""
    series = inputs.known("series.csv", "series")
    years = column_satisfies(
        lambda s: s.str.fullmatch(r"(\d{4}(;\d{4})*)?"),
        "'{value}' is no list of years; write 2011 or 2010;2011",
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
            "scope": one_of(tuple(r.SCOPES), "scope"),
            "noise": optional_within(0, 2, "noise"),
            "swing": optional_within(1, 100, "swing"),
            "examined_zh": FILLED,
            "examined_en": FILLED,
        },
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
                "'{value}' is no number of a table; write 2-16, or leave the cell empty where none is printed",
            ),
            "title_zh": FILLED,
            "title_en": FILLED,
            "scope": one_of(SCOPES, "scope"),
        },
    }


def _schemas_of_places(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of places, zones, members, parks and breaks of places."""
    register = "places/places.csv"
    place = column_is_listed_in(inputs.known(register, "adcode"), "place", register)
    place_or_none = column_is_listed_in(inputs.known(register, "adcode"), "place", register, [""])
    province = column_is_listed_in(
        inputs.places("province", "municipality"), "province", f"{register} as a province"
    )
    city = column_is_listed_in(
        inputs.places("prefecture", "municipality"), "prefecture", f"{register} as a prefecture", [""]
    )
    reporting = column_is_listed_in(
        inputs.places("province", "municipality", "prefecture"),
        "place",
        f"{register} as a city, or as a province for all its cities",
    )
    six_digits = column_satisfies(
        lambda s: s.str.fullmatch(r"\d{6}"), "'{value}' is no administrative code of six digits"
    )
    return {
        register: {
            "adcode": [*UNIQUE, *six_digits],
            "level": one_of(LEVELS, "level"),
            **BOTH_NAMES,
            "province": province,
            "prefecture": city,
            "region": one_of(r.REGIONS, "region"),
            "resource_based": one_of(("yes", "no", ""), "code"),
            "lifecycle": one_of((*r.LIFECYCLES, ""), "life-cycle class"),
        },
        "places/zones.csv": {
            "zone": UNIQUE,
            **dict.fromkeys(("name_zh", "name_en", "short_zh", "short_en"), FILLED),
            "cohort": one_of(("2017", "2019"), "cohort"),
            "region": one_of(r.REGIONS, "region"),
            "province": province,
            "address": SOURCED,
        },
        "places/zone_members.csv": {
            "zone": column_is_listed_in(inputs.known("places/zones.csv", "zone"), "zone", "places/zones.csv"),
            "adcode": place_or_none,
            **BOTH_NAMES,
            "coverage": one_of(COVERAGES, "coverage"),
            "proxy": place_or_none,
            "address": OWN_PAGE,
            **COORDINATES,
        },
        "places/parks.csv": {
            "park": UNIQUE,
            "adcode": place,
            "county_zh": FILLED,
            "county_en": FILLED,
            "address": OWN_PAGE,
            **COORDINATES,
        },
        "places/series_breaks.csv": {
            "place": reporting,
            "series": FILLED,
            "year": YEAR,
            "reason_zh": FILLED,
            "reason_en": FILLED,
        },
    }


def _schemas_of_reviews(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of the register of reviewed values."""
    date = column_satisfies(
        lambda s: (
            s.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
            & pd.to_datetime(s, format="%Y-%m-%d", errors="coerce").notna()
        ),
        "'{value}' is no date; write 2026-11-28",
    )
    return {
        REVIEWED_VALUES: {
            "place": column_is_listed_in(
                inputs.known("places/places.csv", "adcode"), "place", "places/places.csv"
            ),
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
    """Schema of a table of texts; columns that are not named are left alone."""
    return pa.DataFrameSchema({name: pa.Column(None, checks=checks) for name, checks in columns.items()})


def table_schemas(inputs: Inputs) -> dict[str, pa.DataFrameSchema]:
    """Schema of each CSV of the catalogue by file name."""
    columns = (
        _schemas_of_dictionaries(inputs)
        | _schemas_of_places(inputs)
        | _schemas_of_reviews(inputs)
        | policy_record_schemas(inputs)
    )
    return {file: table_schema(checks) for file, checks in columns.items()}


def schema_failures(frame: pd.DataFrame, expected: pa.DataFrameSchema) -> list[tuple[int, str, str]]:
    """Every failed cell as (position in the index, column, message)."""
    try:
        expected.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        cells = zip(cases["index"], cases["column"], cases["check"], cases["failure_case"], strict=True)
        return [(int(i), str(column), str(check).replace("{value}", str(v))) for i, column, check, v in cells]
    return []


def table_faults(inputs: Inputs) -> list[Fault]:
    """Faults of all CSV files of the catalogue, cell by cell."""
    return [
        Fault(file, index + 2, column, message)
        for file, expected in table_schemas(inputs).items()
        if file in inputs.tables
        for index, column, message in schema_failures(inputs.tables[file], expected)
    ]
