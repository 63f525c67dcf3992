"""The value in force in a year and the reason why there is none: cases by hand, and agreement with the index."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis import in_force, standing
from zone_atlas.analysis.compare import readings
from zone_atlas.analysis.zone.indicators import city_table
from zone_atlas.atlas import Atlas


def published(*rows: tuple[int, float, str, str]) -> pd.DataFrame:
    """Published values (year, value, status, basis) that no break cuts short: each stands in for three years."""
    table = pd.DataFrame(rows, columns=["year", "value", "status", "basis"])
    return table.assign(place="Z", indicator="i", until=table["year"] + 3)


def value(rows: pd.DataFrame, year: int, proxies: bool = False, proxy_only: bool = False) -> float | None:
    found = in_force.choose_in_force(rows, year, proxies, {"Z"} if proxy_only else ())
    assert len(found) <= 1
    return float(found["value"].iloc[0]) if len(found) else None


OWN = published(
    (2018, 1.0, "A", "exact"), (2020, 2.0, "A", "exact"), (2021, 3.0, "U", "exact"), (2022, 9.0, "A", "proxy")
)


@pytest.mark.parametrize(
    ("year", "proxies", "proxy_only", "expected"),
    [
        (2017, False, False, None),  # nothing is known yet
        (2019, False, False, 1.0),
        (2021, False, False, 2.0),  # the withheld value of the year gives way to the one before
        (2023, False, False, 2.0),  # three years old: still in force
        (2024, False, False, None),  # four years old
        (2022, False, True, 2.0),  # a proxy never stands in unasked
        (2022, True, False, 9.0),  # the wider unit's value covers the whole zone
        (2021, True, True, 2.0),
        (2022, True, True, 9.0),  # newer than the districts' own
    ],
)
def test_the_value_in_force_is_the_newest_of_three_years(
    year: int, proxies: bool, proxy_only: bool, expected: float | None
) -> None:
    assert value(OWN, year, proxies, proxy_only) == expected


def test_districts_own_value_wins_over_the_wider_units_of_the_same_year() -> None:
    rows = published((2020, 2.0, "A", "exact"), (2020, 9.0, "A", "proxy"))
    assert [value(rows, 2020, True, proxy_only=only) for only in (True, False)] == [2.0, 9.0]


def test_a_wider_units_value_wins_over_a_newer_one_that_does_not_cover_the_zone() -> None:
    rows = published((2020, 9.0, "A", "proxy"), (2021, 2.0, "A", "exact"))
    assert [value(rows, 2021, True, proxy_only=only) for only in (True, False)] == [2.0, 9.0]


def test_no_value_stands_in_across_a_break() -> None:
    rows = published((2018, 1.0, "A", "exact")).assign(until=2019)
    assert [value(rows, year) for year in (2018, 2019, 2020)] == [1.0, 1.0, None]


def test_each_place_and_indicator_has_at_most_one_value() -> None:
    one, other = published((2020, 1.0, "A", "exact")), published((2019, 5.0, "A", "exact"))
    rows = pd.concat([one, other, other.assign(place="Y"), other.assign(indicator="j")])
    found = in_force.choose_in_force(rows, 2020, False).sort_values(["place", "indicator"])
    assert found[["place", "indicator", "value"]].to_numpy().tolist() == [
        ["Y", "i", 5.0],
        ["Z", "i", 1.0],
        ["Z", "j", 5.0],
    ]


@pytest.mark.parametrize("year", [2006, 2013, 2018, 2021, 2023])
@pytest.mark.parametrize("proxies", [False, True])
def test_what_entered_the_index_is_what_is_in_force(atlas: Atlas, year: int, proxies: bool) -> None:
    """Every zone and city, every indicator of the year's set: value, its year and its basis."""
    kinds = atlas.places["kind"].isin(["zone", "city"])
    names = list(atlas.catalogue.indicators)
    places = list(atlas.places.loc[kinds, "place"])
    index = standing.indicator_values(atlas.normalised_in(year), year, names, places, proxies)
    index = index.astype({"place": str, "indicator": str, "value_basis": str})
    zones = in_force.zones_without_city(atlas)
    ours = in_force.choose_in_force(atlas.indicators, year, proxies, zones)
    ours = ours.astype({"place": str, "indicator": str, "basis": str})
    ours = ours[ours["indicator"].isin(set(index["indicator"])) & ours["place"].isin(places)]
    columns = ["place", "indicator", "value", "year", "basis"]
    index = index.drop(columns=["year", "basis"]).rename(
        columns={"value_year": "year", "value_basis": "basis"}
    )
    left, right = (t[columns].sort_values(columns[:2]).reset_index(drop=True) for t in (ours, index))
    assert len(left) > 4000
    pd.testing.assert_frame_equal(left, right, check_dtype=False)


