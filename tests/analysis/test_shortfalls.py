"""Is the evidence about a zone the one a reader would find by comparing it with its peers?"""

from __future__ import annotations

import pytest

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.shortfalls import COLUMNS, FEWEST_PEERS, shortfalls_of_place
from zone_atlas.atlas import Atlas

ZONES = ("HE-TS", "LN-C", "NX-NE")


@pytest.mark.parametrize("zone", ZONES)
def test_each_row_is_the_zones_own_value_against_the_median_of_its_nearest_peers(
    atlas: Atlas, zone: str
) -> None:
    found = shortfalls_of_place(atlas, zone, 2023, False)
    assert len(found) > 3
    table = atlas.normalised
    table = table[table["set"].eq("full") & table["year"].eq(2023) & table["basis"].eq("exact")]
    for row in found.itertuples():
        of_indicator = table[table["indicator"].eq(row.indicator)].set_index("place")
        peers = of_indicator[of_indicator.index.isin(peer_group.nearest_peers(atlas, zone))]
        assert row.score == of_indicator.loc[zone, "score"]
        assert row.year == of_indicator.loc[zone, "value_year"]
        assert row.peers == len(peers)
        assert row.peers_value == pytest.approx(peers["value"].median())
        assert row.gap == pytest.approx(row.score - peers["score"].median())


@pytest.mark.parametrize("zone", ZONES)
def test_only_bottlenecks_are_named_and_the_widest_gap_comes_first(atlas: Atlas, zone: str) -> None:
    found = shortfalls_of_place(atlas, zone, 2023, False)
    kinds = atlas.catalogue.dimensions
    assert all(
        kinds[atlas.catalogue.indicators[i].dimension].kind == "bottleneck" for i in found["indicator"]
    )
    assert found["gap"].gt(0).all()
    assert found["gap"].is_monotonic_decreasing
    assert found["peers"].ge(FEWEST_PEERS).all()
    assert found["basis"].eq("exact").all()


def test_a_wider_units_figures_come_in_only_when_asked_for(atlas: Atlas) -> None:
    own, wider = (shortfalls_of_place(atlas, "CQ-R", 2023, proxies) for proxies in (False, True))
    assert set(own["basis"]) <= {"exact"}
    assert "proxy" in set(wider["basis"])


def test_a_year_or_place_without_figures_gives_no_row(atlas: Atlas) -> None:
    for place, year in (("HE-TS", 1990), ("999999", 2023)):
        found = shortfalls_of_place(atlas, place, year, False)
        assert found.empty
        assert list(found.columns) == list(COLUMNS)


def test_a_census_figure_stays_the_districts_own_beside_proxies(atlas: Atlas) -> None:
    found = shortfalls_of_place(atlas, "BJ-JX", 2023, True).set_index("indicator")["basis"]
    assert found["b1_public_employment"] == "exact"
    assert found["b1_expenditure"] == "proxy"
