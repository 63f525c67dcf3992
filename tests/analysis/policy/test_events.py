"""Which decisions stand on a time axis, and which of them is a zone's own designation?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from zone_atlas.analysis.policy.events import axis_events, designated_by
from zone_atlas.catalogue.records import Catalogue, Text

EVENTS = [
    (2013, "document", "P2013a"),
    (2013, "document", "P2013b"),
    (2016, "document", "P2016b"),
    (2017, "designation", "P2017a"),
    (2019, "designation", "P2019b"),
    (2021, "document", "P2021c"),
]


def told(events) -> list[tuple[int, str, str]]:
    return [(event.year, event.kind, event.id) for event in events]


def test_the_axis_of_all_zones_carries_both_designations_and_the_plans(catalogue: Catalogue) -> None:
    assert told(axis_events(catalogue)) == EVENTS


@pytest.mark.parametrize(("zone", "year", "own", "other"), [("HE-TS", 2017, 3, 4), ("JS-XZ", 2019, 4, 3)])
def test_only_its_own_designation_is_one_for_a_zone(
    catalogue: Catalogue, zone: str, year: int, own: int, other: int
) -> None:
    events = axis_events(catalogue, [zone])
    assert events[own].kind == "designation"
    assert events[own].year == year == catalogue.zones[zone].cohort
    assert events[other].kind == "document"
    assert len(events) == len(EVENTS)


def test_an_axis_carries_the_years_it_covers_both_ends_included(catalogue: Catalogue) -> None:
    assert told(axis_events(catalogue, first=2017, last=2019)) == EVENTS[3:5]
    assert told(axis_events(catalogue, first=2018, last=2018)) == []
    assert told(axis_events(catalogue, first=2018, last=2023)) == EVENTS[4:]


def test_zones_of_both_cohorts_have_two_designations(catalogue: Catalogue) -> None:
    kinds = [event.kind for event in axis_events(catalogue, ["HE-TS", "JS-XZ"])]
    assert kinds.count("designation") == 2


def test_a_place_that_is_no_zone_gets_the_documents_without_a_designation(catalogue: Catalogue) -> None:
    events = axis_events(catalogue, ["130100"])
    assert {event.kind for event in events} == {"document"}
    assert [event.id for event in events] == [id for _, _, id in EVENTS]


def test_every_zone_was_designated_by_a_document_of_the_record(catalogue: Catalogue) -> None:
    found = {zone.id: designated_by(catalogue, zone) for zone in catalogue.zones.values()}
    assert {policy.id for policy in found.values() if policy} == {"P2017a", "P2019b"}
    assert all(policy and policy.year == catalogue.zones[zone].cohort for zone, policy in found.items())


def test_labels_stand_in_both_languages_and_are_short(catalogue: Catalogue) -> None:
    for event in axis_events(catalogue):
        assert 0 < len(event.label.zh) <= 10
        assert 0 < len(event.label.en) <= 20


def test_a_designation_without_a_label_is_named_by_its_title(catalogue: Catalogue) -> None:
    policies = {**catalogue.policies, "P2017a": replace(catalogue.policies["P2017a"], event=None)}
    event = axis_events(replace(catalogue, policies=policies))[3]
    assert event.label == catalogue.policies["P2017a"].title
    assert isinstance(event.label, Text)
