"""Rules for the cells of the policy records: policies, yearly grades, facts, findings, changes of counties."""

from __future__ import annotations

from zone_atlas.catalogue.checks.columns import (
    BOTH_NAMES,
    FILLED,
    NUMBER,
    OWN_PAGE,
    SOURCED,
    UNIQUE,
    YEAR,
    Checks,
    all_listed,
    column_is_listed_in,
    column_satisfies,
    one_of,
)
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.policy_records import (
    ASSESSED,
    ATTESTED,
    COMMENDATIONS,
    FACT_STATUSES,
    FOUND,
    GRADES,
    POLICY_LEVELS,
    QUALITIES,
    SCOPES,
    SUCCESSIONS,
)

FRAMEWORK, PLACES, ZONES = "framework.yaml", "places/places.csv", "places/zones.csv"
MONTH = r"(0[1-9]|1[0-2])"
DAY = r"(0[1-9]|[12]\d|3[01])"
# As worded: a day, a month or two, a year or two; never more precise than what was read.
DATE = rf"\d{{4}}(-{MONTH}(-{DAY}|/{MONTH})?|[-/]\d{{4}})?"
DATED = column_satisfies(
    lambda s: s.str.fullmatch(DATE),
    "'{value}' is not a date; write 2017-04-13, 2017-04, 2017, 2020-07/08 or 2017-2018",
)
NUMBERED = column_satisfies(
    lambda s: s.str.fullmatch(r"(\S+〔\d{4}〕\d+号)?"),
    "'{value}' is not a document number such as 国发〔2013〕45号; leave the cell empty where it was not verified",
)
COUNT = column_satisfies(lambda s: s.str.fullmatch(r"\d+"), "'{value}' is not a whole number")
COUNT_OR_NONE = column_satisfies(
    lambda s: s.str.fullmatch(r"\d*"),
    "'{value}' is not a whole number; leave the cell empty where none was read",
)
BOTH_ENTITIES: dict[str, Checks] = {"entity_zh": FILLED, "entity_en": FILLED}
# Longest label of an event that fits on a time axis.
EVENT_ZH, EVENT_EN = 8, 22


def _no_longer_than(length: int) -> Checks:
    return column_satisfies(
        lambda s: s.str.len() <= length,
        f"'{{value}}' is too long for a time axis; at most {length} characters",
    )


def _policy_schemas(inputs: Inputs) -> dict[str, Checks]:
    nodes = inputs.identifiers(FRAMEWORK, "dimensions") | inputs.identifiers(FRAMEWORK, "pathways") | {""}
    addressed = column_satisfies(
        lambda s: s.map(lambda text: set(text.split(";")) <= nodes),
        "'{value}' names a part that the framework does not have; separate known parts by ';'",
    )
    texts = ("issuers_zh", "issuers_en", "title_zh", "title_en", "summary_zh", "summary_en")
    return {
        "policy": UNIQUE,
        "date": DATED,
        "number": NUMBERED,
        **dict.fromkeys(texts, FILLED),
        "level": one_of(POLICY_LEVELS, "level"),
        "event_zh": _no_longer_than(EVENT_ZH),
        "event_en": _no_longer_than(EVENT_EN),
        "addresses": addressed if FRAMEWORK in inputs.yaml_files else [],
        "zones": all_listed(inputs.known(ZONES, "zone"), "zone", ZONES, optional=True),
        "status": one_of(ATTESTED, "status"),
        "address": SOURCED,
    }


def _assessment_schemas(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    grades = (*GRADES, *(grade for grades in COMMENDATIONS.values() for grade in grades))
    return {
        "assessments.csv": {
            "year": YEAR,
            "zone": column_is_listed_in(inputs.known(ZONES, "zone"), "zone", ZONES),
            "place": column_is_listed_in(inputs.known(PLACES, "adcode"), "place", PLACES, [""]),
            **BOTH_ENTITIES,
            "kind": one_of(ASSESSED, "kind"),
            "grade": one_of(grades, "grade"),
            "published": DATED,
            "number": NUMBERED,
            "status": one_of(ATTESTED, "status"),
            "address": SOURCED,
        },
        "assessment_years.csv": {
            "year": [*UNIQUE, *YEAR],
            "assessed": COUNT,
            "scope": one_of(SCOPES, "scope"),
            "found": one_of(FOUND, "state of the search"),
            "excellent_total": COUNT_OR_NONE,
            "excellent_members": COUNT_OR_NONE,
            "good_total": COUNT_OR_NONE,
            "address": SOURCED,
        },
    }


def _fact_schemas(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    return {
        "fact_items.csv": {"item": UNIQUE, **BOTH_NAMES, "status": one_of(FACT_STATUSES, "status")},
        "facts.csv": {
            "fact": UNIQUE,
            "place": column_is_listed_in(inputs.known(PLACES, "adcode"), "place", PLACES, [""]),
            "period": DATED,
            "item": column_is_listed_in(inputs.known("fact_items.csv", "item"), "item", "fact_items.csv"),
            "value": NUMBER,
            "unit": column_is_listed_in(inputs.known("units.csv", "unit"), "unit", "units.csv"),
            "quality": one_of(QUALITIES, "quality"),
            "source_zh": FILLED,
            "source_en": FILLED,
            "address": SOURCED,
        },
    }


def _county_schemas(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    known = inputs.known(PLACES, "adcode")
    return {
        "places/county_successors.csv": {
            "code_2010": [*UNIQUE, *column_is_listed_in(known, "place", PLACES)],
            "name_2010": FILLED,
            "codes_2020": all_listed(known, "place", PLACES),
            "kind": one_of(SUCCESSIONS, "kind of succession"),
            "part_moved_to": all_listed(known, "place", PLACES, optional=True),
        },
        "places/county_towns.csv": {
            "adcode": [*UNIQUE, *column_is_listed_in(known, "place", PLACES)],
            "status": one_of(ATTESTED, "status"),
            "address": SOURCED,
        },
    }


def policy_record_schemas(inputs: Inputs) -> dict[str, dict[str, Checks]]:
    """Checks of each table of policy records.

    Parameters
    ----------
    inputs : Inputs
        The files read, which list the codes that cells may hold.

    Returns
    -------
    dict of str to dict
        Checks by file, then by column.
    """
    return {
        "policies.csv": _policy_schemas(inputs),
        **_assessment_schemas(inputs),
        **_fact_schemas(inputs),
        **_county_schemas(inputs),
        "findings.csv": {
            "finding": UNIQUE,
            "scope": FILLED,
            "indicator": FILLED,
            "source": [*FILLED, *OWN_PAGE],
        },
    }
