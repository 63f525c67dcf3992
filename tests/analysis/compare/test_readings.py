"""Places side by side: positions and differences by hand, figures as published, and a reason for each gap."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis import gaps, peer_group
from zone_atlas.analysis.census.change import ITEMS, census_change
from zone_atlas.analysis.compare import readings, sources
from zone_atlas.analysis.compare.lines import (
    ChangeAmongPlaces,
    items_to_follow,
    line_of_place,
    move_of_line,
    quartiles_of_cities,
    why_no_line,
    yearbook_points,
)
from zone_atlas.analysis.compare.peers import reasons_for_choice
from zone_atlas.analysis.compare.table import CENSUS, parallel_table, table_rows
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import input_units

YEAR = 2023
MIXED = ("LN-C", "210200", "610422", "110107", "130283", "BJ-JX")


def cities(atlas: Atlas, indicator: str, year: int = YEAR) -> pd.Series:
    """Values of all cities as the index of a year uses them, by adcode."""
    table = atlas.normalised
    rows = table[
        table["year"].eq(year)
        & table["set"].eq("full")
        & table["indicator"].eq(indicator)
        & table["basis"].eq("exact")
    ]
    kinds = atlas.places.set_index("place")["kind"]
    values = rows.set_index(rows["place"].astype(str))["value"]
    return values[values.index.map(kinds) == "city"]


@pytest.mark.parametrize("place", ["HE-TS", "210200"])
@pytest.mark.parametrize("indicator", ["b2_gdp_per_resident", "d1_patents", "b3_pm25", "d3_so2"])
def test_positions_are_those_counted_by_hand(atlas: Atlas, place: str, indicator: str) -> None:
    (found,) = (
        r for r in readings.indicators_with_values(atlas, place, YEAR, False) if r.indicator == indicator
    )
    values = cities(atlas, indicator) * atlas.catalogue.indicators[indicator].direction
    mine = found.value * atlas.catalogue.indicators[indicator].direction
    below, equal = int((values < mine).sum()), int((values == mine).sum())
    assert found.position == pytest.approx(100 * (below + equal / 2) / len(values))
    assert found.cities == len(values)


def test_a_low_figure_stands_high_where_low_is_severe(atlas: Atlas) -> None:
    # GDP per resident is a bottleneck when it is low.
    values = cities(atlas, "b2_gdp_per_resident")
    poorest = {
        r.indicator: r for r in readings.indicators_with_values(atlas, str(values.idxmin()), YEAR, False)
    }
    assert poorest["b2_gdp_per_resident"].position > 99


@pytest.mark.parametrize("place", ["LN-C", "JX-PX", "340500"])
def test_a_profile_holds_the_values_of_the_index_with_year_status_and_sources(
    atlas: Atlas, place: str
) -> None:
    table, values = atlas.normalised, atlas.indicators
    rows = table[table["place"].eq(place) & table["year"].eq(YEAR) & table["set"].eq("full")]
    rows = rows[rows["basis"].eq("exact")].dropna(subset=["value"])
    found = {one.indicator: one for one in readings.indicators_with_values(atlas, place, YEAR, False)}
    assert set(found) == set(rows["indicator"].astype(str))
    for indicator, value, year, age in rows[["indicator", "value", "value_year", "age"]].itertuples(
        index=False
    ):
        one = found[str(indicator)]
        assert (one.value, one.year, one.age, one.basis) == (value, year, age, "exact")
        source = values[
            values["place"].eq(place)
            & values["indicator"].eq(indicator)
            & values["year"].eq(year)
            & values["basis"].eq("exact")
        ].iloc[0]
        assert (one.status, one.sources) == (str(source["status"]), str(source["sources"]))


def test_proxies_enter_a_profile_only_when_asked_for(atlas: Atlas) -> None:
    without = readings.indicators_with_values(atlas, "CQ-R", YEAR, False)
    with_proxies = readings.indicators_with_values(atlas, "CQ-R", YEAR, True)
    assert {one.basis for one in without} == {"exact"}
    assert len(with_proxies) > len(without) > 5
    assert {one.basis for one in with_proxies} == {"exact", "proxy"}


def test_the_widest_difference_is_the_one_found_by_hand(atlas: Atlas) -> None:
    places, names = ("HE-TS", "340500", "321300"), readings.indicators_in(atlas, YEAR)
    columns = {
        p: {r.indicator: r.position for r in readings.indicators_with_values(atlas, p, YEAR, False)}
        for p in places
    }
    table = pd.DataFrame(columns)
    gaps = (table["HE-TS"] - table[["340500", "321300"]].median(axis=1)).abs()
    found = readings.largest_difference(atlas, places, YEAR, False, names)
    assert found is not None
    assert found.place == "HE-TS"
    assert abs(found.own - found.others) == pytest.approx(gaps.max())
    assert found.indicator in set(gaps[gaps == gaps.max()].index)


def test_a_county_in_first_place_leaves_the_comparison_to_the_others(atlas: Atlas) -> None:
    names = readings.indicators_in(atlas, YEAR)
    found = readings.largest_difference(atlas, ("610422", "HE-TS", "LN-C"), YEAR, False, names)
    assert found is not None
    assert (found.place, found.compared) == ("HE-TS", 1)
    assert readings.largest_difference(atlas, ("610422", "110107"), YEAR, False, names) is None


def test_a_place_of_its_own_is_set_against_the_median_city(atlas: Atlas) -> None:
    found = readings.largest_difference(atlas, ("HE-TS",), YEAR, False, readings.indicators_in(atlas, YEAR))
    positions = [one.position for one in readings.indicators_with_values(atlas, "HE-TS", YEAR, False)]
    assert found is not None
    assert found.compared == 0
    assert abs(found.own - 50) == pytest.approx(max(abs(p - 50) for p in positions))


@pytest.mark.parametrize(
    ("place", "indicator", "reason"),
    [
        ("610422", "d1_patents", "level"),
        ("110107", "d1_patents", "level"),
        ("BJ-JX", "d1_patents", "proxy"),
        ("JL-C", "d2_broadband", "member"),
        ("SC-ZG", "b1_fdi", "old"),
        ("JL-C", "d1_private_employment", "unreported"),
    ],
)
def test_each_gap_has_its_reason(atlas: Atlas, place: str, indicator: str, reason: str) -> None:
    assert indicator not in readings.indicators_of_place(atlas, place, YEAR, False)
    assert readings.why_missing(atlas, place, indicator, YEAR, False) == reason


def test_the_member_that_does_not_report_is_one_of_the_zone(atlas: Atlas) -> None:
    missing = gaps.missing_members(atlas, "JL-C", "d2_broadband", YEAR)
    assert missing
    assert set(missing) <= {member.adcode for member in atlas.catalogue.zones["JL-C"].members}


@pytest.mark.parametrize(
    ("across", "up"),
    [
        ("b2_gdp_per_resident", "d1_invention_patents"),
        ("b2_mining", "b1_population_change"),
        ("b1_fiscal_gap", "b3_pm25"),
    ],
)
def test_the_rank_correlation_is_that_of_pandas(atlas: Atlas, across: str, up: str) -> None:
    pair = pd.DataFrame({"x": cities(atlas, across), "y": cities(atlas, up)}).dropna()
    rho, count = readings.rank_correlation(readings.pair_indicators(atlas, across, up, YEAR, False))
    assert count == len(pair)
    assert rho == pytest.approx(pair.corr(method="spearman").iloc[0, 1], abs=1e-12)


def test_a_rank_correlation_needs_cities_that_differ(atlas: Atlas) -> None:
    table = readings.pair_indicators(atlas, "b2_gdp_per_resident", "b3_pm25", YEAR, False)
    assert math.isnan(readings.rank_correlation(table.head(20))[0])
    assert math.isnan(readings.rank_correlation(table.assign(up=1.0))[0])


def test_zones_and_proxies_stay_out_of_the_rank_correlation(atlas: Atlas) -> None:
    without = readings.pair_indicators(atlas, "b2_gdp_per_resident", "b3_pm25", YEAR, False)
    with_proxies = readings.pair_indicators(atlas, "b2_gdp_per_resident", "b3_pm25", YEAR, True)
    assert "BJ-JX" not in without.index
    assert with_proxies.loc["BJ-JX", "open"]
    assert readings.rank_correlation(without) == readings.rank_correlation(with_proxies)


@pytest.mark.parametrize("zone", ["HE-TS", "LN-C", "BJ-JX", "GZ-LPS"])
@pytest.mark.parametrize("group", ["nearest", "province", "cohort"])
def test_the_reasons_are_those_of_the_published_table(atlas: Atlas, zone: str, group: str) -> None:
    table = atlas.peers[atlas.peers["place"].eq(zone)].astype({"peer": str, "group": str})
    wanted = table[table["group"].eq(group)].sort_values("order")
    peers = peer_group.in_group(atlas, zone, group)
    assert list(peers) == wanted["peer"].tolist()
    if not peers:
        assert (zone, group) == ("BJ-JX", "province")
        return
    first, *others = reasons_for_choice(atlas, (zone, *peers[:5]), named=False)
    assert (first.first, first.groups) == (True, ())
    for one in others:
        rows = table[table["peer"].eq(one.place)]
        assert set(one.groups) == set(rows["group"])
        own = rows[rows["group"].eq(one.groups[0])].iloc[0]
        assert one.order == own["order"]
        assert one.distance == pytest.approx(own["distance"], nan_ok=True)


def test_the_features_beside_the_reasons_are_the_published_ones(atlas: Atlas) -> None:
    table = atlas.peer_features
    for one in reasons_for_choice(atlas, ("BJ-JX", "340500", "610422"), named=True):
        rows = table[table["place"].eq(one.place) & table["basis"].eq(one.basis)]
        wanted = {str(f): (v, y) for f, v, y in rows[["feature", "value", "year"]].itertuples(index=False)}
        if one.kind == "county":
            census = census_change(atlas, (one.place,)).set_index("item")["after"]
            wanted = {
                "population": (census["census_pop"], 2020),
                "mining_share": (census["census_emp_share_mining"], 2020),
            }
        assert one.features == wanted
    alone, second = (reasons_for_choice(atlas, p, named=True)[-1] for p in (("BJ-JX",), ("LN-C", "BJ-JX")))
    assert (alone.basis, second.basis) == ("proxy", "exact")


def test_a_zones_yearbook_figure_is_the_sum_or_the_weighted_mean_of_its_members(atlas: Atlas) -> None:
    def of(place: str, series: str) -> float:
        rows = atlas.observations
        chosen = rows["place"].eq(place) & rows["series"].eq(series) & rows["year"].eq(2021)
        return float(rows.loc[chosen, "value"].iloc[0])

    members = input_units("LN-C", "exact", atlas.catalogue)
    assert len(members) > 2
    gdp = {y: v for y, v, _ in yearbook_points(atlas, "gdp", "LN-C")}
    assert gdp[2021] == pytest.approx(sum(of(m, "gdp") for m in members))
    share = {y: v for y, v, _ in yearbook_points(atlas, "share_secondary", "LN-C")}
    weights = [of(m, "gdp_revised") for m in members]
    shares = [of(m, "share_secondary") for m in members]
    assert share[2021] == pytest.approx(np.average(shares, weights=weights))


def test_a_line_breaks_where_the_definition_changes_and_between_censuses(atlas: Atlas) -> None:
    share = line_of_place(atlas, "share_secondary", "210200", False)
    segment = share.set_index("year")["segment"]
    assert segment[2018] != segment[2019]
    census = line_of_place(atlas, "b3_urban_share", "610422", False)
    assert census["year"].tolist() == [2010, 2020]
    assert census["segment"].nunique() == 2


@pytest.mark.parametrize(
    ("item", "place", "reason"),
    [
        ("b2_gdp_per_resident", "610422", "level"),
        ("D1", "610422", "level"),
        ("gdp", "610422", "county"),
        ("gdp", "BJ-JX", "county"),
        ("b2_gdp_per_resident", "BJ-JX", "proxy"),
    ],
)
def test_a_missing_line_has_its_reason(atlas: Atlas, item: str, place: str, reason: str) -> None:
    assert line_of_place(atlas, item, place, False).empty
    assert why_no_line(atlas, item, place, False) == reason


def test_everything_that_can_be_followed_has_a_line_somewhere(atlas: Atlas) -> None:
    for item in items_to_follow(atlas):
        assert not line_of_place(atlas, item, "210200", False).empty, item
        assert not quartiles_of_cities(atlas, item).empty, item


def test_a_change_is_told_over_an_unbroken_stretch_only() -> None:
    years = {"year": [2017, 2018, 2019, 2020], "value": [1.0, 2.0, 7.0, 9.0], "segment": [0, 0, 1, 1]}
    slow = {"year": [2019, 2020], "value": [3.0, 4.0], "segment": [0, 0]}
    parted = {"year": [2019, 2020], "value": [3.0, 9.0], "segment": [0, 1]}
    found = {"a": pd.DataFrame(years), "b": pd.DataFrame(slow), "c": pd.DataFrame(parted)}
    assert move_of_line(found, "a") == ChangeAmongPlaces(2019, 2020, 7.0, 9.0, 1, ("b",))
    assert move_of_line({"c": found["c"]}, "c") is None


def test_the_table_holds_what_the_tables_hold(atlas: Atlas) -> None:
    lines = parallel_table(atlas, MIXED, YEAR, False)
    census = {
        p: census_change(atlas, input_units(p, "exact", atlas.catalogue)).set_index("item") for p in MIXED
    }
    known = {
        p: {r.indicator: r for r in readings.indicators_with_values(atlas, p, YEAR, False)} for p in MIXED
    }
    for line in lines:
        for place, cell in line.cells.items():
            if line.section == CENSUS:
                row = census[place].loc[line.item]
                assert (cell.before, cell.value) == pytest.approx((row["before"], row["after"]), nan_ok=True)
            elif line.item in atlas.catalogue.indicators:
                one = known[place].get(line.item)
                assert (cell.year != 0) == (one is not None)
                assert one is None or (cell.value, cell.year) == (one.value, one.year)
            assert cell.year or cell.reason, (line.item, place)


def test_what_counties_have_comes_first_where_there_is_one(atlas: Atlas) -> None:
    mixed = [line.section for line in parallel_table(atlas, MIXED, YEAR, False)]
    zones = [line.section for line in parallel_table(atlas, ("LN-C", "HE-TS"), YEAR, False)]
    assert mixed[: len(ITEMS)] == [CENSUS] * len(ITEMS)
    assert zones[0] == "D1"
    assert sorted(mixed) == sorted(zones)


def test_a_zone_of_parts_of_districts_says_that_its_census_is_wider(atlas: Atlas) -> None:
    lines = parallel_table(atlas, ("BJ-JX", "CQ-R"), YEAR, False)
    statuses = {p: {x.cells[p].status for x in lines if x.section == "census"} for p in ("BJ-JX", "CQ-R")}
    assert statuses["BJ-JX"] == {"D"}
    assert statuses["CQ-R"] == {"A"}


def test_every_figure_of_the_table_can_be_taken_away_with_its_source(atlas: Atlas) -> None:
    lines = parallel_table(atlas, MIXED, YEAR, False)
    rows = table_rows(atlas, lines)
    figures = sum(bool(cell.year) + math.isfinite(cell.before) for x in lines for cell in x.cells.values())
    assert len(rows) == figures
    assert rows["sources"].astype(str).str.len().gt(0).all()
    named = {source for ids in rows["sources"].astype(str).unique() for source in ids.split(";")}
    assert named <= set(atlas.catalogue.sources)


def test_the_census_of_2010_is_traced_to_the_codes_of_2010(atlas: Atlas) -> None:
    merged = next(
        code
        for code, origin in atlas.catalogue.successors.items()
        if origin.kind == "merged" and len(origin.codes) > 1
    )
    rows = sources.observations_behind_item(atlas, "census_pop", merged, (2010,))
    assert set(rows["place"].astype(str)) == set(atlas.catalogue.successors[merged].codes)
    before = census_change(atlas, (merged,)).set_index("item").loc["census_pop", "before"]
    assert rows["value"].sum() == pytest.approx(before)
