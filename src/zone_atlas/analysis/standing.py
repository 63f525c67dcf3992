"""Standing of zones among all cities in one year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import CORE, FIRST_FULL_YEAR, FULL, TREND


def set_of(year: int) -> str:
    """Index set that scores a year's cross-section: the full one, or the long-run core before it begins."""
    return FULL if year >= FIRST_FULL_YEAR else CORE


def preferred_basis(rows: pd.DataFrame, key: list[str], proxies: bool) -> pd.DataFrame:
    """One row per key: exact rows only or, with `proxies`, the proxy row where there is one.

    Parameters
    ----------
    rows : DataFrame
        With a column `basis`.
    key : list of str
        Columns that tell the rows apart.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    """
    if not proxies:
        return rows[rows["basis"] == EXACT]
    ordered = rows.sort_values("basis", key=lambda basis: basis.astype(str).eq(EXACT), kind="stable")
    return ordered.drop_duplicates(key)


def scores_in(
    scores: pd.DataFrame,
    year: int,
    nodes: Iterable[str],
    places: Collection[str],
    proxies: bool,
) -> pd.DataFrame:
    """Scores of some places and nodes in one year, in the set that scores its cross-section.

    Parameters
    ----------
    scores : DataFrame
        The published scores.
    year : int
    nodes : iterable of str
        Dimensions or elements.
    places : collection of str
        Zones or adcodes.
    proxies : bool
        Whether a zone's view with proxies is taken where it has one.

    Returns
    -------
    DataFrame
        One row per place and node.
    """
    chosen = scores["set"].eq(set_of(year)) & scores["year"].eq(year) & scores["node"].isin(list(nodes))
    rows = scores[chosen]
    rows = rows[rows["place"].isin(list(places))]
    return preferred_basis(rows, ["place", "node"], proxies)


@dataclass(frozen=True)
class Standing:
    """Zones against all cities on one node: counts speak of ranked zones only."""

    node: str
    median: float
    cities: pd.Series
    zones: pd.DataFrame
    above: int
    compared: int


def ranked_cities(scores: pd.DataFrame, year: int, node: str, cities: Collection[str]) -> pd.Series:
    """Scores of the ranked cities, by adcode.

    Parameters
    ----------
    scores : DataFrame
        The published scores.
    year : int
    node : str
        Dimension or element.
    cities : collection of str
        Adcodes.

    Returns
    -------
    Series
        0–100.
    """
    rows = scores_in(scores, year, [node], cities, proxies=False)
    rows = rows[rows["ranked"]]
    return rows.set_index(rows["place"].astype(str))["score"]


def standing_among(cities: pd.Series, of_zones: pd.DataFrame, node: str) -> Standing:
    """Standing from the scores of the ranked cities and of the zones on one node.

    Parameters
    ----------
    cities : Series
        Scores by adcode, 0–100.
    of_zones : DataFrame
        Scores of the zones: columns place, score, ranked and others of the published scores.
    node : str
        Dimension or element.
    """
    counted = of_zones[of_zones["ranked"]]
    median = float(cities.median())
    return Standing(
        node=node,
        median=median,
        cities=cities,
        zones=of_zones.reset_index(drop=True),
        above=int((counted["score"] > median).sum()),
        compared=len(counted),
    )


def indicator_values(
    normalised: pd.DataFrame,
    year: int,
    indicators: Iterable[str],
    places: Collection[str],
    proxies: bool,
    index_set: str = "",
) -> pd.DataFrame:
    """Values that entered the index of a year: the newest of some indicators, at most three years old.

    Parameters
    ----------
    normalised : DataFrame
        The published normalised values.
    year : int
    indicators : iterable of str
        One that is not part of the year's set has no rows; `in_force` has the values of those too, without scores.
    places : collection of str
        Zones and adcodes.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    index_set : {'', 'full', 'trend', 'core'}
        '' is the set that scores the year's cross-section. The trend set is part of the full one and shares its
        goalposts, so that its indicators are found under 'full'.

    Returns
    -------
    DataFrame
        One row per place and indicator; `value` is in the indicator's unit, `score` 0–100.
    """
    own_set = {"": set_of(year), TREND: FULL}.get(index_set, index_set)
    chosen = normalised["set"].eq(own_set) & normalised["year"].eq(year)
    rows = normalised[chosen & normalised["indicator"].isin(list(indicators))]
    rows = rows[rows["place"].isin(list(places))]
    return preferred_basis(rows, ["place", "indicator"], proxies)


def values_in(
    indicators: pd.DataFrame, year: int, indicator: str, places: Collection[str], proxies: bool
) -> pd.DataFrame:
    """Published values of one indicator in exactly one year, withheld ones too: what is published, not what counts.

    Parameters
    ----------
    indicators : DataFrame
        The published indicator values.
    year : int
    indicator : str
    places : collection of str
        Zones and adcodes.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    """
    rows = indicators[indicators["indicator"].eq(indicator) & indicators["year"].eq(year)]
    return preferred_basis(rows[rows["place"].isin(list(places))], ["place"], proxies)
