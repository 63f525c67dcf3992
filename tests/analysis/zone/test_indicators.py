"""Every indicator of a zone: ranks and reasons worked out by hand, and agreement with what the index takes."""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas.analysis import lines, standing
from zone_atlas.analysis.zone.indicators import indicator_histories, indicator_rows
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.rules import FIRST_LINE_YEAR


def test_values_are_those_that_enter_the_index(atlas: Atlas) -> None:
    names, compared = list(atlas.catalogue.indicators), 0
    for zone in atlas.catalogue.zones:
        for year, proxies in ((2018, False), (2021, True), (2023, False), (2023, True)):
            ours = indicator_rows(atlas, zone, year, proxies).set_index("indicator")
            theirs = standing.indicator_values(atlas.normalised_in(year), year, names, [zone], proxies)
            theirs = theirs.set_index(theirs["indicator"].astype(str))
            assert set(ours.index[ours["value"].notna()]) == set(theirs.index), (zone, year, proxies)
            mine = ours.loc[theirs.index]
            np.testing.assert_array_equal(mine["value"], theirs["value"])
            np.testing.assert_array_equal(mine["year"], theirs["value_year"])
            assert mine["basis"].tolist() == theirs["value_basis"].astype(str).tolist()
            compared += len(theirs)
    assert compared > 3000


@pytest.mark.parametrize("proxies", [False, True])
def test_every_indicator_is_listed_and_one_without_a_value_says_why(atlas: Atlas, proxies: bool) -> None:
    reasons = set()
    for zone in atlas.catalogue.zones:
        for year in (2006, 2012, 2018, 2023):
            rows = indicator_rows(atlas, zone, year, proxies)
            assert list(rows["indicator"]) == list(atlas.catalogue.indicators)
            assert rows["value"].isna().eq(rows["reason"].ne("")).all()
            assert not rows.loc[rows["basis"].eq("proxy"), "rank"].notna().any()
            assert rows.loc[rows["basis"].eq("exact"), "rank"].notna().all()
            assert (rows["rank"] <= rows["cities"])[rows["rank"].notna()].all()
            assert rows.loc[rows["value"].notna(), "age"].between(0, 3).all()
            reasons |= set(rows["reason"])
    assert reasons >= {"", "old", "later", "none", "member"}
    assert ("proxy" in reasons) == (not proxies)


def test_a_member_that_reports_nothing_is_named(atlas: Atlas) -> None:
    gap = atlas.gaps[atlas.gaps["zone"].eq("HN-C") & atlas.gaps["series"].eq("rd_expenditure")].iloc[0]
    row = indicator_rows(atlas, "HN-C", int(gap["year"]), False).set_index("indicator").loc["d2_rd"]
    assert (row["reason"], row["detail"]) == ("member", gap["missing"])


def test_tangshans_mining_share_is_ranked_as_counted_by_hand(atlas: Atlas) -> None:
    table = atlas.observations
    census = table[table["series"].eq("census_emp_share_mining") & table["year"].eq(2020)]
    # A share of low reliability is withheld from scores and from ranks.
    census = census[census["status"].ne("U")]
    cities = set(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
    shares = census[census["place"].isin(cities)].set_index("place")["value"]
    row = indicator_rows(atlas, "HE-TS", 2023, False).set_index("indicator").loc["b2_mining"]
    assert row["value"] == pytest.approx(2.583)
    assert row["rank"] == 1 + (shares > shares["130200"]).sum()
    assert row["cities"] == len(shares)
    assert (row["year"], row["age"], row["basis"]) == (2020, 3, "exact")


def test_a_zone_of_one_city_never_shares_a_rank_with_that_city(atlas: Atlas) -> None:
    for zone in ("HE-TS", "NX-NE"):
        rows = indicator_rows(atlas, zone, 2023, False)
        assert rows["shared"].sum() < 10, zone


def test_small_lines_break_where_the_lines_of_the_trends_do(atlas: Atlas) -> None:
    for zone in ("HE-TS", "LN-C", "JL-C"):
        rows = atlas.indicators_at(zone)
        usable = rows[rows["status"].ne("U")]
        for name, (years, values, segments) in indicator_histories(atlas, zone, False).items():
            line = lines.indicator_line(usable, name, zone, FIRST_LINE_YEAR, False)
            assert years == line["year"].tolist(), name
            assert segments == line["segment"].tolist(), name
            assert values == line["value"].tolist(), name


def test_a_line_breaks_where_the_wider_unit_takes_over(atlas: Atlas) -> None:
    rows = atlas.indicators_at("CQ-R")
    for name, (years, _, segments) in indicator_histories(atlas, "CQ-R", True).items():
        mine = rows[rows["indicator"].eq(name)]
        exact = set(mine.loc[mine["basis"].eq("exact"), "year"])
        bases = ["exact" if year in exact else "proxy" for year in years]
        for k in range(1, len(years)):
            if bases[k] != bases[k - 1]:
                assert segments[k] != segments[k - 1], (name, years[k])
