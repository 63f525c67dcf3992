"""The rows of a query are those of its table, items, places and years, and of the places' own figures unless asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zone_atlas.analysis.extracts import Query, rows_of_query
from zone_atlas.analysis.rows import SHAPE

CITIES = ("340700", "130100")
QUERY = Query("indicators", "cities", ("b2_gdp_per_resident",), CITIES, 2019, 2021)


@pytest.mark.parametrize(
    ("kind", "items"),
    [("indicators", ("b2_gdp_per_resident",)), ("observations", ("gdp",)), ("scores", ("D1", "B2"))],
)
def test_a_query_gives_its_items_places_and_years_alone(atlas, kind: str, items: tuple[str, ...]) -> None:
    rows = rows_of_query(atlas, replace(QUERY, kind=kind, items=items), proxies=False)
    assert list(rows.columns) == SHAPE
    assert set(rows["item"]) == set(items)
    assert set(rows["place"]) == set(CITIES)
    assert set(rows["year"]) == {2019, 2020, 2021}


def test_observations_of_counties_and_of_cities_are_not_mixed(atlas) -> None:
    both = replace(QUERY, kind="observations", items=("census_pop",), places=("130123", "130100"), last=2020)
    assert set(rows_of_query(atlas, both, proxies=False)["place"]) == {"130100"}
    assert set(rows_of_query(atlas, replace(both, scope="counties"), proxies=False)["place"]) == {"130123"}


@pytest.mark.parametrize("kind", ["indicators", "scores"])
def test_rows_made_with_a_wider_unit_are_given_only_when_asked_for(atlas, kind: str) -> None:
    items = ("D1",) if kind == "scores" else QUERY.items
    zones = tuple(atlas.catalogue.zones)
    query = replace(QUERY, kind=kind, scope="zones", items=items, places=zones)
    assert set(rows_of_query(atlas, query, proxies=False)["basis"]) == {"exact"}
    assert set(rows_of_query(atlas, query, proxies=True)["basis"]) == {"exact", "proxy"}


def test_a_query_without_an_answer_has_the_columns_all_the_same(atlas) -> None:
    rows = rows_of_query(atlas, replace(QUERY, kind="scores", items=("D1",), places=()), proxies=False)
    assert rows.empty and list(rows.columns) == SHAPE
