"""Is the network of industries connected, drawn by its rule, and laid out so that what is related lies close?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.industries import INDUSTRIES
from zone_atlas.catalogue.rules import DRAWN_FROM, LATEST_CENSUS
from zone_atlas.pipeline.industry_network import (
    count_steps,
    lay_out_industries,
    make_industry_network,
    scale_classically,
    select_network_edges,
    tabulate_proximities,
)


def near(pairs: dict[tuple[str, str], float], names: str = "abcd") -> pd.DataFrame:
    """A proximity matrix from a few pairs; the others are 0.1."""
    matrix = pd.DataFrame(0.1 + 0.9 * np.eye(len(names)), list(names), list(names))
    for (one, other), value in pairs.items():
        matrix.loc[one, other] = matrix.loc[other, one] = value
    return matrix


def pairs_of(edges: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(edges["industry"].astype(str), edges["other"].astype(str), strict=True))


def distances(spots: np.ndarray) -> np.ndarray:
    return np.linalg.norm(spots[:, None] - spots[None], axis=2)


def stress(spots: np.ndarray, apart: np.ndarray) -> float:
    """Weighted stress of a drawing at the scale that suits it best."""
    upper = np.triu_indices(len(apart), k=1)
    drawn, wanted = distances(spots)[upper], apart[upper]
    scale = (drawn / wanted).sum() / (drawn**2 / wanted**2).sum()
    return float(((scale * drawn / wanted - 1) ** 2).sum())


@pytest.fixture(scope="module")
def matrix(atlas: Atlas) -> pd.DataFrame:
    """Proximities of the latest census."""
    table = atlas.relatedness
    return tabulate_proximities(table[table["year"].eq(LATEST_CENSUS)])


def test_the_tree_joins_all_industries_by_the_highest_proximities() -> None:
    pairs = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.7, ("c", "d"): 0.2}
    edges = select_network_edges(near(pairs), threshold=0.75)
    assert pairs_of(edges) == [("a", "b"), ("b", "c"), ("c", "d")]
    assert edges["tree"].all()
    more = select_network_edges(near(pairs), threshold=0.7)
    assert pairs_of(more[~more["tree"]]) == [("a", "c")]


def test_proximities_are_the_same_from_either_side() -> None:
    pairs = pd.DataFrame(
        {"industry": ["mining", "mining"], "other": ["finance", "ict"], "proximity": [0.4, 0.2]}
    )
    table = tabulate_proximities(pairs)
    assert table.at["finance", "mining"] == table.at["mining", "finance"] == 0.4
    assert (np.diag(table) == 1).all()
    assert list(table.index) == [name for name in INDUSTRIES if name in {"mining", "finance", "ict"}]


def test_steps_are_counted_along_the_shortest_way() -> None:
    edges = pd.DataFrame({"industry": ["a", "b", "c", "a"], "other": ["b", "c", "d", "d"]})
    assert count_steps(list("abcd"), edges)[0].tolist() == [0, 1, 2, 1]


def test_classical_scaling_gives_back_distances_of_the_plane() -> None:
    spots = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0], [-1.0, 2.0]])
    assert distances(scale_classically(distances(spots))) == pytest.approx(distances(spots))


def test_published_edges_join_all_industries_and_hold_every_strong_pair(
    atlas: Atlas, matrix: pd.DataFrame
) -> None:
    edges = atlas.network_edges
    assert np.isfinite(count_steps(list(INDUSTRIES), edges)).all()
    assert edges["tree"].sum() == len(INDUSTRIES) - 1
    upper = [(a, b) for i, a in enumerate(INDUSTRIES) for b in INDUSTRIES[i + 1 :]]
    strong = {pair for pair in upper if matrix.at[pair] >= DRAWN_FROM}
    assert 20 < len(strong) < 40, "the threshold keeps about a sixth of the pairs"
    assert strong <= set(pairs_of(edges))
    assert (edges.loc[~edges["tree"], "proximity"] >= DRAWN_FROM).all()
    for row in edges.itertuples():
        assert row.proximity == matrix.at[row.industry, row.other]


def test_every_industry_has_its_place_the_same_each_time_and_none_on_top_of_another(atlas: Atlas) -> None:
    nodes, edges = make_industry_network(atlas.relatedness)
    pd.testing.assert_frame_equal(nodes, make_industry_network(atlas.relatedness.copy())[0])
    pd.testing.assert_frame_equal(nodes, atlas.network_nodes, rtol=0, atol=1e-9)
    assert pairs_of(edges) == pairs_of(atlas.network_edges)
    assert list(nodes["industry"]) == list(INDUSTRIES)
    assert nodes[["x", "y"]].min().tolist() == [0, 0]
    assert nodes[["x", "y"]].max().tolist() == [1, 1]
    assert distances(nodes[["x", "y"]].to_numpy())[np.triu_indices(19, k=1)].min() > 0.05


def test_the_layout_is_less_strained_than_classical_scaling_alone(matrix: pd.DataFrame) -> None:
    edges = select_network_edges(matrix)
    apart = np.sqrt(count_steps(list(matrix.index), edges))
    before = stress(scale_classically(1 - matrix.to_numpy()), apart)
    # Each axis of the published layout fills 0 to 1: the drawing before that is compared at its best shape.
    spots = lay_out_industries(matrix, edges).to_numpy()
    after = min(stress(spots * [1, ratio], apart) for ratio in np.linspace(0.3, 1.5, 25))
    assert after < 0.5 * before


def test_industries_that_are_drawn_as_related_lie_closer_than_the_others(atlas: Atlas) -> None:
    spots = atlas.network_nodes.set_index("industry")
    lengths = [np.linalg.norm(spots.loc[a] - spots.loc[b]) for a, b in pairs_of(atlas.network_edges)]
    assert np.mean(lengths) < 0.6 * distances(spots.to_numpy())[np.triu_indices(19, k=1)].mean()
