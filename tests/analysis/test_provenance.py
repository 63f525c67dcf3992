"""Behind every figure stand its observations, and no others."""

from __future__ import annotations

import pytest

from zone_atlas.analysis.provenance import inputs_of


def behind(atlas, indicator: str, place: str, year: int, basis: str = "exact") -> set[tuple[str, int, str]]:
    record = atlas.catalogue.indicators[indicator]
    rows = inputs_of(atlas.observations, atlas.catalogue, record, place, year, basis)
    return set(zip(rows["place"], rows["year"], rows["series"], strict=True))


def test_a_citys_ratio_names_its_series_of_that_year(atlas) -> None:
    assert behind(atlas, "b1_expenditure", "340700", 2019) == {
        ("340700", 2019, "fiscal_expenditure"),
        ("340700", 2019, "gdp_revised"),
    }


def test_after_the_last_revision_the_published_gdp_is_named(atlas) -> None:
    assert behind(atlas, "b2_gdp_per_resident", "420200", 2023) == {
        ("420200", 2023, "gdp"),
        ("420200", 2023, "pop_resident"),
    }


@pytest.mark.parametrize(("year", "series"), [(2019, "patents_granted_cnrds"), (2020, "patents_granted")])
def test_patents_name_the_part_that_speaks(atlas, year: int, series: str) -> None:
    assert behind(atlas, "d1_patents", "420200", year) == {
        ("420200", year, series),
        ("420200", year, "pop_resident"),
    }


def test_a_zone_names_every_member(atlas) -> None:
    found = behind(atlas, "b1_expenditure", "LN-C", 2019)
    assert {place for place, _, _ in found} == {"210100", "210300", "210400"}
    assert len(found) == 6


def test_a_volatility_names_five_years_and_a_change_both_censuses(atlas) -> None:
    assert {year for _, year, _ in behind(atlas, "b2_growth_volatility", "230600", 2020)} == set(
        range(2016, 2021)
    )
    assert behind(atlas, "b1_population_change", "340700", 2020) == {
        ("340700", 2010, "census_pop"),
        ("340700", 2020, "census_pop"),
    }


def test_the_bases_of_a_zone_with_proxies_name_different_places(atlas) -> None:
    exact = {place for place, _, _ in behind(atlas, "b2_mining", "BJ-JX", 2020)}
    proxy = {place for place, _, _ in behind(atlas, "b2_mining", "BJ-JX", 2020, "proxy")}
    assert (exact, proxy) == ({"110107", "110109"}, {"110000"})


def test_the_sources_named_with_a_value_are_those_of_its_observations(atlas) -> None:
    """For every indicator, three places and the latest year of each."""
    for indicator in atlas.catalogue.indicators.values():
        mine = atlas.indicators[
            atlas.indicators["indicator"].eq(indicator.id) & atlas.indicators["basis"].eq("exact")
        ]
        for place in ("230600", "LN-C", "HA-W"):
            last = mine[mine["place"].eq(place)].tail(1)
            for year, sources in zip(last["year"], last["sources"], strict=True):
                rows = inputs_of(atlas.observations, atlas.catalogue, indicator, place, year, "exact")
                assert set(rows["source_id"]) == set(sources.split(";")), (indicator.id, place, year)
