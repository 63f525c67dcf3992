"""Coherence of the published index, and links to figures it was not made from, against pandas and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis.coherence import Coherence, coherence_in_year, nominal_weights
from zone_atlas.analysis.links import correlations_with_income
from zone_atlas.analysis.ranking import intervals_part, stands_apart, tied_pairs
from zone_atlas.atlas import Atlas

YEARS = (2023, 2018, 2010)


@pytest.fixture(scope="module")
def found(atlas: Atlas) -> dict[int, Coherence]:
    made = {
        y: coherence_in_year(
            atlas.normalised_in(y), atlas.scores_of(list(atlas.catalogue.dimensions)), atlas.catalogue, y
        )
        for y in YEARS
    }
    assert all(made.values())
    return {year: one for year, one in made.items() if one}


@pytest.mark.parametrize("year", YEARS)
def test_correlations_are_those_of_the_scores_of_the_ranked_cities(atlas: Atlas, found, year: int) -> None:
    one, own_set = found[year], "full" if year >= 2018 else "core"
    rows = atlas.normalised_in(year)
    rows = rows[rows["set"].eq(own_set) & rows["basis"].eq("exact") & rows["place"].isin(list(one.cities))]
    table = rows.astype({"place": str, "indicator": str}).pivot(
        index="place", columns="indicator", values="score"
    )
    expected = table[one.correlation.columns].corr(min_periods=3)
    pd.testing.assert_frame_equal(one.correlation, expected, check_names=False, atol=1e-9)


@pytest.mark.parametrize("year", YEARS)
def test_only_cities_ranked_on_every_dimension_are_compared(atlas: Atlas, found, year: int) -> None:
    one = found[year]
    scores = atlas.scores_of(list(one.dimensions.index))
    rows = scores[scores["set"].eq("full" if year >= 2018 else "core") & scores["year"].eq(year)]
    rows = rows[rows["basis"].eq("exact") & rows["place"].isin(list(one.cities))]
    assert rows["ranked"].all()
    assert len(rows) == len(one.cities) * len(one.dimensions)
    assert not set(one.cities) & set(atlas.catalogue.zones)


@pytest.mark.parametrize("year", YEARS)
def test_both_kinds_of_weight_sum_to_one_in_every_dimension(found, year: int) -> None:
    sums = found[year].weights.groupby("dimension")[["nominal", "effective"]].sum()
    np.testing.assert_allclose(sums, 1.0)


def test_effective_weights_are_squared_correlations_with_the_dimension(atlas: Atlas, found) -> None:
    one, node = found[2023], "B1"
    scores = atlas.scores_of([node])
    rows = scores[scores["set"].eq("full") & scores["year"].eq(2023) & scores["basis"].eq("exact")]
    composite = pd.Series(rows["score"].to_numpy(), rows["place"].astype(str))[list(one.cities)]
    values = atlas.normalised_in(2023)
    values = values[values["set"].eq("full") & values["basis"].eq("exact")].astype(
        {"place": str, "indicator": str}
    )
    own = one.weights[one.weights["dimension"] == node]
    table = values.pivot(index="place", columns="indicator", values="score").loc[list(one.cities), own.index]
    squared = table.corrwith(composite) ** 2
    np.testing.assert_allclose(own["effective"], squared / squared.sum(), rtol=1e-6)


def test_pairs_that_say_nearly_the_same_are_all_flagged_and_no_others(found) -> None:
    one = found[2023]
    values = one.correlation.to_numpy()
    beyond = int((np.abs(np.triu(values, k=1)) > 0.92).sum())
    assert beyond == len(one.collinear) > 0
    assert all(one.correlation.at[a, b] == pytest.approx(value) for a, b, value in one.collinear)


def test_nominal_weights_are_equal_by_element_first(atlas: Atlas) -> None:
    names = ["d1_invention_patents", "d1_patents", "d1_trade"]
    assert nominal_weights(names, atlas.catalogue) == pytest.approx(
        dict(zip(names, (0.25, 0.25, 0.5), strict=True))
    )


def test_nothing_is_said_of_a_handful_of_cities(atlas: Atlas) -> None:
    few = atlas.scores_of(["D1"])
    few = few[few["place"].isin(["210200", "370300"])]
    assert coherence_in_year(atlas.normalised_in(2023), few, atlas.catalogue, 2023) is None


def test_links_are_rank_correlations_over_the_ranked_cities(atlas: Atlas) -> None:
    found = correlations_with_income(atlas, ["D1", "B3"], 2023)
    scores = atlas.scores_of(["D1"])
    rows = scores[
        scores["year"].eq(2023) & scores["set"].eq("full") & scores["ranked"] & scores["basis"].eq("exact")
    ]
    score = pd.Series(rows["score"].to_numpy(), rows["place"].astype(str))
    gdp = atlas.values_of("b2_gdp_per_resident")
    gdp = gdp[gdp["year"].eq(2023) & gdp["basis"].eq("exact")]
    value = pd.Series(gdp["value"].to_numpy(), gdp["place"].astype(str))
    both = pd.concat([score, value], axis=1, join="inner")
    both = both[both.index.str.isdigit()].dropna()
    assert found.at["D1", "gdp"] == pytest.approx(both[0].corr(both[1], method="spearman"))
    assert np.isnan(found.at["B3", "core"]), "the core has no B3"
    assert correlations_with_income(atlas, ["D1"], 2010)["core"].isna().all(), (
        "the core is not set against itself"
    )


RANKS = pd.DataFrame({"low": [1, 2, 5], "high": [3, 4, 6]}, index=["a", "b", "c"])


def test_a_place_stands_apart_only_when_all_intervals_lie_behind_it() -> None:
    assert intervals_part(RANKS, "a", "c")
    assert not intervals_part(RANKS, "a", "b"), "they overlap"
    assert not intervals_part(RANKS, "c", "a")
    assert not intervals_part(RANKS, "a", "nowhere")
    assert stands_apart(RANKS, "c", ["a", "b", "c"], "last")
    assert not stands_apart(RANKS, "a", ["a", "b", "c"], "first")
    assert stands_apart(RANKS, "a", ["c"], "first")
    assert not stands_apart(RANKS, "a", ["a"], "first"), "nobody to compare with"


def test_tied_pairs_are_counted_once() -> None:
    assert tied_pairs(RANKS) == (1, 3)
    assert tied_pairs(RANKS.iloc[:0]) == (0, 0)
