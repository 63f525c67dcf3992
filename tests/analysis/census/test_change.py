"""What changed between the censuses: on one boundary, by hand, or not at all and why."""

from __future__ import annotations

import math

import pytest

from zone_atlas.analysis.census.change import ITEMS, census_change
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import input_units
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES


def figures(atlas: Atlas, *units: str) -> tuple[dict[str, tuple[float, float, float]], str]:
    frame = census_change(atlas, units)
    rows = frame[["item", "before", "after", "change"]].itertuples(index=False)
    return {item: values for item, *values in rows}, frame.attrs["how"]


def value(atlas: Atlas, place: str, series: str, year: int) -> float:
    rows = atlas.observations_at(place)
    return float(rows.loc[rows["series"].eq(series) & rows["year"].eq(year), "value"].iloc[0])


def test_a_city_is_compared_on_its_boundary_of_2020(atlas: Atlas) -> None:
    found, how = figures(atlas, "230600")
    before, after = (value(atlas, "230600", "census_pop", year) for year in (2010, 2020))
    assert how == "same"
    assert found["census_pop"] == pytest.approx((before, after, 100 * (after / before - 1)))
    college = [
        100 * value(atlas, "230600", "census_college", y) / value(atlas, "230600", "census_pop", y)
        for y in (2010, 2020)
    ]
    assert found["d2_college"] == pytest.approx((*college, college[1] - college[0]))
    assert set(found) == set(ITEMS)


def test_several_cities_add_up_and_their_shares_are_weighted_by_workers(atlas: Atlas) -> None:
    units = input_units("LN-C", "exact", atlas.catalogue)
    found, _ = figures(atlas, *units)
    assert found["census_pop"][1] == sum(value(atlas, unit, "census_pop", 2020) for unit in units)
    workers = [value(atlas, unit, "census_workers_sample", 2020) for unit in units]
    mining = [value(atlas, unit, "census_emp_share_mining", 2020) for unit in units]
    weighted = sum(w * m for w, m in zip(workers, mining, strict=True)) / sum(workers)
    assert found["census_emp_share_mining"][1] == pytest.approx(weighted)


def test_a_recoded_district_is_traced_to_its_county_of_2010(atlas: Atlas) -> None:
    found, how = figures(atlas, "500151")
    assert how == "recoded"
    assert found["census_pop"][:2] == pytest.approx((600086, 685729))


def test_counties_merged_whole_are_added_up(atlas: Atlas) -> None:
    # Qijiang district was made of Wansheng district (500110 then) and Qijiang county.
    found, how = figures(atlas, "500110")
    assert how == "merged"
    assert found["census_pop"][:2] == pytest.approx((255776 + 801041, 1011334))


def test_a_county_whose_boundary_moved_has_no_change_and_says_so(atlas: Atlas) -> None:
    moved = next(p for p, o in atlas.catalogue.successors.items() if o.kind == "not_comparable")
    found, how = figures(atlas, moved)
    assert how == "not_comparable"
    assert all(math.isnan(change) for _, _, change in found.values())


def test_a_city_whose_censuses_are_on_two_boundaries_has_no_change(atlas: Atlas) -> None:
    found, how = figures(atlas, "340200")
    assert how == "not_comparable"
    assert math.isnan(found["census_pop"][0])
    assert found["census_pop"][1] == 3644420


def test_one_district_that_cannot_be_compared_takes_the_change_from_all_together(atlas: Atlas) -> None:
    moved = next(p for p, o in atlas.catalogue.successors.items() if o.kind == "not_comparable")
    found, how = figures(atlas, "110107", moved)
    assert how == "not_comparable"
    assert math.isnan(found["census_pop"][0])


def test_the_industries_of_every_zone_add_up_to_the_whole_in_both_censuses(atlas: Atlas) -> None:
    for zone in atlas.catalogue.zones:
        found, how = figures(atlas, *input_units(zone, "exact", atlas.catalogue))
        assert how in ("same", "recoded")
        for k in (0, 1):
            assert sum(found[item][k] for item in EMPLOYMENT_SHARES) == pytest.approx(100, abs=1.0)
