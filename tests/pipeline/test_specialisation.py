"""Location quotients and relatedness: by hand, against the ecomplexity package, and what the published tables hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from ecomplexity import ecomplexity
from ecomplexity import proximity as oracle_proximity

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.industries import INDUSTRIES
from zone_atlas.pipeline.specialisation import (
    entry_check,
    location_quotients,
    moved_boundaries,
    proximity_of_industries,
    relatedness_density,
)

# The package computes in double precision from the same workers; only the order of sums differs.
SAME = 1e-9


def test_a_location_quotient_is_the_share_over_the_share_of_all_places_together() -> None:
    shares = pd.DataFrame({"mining": [10.0, 0.0], "rest": [90.0, 100.0]}, index=["a", "b"])
    shares.loc["zone"] = [5.0, 95.0]
    workers = pd.Series({"a": 100.0, "b": 300.0, "zone": 50.0})
    quotients, national = location_quotients(shares, workers, ["a", "b"])
    # 10 of 400 workers mine: 2.5 %. The zone lies within the two places and is not counted again.
    assert national["mining"] == pytest.approx(2.5)
    assert quotients.loc["a", "mining"] == pytest.approx(4.0)
    assert quotients.loc["b", "mining"] == 0
    assert quotients.loc["zone", "mining"] == pytest.approx(2.0)


def test_proximity_and_density_by_hand() -> None:
    # Industry 0 in places a, b; 1 in b, c; 2 in c only; 3 nowhere.
    present = np.array([[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 0]], dtype=float)
    near = proximity_of_industries(present)
    assert near[0, 1] == pytest.approx(1 / 2)
    assert near[1, 2] == pytest.approx(1 / 2)
    assert near[0, 2] == 0
    assert near[3].tolist() == [0, 0, 0, 0]
    dense = relatedness_density(present, near)
    # Industry 1: proximities 0.5, 1, 0.5 sum to 2; place a has industry 0 alone.
    assert dense[0, 1] == pytest.approx(0.25)
    assert dense[2, 0] == pytest.approx(0.5 / 1.5)
    assert dense[0, 3] == 0


@pytest.fixture(scope="module")
def workers(atlas: Atlas) -> pd.DataFrame:
    """Workers by city and industry in both censuses, as the oracle wants them."""
    rows = atlas.specialisation.astype({"place": str, "industry": str})
    rows = rows[rows["place"].isin(cities_of(atlas, rows))]
    sample = atlas.observations[atlas.observations["series"].eq("census_workers_sample")]
    known = sample.astype({"place": str}).set_index(["place", "year"])["value"]
    keys = pd.MultiIndex.from_frame(rows[["place", "year"]])
    return rows.assign(workers=rows["share"] * known.reindex(keys).to_numpy())


def cities_of(atlas: Atlas, rows: pd.DataFrame) -> list[str]:
    """Cities of both censuses, on whatever boundaries."""
    kinds = dict(zip(atlas.places["place"], atlas.places["kind"], strict=True))
    both = rows[rows.groupby("place")["year"].transform("nunique").eq(2)]
    return sorted({p for p in both["place"] if kinds[p] == "city"})


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("year", [2010, 2020])
def test_quotients_proximities_and_densities_agree_with_the_ecomplexity_package(
    atlas: Atlas, workers: pd.DataFrame, year: int
) -> None:
    columns = {"time": "year", "loc": "place", "prod": "industry", "val": "workers"}
    mine = workers[workers["year"].eq(year)]
    theirs = ecomplexity(mine[list(columns.values())], columns)
    joined = mine.merge(theirs, on=["place", "industry"], suffixes=("", "_oracle"))
    assert len(joined) == len(mine) == mine["place"].nunique() * len(INDUSTRIES)
    np.testing.assert_allclose(joined["location_quotient"], joined["rca"], rtol=SAME)
    np.testing.assert_allclose(joined["density"], joined["density_oracle"], atol=SAME)
    pairs = oracle_proximity(mine[list(columns.values())], columns).set_index(["industry_1", "industry_2"])
    ours = atlas.relatedness[atlas.relatedness["year"].eq(year)].astype({"industry": str, "other": str})
    expected = [
        pairs.loc[(one, other), "proximity"]
        for one, other in zip(ours["industry"], ours["other"], strict=True)
    ]
    np.testing.assert_allclose(ours["proximity"], expected, atol=SAME)


def test_each_pair_of_industries_stands_once_a_census(atlas: Atlas) -> None:
    for _, rows in atlas.relatedness.groupby("year"):
        assert len(rows) == len(INDUSTRIES) * (len(INDUSTRIES) - 1) / 2
        assert len({frozenset(p) for p in rows[["industry", "other"]].itertuples(index=False)}) == len(rows)


def test_the_check_of_entries_by_hand() -> None:
    # Two places, three industries: a has the first and enters the second; b has the third and enters nothing.
    before = np.array([[1, 0, 0], [0, 0, 1]], dtype=float)
    after = np.array([[1, 1, 0], [0, 0, 1]], dtype=float)
    densities = np.array([[0, 0.8, 0.1], [0.2, 0.9, 0]])
    quotients = np.array([[2.0, 0.9, 0.3], [0.1, 0.2, 4.0]])
    check = entry_check(before, after, quotients, densities).set_index("predictor")
    # One entry (0.8) against 0.1, 0.2 and 0.9: two of three pairs.
    assert check.loc["density", "auc"] == pytest.approx(2 / 3)
    assert check.loc["density_within_place", "auc"] == 1
    # Only the second industry has an entry and a stay: 0.8 against 0.9.
    assert check.loc["density_within_industry", "auc"] == 0
    assert check.loc["location_quotient", "auc"] == 1
    assert set(check["pairs"]) == {4}
    assert set(check["entries"]) == {1}
    assert set(check["base_rate"]) == {0.25}
    assert set(check["places"]) == {2}


def test_the_published_check_counts_every_absent_industry_of_every_city(atlas: Atlas) -> None:
    rows = atlas.specialisation.astype({"place": str, "industry": str})
    rows = rows[rows["place"].isin(cities_of(atlas, rows))]
    rows = rows[rows["comparable"]]
    assert set(moved_boundaries(atlas.observations)) == {"340200", "340500", "460400"}
    assert not rows["place"].isin(["340200", "340500", "460400"]).any()
    wide = rows.pivot(index=["place", "industry"], columns="year", values="location_quotient")
    absent = wide[wide[2010] < 1]
    row = atlas.entry_check.set_index("predictor").loc["density"]
    assert row["pairs"] == len(absent)
    assert row["entries"] == (absent[2020] >= 1).sum()
    assert row["base_rate"] == pytest.approx(row["entries"] / row["pairs"])
    assert (atlas.entry_check["low"] <= atlas.entry_check["auc"]).all()
    assert (atlas.entry_check["auc"] <= atlas.entry_check["high"]).all()
