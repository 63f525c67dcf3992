"""Where a zone stands among all cities: cases worked out by hand, and the promises on every zone."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis import evidence, peer_group
from zone_atlas.analysis.zone import profile
from zone_atlas.atlas import Atlas


class World:
    """A zone of one city, two nearest peers, and five other ranked cities, in 2020 and in 2010."""

    def __init__(self, basis: str = "exact", ranked: bool = True) -> None:
        member = SimpleNamespace(adcode="6", whole_city=True, proxy="", coverage="whole")
        zone = SimpleNamespace(id="Z", members=(member,))
        self.catalogue = SimpleNamespace(dimensions={"D1": None, "B1": None}, zones={"Z": zone})
        cities = [*((f"{k}", 10.0 * k) for k in range(1, 6)), ("6", 35.0)]
        rows = [
            (place, year, index_set, node, score, 1.0, "exact", True)
            for place, score in cities
            for node in ("D1", "B1")
            for year, index_set in ((2020, "full"), (2010, "core"))
        ]
        rows += [
            ("Z", year, index_set, "D1", 35.0, 0.9, basis, ranked)
            for year, index_set in ((2020, "full"), (2010, "core"))
        ]
        columns = ["place", "year", "set", "node", "score", "coverage", "basis", "ranked"]
        self.scores = pd.DataFrame(rows, columns=columns)
        self.places = pd.DataFrame({"place": [c for c, _ in cities], "kind": "city"})

    def scores_at(self, nodes: list[str], year: int) -> pd.DataFrame:
        return self.scores[self.scores["node"].isin(nodes) & self.scores["year"].eq(year)]

    def peers_of(self, place: str) -> pd.DataFrame:
        groups = ["nearest", "nearest", "province"]
        return pd.DataFrame({"group": groups, "peer": ["2", "5", "1"], "order": [1, 2, 1], "distance": 1.0})

    def ranks_in(self, node: str, year: int) -> pd.DataFrame:
        columns = ["city_low", "city_median", "city_high"]
        if year < 2018 or node != "D1":
            return pd.DataFrame(columns=[*columns, "city_of"])
        rows = {"Z": (2, 3, 5), "2": (4, 5, 6), "5": (1, 1, 1), "6": (2, 3, 5)}
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).assign(city_of=6)


def row_of(frame: pd.DataFrame, node: str) -> pd.Series:
    return frame.set_index("node").loc[node]


def test_a_ranked_zone_stands_at_its_median_rank_within_its_interval() -> None:
    row = row_of(profile.zone_profile(World(), "Z", 2020, False), "D1")
    # Rank 3 of 6 leaves 3 of 5 others behind, ranks 5 and 2 leave 1 and 4.
    assert (row["share"], row["low"], row["high"]) == pytest.approx((0.6, 0.2, 0.8))
    assert row["ranked"]
    # Peers at ranks 5 and 1 leave 1 and 5 of 5 behind; the city of the same province is none of the nearest.
    assert row["peers_share"] == pytest.approx(0.6)


def test_a_dimension_without_a_score_stays_in_the_profile_without_a_position() -> None:
    frame = profile.zone_profile(World(), "Z", 2020, False)
    row = row_of(frame, "B1")
    assert list(frame["node"]) == ["D1", "B1"]
    assert np.isnan(row["share"])
    assert not row["ranked"]
    assert row["basis"] == ""


@pytest.mark.parametrize(("basis", "ranked"), [("proxy", False), ("exact", False)])
def test_what_is_not_ranked_has_a_plain_share_and_no_interval(basis: str, ranked: bool) -> None:
    row = row_of(profile.zone_profile(World(basis, ranked), "Z", 2020, basis == "proxy"), "D1")
    # Three of the five other ranked cities score below 35.
    assert row["share"] == pytest.approx(0.6)
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])
    assert not row["ranked"]


def test_a_proxy_is_no_position_unless_it_is_asked_for() -> None:
    row = row_of(profile.zone_profile(World("proxy", False), "Z", 2020, False), "D1")
    assert np.isnan(row["share"])


def test_before_the_full_set_there_are_positions_but_no_intervals() -> None:
    world = World()
    row = row_of(profile.zone_profile(world, "Z", 2010, False), "D1")
    assert row["share"] == pytest.approx(0.6)
    assert not row["ranked"]
    # Of the five others, one scores below the second city and all score below the fifth.
    assert profile.peers_profile(world, "Z", 2010)["D1"] == pytest.approx({"2": 0.2, "5": 1.0})


@pytest.mark.parametrize("year", [2006, 2012, 2018, 2023])
@pytest.mark.parametrize("proxies", [False, True])
def test_no_proxy_and_no_thin_score_is_ranked_in_any_profile(atlas: Atlas, year: int, proxies: bool) -> None:
    for zone, record in atlas.catalogue.zones.items():
        rows = profile.zone_profile(atlas, zone, year, proxies)
        assert list(rows["node"]) == list(atlas.catalogue.dimensions)
        assert not rows.loc[rows["basis"].eq("proxy"), "ranked"].any()
        assert not rows.loc[rows["coverage"].lt(0.65), "ranked"].any()
        assert year >= 2018 or not rows["ranked"].any()
        if record.proxy_only:
            assert not rows["ranked"].any()
        inside = rows[rows["ranked"]]
        assert (inside["low"] <= inside["share"]).all()
        assert (inside["share"] <= inside["high"]).all()


def test_the_profile_agrees_with_the_rule_of_the_binding_bottleneck(atlas: Atlas) -> None:
    for zone in ("HE-TS", "LN-C", "HL-DQ"):
        found = evidence.binding_bottleneck(atlas, zone, 2023, False)
        assert found is not None
        row = row_of(profile.zone_profile(atlas, zone, 2023, False), found.dimension)
        assert (row["share"], row["low"], row["high"]) == (found.severity, found.low, found.high)
        assert row["peers_share"] == pytest.approx(
            evidence.peers_position(atlas, zone, found.dimension, 2023)
        )
        peers = profile.peers_profile(atlas, zone, 2023)[found.dimension]
        assert set(peers) <= set(peer_group.nearest_peers(atlas, zone))
