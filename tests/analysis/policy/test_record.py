"""Are dates no more precise than they were, and does a filter give exactly the documents it names?"""

from __future__ import annotations

import csv
from datetime import date

import pytest

from zone_atlas import paths
from zone_atlas.analysis.policy import record
from zone_atlas.analysis.policy.record import Span, span_of_date
from zone_atlas.catalogue.records import Catalogue


def rows() -> list[dict[str, str]]:
    with (paths.DATA / "policies.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("worded", "first", "last"),
    [
        ("2017-04-13", date(2017, 4, 13), date(2017, 4, 13)),
        ("2016-09", date(2016, 9, 1), date(2016, 9, 30)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2017-2018", date(2017, 1, 1), date(2018, 12, 31)),
        ("2018/2019", date(2018, 1, 1), date(2019, 12, 31)),
        ("2020-07/08", date(2020, 7, 1), date(2020, 8, 31)),
        ("2023-04/05", date(2023, 4, 1), date(2023, 5, 31)),
    ],
)
def test_a_date_is_read_as_the_time_it_leaves_open(worded: str, first: date, last: date) -> None:
    assert span_of_date(worded) == Span(first, last)
    assert span_of_date(worded).exact is (first == last)


@pytest.mark.parametrize("worded", ["", "spring 2017", "2017-13", "2017-4", "17-04-13", "2017-04-13 "])
def test_what_is_no_date_is_refused(worded: str) -> None:
    with pytest.raises(ValueError, match=r"date|month"):
        span_of_date(worded)


def test_a_year_is_a_year_long_and_a_day_a_point() -> None:
    assert span_of_date("2016").years == (2016.0, 2017.0)
    assert span_of_date("2017-2018").years == (2017.0, 2019.0)
    assert span_of_date("2016-07-02").years == (pytest.approx(2016.5014, abs=1e-3),) * 2
    begin, end = span_of_date("2020-07/08").years
    assert end - begin == pytest.approx(62 / 366)


def test_the_record_is_in_order_and_every_date_can_be_read(catalogue: Catalogue) -> None:
    ordered = record.in_order(catalogue.policies.values())
    middles = [span_of_date(policy.date).middle for policy in ordered]
    assert middles == sorted(middles)
    assert len(ordered) == len(rows())


@pytest.mark.parametrize("part", ["D1", "D2", "D3", "B1", "B2", "B3", "P1", "P2", "P3"])
def test_a_part_gives_exactly_the_documents_that_speak_to_it(catalogue: Catalogue, part: str) -> None:
    found = record.documents_passing(catalogue.policies.values(), [part])
    expected = {row["policy"] for row in rows() if part in row["addresses"].split(";")}
    assert {policy.id for policy in found} == expected
    assert record.documents_by_part(catalogue.policies.values(), [part]) == {part: len(expected)}


def test_several_parts_give_the_documents_that_speak_to_any(catalogue: Catalogue) -> None:
    found = record.documents_passing(catalogue.policies.values(), ["B3", "P3"], ["provincial", "prefecture"])
    assert {policy.id for policy in found} == {"P2022a"}
    both = record.documents_passing(catalogue.policies.values(), ["B2", "P3"])
    expected = {r["policy"] for r in rows() if {"B2", "P3"} & set(r["addresses"].split(";"))}
    assert {policy.id for policy in both} == expected


def test_no_condition_gives_all_and_no_document_gives_none(catalogue: Catalogue) -> None:
    assert len(record.documents_passing(catalogue.policies.values())) == len(rows())
    assert record.documents_passing(catalogue.policies.values(), documents=()) == []


@pytest.mark.parametrize(
    ("year", "documents"),
    [
        (2017, ["P2018"]),
        (2018, ["P2019a"]),
        (2019, ["P2020c"]),
        (2020, ["P2021a"]),
        (2021, ["P2022e"]),
        (2022, ["P2023b"]),
        (2030, []),
    ],
)
def test_the_grades_of_a_year_lead_to_the_document_that_published_them(
    catalogue: Catalogue, year: int, documents: list[str]
) -> None:
    assert [policy.id for policy in record.published_grades(catalogue, year)] == documents


@pytest.mark.parametrize(
    ("zone", "documents"),
    [
        # Named good in 2018; in 2020 Tangshan was on neither list, so that circular is not about it.
        ("HE-TS", ["P2017a", "P2019a"]),
        # Commended in 2017, with a city plan of its own.
        ("HN-C", ["P2017a", "P2017b", "P2018b", "P2019a", "P2020c", "P2021a"]),
        # Commended in 2017 and, for 2021, in 2022.
        ("BJ-JX", ["P2017b", "P2019b", "P2021a", "P2022a", "P2022b", "P2023c"]),
        ("HL-DQ", ["P2019b"]),
        # The park in Dalian was commended in 2023.
        ("LN-DL", ["P2019b", "P2021a", "P2023b"]),
        ("nowhere", []),
    ],
)
def test_a_zones_documents_are_those_that_designate_or_name_it(
    catalogue: Catalogue, zone: str, documents: list[str]
) -> None:
    assert sorted(record.documents_of(catalogue, zone)) == documents


def test_every_zone_has_its_designation_among_its_documents(catalogue: Catalogue) -> None:
    for zone in catalogue.zones.values():
        designation = "P2017a" if zone.cohort == 2017 else "P2019b"
        assert designation in record.documents_of(catalogue, zone.id)
