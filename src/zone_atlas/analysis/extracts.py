"""Rows of the published tables that a reader asked for, in the shape of every extract."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from zone_atlas.analysis import rows
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT


@dataclass(frozen=True)
class Query:
    """A reader's question to the published tables.

    Attributes
    ----------
    kind : {'indicators', 'observations', 'scores'}
        The table.
    scope : {'zones', 'cities', 'counties'}
        Which places; observations of the scope 'counties' are all that are not of a city.
    items : tuple of str
        Indicators, series, or dimensions and elements.
    places : tuple of str
        Zones and adcodes.
    first, last : int
        Years, both included.
    """

    kind: str
    scope: str
    items: tuple[str, ...]
    places: tuple[str, ...]
    first: int
    last: int


def rows_of_query(atlas: Atlas, query: Query, proxies: bool) -> pd.DataFrame:
    """Rows that answer a query.

    Parameters
    ----------
    atlas : Atlas
    query : Query
    proxies : bool
        Whether rows made with a wider unit's figures are among them.

    Returns
    -------
    DataFrame
        Columns of `analysis.rows.SHAPE`, in the order of the table; scores in that of their index sets.
    """
    if query.kind == "observations":
        table = _chosen_rows(atlas.observations, "series", query)
        of_cities = table["level"].eq("city")
        return rows.of_observations(table[of_cities if query.scope == "cities" else ~of_cities])
    if query.kind == "indicators":
        table = _chosen_rows(atlas.indicators, "indicator", query)
        return rows.of_indicators(table if proxies else table[table["basis"].eq(EXACT)], atlas.catalogue)
    table = _chosen_rows(atlas.scores, "node", query)
    parts = [
        rows.of_scores(part, atlas.normalised, atlas.indicators, atlas.catalogue)
        for _, part in (table if proxies else table[table["basis"].eq(EXACT)]).groupby("set", observed=True)
    ]
    return pd.concat(parts) if parts else rows.of_indicators(atlas.indicators.iloc[:0], atlas.catalogue)


def _chosen_rows(table: pd.DataFrame, column: str, query: Query) -> pd.DataFrame:
    """Rows of a table on the items, places and years of the query; `column` names the items."""
    chosen = table[column].isin(query.items) & table["year"].between(query.first, query.last)
    return table[chosen & table["place"].isin(query.places)]
