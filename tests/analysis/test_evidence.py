"""The binding bottleneck and the grade of its evidence: cases worked out by hand, and what every zone is told."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis.evidence import binding_bottleneck, evidence_grade, mean_age, peers_position
from zone_atlas.atlas import Atlas


@pytest.mark.parametrize(
    ("coverage", "age", "basis", "clear", "letter", "reasons"),
    [
        (1.0, 0.0, "exact", True, "A", ()),
        (0.85, 1.0, "exact", True, "A", ()),
        (0.84, 0.0, "exact", True, "B", ("coverage",)),
        (1.0, 1.2, "exact", True, "B", ("age",)),
        (1.0, 0.0, "exact", False, "B", ("interval",)),
        (0.84, 1.2, "exact", True, "C", ("coverage", "age")),
        (0.70, 2.0, "exact", False, "C", ("coverage", "age", "interval")),
        (0.64, 0.0, "exact", True, "D", ("thin",)),
        (1.0, 0.0, "proxy", True, "D", ("proxy",)),
    ],
)
def test_the_grade_follows_the_published_rule(
    coverage: float, age: float, basis: str, clear: bool, letter: str, reasons: tuple[str, ...]
) -> None:
    assert evidence_grade(coverage, age, basis, clear) == (letter, reasons)


class World:
    """A zone, two peers and the tables that the rule reads, in the year 2020; 101 cities are ranked."""

    def __init__(self, **zone_ranks: tuple[int, int, int]) -> None:
        dimensions = {name: SimpleNamespace(id=name, kind="bottleneck") for name in ("B1", "B2", "B3")}
        indicators = {
            name: [SimpleNamespace(id=f"{name}a"), SimpleNamespace(id=f"{name}b")] for name in dimensions
        }
        self.catalogue = SimpleNamespace(
            dimensions=dimensions, indicators_of=indicators.__getitem__, zones={}
        )
        self.zone_ranks = zone_ranks
        self.scores = pd.DataFrame(
            [("Z", 2020, "full", node, 50.0, 1.0, "exact", True) for node in zone_ranks],
            columns=["place", "year", "set", "node", "score", "coverage", "basis", "ranked"],
        )
        self.normalised = pd.DataFrame(
            [
                ("Z", 2020, "full", f"{n}{k}", age, "exact")
                for n in zone_ranks
                for k, age in (("a", 0), ("b", 1))
            ],
            columns=["place", "year", "set", "indicator", "age", "basis"],
        )

    def scores_at(self, nodes: list[str], year: int) -> pd.DataFrame:
        return self.scores[self.scores["node"].isin(nodes) & self.scores["year"].eq(year)]

    def normalised_in(self, year: int) -> pd.DataFrame:
        return self.normalised

    def peers_of(self, place: str) -> pd.DataFrame:
        groups = ["nearest", "nearest", "province"]
        return pd.DataFrame({"group": groups, "peer": ["1", "2", "3"], "order": [1, 2, 1], "distance": 1.0})

    def ranks_in(self, node: str, year: int) -> pd.DataFrame:
        rows = {"1": (40, 41, 42), "2": (60, 61, 62), "3": (1, 1, 1)}
        if node in self.zone_ranks:
            rows["Z"] = self.zone_ranks[node]
        table = pd.DataFrame.from_dict(rows, orient="index", columns=["city_low", "city_median", "city_high"])
        return table.assign(city_of=101)


def test_the_bottleneck_with_most_cities_less_severe_binds_and_its_peers_are_the_nearest_only() -> None:
    world = World(B1=(70, 80, 90), B2=(5, 11, 21), B3=(40, 60, 70))
    found = binding_bottleneck(world, "Z", 2020, False)
    assert found is not None
    assert found.dimension == "B2"
    assert found.severity == pytest.approx(0.90)
    assert (found.low, found.high) == pytest.approx((0.80, 0.96))
    # Ranks 41 and 61 leave 0.6 and 0.4 behind.
    assert peers_position(world, "Z", "B2", 2020) == pytest.approx(0.5)
    assert found.tied == ()
    assert (found.grade, found.reasons) == ("A", ())
    assert mean_age(world, "Z", "B2", 2020, "exact") == 0.5


def test_bottlenecks_whose_intervals_overlap_cannot_be_told_apart() -> None:
    found = binding_bottleneck(World(B1=(15, 30, 60), B2=(5, 11, 21), B3=(22, 60, 70)), "Z", 2020, False)
    assert found is not None
    assert (found.dimension, found.tied) == ("B2", ("B1",))


def test_an_interval_that_reaches_the_peers_costs_a_grade() -> None:
    found = binding_bottleneck(World(B1=(20, 30, 60)), "Z", 2020, False)
    assert found is not None
    assert (found.grade, found.reasons) == ("B", ("interval",))


def test_a_year_without_any_score_has_no_binding_bottleneck() -> None:
    assert binding_bottleneck(World(B1=(20, 30, 60)), "Z", 2021, False) is None


@pytest.mark.parametrize("year", [2006, 2012, 2018, 2023])
def test_every_zone_gets_an_answer_that_says_how_good_it_is(atlas: Atlas, year: int) -> None:
    for zone in atlas.catalogue.zones:
        found = binding_bottleneck(atlas, zone, year, False)
        if found is None:
            assert not binding_bottleneck(atlas, zone, year, True)
            continue
        proxy_only = atlas.catalogue.zones[zone].proxy_only
        # What the zone does not have of its own, or has too few figures of, is the poorest evidence.
        assert (found.grade == "D") == (proxy_only or "thin" in found.reasons)
        assert found.ranked == (year >= 2018 and not proxy_only)
        assert np.isfinite(found.low) == found.ranked
        assert (found.reasons == ()) == (found.grade == "A")


def test_the_severity_of_daqing_is_that_of_its_published_rank(atlas: Atlas) -> None:
    found = binding_bottleneck(atlas, "HL-DQ", 2023, False)
    row = atlas.ranks_in("B2", 2023).loc["HL-DQ"]
    assert found is not None
    assert found.dimension == "B2"
    assert found.severity == pytest.approx((row["city_of"] - row["city_median"]) / (row["city_of"] - 1))
