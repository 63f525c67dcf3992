"""The cross-section on which dimensions are compared: the same cities for the published tables and for the pages."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.records import Catalogue

FEWEST_CITIES = 10


def scores_to_compare(
    normalised: pd.DataFrame, scores: pd.DataFrame, catalogue: Catalogue, index_set: str, year: int
) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Cities that are ranked on all dimensions of a set and year.

    Parameters
    ----------
    normalised, scores : DataFrame
        Scores of indicators and of nodes, or the part of them that is of the year.
    catalogue : Catalogue
    index_set : str
        Identifier of the set.
    year : int

    Returns
    -------
    (DataFrame, DataFrame) or None
        Scores of the dimensions, and of their indicators in the order of the catalogue; places are the rows. None where
        there are fewer than ten cities.
    """
    composites = _city_scores_wide(scores, index_set, year, "node")
    composites = composites.reindex(columns=[d for d in catalogue.dimensions if d in composites]).dropna()
    if len(composites) < FEWEST_CITIES:
        return None
    table = _city_scores_wide(normalised, index_set, year, "indicator").reindex(index=composites.index)
    names = [
        i.id
        for d in composites.columns
        for i in catalogue.indicators_of(d)
        if i.id in table and table[i.id].notna().any()
    ]
    return composites, table[names]


def _city_scores_wide(table: pd.DataFrame, index_set: str, year: int, column: str) -> pd.DataFrame:
    """Scores of cities on their own figures, places × nodes or indicators; of the nodes only the ranked dimensions."""
    chosen = table["set"].eq(index_set) & table["year"].eq(year) & table["basis"].eq(EXACT)
    rows = table[chosen].astype({"place": str, column: str})
    rows = rows[rows["place"].str.isdigit()]
    if column == "node":
        rows = rows[rows["ranked"] & ~rows["node"].str.contains(".", regex=False)]
    return rows.pivot(index="place", columns=column, values="score")
