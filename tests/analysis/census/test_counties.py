"""Are the figures of a county those of the census, at one boundary, and is its place among counties counted right?"""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
import pandas as pd
import pytest

from zone_atlas import paths
from zone_atlas.analysis.census import counties, county_record
from zone_atlas.analysis.census.change import census_change
from zone_atlas.analysis.census.counties import CHANGE, MIGRANTS, POPULATION
from zone_atlas.analysis.census.national import National
from zone_atlas.atlas import Atlas

SANYUAN, ZHENGDING, YUNCHENG = "610422", "130123", "371725"
# Two districts of 2010 in one of 2020; a county with a new code; a county of which a part moved away.
MERGED, RECODED, MOVED = "110101", "110118", "120113"
ENDED, CHONGWEN = "130103", "110103"
DEVELOPMENT_ZONE = "130171"


@cache
def printed(series: str) -> dict[tuple[str, int], float]:
    """A county series as it stands in the data folder, by code and year."""
    with (paths.DATA / "observations" / "county" / f"{series}.csv").open(encoding="utf-8") as rows:
        return {(row["place"], int(row["year"])): float(row["value"]) for row in csv.DictReader(rows)}


def test_sanyuans_census_is_the_one_in_the_file(atlas: Atlas) -> None:
    rows = counties.census_figures(atlas, SANYUAN)
    assert rows.attrs["how"] == "same"
    assert rows.loc[POPULATION, ["before", "after"]].tolist() == [403_524, 357_250]
    assert rows.at[POPULATION, "change"] == pytest.approx(-11.467, abs=0.001)
    assert rows.at[CHANGE, "after"] == rows.at[POPULATION, "change"]
    assert rows.at["b3_urban_share", "after"] == pytest.approx(100 * 193_269 / 357_250)
    assert rows.at["d2_college", "before"] == pytest.approx(100 * 28_019 / 403_524)
    assert rows.at[MIGRANTS, "before"] == pytest.approx(100 * 1_398 / 403_524)
    assert rows.at[MIGRANTS, "after"] == pytest.approx(100 * 6_026 / 357_250)
    assert rows.at["census_schooling_years", "change"] == pytest.approx(9.42 - 9.44)
    assert rows.at["census_emp_share_agriculture", "change"] == pytest.approx(35.065 - 68.865)


def test_the_industries_of_a_county_are_all_its_workers(atlas: Atlas) -> None:
    for county in (SANYUAN, ZHENGDING, YUNCHENG):
        shares = counties.census_figures(atlas, county).loc[list(counties.INDUSTRIES), ["before", "after"]]
        assert len(shares) == 19
        np.testing.assert_allclose(shares.sum(), 100, atol=0.05)


def test_what_two_districts_were_before_they_merged_is_counted_together(atlas: Atlas) -> None:
    rows = counties.census_figures(atlas, MERGED)
    people, moved = printed(POPULATION), printed(counties.MOVED_IN)
    assert rows.attrs["how"] == "merged"
    together = people[MERGED, 2010] + people[CHONGWEN, 2010]
    assert rows.at[POPULATION, "before"] == together > people[MERGED, 2010]
    assert rows.at[CHANGE, "after"] == pytest.approx(100 * (people[MERGED, 2020] / together - 1))
    both = moved[MERGED, 2010] + moved[CHONGWEN, 2010]
    assert rows.at[MIGRANTS, "before"] == pytest.approx(100 * both / together)


def test_a_new_code_is_no_new_county(atlas: Atlas) -> None:
    rows = counties.census_figures(atlas, RECODED)
    assert rows.attrs["how"] == "recoded"
    assert rows.at[POPULATION, "before"] == printed(POPULATION)["110228", 2010]
    assert np.isfinite(rows.loc[POPULATION, "change"])


def test_no_change_is_stated_where_the_boundary_moved(atlas: Atlas) -> None:
    for county, how in ((MOVED, "not_comparable"), (DEVELOPMENT_ZONE, "missing")):
        rows = counties.census_figures(atlas, county)
        assert rows.attrs["how"] == how
        assert rows["before"].isna().all()
        assert rows["change"].isna().all()
        assert np.isnan(rows.at[CHANGE, "after"])
        assert rows.at[POPULATION, "after"] == printed(POPULATION)[county, 2020]


def test_of_a_county_that_has_ended_only_2010_is_known(atlas: Atlas) -> None:
    rows = counties.census_figures(atlas, ENDED)
    assert rows.attrs["how"] == counties.ABOLISHED
    assert rows["after"].isna().all()
    assert rows["change"].isna().all()
    assert rows.at[POPULATION, "before"] == printed(POPULATION)[ENDED, 2010]
    assert rows.loc[[item for item in counties.ITEMS if item != CHANGE], "before"].notna().all()


@pytest.mark.parametrize("place", [SANYUAN, MERGED, RECODED, MOVED, "610400"])
def test_both_roads_to_a_figure_lead_to_the_same(atlas: Atlas, place: str) -> None:
    frame = counties.census_figures(atlas, place)
    everywhere = counties.national_census(atlas).values.loc[place]
    pd.testing.assert_series_equal(frame["after"], everywhere, check_names=False)
    shared = census_change(atlas, (place,)).set_index("item")
    pd.testing.assert_series_equal(frame.loc[shared.index, "before"], shared["before"], check_names=False)


