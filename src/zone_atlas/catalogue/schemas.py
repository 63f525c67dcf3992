"""What each table must hold: one pandera schema a table, each check with a message that says what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import pandera.pandas as pa

from zone_atlas.catalogue import records as r
from zone_atlas.catalogue.check_inputs import Inputs
from zone_atlas.catalogue.faults import Fault

LEVELS = ("province", "municipality", "prefecture", "county", "district")
COVERAGES = ("whole_city", "district", "part_of_district", "special_area")
# Mainland, islands and the South China Sea down to Zengmu Ansha.
LATITUDES, LONGITUDES = (3.0, 54.0), (73.0, 136.0)
ADDRESS = r"https?://"

Checks = list[pa.Check]


def satisfies(test: Callable[[pd.Series], object], message: str) -> Checks:
    """Check of a whole column; ``{value}`` in the message stands for the cell at fault."""
    return [pa.Check(test, error=message)]


def one_of(allowed: Iterable[str], what: str) -> Checks:
    """Cells must be one of a closed list of codes."""
    codes = list(allowed)
    shown = ", ".join(code or "(empty)" for code in codes)
    return satisfies(lambda s: s.isin(codes), f"unknown {what} '{{value}}'; allowed: {shown}")


def listed(known: set[str] | None, what: str, where: str, extra: Iterable[str] = ()) -> Checks:
    """Cells must be listed in another file; nothing is asked where that file could not be read."""
    if known is None:
        return []
    allowed = [*known, *extra]
    return satisfies(lambda s: s.isin(allowed), f"unknown {what} '{{value}}'; it must be listed in {where}")


def within(low: float, high: float, what: str) -> Checks:
    """Cells must be a number between two bounds."""
    return satisfies(
        lambda s: pd.to_numeric(s, errors="coerce").between(low, high),
        f"{what} '{{value}}' is no number between {low:g} and {high:g}",
    )


FILLED = satisfies(lambda s: s.str.strip() != "", "empty; a text is needed")
UNIQUE = [
    *FILLED,
    *satisfies(lambda s: ~s.duplicated(), "'{value}' stands here twice; an identifier must be unique"),
]
NUMBER = satisfies(lambda s: pd.to_numeric(s, errors="coerce").notna(), "'{value}' is not a number")
SOURCED = satisfies(
    lambda s: s.str.contains(ADDRESS), "no address '{value}'; give the http address it was read at"
)
YEAR = within(r.FIRST_YEAR, r.LAST_YEAR, "year")
BOTH_NAMES: dict[str, Checks] = {"name_zh": FILLED, "name_en": FILLED}
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
    series = listed(inputs.known("series.csv", "series"), "series", "series.csv", ["*"])
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
            "place": place,
            "series": series,
            "year": YEAR,
            "reason_zh": FILLED,
            "reason_en": FILLED,
        },
    }


def _documents(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of policies, assessments and findings."""
    framework = "framework.yaml"
    nodes = inputs.identifiers(framework, "dimensions") | inputs.identifiers(framework, "pathways") | {""}
    addressed = satisfies(
        lambda s: s.map(lambda text: set(text.split(";")) <= nodes),
        "'{value}' names a part the framework does not have; separate known parts by ';'",
    )
    return {
        "policies.csv": {
            "policy": UNIQUE,
            "date": FILLED,
            "title_zh": FILLED,
            "title_en": FILLED,
            "addresses": addressed if framework in inputs.documents else [],
            "address": SOURCED,
        },
        "assessments.csv": {
            "year": YEAR,
            "entity_zh": FILLED,
            "zone": listed(inputs.known("places/zones.csv", "zone"), "zone", "places/zones.csv", [""]),
            "adcode": listed(inputs.known("places/places.csv", "adcode"), "place", "places/places.csv", [""]),
            "result": FILLED,
            "address": SOURCED,
        },
        "findings.csv": {"finding": UNIQUE, "scope": FILLED, "indicator": FILLED, "source": FILLED},
    }


def schema(columns: dict[str, Checks]) -> pa.DataFrameSchema:
    """Schema of a table of texts; columns that are not named are left alone."""
    return pa.DataFrameSchema({name: pa.Column(None, checks=checks) for name, checks in columns.items()})


def table_schemas(inputs: Inputs) -> dict[str, pa.DataFrameSchema]:
    """Schema of each CSV of the catalogue by file name."""
    columns = _dictionaries(inputs) | _places(inputs) | _documents(inputs)
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
