"""The published alphas, against pandas and the Methods page's own count of the same year."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis.coherence import alpha_if_incoherent, coherence_in_year
from zone_atlas.analysis.standing import set_of
from zone_atlas.atlas import Atlas
from zone_atlas.index.coherence import HOLDS_TOGETHER


def alpha_by_pandas(table: pd.DataFrame) -> float:
    covariance = table.cov().to_numpy()
    number = len(table.columns)
    return number / (number - 1) * (1 - np.trace(covariance) / covariance.sum())


@pytest.mark.parametrize("year", [2010, 2018, 2023])
@pytest.mark.parametrize("node", ["B1", "B2", "D3"])
def test_the_published_alpha_is_that_of_the_scores_of_the_ranked_cities(
    atlas: Atlas, node: str, year: int
) -> None:
    own_set = set_of(year)
    nodes = atlas.scores_of(list(atlas.catalogue.dimensions))
    nodes = nodes[nodes["set"].eq(own_set) & nodes["year"].eq(year) & nodes["basis"].eq("exact")]
    nodes = nodes[nodes["ranked"]].astype({"place": str, "node": str})
    ranked = nodes[nodes["place"].str.isdigit()].pivot(index="place", columns="node", values="score").dropna()
    rows = atlas.normalised_in(year)
    rows = rows[rows["set"].eq(own_set) & rows["basis"].eq("exact")].astype({"place": str, "indicator": str})
    table = rows.pivot(index="place", columns="indicator", values="score").reindex(ranked.index)
    own = [i.id for i in atlas.catalogue.indicators_of(node) if i.id in table and table[i.id].notna().any()]
    assert atlas.alpha(own_set, node, year) == pytest.approx(alpha_by_pandas(table[own]), rel=1e-9)


@pytest.mark.parametrize("year", [2010, 2020, 2023])
def test_the_methods_page_counts_the_same(atlas: Atlas, year: int) -> None:
    scores = atlas.scores_of(list(atlas.catalogue.dimensions))
    found = coherence_in_year(atlas.normalised_in(year), scores, atlas.catalogue, year)
    assert found
    for node, alpha in found.dimensions["alpha"].items():
        assert atlas.alpha(set_of(year), str(node), year) == pytest.approx(alpha, nan_ok=True)


def test_every_year_that_is_ranked_has_an_alpha_of_every_dimension(atlas: Atlas) -> None:
    full = atlas.coherence[atlas.coherence["set"].eq("full")]
    assert set(full["year"]) == set(range(2018, 2024))
    assert full.groupby("year").size().eq(len(atlas.catalogue.dimensions)).all()
    assert full["alpha"].notna().all()
    assert (full["cities"] > 250).all()


def test_a_dimension_is_apart_only_below_the_bound(atlas: Atlas) -> None:
    told = 0
    for year in range(2006, 2024):
        for node in atlas.catalogue.dimensions:
            alpha, apart = atlas.alpha(set_of(year), node, year), alpha_if_incoherent(atlas, node, year)
            assert (apart is not None) == (alpha < HOLDS_TOGETHER)
            told += apart is not None
    assert told
    assert alpha_if_incoherent(atlas, "B2.resource", 2023) is None
    assert alpha_if_incoherent(atlas, "b2_mining", 2023) is None
