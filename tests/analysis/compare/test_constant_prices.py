"""GDP at constant prices, held against sums worked out by hand."""

from __future__ import annotations

import pytest

from zone_atlas.analysis.compare.constant_prices import (
    base_year,
    carried_back,
    constant_price_line,
    real_growth,
)
from zone_atlas.atlas import Atlas


def test_the_newest_level_is_carried_back_by_the_index_alone() -> None:
    """110 / 1.10 = 100, 100 / 1.25 = 80; the levels before the newest are of no account."""
    made = carried_back({2019: 500.0, 2020: 7.0, 2021: 110.0}, {2020: 125.0, 2021: 110.0})
    assert made == pytest.approx({2019: 80.0, 2020: 100.0, 2021: 110.0})


def test_a_missing_year_of_the_index_ends_the_line() -> None:
    made = carried_back({2021: 110.0}, {2018: 120.0, 2020: 100.0, 2021: 110.0})
    assert sorted(made) == [2019, 2020, 2021]


def test_a_level_that_the_index_does_not_reach_is_not_the_base() -> None:
    made = carried_back({2021: 110.0, 2023: 900.0}, {2021: 110.0})
    assert made == pytest.approx({2020: 100.0, 2021: 110.0})
    assert carried_back({2023: 900.0}, {2021: 110.0}) == {}


@pytest.mark.parametrize("place", ["130200", "370300", "SD-ZB"])
def test_the_line_of_a_city_is_its_newest_level_over_the_product_of_its_index(
    atlas: Atlas, place: str
) -> None:
    city = "370300" if place == "SD-ZB" else place
    rows = atlas.observations_at(city).astype({"series": str})
    index = rows[rows["series"].eq("gdp_index")].set_index("year")["value"]
    level = rows[rows["series"].eq("gdp_revised")].set_index("year")["value"]
    line = constant_price_line(atlas, place, 2005).set_index("year")["value"]
    base = base_year(atlas, place)
    assert base == 2023
    assert line[base] == pytest.approx(level[base])
    expected = level[base]
    for year in range(base, 2010, -1):
        expected = expected * 100 / index[year]
    assert line[2010] == pytest.approx(expected)
    growth = real_growth(constant_price_line(atlas, place, 2005), 2010, base)
    assert growth == pytest.approx(100 * (level[base] / expected - 1))


def test_real_growth_of_zibo_in_2018_is_that_of_the_index_though_the_level_falls_by_a_quarter(
    atlas: Atlas,
) -> None:
    rows = atlas.observations_at("370300").astype({"series": str})
    level = rows[rows["series"].eq("gdp_revised")].set_index("year")["value"]
    assert level[2018] / level[2017] < 0.76
    index = rows[rows["series"].eq("gdp_index")].set_index("year")["value"]
    assert real_growth(constant_price_line(atlas, "370300", 2005), 2017, 2018) == pytest.approx(
        index[2018] - 100
    )


def test_a_zone_sums_its_members_each_carried_back_by_its_own_index(atlas: Atlas) -> None:
    members = [m.adcode for m in atlas.catalogue.zones["LN-C"].members if m.whole_city]
    base = base_year(atlas, "LN-C")
    zone = constant_price_line(atlas, "LN-C", 2005).set_index("year")["value"]
    assert {base_year(atlas, member) for member in members} == {base}
    of_members = [constant_price_line(atlas, member, 2005).set_index("year")["value"] for member in members]
    for year in (2014, 2018, base):
        assert zone[year] == pytest.approx(sum(one[year] for one in of_members))


def test_a_county_has_no_such_line(atlas: Atlas) -> None:
    assert constant_price_line(atlas, "130123", 2005).empty
