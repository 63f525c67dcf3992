"""Step 8b: the network of related industries, its edges and its layout, the same for every reader."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.catalogue.industries import INDUSTRIES
from zone_atlas.catalogue.rules import DRAWN_FROM, LATEST_CENSUS

Array = NDArray[np.float64]
ROUNDS = 300
# Decimals of a position: a drawing needs three, and another processor's last bits must not count.
DECIMALS = 9


def make_industry_network(relatedness: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the network of industries of the latest census.

    Parameters
    ----------
    relatedness : DataFrame
        year, industry, other, proximity (0–1); each pair once per year.

    Returns
    -------
    (DataFrame, DataFrame)
        Nodes (industry; x and y, each from 0 to 1) and edges (see `select_network_edges`).
    """
    near = tabulate_proximities(relatedness[relatedness["year"].eq(LATEST_CENSUS)])
    edges = select_network_edges(near)
    nodes = lay_out_industries(near, edges).round(DECIMALS)
    return nodes.rename_axis("industry").reset_index(), edges


def tabulate_proximities(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the proximities of pairs as a matrix.

    Parameters
    ----------
    pairs : DataFrame
        industry, other, proximity.

    Returns
    -------
    DataFrame, industry × industry
        Symmetric, 1 on the diagonal, in the order of the census; industries without a pair are left out.
    """
    rows = pairs.astype({"industry": str, "other": str})
    names = [i for i in INDUSTRIES if i in {*rows["industry"], *rows["other"]}]
    spot = {name: k for k, name in enumerate(names)}
    matrix = np.eye(len(names))
    one, other = (rows[column].map(spot).to_numpy() for column in ("industry", "other"))
    matrix[one, other] = matrix[other, one] = rows["proximity"].to_numpy(float)
    return pd.DataFrame(matrix, names, names)


def select_network_edges(near: pd.DataFrame, threshold: float = DRAWN_FROM) -> pd.DataFrame:
    """Select the edges to draw: the tree of the highest proximities that joins all industries, and all strong ones.

    Parameters
    ----------
    near : DataFrame, industry × industry
        Proximities.
    threshold : float
        From which proximity on an edge is drawn whether the tree needs it or not.

    Returns
    -------
    DataFrame
        industry, other, proximity, tree (whether the edge belongs to the tree; Kruskal 1956); the strongest first.
    """
    names, matrix = list(near.index), near.to_numpy(float)
    one, other = np.triu_indices(len(names), k=1)
    order = np.argsort(-matrix[one, other], kind="stable")
    group, rows = list(range(len(names))), []
    for a, b in zip(one[order], other[order], strict=True):
        apart = group[a] != group[b]
        if apart:
            group = [group[a] if g == group[b] else g for g in group]
        if apart or matrix[a, b] >= threshold:
            rows.append((names[a], names[b], float(matrix[a, b]), apart))
    return pd.DataFrame(rows, columns=["industry", "other", "proximity", "tree"])


def lay_out_industries(near: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Place the industries in the plane; nothing is drawn at random.

    Distances are the square roots of the number of drawn edges on the way, so that dense parts take more room; from
    the classical scaling of 1 − proximity on they are laid out by stress majorisation with weights distance⁻²
    (Gansner, Koren and North 2004).

    Parameters
    ----------
    near : DataFrame, industry × industry
        Proximities.
    edges : DataFrame
        industry, other: a connected network of these industries.

    Returns
    -------
    DataFrame by industry
        x and y, each from 0 to 1.
    """
    apart = np.sqrt(count_steps(list(near.index), edges))
    # From steps alone, industries with the same neighbours would start, and stay, on one spot.
    spots = scale_classically(1 - near.to_numpy(float))
    weights = np.divide(1.0, apart**2, out=np.zeros_like(apart), where=apart > 0)
    for _ in range(ROUNDS):
        spots = _reduce_stress(spots, apart, weights)
    # Axes of the widest and the narrowest extent, with the first industry to the left and below.
    _, axes = np.linalg.eigh(np.cov(spots.T))
    upright = (spots - spots.mean(axis=0)) @ axes[:, ::-1]
    upright *= np.where(upright[0] > 0, -1, 1)
    low, high = upright.min(axis=0), upright.max(axis=0)
    return pd.DataFrame((upright - low) / (high - low), index=near.index, columns=["x", "y"])


def count_steps(names: list[str], edges: pd.DataFrame) -> Array:
    """Return the number of edges on the shortest way between all pairs of names (Floyd–Warshall).

    Parameters
    ----------
    names : list of str
    edges : DataFrame
        industry, other: both among the names.

    Returns
    -------
    array (names, names)
        Infinite between names that no way joins.
    """
    spot = {name: k for k, name in enumerate(names)}
    apart = np.full((len(names), len(names)), np.inf)
    np.fill_diagonal(apart, 0.0)
    for row in edges.itertuples():
        a, b = spot[row.industry], spot[row.other]
        apart[a, b] = apart[b, a] = 1.0
    for k in range(len(apart)):
        apart = np.minimum(apart, apart[:, [k]] + apart[[k], :])
    return apart


def scale_classically(apart: Array) -> Array:
    """Place items in the plane by classical scaling of their distances (Torgerson 1952).

    Parameters
    ----------
    apart : array (items, items)
        Distances, symmetric, 0 on the diagonal.

    Returns
    -------
    array (items, 2)
    """
    size = len(apart)
    centre = np.eye(size) - 1 / size
    values, vectors = np.linalg.eigh(-0.5 * centre @ apart**2 @ centre)
    return vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0))


def _reduce_stress(spots: Array, apart: Array, weights: Array) -> Array:
    """Take one step of stress majorisation."""
    drawn = np.linalg.norm(spots[:, None] - spots[None], axis=2)
    ratio = np.divide(apart, drawn, out=np.zeros_like(apart), where=drawn > 1e-9)
    pull = -weights * ratio
    np.fill_diagonal(pull, -pull.sum(axis=1) + np.diag(pull))
    stiff = -weights.copy()
    np.fill_diagonal(stiff, weights.sum(axis=1) - np.diag(weights))
    return np.linalg.pinv(stiff) @ pull @ spots
