"""Rank intervals: the same choices on a dimension by hand, one place at a time, and what the published ones promise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.framework import Mean
from zone_atlas.index.draws import Choices
from zone_atlas.index.hierarchy import Hierarchy
from zone_atlas.index.specification import SCALES
from zone_atlas.index.ties import are_tied, printed_ranks
from zone_atlas.index.uncertainty import rank_uncertainty
from zone_atlas.pipeline import ranks as rank_step
from zone_atlas.pipeline.ranks import (
    UNRANKED,
    _measure_against_cities,
    _scores_under_normalisations,
    draw_choices,
    percentiles_of_ranks,
    rank_draws,
    rank_intervals,
)
from zone_atlas.pipeline.scores import score_sets

FEW = 400


class World:
    """Five cities and two zones on three indicators, a and b of one element and c of another."""

    def __init__(self, make, **cells: tuple[float, ...]) -> None:
        self.indicators = (
            make.indicator("a", Mean("a")),
            make.indicator("b", Mean("b"), goalposts="log"),
            make.indicator("c", Mean("c"), element="D1.vitality", direction=-1),
        )
        zones = [make.zone_of(name, "high") for name in cells if name.startswith("Z")]
        self.catalogue = make.catalogue(
            indicators=self.indicators,
            dimensions=(make.dimension("D1.innovation", "D1.vitality"),),
            zones=tuple(zones),
        )
        self.cities = {name for name in cells if not name.startswith("Z")}
        self.rows = [
            {"place": place, "year": year, "indicator": name, "value": value, "status": "A", "basis": "exact"}
            for place, values in cells.items()
            for year in range(2018, 2024)
            for name, value in zip("abc", values, strict=True)
            if np.isfinite(value)
        ]

    def run(self, draws: int = FEW) -> pd.DataFrame:
        scores, normalised, _ = score_sets(pd.DataFrame(self.rows), self.catalogue, self.cities)
        self.normalised = normalised
        return rank_intervals(normalised, scores, self.catalogue, self.cities, draws)


CELLS = {
    "low": (0.0, 1.0, 90.0),
    "mid": (45.0, 30.0, 50.0),
    "even": (50.0, 20.0, 55.0),
    "odd": (90.0, 2.0, 95.0),
    "high": (100.0, 400.0, 5.0),
}


def of(table: pd.DataFrame, year: int = 2020) -> pd.DataFrame:
    return table[table["year"] == year].set_index("place")


def test_the_best_and_the_worst_on_every_indicator_are_certain_and_the_rest_is_not(make) -> None:
    made = of(World(make, **CELLS).run())
    assert tuple(made.loc["high", ["low", "median", "high"]]) == (1, 1, 1)
    assert made.loc["high", "label"] == "1"
    assert made.loc["high", "top_quarter"] == 1
    between = made.loc[["mid", "even", "odd"]]
    assert (between["high"] > between["low"]).any()
    assert set(made["rank_of"]) == {5}


def test_a_zone_of_one_city_is_scored_like_that_city(make) -> None:
    """Zones are normalised against the cities, not among themselves: the only zone would else be its own best."""
    world = World(make, **CELLS, Z1=CELLS["odd"], Z2=CELLS["mid"])
    made = of(world.run())
    zones = made[made["kind"] == "zone"]
    assert set(zones.index) == {"Z1", "Z2"}
    assert set(zones["rank_of"]) == {2}
    cities, mine = world.normalised, list(world.indicators)
    node = _scores_under_normalisations(
        cities[cities["year"].eq(2020)].astype({"place": str, "indicator": str}), mine, world.cities
    )
    at = {place: position for position, place in enumerate(node.places)}
    np.testing.assert_allclose(node.scores[:, at["Z1"]], node.scores[:, at["odd"]], rtol=1e-12)
    np.testing.assert_allclose(node.scores[:, at["Z2"]], node.scores[:, at["mid"]], rtol=1e-12)


def test_the_four_normalisations_by_hand() -> None:
    values = np.array([1.0, 10.0, 100.0, 1000.0, 10.0, np.nan, 0.0])
    is_city = np.array([True, True, True, True, False, True, True])
    measured = _measure_against_cities(values, is_city, log=True, direction=-1)
    # Nothing at all stands with the least there is: the cities are 0, 0, 1, 2, 3 in decimal logarithms.
    logs = np.array([0, 1, 2, 3, 0])
    np.testing.assert_allclose(measured["minmax"], 100 * (3 - np.array([0, 1, 2, 3, 1, np.nan, 0])) / 3)
    expected = -(np.array([0, 1, 2, 3, 1, np.nan, 0]) - logs.mean()) / logs.std(ddof=1)
    np.testing.assert_allclose(measured["zscore"], expected)
    np.testing.assert_allclose(measured["rank"], [87.5, 50, 25, 0, 50, np.nan, 87.5])


def test_a_place_outside_the_range_of_the_cities_scores_at_the_end_of_the_scale() -> None:
    values = np.array([1.0, 2.0, 3.0, 9.0])
    measured = _measure_against_cities(values, np.array([True, True, True, False]), log=False, direction=1)
    assert measured["minmax"][3] == measured["rank"][3] == 100
    assert measured["zscore"][3] == 7


def test_the_build_stops_at_a_normalisation_that_is_drawn_but_not_computed(
    make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rank_step, "SCALES", (*SCALES, "distance"))
    with pytest.raises(
        ValueError, match=r"drawn under .*distance.* computed under goalposts, .*pipeline/ranks"
    ):
        World(make, **CELLS).run()


def test_draws_count_the_normalisations_in_the_order_of_their_list() -> None:
    options = {scale: np.full((2, 1), 1.0 + place) for place, scale in enumerate(SCALES)}
    backwards = dict(reversed(options.items()))
    np.testing.assert_array_equal(rank_step._stack_by_scale(backwards)[:, 0, 0], 1.0 + np.arange(len(SCALES)))


def test_an_indicator_on_which_the_cities_do_not_differ_says_nothing() -> None:
    same = np.array([5.0, 5.0, 7.0])
    measured = _measure_against_cities(same, np.array([True, True, False]), log=False, direction=1)
    for option in measured.values():
        assert np.isnan(option).all()


def test_percentiles_are_those_of_the_index_engine() -> None:
    generator = np.random.default_rng(3)
    scores = generator.uniform(1, 100, (2, 9, 4))
    hierarchy = Hierarchy.of([[0, 0, 1, 1], [0, 0]])
    expected = rank_uncertainty(scores, hierarchy, draws=1_000, seed=5)
    drawn = draw_choices(hierarchy, 2, Choices(), 1_000, np.random.default_rng(5))
    found = percentiles_of_ranks(rank_draws(scores, hierarchy, drawn, Choices()))
    np.testing.assert_array_equal(found, [expected.low, expected.median, expected.high])


def test_a_place_without_a_score_in_some_draw_is_refused_and_not_ranked_last() -> None:
    with pytest.raises(ValueError, match="no score"):
        percentiles_of_ranks(np.array([[1, 1], [2, UNRANKED]], dtype=np.uint16))


def test_thin_places_and_proxies_neither_get_a_rank_nor_push_anyone_down(make) -> None:
    world = World(make, **CELLS, thin=(np.nan, np.nan, 1.0))
    assert "thin" not in set(world.run()["place"])
    assert set(of(world.run())["rank_of"]) == {5}
    world.rows += [{**row, "place": "Z1", "basis": "proxy"} for row in world.rows if row["place"] == "high"]
    assert "Z1" not in set(world.run()["place"])


def test_two_runs_give_the_same_to_the_last_digit(make) -> None:
    first, second = (World(make, **CELLS).run() for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_the_published_ranks_cover_exactly_what_may_be_ranked(atlas: Atlas) -> None:
    scores = atlas.scores[
        atlas.scores["set"].eq("full") & atlas.scores["node"].isin(list(atlas.catalogue.dimensions))
    ]
    may = scores[scores["ranked"] & scores["basis"].eq("exact") & (scores["coverage"] >= 0.65)]
    key = ["place", "year", "node"]
    expected = set(may[key].astype({"place": str, "node": str}).itertuples(index=False, name=None))
    ranks = atlas.ranks.astype({"place": str, "node": str})
    assert set(ranks[key].itertuples(index=False, name=None)) == expected
    assert set(ranks["year"]) == set(range(2018, 2024))
    assert not ranks.duplicated(key).any()
    zones = ranks["place"].isin(list(atlas.catalogue.zones))
    assert ranks["kind"].eq("zone").eq(zones).all()


def test_the_published_intervals_hold_the_rank_of_the_default_index_almost_always(atlas: Atlas) -> None:
    """The default is one of the choices: an interval that misses it often would not be one of this index."""
    key = ["place", "year", "node"]
    scores = atlas.scores[atlas.scores["set"].eq("full") & atlas.scores["basis"].eq("exact")]
    both = atlas.ranks.astype({"place": str, "node": str}).merge(
        scores.astype({"place": str, "node": str})[[*key, "rank", "rank_of"]],
        on=key,
        suffixes=("", "_default"),
    )
    assert both["rank_of"].eq(both["rank_of_default"]).all()
    for kind, rows in both.groupby("kind", observed=True):
        inside = rows["rank"].between(rows["low"], rows["high"])
        assert inside.mean() > 0.97, kind
        assert rows["median"].corr(rows["rank"]) > 0.97, kind


def test_no_label_puts_tied_places_in_an_order(atlas: Atlas) -> None:
    """Wherever two intervals overlap, so do the places printed."""
    for (_, _, _), rows in atlas.ranks.groupby(["node", "year", "kind"], observed=True):
        low, high = rows["low"].to_numpy(float), rows["high"].to_numpy(float)
        assert tuple(rows["label"].astype(str)) == printed_ranks(low, high).label
        ends = [[int(end) for end in str(label).split("–")] for label in rows["label"]]
        best, worst = np.array([e[0] for e in ends]), np.array([e[-1] for e in ends])
        overlap = (best[:, None] <= worst[None, :]) & (best[None, :] <= worst[:, None])
        assert overlap[are_tied(low, high)].all()
        assert (rows["top_quarter"].between(0, 1)).all()


def test_a_zone_of_one_city_stands_among_all_cities_where_that_city_stands(make) -> None:
    made = of(World(make, **CELLS, Z1=CELLS["odd"], Z2=CELLS["mid"]).run())
    among_cities = ["city_low", "city_median", "city_high", "city_of"]
    assert made.loc["Z1", among_cities].tolist() == made.loc["odd", among_cities].tolist()
    assert made.loc["Z2", among_cities].tolist() == made.loc["mid", among_cities].tolist()
    cities = made[made["kind"] == "city"]
    assert (cities["city_low"] == cities["low"]).all()
    assert (cities["city_high"] == cities["high"]).all()
    assert set(made["city_of"]) == {5}


def test_a_zone_above_every_city_is_first_among_cities_and_one_below_is_last_but_not_beyond(make) -> None:
    made = of(World(make, **CELLS, Z1=(100.0, 500.0, 1.0), Z2=(0.0, 0.5, 99.0)).run())
    assert made.loc["Z1", "city_high"] == 1
    # Five cities stand above it: one place below the last city.
    assert made.loc["Z2", "city_median"] == 6
