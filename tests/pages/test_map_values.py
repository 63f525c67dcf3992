"""Does the map show only what is in force in a year, and the ranks that the values have?"""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas.analysis.zone.indicators import city_table
from zone_atlas.atlas import Atlas

from .conftest import Open


@pytest.mark.parametrize(("year", "years"), [("2013", {"2010"}), ("2014", set()), ("2023", {"2020"})])
def test_a_census_figure_is_on_the_map_for_three_years_and_then_no_longer(
    open_page: Open, year: str, years: set[str]
) -> None:
    visit = open_page("map", "en", measure="d2_college", year=year).whole()
    assert set(visit.table("map")["Year"]) == years


@pytest.mark.parametrize("year", ["2010", "2023"])
def test_the_map_prints_the_rank_that_a_count_of_the_values_gives(
    open_page: Open, atlas: Atlas, year: str
) -> None:
    """Inside and outside the year's index; cities beyond a goalpost have one score, and ranks of their own."""
    indicator = "d1_trademarks"
    shown = open_page("map", "en", measure=indicator, year=year, show="rank").whole().table("map")
    # Two cities are called Taizhou, and a zone of one city bears its name.
    shown_places = atlas.places[atlas.places["kind"].isin(["zone", "city"])]
    named = shown_places.drop_duplicates("name_en", keep=False)
    cities = named[named["kind"].eq("city")]
    names = dict(zip(cities["name_en"], cities["place"], strict=True))
    found = city_table(atlas, int(year))
    values = found.values[:, found.indicators.get_loc(indicator)]
    value_of = dict(zip(found.cities, values, strict=True))
    known = values[np.isfinite(values)]
    printed = {names[n]: rank for n, rank in zip(shown["Place"], shown["Rank"], strict=True) if n in names}
    assert len(printed) > 250
    for city, rank in printed.items():
        assert rank == f"{1 + (known > value_of[city]).sum()} / {len(known)}", city
