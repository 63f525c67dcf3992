"""Values of one measure at every place, as a map shows them: in its own unit, as a score, or as a rank."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from zone_atlas.analysis import in_force, standing
from zone_atlas.analysis.position import rank_each
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT

LEVEL, SCORE, RANK = "level", "score", "rank"


def compute_map_values(
    atlas: Atlas, node: str, show: str, year: int, places: Collection[str], proxies: bool
) -> pd.DataFrame:
    """Values of a dimension, element or indicator in one year.

    Parameters
    ----------
    atlas : Atlas
    node : str
        Dimension, element or indicator.
    show : {'level', 'score', 'rank'}
        Content of the column `value`; only an indicator has a level.
    year : int
    places : collection of str
        Zones and adcodes.
    proxies : bool
        Whether a wider unit's figure may stand in for a zone's own.

    Returns
    -------
    DataFrame
        One row per place that has a score or a value: place; value (as `show` says); score (0–100, NaN where the
        indicator is outside the index of the year); rank (of an indicator among the cities, 1 for the strongest or
        most severe; NaN for zones, and on dimensions and elements, whose ranks are intervals); year (of the value);
        unit (a key of the units, 'score' or 'rank'); basis; ranked; coverage (share of the indicators in force).
    """
    if node in atlas.catalogue.indicators:
        return _values_of_map_indicator(atlas, node, show, year, places, proxies)
    rows = standing.scores_in(atlas.scores_at([node], year), year, [node], places, proxies)
    ranks = atlas.ranks_in(node, year).reindex(rows["place"].astype(str))
    # Colours need a number: the middle of the interval, which is never printed.
    middle = ranks["median"].where(rows["ranked"].to_numpy()).to_numpy()
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": pd.Series(middle, rows.index) if show == RANK else rows["score"],
            "score": rows["score"],
            "rank": np.nan,
            "year": rows["year"],
            "unit": "rank" if show == RANK else "score",
            "basis": rows["basis"].astype(str),
            "ranked": rows["ranked"],
            "coverage": rows["coverage"],
        }
    )


def _values_of_map_indicator(
    atlas: Atlas, name: str, show: str, year: int, places: Collection[str], proxies: bool
) -> pd.DataFrame:
    indicator = atlas.catalogue.indicators[name]
    rows = standing.indicator_values(atlas.normalised_in(year), year, [name], places, proxies)
    if rows.empty:
        rows = _indicator_outside_index(atlas, name, year, places, proxies)
    city = ~rows["place"].isin(list(atlas.catalogue.zones))
    # Scores end at the goalposts, beyond which cities differ all the same.
    rank = pd.Series(rank_each(rows["value"].where(city), indicator.direction), rows.index)
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": {LEVEL: rows["value"], SCORE: rows["score"], RANK: rank}[show],
            "score": rows["score"],
            "rank": rank,
            "year": rows["value_year"],
            "unit": {LEVEL: indicator.unit, SCORE: "score", RANK: "rank"}[show],
            "basis": rows["value_basis"].astype(str),
            "ranked": rows["value_basis"].eq(EXACT),
            "coverage": 1.0,
        }
    )


def _indicator_outside_index(
    atlas: Atlas, name: str, year: int, places: Collection[str], proxies: bool
) -> pd.DataFrame:
    """Values in force of an indicator that is not part of the year's index, so that it has no scores."""
    rows = in_force.values_of_indicator(atlas, name, year, proxies)
    rows = rows[rows["place"].isin(list(places))]
    return rows.assign(score=np.nan, value_year=rows["year"], value_basis=rows["basis"])
