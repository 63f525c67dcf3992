"""Whether the indicators of each dimension move together, in one year over the cities ranked on all dimensions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from zone_atlas.analysis.standing import set_of
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.cross_section import scores_to_compare
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.index.coherence import (
    HOLDS_TOGETHER,
    collinear_pairs,
    correlations_of_columns,
    effective_weights,
    group_coherence,
)


@dataclass(frozen=True, eq=False)
class Coherence:
    """Correlations and weights of one year's indicators.

    Attributes
    ----------
    cities : tuple of str
        Compared cities.
    correlation : DataFrame, indicators × indicators
        Pearson correlation of the scores; high = high on the dimension, so a negative one is a conflict.
    between : DataFrame, dimensions × dimensions
        Mean correlation of different indicators of the two.
    dimensions : DataFrame by dimension
        `indicators` (number), Cronbach's `alpha`, `within` (mean correlation), `negative` (pairs within).
    weights : DataFrame by indicator
        `dimension`, `nominal` and `effective` weight in the dimension, both summing to 1 over it.
    collinear : tuple of (str, str, float)
        Pairs that tell nearly the same, the strongest first.
    """

    cities: tuple[str, ...]
    correlation: pd.DataFrame
    between: pd.DataFrame
    dimensions: pd.DataFrame
    weights: pd.DataFrame
    collinear: tuple[tuple[str, str, float], ...]


def coherence_in_year(
    normalised: pd.DataFrame, scores: pd.DataFrame, catalogue: Catalogue, year: int
) -> Coherence | None:
    """Coherence of the set that scores a year's cross-section; None where too few cities can be compared.

    Parameters
    ----------
    normalised, scores : DataFrame
        The published tables, or the part of them that is of the year.
    catalogue : Catalogue
    year : int
    """
    both = scores_to_compare(normalised, scores, catalogue, set_of(year), year)
    if both is None:
        return None
    composites, table = both
    names, values = list(table.columns), table.to_numpy(dtype=float)
    dimensions = list(composites.columns)
    groups = np.array([dimensions.index(catalogue.indicators[name].dimension) for name in names])
    of_groups, correlation = group_coherence(values, groups), correlations_of_columns(values)
    summary = pd.DataFrame(
        {
            "indicators": np.bincount(groups),
            "alpha": of_groups.alpha,
            "within": of_groups.within,
            "negative": of_groups.negative,
        },
        index=dimensions,
    )
    pairs = collinear_pairs(correlation)
    return Coherence(
        cities=tuple(composites.index),
        correlation=pd.DataFrame(correlation, names, names),
        between=pd.DataFrame(of_groups.between, dimensions, dimensions),
        dimensions=summary,
        weights=_weights_of_indicators(table, composites, catalogue),
        collinear=tuple((names[pair.first], names[pair.second], pair.correlation) for pair in pairs),
    )


def alpha_if_incoherent(atlas: Atlas, node: str, year: int) -> float | None:
    """Cronbach's alpha of a dimension whose indicators do not move together in a year; None where they do.

    The bound is `index.HOLDS_TOGETHER`. None also for elements, indicators, and where alpha is not known.

    Parameters
    ----------
    atlas : Atlas
    node : str
        Dimension; of elements and indicators no alpha is known.
    year : int
    """
    alpha = atlas.alpha(set_of(year), node, year)
    return alpha if alpha < HOLDS_TOGETHER else None


def nominal_weights(names: list[str], catalogue: Catalogue) -> dict[str, float]:
    """Declared weight of each indicator of a dimension: equal elements, equal indicators within each.

    Parameters
    ----------
    names : list of str
        Indicators of one dimension.
    catalogue : Catalogue

    Returns
    -------
    dict of str to float
        Weights by indicator, which sum to 1.
    """
    elements = [catalogue.indicators[name].element for name in names]
    number = len(set(elements))
    return {name: 1 / number / elements.count(e) for name, e in zip(names, elements, strict=True)}


def _weights_of_indicators(
    table: pd.DataFrame, composites: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    frames = []
    for dimension in composites.columns:
        names = [n for n in table.columns if catalogue.indicators[n].dimension == dimension]
        effective = effective_weights(
            table[names].to_numpy(dtype=float), composites[dimension].to_numpy(dtype=float)
        )
        nominal = nominal_weights(names, catalogue)
        columns = {"dimension": dimension, "nominal": [nominal[n] for n in names], "effective": effective}
        frames.append(pd.DataFrame(columns, index=names))
    return pd.concat(frames)
