"""Checks across the rows of policy records: texts in both languages, fitting grades, places of facts, successions."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.policy_records import ASSESSED, COMMENDATIONS, GRADES, SUCCESSIONS
from zone_atlas.faults import Fault, row_faults

ASSESSMENTS, YEARS = "assessments.csv", "assessment_years.csv"
FACTS, SUCCESSORS = "facts.csv", "places/county_successors.csv"
ZONES, MEMBERS = "places/zones.csv", "places/zone_members.csv"
# Texts that may be left out, but not in one language only.
OPTIONAL_TEXTS = {
    "policies.csv": ("event", "note"),
    ASSESSMENTS: ("note",),
    YEARS: ("note",),
    FACTS: ("area", "note"),
    "places/county_towns.csv": ("note",),
}


def _half_texts(inputs: Inputs) -> list[Fault]:
    faults = []
    for file, stems in OPTIONAL_TEXTS.items():
        table = inputs.tables.get(file)
        if table is None:
            continue
        for stem in stems:
            for here, there in (("zh", "en"), ("en", "zh")):
                column = f"{stem}_{here}"
                half = (table[column] == "") & (table[f"{stem}_{there}"] != "")
                message = f"empty, while {stem}_{there} is filled; the text is needed in both languages"
                faults += row_faults(table, half, file, column, message)
    return faults


def _grades_of_other_kinds(table: pd.DataFrame) -> list[Fault]:
    """Grades that their kind of assessment does not give."""
    faults = []
    for kind in ASSESSED:
        allowed = COMMENDATIONS.get(kind, GRADES)
        wrong = table["kind"].eq(kind) & ~table["grade"].isin(allowed)
        message = f"'{{grade}}' is not a grade that a {kind} can be given; allowed: {', '.join(allowed)}"
        faults += row_faults(table, wrong, ASSESSMENTS, "grade", message)
    return faults


def _grades_of_unknown(inputs: Inputs, table: pd.DataFrame) -> list[Fault]:
    """Grades of an unknown member or of a year that is not described."""
    member = table["kind"].eq("member")
    faults = row_faults(
        table,
        table["kind"].eq("zone") & table["place"].ne(""),
        ASSESSMENTS,
        "place",
        "the grade of a zone as a whole has no place; leave the cell empty, or make it a member's",
    )
    members = inputs.tables.get(MEMBERS)
    if members is not None:
        known = set(zip(members["zone"], members["adcode"], strict=True))
        unknown = [pair not in known for pair in zip(table["zone"], table["place"], strict=True)]
        message = "'{place}' is not a member of {zone} in " + MEMBERS
        faults += row_faults(table, member & pd.Series(unknown, table.index), ASSESSMENTS, "place", message)
    years = inputs.known(YEARS, "year")
    if years is not None:
        graded = table["kind"].isin(["zone", "member"])
        message = f"grades of {{year}} need the year to be described in {YEARS}"
        faults += row_faults(table, graded & ~table["year"].isin(years), ASSESSMENTS, "year", message)
    twice = table.duplicated(["year", "zone", "place", "kind", "entity_zh"])
    message = "{entity_zh} stands twice for {year}"
    return [*faults, *row_faults(table, twice, ASSESSMENTS, "entity_zh", message)]


def _more_than_published(inputs: Inputs, table: pd.DataFrame) -> list[Fault]:
    """Years of which more grades are listed than were published."""
    years, faults = inputs.tables.get(YEARS), []
    if years is None:
        return []
    # Zones and their cities graded apart have totals of their own; else one list names both.
    apart = years["excellent_members"].ne("")
    for column, grade, kinds in (
        ("excellent_total", "excellent", ("zone", "member")),
        ("excellent_members", "excellent", ("member",)),
        ("good_total", "good", ("zone", "member")),
    ):
        given = table[table["grade"].eq(grade)]
        zones, listed = (
            years["year"].map(given.loc[given["kind"].isin(of), "year"].value_counts()).fillna(0)
            for of in (("zone",), kinds)
        )
        listed = listed if column == "excellent_members" else listed.mask(apart, zones)
        total = pd.to_numeric(years[column], errors="coerce")
        message = f"{ASSESSMENTS} lists more {grade} ones of {{year}} than the total {{{column}}}"
        faults += row_faults(years, listed > total, YEARS, column, message)
    return faults


def _assessment_faults(inputs: Inputs) -> list[Fault]:
    table = inputs.tables.get(ASSESSMENTS)
    if table is None:
        return []
    return [
        *_grades_of_other_kinds(table),
        *_grades_of_unknown(inputs, table),
        *_more_than_published(inputs, table),
    ]


def _fact_faults(inputs: Inputs) -> list[Fault]:
    table = inputs.tables.get(FACTS)
    if table is None:
        return []
    nowhere = (table["place"] == "") == (table["area_zh"] == "")
    twice = table.duplicated(["place", "area_zh", "period", "item", "address"])
    return [
        *row_faults(
            table,
            nowhere,
            FACTS,
            "place",
            "a fact is about a place or, where that has no code, about a named area: give one of the two",
        ),
        *row_faults(table, twice, FACTS, "fact", "the address states this item of the period twice"),
    ]


def _succession_faults(inputs: Inputs) -> list[Fault]:
    table = inputs.tables.get(SUCCESSORS)
    if table is None:
        return []
    several = table["codes_2020"].str.contains(";")
    own = table["code_2010"] == table["codes_2020"]
    kind = own.map({True: "same", False: "recoded"}).where(~several, "split")
    known = table["kind"].isin(SUCCESSIONS)
    table = table.assign(meant=kind)
    message = "'{kind}' does not fit the codes {codes_2020}, which say '{meant}'"
    return row_faults(table, known & (table["kind"] != kind), SUCCESSORS, "kind", message)


def policy_record_faults(inputs: Inputs) -> list[Fault]:
    """Faults of the policy records that show only when cells are compared with each other.

    Parameters
    ----------
    inputs : Inputs
        The files read; a table that could not be read is left out.
    """
    return [
        *_half_texts(inputs),
        *_assessment_faults(inputs),
        *_fact_faults(inputs),
        *_succession_faults(inputs),
    ]
