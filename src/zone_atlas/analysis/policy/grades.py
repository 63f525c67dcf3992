"""The ministries' yearly grades by zone: what was published, what was not, and what could not be found."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.policy_records import Assessment
from zone_atlas.catalogue.records import Catalogue

# An award, or the grade of a park, is not a grade of the zone.
GRADED = ("zone", "member")
MIXED, NOT_FOUND, NOT_YET = "mixed", "not_found", "not_yet"
COLUMNS = ["zone", "year", "state", "entities"]


def grades_of(catalogue: Catalogue, zone: str, year: int) -> tuple[Assessment, ...]:
    """Grades of one assessment year that a zone or its members received, in the order of the record.

    Parameters
    ----------
    catalogue : Catalogue
    zone : str
    year : int
        Assessment year.
    """
    return tuple(
        record
        for record in catalogue.assessments
        if record.zone == zone and record.year == year and record.kind in GRADED
    )


def state_of(catalogue: Catalogue, zone: str, year: int) -> str:
    """State of a zone in one assessment year.

    Parameters
    ----------
    catalogue : Catalogue
    zone : str
    year : int
        Assessment year.

    Returns
    -------
    str
        'excellent', 'good' or 'pass': the grade of the zone, or of all its members. 'unnamed': the lists were
        published and do not name it; its own grade was not published. 'mixed': its members stand differently.
        'not_found': a grade was given, no page that names it was found. 'not_yet': assessed before the zone was.
    """
    if year < first_assessed(catalogue, zone):
        return NOT_YET
    records = grades_of(catalogue, zone, year)
    whole = [record.grade for record in records if record.kind == "zone"]
    if whole:
        return whole[0]
    # One member's grade is not the zone's: members of whom nothing was found count as such.
    grades = {record.place: record.grade for record in records}
    states = {grades.get(member.adcode, NOT_FOUND) for member in catalogue.zones[zone].members}
    return states.pop() if len(states) == 1 else MIXED


def first_assessed(catalogue: Catalogue, zone: str) -> int:
    """First assessment year that covered a zone: of its cohort alone, or of all zones."""
    scope = f"cohort {catalogue.zones[zone].cohort}"
    covered = [
        record.year for record in catalogue.assessment_years.values() if record.scope in (scope, "all")
    ]
    return min(covered, default=0)


def grades_by_zone(catalogue: Catalogue) -> pd.DataFrame:
    """State of each zone in each assessment year.

    Parameters
    ----------
    catalogue : Catalogue

    Returns
    -------
    DataFrame
        Columns zone, year (int), state (see `state_of`), entities (tuple of `Assessment`: what was read of the
        zone and its members, empty where nothing was); zones in the order of the register, years ascending.
    """
    return pd.DataFrame(
        [
            (zone, year, state_of(catalogue, zone, year), grades_of(catalogue, zone, year))
            for zone in catalogue.zones
            for year in sorted(catalogue.assessment_years)
        ],
        columns=COLUMNS,
    )
