"""What the filter lets through."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.analysis.selection import Criteria, select_cities, select_counties, select_zones

COLUMNS = ["place", "kind", "region", "cohort", "lifecycle", "resource_based", "mining_class", "size_class"]
PLACES = pd.DataFrame(
    [
        ("Z1", "zone", "northeast", 2017, "none,mature", "no,yes", "low,high", "large"),
        ("Z2", "zone", "east", 2019, "regenerating", "yes", "low", "very_large"),
        ("Z3", "zone", "west", 2019, "none", "no", "", ""),
        ("c1", "city", "northeast", 2017, "mature", "yes", "high", "large"),
        ("c2", "city", "northeast", 0, "none", "no", "low", "super"),
        ("c3", "city", "east", 0, "regenerating", "yes", "medium", "medium"),
        ("d1", "district", "east", 2017, "mature", "yes", "high", "large"),
    ],
    columns=COLUMNS,
)


@pytest.mark.parametrize(
    ("criteria", "of_zones", "of_cities"),
    [
        (Criteria(), ["Z1", "Z2", "Z3"], ["c1", "c2", "c3"]),
        (Criteria(cohorts=(2019,)), ["Z2", "Z3"], ["c1", "c2", "c3"]),
        (Criteria(regions=("northeast",)), ["Z1"], ["c1", "c2"]),
        (Criteria(lifecycles=("mature",)), ["Z1"], ["c1"]),
        (Criteria(lifecycles=("none",)), ["Z1", "Z3"], ["c2"]),
        (Criteria(lifecycles=("mature", "regenerating")), ["Z1", "Z2"], ["c1", "c3"]),
        (Criteria(resource="yes"), ["Z1", "Z2"], ["c1", "c3"]),
        (Criteria(resource="no"), ["Z1", "Z3"], ["c2"]),
        (Criteria(mining=("high",)), ["Z1"], ["c1"]),
        (Criteria(size=("large",)), ["Z1"], ["c1"]),
        (Criteria(size=("very_large",)), ["Z2"], []),
        (Criteria(regions=("northeast",), cohorts=(2019,)), [], ["c1", "c2"]),
        (
            Criteria(regions=("northeast", "east"), resource="yes", mining=("medium", "low")),
            ["Z1", "Z2"],
            ["c3"],
        ),
    ],
)
def test_a_zone_passes_with_any_member_and_the_cohort_restricts_zones_only(
    criteria: Criteria, of_zones: list, of_cities: list
) -> None:
    assert select_zones(PLACES, criteria) == of_zones
    assert select_cities(PLACES, criteria) == of_cities


def test_only_choices_of_type_count_as_restricting_cities() -> None:
    assert not Criteria(cohorts=(2017,)).by_type
    for choice in (
        {"regions": ("east",)},
        {"lifecycles": ("mature",)},
        {"resource": "yes"},
        {"mining": ("low",)},
    ):
        assert Criteria(**choice).by_type


def test_every_published_city_type_is_found_by_its_code(atlas) -> None:
    """Every class of each column lets at least one city through, and the classes of a column never overlap."""
    all_cities = atlas.places[atlas.places["kind"] == "city"]
    for column, field in [("region", "regions"), ("lifecycle", "lifecycles"), ("size_class", "size")]:
        codes = [code for code in all_cities[column].unique() if code]
        found = [select_cities(atlas.places, Criteria(**{field: (code,)})) for code in codes]
        assert sum(map(len, found)) == (all_cities[column] != "").sum()


def test_a_region_lets_its_own_counties_through_and_no_filter_all(atlas) -> None:
    every, northeast = (select_counties(atlas.places, Criteria(regions=r)) for r in ((), ("northeast",)))
    assert 0 < len(northeast) < len(every)
    assert {code[:2] for code in northeast} == {"21", "22", "23"}
    # Counties bear no class of size or life cycle: such a filter leaves them be.
    assert select_counties(atlas.places, Criteria(size=("large",))) == every
