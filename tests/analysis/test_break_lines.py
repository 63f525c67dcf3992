"""No line of a city or zone crosses a declared break, on Compare, Zone and Drivers alike."""

from __future__ import annotations

import itertools

import pytest

from zone_atlas.analysis import bands
from zone_atlas.analysis.compare.lines import items_to_follow, line_of_place, move_of_line
from zone_atlas.analysis.zone import trends
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.breaks import breaks_of, years_of


def places(atlas: Atlas) -> list[str]:
    zones = atlas.catalogue.zones
    return [*zones, *{m.adcode for z in zones.values() for m in z.members if m.whole_city}]


def test_no_segment_crosses_a_break_for_any_member_and_any_item_of_compare(atlas: Atlas) -> None:
    joins = 0
    for item in items_to_follow(atlas):
        if item in atlas.catalogue.dimensions:
            continue
        for place in places(atlas):
            broken = years_of(breaks_of(atlas.catalogue, item, place))
            points = line_of_place(atlas, item, place, False)
            for (first, before), (second, after) in itertools.pairwise(
                zip(points["year"], points["segment"], strict=True)
            ):
                if before == after:
                    joins += 1
                    assert second == first + 1, (item, place, second)
                    assert second not in broken, (item, place, second)
    assert joins > 20_000


@pytest.mark.parametrize(
    ("place", "year"),
    [
        ("370300", 2018),
        ("SD-ZB", 2018),
        ("130200", 2012),
        ("230600", 2015),
        ("220200", 2017),
        ("220700", 2014),
        ("210300", 2016),
        ("LN-C", 2014),
        ("HA-W", 2023),
    ],
)
def test_gdp_per_resident_is_parted_where_gdp_was_not_revised_back(
    atlas: Atlas, place: str, year: int
) -> None:
    assert year in years_of(breaks_of(atlas.catalogue, "b2_gdp_per_resident", place))
    points = line_of_place(atlas, "b2_gdp_per_resident", place, False).set_index("year")
    if {year - 1, year} <= set(points.index):
        assert points["segment"][year] != points["segment"][year - 1]
        assert points["breaks"][year]


@pytest.mark.parametrize("place", ["220200", "210300", "LN-C", "LN-DL", "NM-W"])
def test_gdp_as_first_published_is_parted_where_reports_were_corrected(atlas: Atlas, place: str) -> None:
    year = 2016 if place in ("210300", "LN-C", "LN-DL") else 2017
    points = line_of_place(atlas, "gdp", place, False).set_index("year")
    assert points["segment"][year] != points["segment"][year - 1]


def test_no_change_is_stated_across_a_break(atlas: Atlas) -> None:
    """Whatever stretch a sentence speaks of holds no break after its first year."""
    told = 0
    for zone in atlas.catalogue.zones:
        for item in ("gdp", "b2_gdp_per_resident", "b1_debt", "d2_loans", "b1_expenditure"):
            points = line_of_place(atlas, item, zone, False)
            moved = move_of_line({zone: points}, zone) if len(points) else None
            if moved:
                told += 1
                broken = years_of(breaks_of(atlas.catalogue, item, zone))
                assert not [y for y in broken if moved.first < y <= moved.last], (zone, item)
        for node in atlas.catalogue.dimensions:
            points = trends.zone_line(atlas, zone, node, False)
            move = trends.zone_move(points, trends.city_band(atlas, node)) if len(points) else None
            if move:
                told += 1
                parted = set(points.loc[points["breaks"], "year"])
                assert not [y for y in parted if move.first < y <= move.last], (zone, node)
    assert told > 100


def test_every_place_with_two_comparable_years_has_a_change_to_tell(atlas: Atlas) -> None:
    """A single year after a gap or a break does not hide the stretch before it."""
    hidden = 0
    for item in atlas.catalogue.indicators:
        for zone in atlas.catalogue.zones:
            points = line_of_place(atlas, item, zone, False)
            if points["segment"].duplicated().any():
                moved = move_of_line({zone: points}, zone)
                assert moved is not None, (item, zone)
                hidden += bool(moved.later)
                assert all(year > moved.last for year in moved.later)
    assert hidden > 50
    zibo = line_of_place(atlas, "b1_debt", "SD-ZB", False)
    told = move_of_line({"SD-ZB": zibo}, "SD-ZB")
    assert told is not None
    assert (told.first, told.last, told.later) == (2018, 2021, (2023,))


def test_the_median_is_not_compared_across_the_years_in_which_many_cities_break(atlas: Atlas) -> None:
    cities = list(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
    values = atlas.values_of("b2_gdp_per_resident")
    band = bands.indicator_band(values, "b2_gdp_per_resident", cities, 2005, []).set_index("year")
    of_cities = values[values["place"].isin(cities) & values["status"].ne("U")]
    shares = of_cities.groupby("year")["breaks"].mean()
    for year in range(2006, 2024):
        apart = band["segment"][year] != band["segment"][year - 1]
        assert apart == (shares[year] > bands.MOST_BROKEN), year
    assert shares[2010] == 1
