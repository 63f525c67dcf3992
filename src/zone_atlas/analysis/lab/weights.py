"""Weights of the nodes of an index, as sliders, locks or the data give them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.analysis.lab.index import SLIDER_END, Choice, Lab
from zone_atlas.index.hierarchy import Array
from zone_atlas.index.specification import Specification
from zone_atlas.memo import remember_with_tables


def weight_shares(lab: Lab, choice: Choice) -> dict[str, float]:
    """Share of each node among its siblings that sliders and locks ask for.

    A locked node has exactly its slider, in per cent; the others divide the rest in proportion to theirs. Where the
    locked ones ask for more than there is, or everything is locked, they divide 100 % in proportion.

    Parameters
    ----------
    lab : Lab
    choice : Choice

    Returns
    -------
    dict of str to float
        By node, 0–1; the shares of siblings sum to 1.
    """
    moved, locked = dict(choice.sliders), set(choice.locked)
    shares: dict[str, float] = {}
    for group in lab.specification.children.values():
        ids = [node.id for node in group]
        sliders = np.array([moved.get(id, lab.sliders[id]) for id in ids], dtype=float)
        is_locked = np.array([id in locked for id in ids], dtype=bool)
        shares.update(zip(ids, map(float, _divide_weight(sliders, is_locked)), strict=True))
    return shares


def without_weight(lab: Lab, choice: Choice) -> list[tuple[str, ...]]:
    """Groups of siblings whose sliders are all at 0, so that `weight_shares` divides their part equally.

    Parameters
    ----------
    lab : Lab
    choice : Choice

    Returns
    -------
    list of tuple of str
        Locked nodes have the share that they are locked at and are left out, and so are single siblings.
    """
    if choice.scheme != "given":
        return []
    moved, locked = dict(choice.sliders), set(choice.locked)
    groups = (
        tuple(node.id for node in group if node.id not in locked)
        for group in lab.specification.children.values()
    )
    return [ids for ids in groups if len(ids) > 1 and not any(moved.get(id, lab.sliders[id]) for id in ids)]


def _divide_weight(sliders: Array, is_locked: NDArray[np.bool_]) -> Array:
    locked_sum = sliders[is_locked].sum()
    rest = max(SLIDER_END - locked_sum, 0.0)
    out = np.where(is_locked, sliders, 0.0)
    free = sliders[~is_locked]
    if free.size:
        out[~is_locked] = rest * (free / free.sum() if free.sum() > 0 else 1 / free.size)
    total = out.sum()
    return out / total if total > 0 else np.full(len(out), 1 / max(len(out), 1))


@remember_with_tables(maxsize=256)
def apply_choice(lab: Lab, choice: Choice) -> Specification:
    """The index as the reader makes it, without the normalisation, which `Lab.scores` does.

    Parameters
    ----------
    lab : Lab
    choice : Choice
    """
    if choice.scheme in ("entropy", "critic", "component"):
        return lab.read_weights[choice.scheme]
    if not choice.sliders and not choice.locked:
        return lab.specification
    return lab.specification.with_weights(weight_shares(lab, choice))


def siblings_of_node(specification: Specification, id: str) -> tuple[str, ...]:
    """Children of a node that have someone to share with."""
    ids = tuple(node.id for node in specification.children[id])
    return ids if len(ids) > 1 else ()


def nodes_with_slider(specification: Specification) -> tuple[str, ...]:
    """Nodes that share their parent, from the dimensions down: those that have a slider."""
    order = sorted(specification.nodes, key=lambda node: -specification.height[node.id])
    return tuple(id for node in order for id in siblings_of_node(specification, node.id))


def weights_table(lab: Lab, choice: Choice) -> pd.DataFrame:
    """Weights of all nodes but the root.

    Parameters
    ----------
    lab : Lab
    choice : Choice

    Returns
    -------
    DataFrame
        `node`, `parent`, `share` among its siblings and `weight` in the index, both 0–1: the shares of siblings sum
        to 1, and so do the weights of one level.
    """
    index = apply_choice(lab, choice)
    reach = {index.root.id: 1.0}
    for node in reversed(index.bottom_up):
        if node.parent is not None:
            reach[node.id] = reach[node.parent] * index.shares[node.id]
    rows = [
        (node.id, node.parent, index.shares[node.id], reach[node.id])
        for node in index.nodes
        if node.parent is not None
    ]
    return pd.DataFrame(rows, columns=["node", "parent", "share", "weight"])
