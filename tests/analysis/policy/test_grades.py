"""How was a zone graded, and where no grade can be shown: was none published, or was none found?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from zone_atlas import paths
from zone_atlas.analysis.policy.grades import grades_by_zone, grades_of, state_of
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.catalogue.records import Catalogue


@pytest.fixture(scope="module")
def record() -> Catalogue:
    return load_catalogue(paths.DATA)


@pytest.mark.parametrize(
    ("zone", "year", "state"),
    [
        # Shenyang is on the list of excellent cities; Anshan and Fushun are on neither list.
        ("LN-C", 2020, "mixed"),
        # Zhuzhou and Loudi good, Xiangtan excellent.
        ("HN-C", 2020, "mixed"),
        # Ningdong good, Shizuishan on neither list.
        ("NX-NE", 2020, "mixed"),
        # The notice names the zone itself.
        ("BJ-JX", 2020, "excellent"),
        # Neither Baotou nor Ordos is on a list: their grades were not published.
        ("NM-W", 2020, "unnamed"),
        ("CQ-R", 2020, "unnamed"),
        ("AH-TL", 2019, "good"),
        ("HN-C", 2018, "excellent"),
        # One page names all four excellent zones of 2019.
        ("HN-C", 2019, "excellent"),
        ("SD-ZB", 2019, "excellent"),
        ("HB-HS", 2019, "excellent"),
        ("SC-ZG", 2019, "excellent"),
        # All twenty were assessed for 2019; who was good or passed stands on no page that was found, but for Tongling.
        ("HE-TS", 2019, "not_found"),
        ("NM-W", 2018, "pass"),
        ("AH-TL", 2021, "excellent"),
        ("AH-TL", 2022, "excellent"),
        ("LN-C", 2018, "not_found"),
        # Designated in 2019, so that no assessment covered it before.
        ("JS-XZ", 2018, "not_yet"),
        ("JS-XZ", 2019, "not_found"),
        ("JS-XZ", 2021, "excellent"),
        # Commended as an incentive city and through a park, which is no grade.
        ("BJ-JX", 2022, "not_found"),
        ("LN-DL", 2022, "not_found"),
    ],
)
def test_the_state_of_a_zone_in_a_year_is_the_one_worked_out_by_hand(record, zone, year, state):
    assert state_of(record, zone, year) == state
    matrix = grades_by_zone(record).set_index(["zone", "year"])["state"]
    assert matrix[zone, year] == state


def test_every_grade_that_was_due_is_one_that_was_read_or_counts_as_not_found(record):
    states = grades_by_zone(record)["state"].value_counts()
    due = sum(year.assessed for year in record.assessment_years.values())
    assert states.sum() - states["not_yet"] == due
    read = {}
    for assessment in record.assessments:
        if assessment.kind in ("zone", "member"):
            read.setdefault((assessment.zone, assessment.year), set()).add(assessment.grade)
    # On neither of two lists that were published: known, though no grade.
    unnamed = sum(grades == {"unnamed"} for grades in read.values())
    assert states["unnamed"] == unnamed
    assert states["excellent"] + states["good"] + states["pass"] + states["mixed"] == len(read) - unnamed
    assert states["not_found"] == due - len(read)


def test_cities_graded_beside_their_zone_do_not_change_its_grade(record):
    found = [(a.kind, a.entity.en, a.grade) for a in grades_of(record, "HN-C", 2019)]
    assert found == [
        ("zone", "Central Hunan", "excellent"),
        ("member", "Zhuzhou", "excellent"),
        ("member", "Loudi", "excellent"),
    ]


def test_members_that_stand_differently_are_listed_with_their_grades(record):
    found = {a.entity.en: a.grade for a in grades_of(record, "LN-C", 2020)}
    assert found == {"Shenyang": "excellent", "Anshan": "unnamed", "Fushun": "unnamed"}


def test_one_member_that_was_found_does_not_speak_for_the_others(record):
    shenyang = replace(grades_of(record, "LN-C", 2020)[0], year=2021)
    alone = replace(record, assessments=(shenyang,))
    assert state_of(alone, "LN-C", 2021) == "mixed"


def test_the_matrix_has_every_zone_in_every_assessment_year_once(record):
    matrix = grades_by_zone(record)
    assert len(matrix) == len(record.zones) * len(record.assessment_years)
    assert not matrix.duplicated(["zone", "year"]).any()
    assert list(matrix["zone"].unique()) == list(record.zones)


def test_not_published_and_not_found_are_told_apart(record):
    """2020 alone is complete: nothing of it may count as not found, and nothing of another year as not published."""
    matrix = grades_by_zone(record)
    assert set(matrix.loc[matrix["state"].eq("unnamed"), "year"]) == {2020}
    assert 2020 not in set(matrix.loc[matrix["state"].eq("not_found"), "year"])


def test_what_is_shown_as_a_grade_was_read_somewhere(record):
    matrix = grades_by_zone(record)
    shown = matrix[matrix["state"].isin(["excellent", "good", "pass", "mixed", "unnamed"])]
    assert shown["entities"].map(len).min() >= 1
    assert all(a.address.startswith("http") for cell in shown["entities"] for a in cell)
