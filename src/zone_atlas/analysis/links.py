"""Rank correlations of a score with figures that do not enter it, over the ranked cities of one year."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis.standing import set_of
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import CORE

GDP_PER_RESIDENT = "b2_gdp_per_resident"


def correlations_with_income(atlas: Atlas, nodes: list[str], year: int) -> pd.DataFrame:
    """Spearman correlation of each dimension with GDP per resident and with the long-run core of the same year.

    Parameters
    ----------
    atlas : Atlas
    nodes : list of str
        Dimensions.
    year : int

    Returns
    -------
    DataFrame by dimension
        Columns `gdp` and `core`; NaN where there is nothing to compare, `core` throughout where the core itself is
        what scores the year. Empty without a score.
    """
    gdp = atlas.values_of(GDP_PER_RESIDENT)
    gdp = _city_values(gdp[gdp["year"].eq(year) & gdp["basis"].eq(EXACT)], "value")
    own_set, rows = set_of(year), {}
    for node in nodes:
        scores = atlas.scores_of([node])
        scores = scores[scores["year"].eq(year) & scores["basis"].eq(EXACT) & scores["ranked"]]
        own = _city_values(scores[scores["set"].eq(own_set)], "score")
        if own.empty:
            continue
        core = _city_values(scores[scores["set"].eq(CORE)], "score") if own_set != CORE else own.iloc[:0]
        rows[node] = {"gdp": _rank_correlation(own, gdp), "core": _rank_correlation(own, core)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["gdp", "core"], dtype=float)


def _city_values(rows: pd.DataFrame, column: str) -> pd.Series:
    """Values of cities by adcode."""
    places = rows["place"].astype(str)
    return pd.Series(rows[column].to_numpy(float), index=places)[places.str.isdigit().to_numpy()]


def _rank_correlation(one: pd.Series, other: pd.Series) -> float:
    """Spearman's rank correlation over the places that have both."""
    both = pd.concat([one, other], axis=1, join="inner").dropna().rank()
    return float(both.iloc[:, 0].corr(both.iloc[:, 1])) if len(both) > 2 else float("nan")