def test_a_percentile_counts_the_counties_below(atlas: Atlas) -> None:
    """Counted again from the file, place by place; districts are not among them."""
    people = {place: value for (place, year), value in printed(POPULATION).items() if year == 2020}
    levels = {code: place.level for code, place in atlas.catalogue.places.items()}
    compared = [value for place, value in people.items() if levels[place] == "county"]
    below = sum(value < people[SANYUAN] for value in compared)
    equal = sum(value == people[SANYUAN] for value in compared)
    everywhere = counties.national_census(atlas)
    assert len(everywhere.counties) == len(compared) > 1_800
    expected = 100 * (below + equal / 2) / len(compared)
    assert everywhere.position(POPULATION, people[SANYUAN]) == pytest.approx(expected)
    assert everywhere.median(POPULATION) == pytest.approx(float(np.median(compared)))


def test_equal_figures_share_the_middle_of_their_places() -> None:
    row = np.array([1.0, 2.0, 2.0, 4.0])
    made = National(pd.DataFrame(), frozenset(), {"item": row}, pd.Series(), pd.Series(), 0)
    assert made.positions("item", [0, 1, 2, 3, 4, 5, np.nan]).tolist()[:6] == [0, 12.5, 50, 75, 87.5, 100]
    assert np.isnan(made.position("item", np.nan))
    nothing = National(pd.DataFrame(), frozenset(), {"item": row[:0]}, pd.Series(), pd.Series(), 0)
    assert np.isnan(nothing.position("item", 1))


def test_a_park_stands_beside_the_others_its_prefecture_and_the_medians(atlas: Atlas) -> None:
    found = counties.county_with_comparators(atlas, SANYUAN)
    population = found[found["item"].eq(POPULATION)].set_index(["who", "id"])["value"]
    assert population["place", SANYUAN] == 357_250
    assert set(population["park"].index) == {ZHENGDING, YUNCHENG}
    # The city's own total, which its counties do not always add up to.
    assert population["prefecture", "610400"] == 4_983_340
    assert population["median", ""] == counties.national_census(atlas).median(POPULATION)
    towns = [printed(POPULATION)[town, 2020] for town in atlas.catalogue.county_towns]
    assert counties.towns_counted(atlas) == len(towns) == 83
    assert population["towns", ""] == np.median(towns)


def test_what_lies_in_no_prefecture_has_no_total_beside_it(atlas: Atlas) -> None:
    xiantao = "429004"
    assert counties.prefecture_of(atlas, xiantao) == ""
    assert "prefecture" not in set(counties.county_with_comparators(atlas, xiantao)["who"])
    assert counties.prefecture_of(atlas, SANYUAN) == "610400"
    assert counties.prefecture_of(atlas, MERGED) == "110000"


def test_the_rows_behind_a_figure_stand_under_the_codes_they_were_counted_under(atlas: Atlas) -> None:
    rows = counties.census_rows(atlas, [MERGED], ["b3_urban_share"], (2010, 2020))
    found = sorted(zip(rows["year"], rows["place"].astype(str), rows["series"].astype(str), strict=True))
    assert found == [
        (2010, MERGED, POPULATION),
        (2010, MERGED, "census_urban_pop"),
        (2010, CHONGWEN, POPULATION),
        (2010, CHONGWEN, "census_urban_pop"),
        (2020, MERGED, POPULATION),
        (2020, MERGED, "census_urban_pop"),
    ]
    assert counties.census_rows(atlas, [MOVED], [POPULATION], (2010,)).empty
    assert len(counties.census_rows(atlas, [ENDED], [POPULATION], (2010, 2020))) == 1


def test_the_extract_holds_every_figure_of_the_counties_with_a_park_and_no_other(atlas: Atlas) -> None:
    rows = county_record.park_rows(atlas)
    assert set(rows["place"].astype(str)) == {SANYUAN, ZHENGDING, YUNCHENG}
    assert len(rows) == 3 * 56
    assert rows["source_id"].notna().all()
    assert county_record.counted_for(atlas, [SANYUAN, YUNCHENG]) == [SANYUAN, YUNCHENG]


def test_facts_of_single_pages_are_never_a_series(atlas: Atlas) -> None:
    found = county_record.facts_of_county(atlas, ZHENGDING)
    assert len(found) > 20
    assert [fact.year for fact in found] == sorted((fact.year for fact in found), reverse=True)
    assert all(fact.period and fact.address.startswith("http") for fact in found)
    assert county_record.facts_of_county(atlas, "320581") == []


def test_a_county_level_city_has_yearly_figures_and_a_county_has_none(atlas: Atlas) -> None:
    rows = county_record.yearly_figures(atlas, "320581")
    gdp = rows[rows["series"].eq("gdp")]
    assert gdp["year"].tolist() == [2020, 2021, 2022, 2023]
    assert [printed("gdp")["320581", year] for year in gdp["year"]] == gdp["value"].tolist()
    assert not rows["series"].astype(str).str.startswith("census_").any()
    assert county_record.yearly_figures(atlas, SANYUAN).empty
