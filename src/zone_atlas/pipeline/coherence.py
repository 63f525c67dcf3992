"""Step 11: the coherence of each dimension, as Cronbach's alpha of every cross-section, published beside the scores."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.cross_section import scores_to_compare
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.index.coherence import cronbach_alpha


def coherence_of_dimensions(
    normalised: pd.DataFrame, scores: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """Compute Cronbach's alpha of each dimension in each set and year that has normalised indicators.

    Parameters
    ----------
    normalised, scores : DataFrame
        Output of the score step.
    catalogue : Catalogue

    Returns
    -------
    DataFrame
        set, year, node, cities (number compared), indicators (number), alpha (NaN with fewer than two indicators).
    """
    nodes = scores[scores["node"].isin(list(catalogue.dimensions))]
    by_year = dict(iter(nodes.groupby(["set", "year"], observed=True)))
    rows_of_alpha = []
    for (index_set, year), rows in normalised.groupby(["set", "year"], observed=True):
        compared = scores_to_compare(
            rows, by_year.get((index_set, year), nodes.iloc[:0]), catalogue, index_set, year
        )
        if compared is None:
            continue
        composites, table = compared
        owner = np.array([catalogue.indicators[name].dimension for name in table.columns])
        for node in composites.columns:
            own = table.loc[:, owner == node]
            alpha = cronbach_alpha(own.to_numpy(dtype=float))
            rows_of_alpha.append((index_set, year, node, len(table), own.shape[1], alpha))
    columns = ["set", "year", "node", "cities", "indicators", "alpha"]
    return pd.DataFrame(rows_of_alpha, columns=columns).astype({"year": "int16"})