def test_outside_the_index_a_scatter_and_a_page_show_the_values_in_force_and_nothing_older(
    atlas: Atlas,
) -> None:
    """The share of graduates is a census figure: of 2010 until 2013, then of nobody until 2020."""
    for year, known in ((2010, True), (2013, True), (2014, False), (2017, False)):
        pairs = readings.pair_indicators(atlas, "d2_college", "b2_gdp_per_resident", year, False)
        column = city_table(atlas, year).indicators.get_loc("d2_college")
        assert bool(len(pairs)) == known, year
        assert np.isfinite(city_table(atlas, year).values[:, column]).any() == known, year
        if known:
            assert set(pairs["across_year"]) == {2010}


def test_no_withheld_value_enters_a_scatter(atlas: Atlas) -> None:
    table = atlas.values_of("d1_trademarks")
    row = table[table["status"].eq("U") & table["year"].eq(2006)].iloc[0]
    pairs = readings.pair_indicators(atlas, "d1_trademarks", "b2_gdp_per_resident", 2006, False)
    assert str(row["place"]) not in pairs.index or pairs.loc[str(row["place"]), "across_year"] < 2006


@pytest.mark.parametrize(
    ("place", "indicator", "year", "proxies", "expected"),
    [
        ("HE-TS", "b2_mining", 2023, False, ("", "")),
        ("BJ-JX", "d1_patents", 2023, False, ("proxy", "")),
        ("BJ-JX", "d1_patents", 2023, True, ("", "")),
        ("JL-C", "d1_invention_patents", 2006, False, ("withheld", "")),
        ("NM-W", "b3_roads", 2006, False, ("break", "2006")),
        ("JL-C", "d2_mobile", 2008, False, ("later", "2010")),
        ("JL-C", "d1_invention_patents", 2008, False, ("old", "2000")),
        ("JL-C", "d1_private_employment", 2018, False, ("none", "")),
        ("LN-C", "d1_invention_patents", 2006, False, ("member", "210400")),
        # A city's reasons are found by the same rule.
        ("441700", "b3_roads", 2006, False, ("break", "2006")),
        ("130900", "d1_invention_patents", 2006, False, ("withheld", "")),
        ("210400", "d2_mobile", 2006, False, ("later", "2010")),
    ],
)
def test_each_gap_has_its_reason(
    atlas: Atlas, place: str, indicator: str, year: int, proxies: bool, expected: tuple[str, str]
) -> None:
    assert in_force.reason_missing(atlas, place, indicator, year, proxies) == expected


def test_compare_and_the_zone_page_give_one_reason(atlas: Atlas) -> None:
    for zone in ("NM-W", "JL-C", "BJ-JX"):
        for indicator in readings.indicators_in(atlas, 2006):
            reason, _ = in_force.reason_missing(atlas, zone, indicator, 2006, False)
            if reason:
                said = readings.why_missing(atlas, zone, indicator, 2006, False)
                assert said == ("unreported" if reason == "none" else reason)
