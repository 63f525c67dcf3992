"""Classes that the filter offers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.catalogue.records import Place, Text
from zone_atlas.pipeline.places import MINING_CLASSES, SIZE_CLASSES, class_of_values, table_of_places


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "low"),
        (0.99, "low"),
        (1.0, "medium"),
        (4.99, "medium"),
        (5.0, "high"),
        (38.2, "high"),
        (np.nan, ""),
    ],
)
def test_mining_classes_begin_at_one_and_five_per_cent(share: float, expected: str) -> None:
    assert list(class_of_values(pd.Series([share]), MINING_CLASSES)) == [expected]


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        (499_999, "small"),
        (500_000, "medium"),
        (999_999, "medium"),
        (1_000_000, "large"),
        (4_999_999, "large"),
        (5_000_000, "very_large"),
        (9_999_999, "very_large"),
        (10_000_000, "super"),
        (np.nan, ""),
    ],
)
def test_size_classes_are_those_of_the_notice_of_2014(persons: float, expected: str) -> None:
    assert list(class_of_values(pd.Series([persons]), SIZE_CLASSES)) == [expected]


def place(code: str, level: str = "prefecture", lifecycle: str = "", resource: str = "no") -> Place:
    return Place(code, level, Text(f"名{code}", f"N{code}"), "100000", "", "east", resource, lifecycle)


@pytest.fixture
def table(make) -> pd.DataFrame:
    """Zone Z of a mature mining city c1 and a plain city c2; Y of a district of m1; c3 outside."""
    zones = (
        make.zone_of("Z", "c1", "c2"),
        make.zone("Y", make.member("Y", "d1", "district", "m1"), cohort=2019),
    )
    records = (
        place("c1", lifecycle="mature", resource="yes"),
        place("c2"),
        place("c3"),
        place("m1", "municipality"),
        place("d1", "district", resource=""),
    )
    observations = make.observations(
        """
        c1 2010 census_emp_share_mining 0.1
        c1 2020 census_emp_share_mining 7.7
        c2 2020 census_emp_share_mining 0.5
        d1 2020 census_emp_share_mining 1.5
        c1 2020 census_urban_pop 900000
        c2 2020 census_urban_pop 6000000
        """
    )
    return table_of_places(make.catalogue(zones=zones, places=records), observations).set_index("place")


def test_classes_come_from_the_census_of_2020(table: pd.DataFrame) -> None:
    assert (table.loc["c1", "mining_class"], table.loc["c1", "size_class"]) == ("high", "medium")
    assert (table.loc["c2", "mining_class"], table.loc["c2", "size_class"]) == ("low", "very_large")
    assert (table.loc["c3", "mining_class"], table.loc["c3", "size_class"]) == ("", "")


def test_a_zone_belongs_to_every_class_of_its_members(table: pd.DataFrame) -> None:
    zone = table.loc["Z"]
    assert (zone["mining_class"], zone["size_class"]) == ("high,low", "medium,very_large")
    assert (zone["lifecycle"], zone["resource_based"]) == ("mature,none", "yes,no")
    assert zone["members"] == "c1,c2"


def test_a_zone_of_districts_takes_their_classes_and_is_marked_as_proxy(table: pd.DataFrame) -> None:
    zone = table.loc["Y"]
    assert zone["mining_class"] == "medium"
    assert zone["proxy_only"]
    assert not table.loc["Z", "proxy_only"]
    assert table.loc["m1", "zone"] == "", "the municipality itself is in no zone"


def test_a_member_carries_its_zone_and_cohort_and_a_peer_none(table: pd.DataFrame) -> None:
    assert (table.loc["c1", "zone"], table.loc["c1", "cohort"]) == ("Z", 2017)
    assert (table.loc["d1", "zone"], table.loc["d1", "cohort"]) == ("Y", 2019)
    assert (table.loc["c3", "zone"], table.loc["c3", "cohort"]) == ("", 0)


def test_zones_come_first_and_cities_of_both_levels_are_one_kind(table: pd.DataFrame) -> None:
    assert list(table["kind"]) == ["zone", "zone", "city", "city", "city", "city", "district"]


def test_the_published_places_hold_every_zone_and_every_prefecture(atlas) -> None:
    kinds = atlas.places["kind"].value_counts()
    zones = atlas.catalogue.zones.values()
    assert kinds["zone"] == len(zones)
    assert kinds["city"] == sum(
        p.level in ("prefecture", "municipality") for p in atlas.catalogue.places.values()
    )
    assert atlas.places["place"].is_unique
    of_parts = {z.id for z in zones if all(member.coverage != "whole_city" for member in z.members)}
    assert {"BJ-JX", "CQ-R"} <= of_parts
    assert set(atlas.places.loc[atlas.places["proxy_only"], "place"]) == of_parts
    daqing = atlas.places.set_index("place").loc["230600"]
    assert (daqing["mining_class"], daqing["lifecycle"], daqing["zone"]) == ("high", "mature", "HL-DQ")
