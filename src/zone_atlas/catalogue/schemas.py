"""What each table must hold: one pandera schema a table."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from zone_atlas.catalogue import records as r
from zone_atlas.catalogue.check_inputs import Inputs
from zone_atlas.catalogue.column_checks import (
    BOTH_NAMES,
    FILLED,
    NUMBER,
    SOURCED,
    UNIQUE,
    YEAR,
    Checks,
    listed,
    one_of,
    satisfies,
    within,
)
from zone_atlas.catalogue.faults import Fault
from zone_atlas.catalogue.schemas_documents import documents

LEVELS = ("province", "municipality", "prefecture", "county", "district")
COVERAGES = ("whole_city", "district", "part_of_district", "special_area")
# Mainland, islands and the South China Sea down to Zengmu Ansha.
LATITUDES, LONGITUDES = (3.0, 54.0), (73.0, 136.0)
COORDINATES: dict[str, Checks] = {
    "latitude": within(*LATITUDES, "latitude"),
    "longitude": within(*LONGITUDES, "longitude"),
}


def _dictionaries(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of units, notes, series and sources."""
    series = inputs.known("series.csv", "series")
    years = satisfies(
        lambda s: s.str.fullmatch(r"(\d{4}(;\d{4})*)?"),
        "'{value}' is no list of years; write 2011 or 2010;2011",
    )
    return {
        "units.csv": {"unit": UNIQUE, **BOTH_NAMES, "decimals": within(0, 6, "number of decimals")},
        "notes.csv": {"note": UNIQUE, "text_zh": FILLED, "text_en": FILLED},
        "series.csv": {
            "series": UNIQUE,
            **BOTH_NAMES,
            "unit": listed(inputs.known("units.csv", "unit"), "unit", "units.csv"),
            "minimum": NUMBER,
            "maximum": NUMBER,
            "aggregate": one_of(("sum", "mean", "none"), "way of aggregation"),
            "weight": listed(series, "series of weights", "series.csv", [""]),
            "breaks": years,
        },
        "sources.csv": {
            "source_id": UNIQUE,
            **dict.fromkeys(("publication_zh", "publication_en", "publisher_zh", "publisher_en"), FILLED),
            "address": SOURCED,
        },
    }


def _places(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of places, zones, members, parks and breaks of places."""
    register = "places/places.csv"
    place = listed(inputs.known(register, "adcode"), "place", register)
    place_or_none = listed(inputs.known(register, "adcode"), "place", register, [""])
    province = listed(inputs.places("province", "municipality"), "province", f"{register} as a province")
    city = listed(
        inputs.places("prefecture", "municipality"), "prefecture", f"{register} as a prefecture", [""]
    )
    reporting = listed(
        inputs.places("province", "municipality", "prefecture"),
        "place",
        f"{register} as a city, or as a province for all its cities",
    )
    six_digits = satisfies(
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
            "zone": listed(inputs.known("places/zones.csv", "zone"), "zone", "places/zones.csv"),
            "adcode": place_or_none,
            **BOTH_NAMES,
            "coverage": one_of(COVERAGES, "coverage"),
            "proxy": place_or_none,
            **COORDINATES,
        },
        "places/parks.csv": {
            "park": UNIQUE,
            "adcode": place,
            "county_zh": FILLED,
            "county_en": FILLED,
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


def schema(columns: dict[str, Checks]) -> pa.DataFrameSchema:
    """Schema of a table of texts; columns that are not named are left alone."""
    return pa.DataFrameSchema({name: pa.Column(None, checks=checks) for name, checks in columns.items()})


def table_schemas(inputs: Inputs) -> dict[str, pa.DataFrameSchema]:
    """Schema of each CSV of the catalogue by file name."""
    columns = _dictionaries(inputs) | _places(inputs) | documents(inputs)
    return {file: schema(checks) for file, checks in columns.items()}


def failures(frame: pd.DataFrame, expected: pa.DataFrameSchema) -> list[tuple[int, str, str]]:
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
        for index, column, message in failures(inputs.tables[file], expected)
    ]
