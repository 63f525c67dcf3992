"""How completely cities and zones report, by indicator and year."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import FIRST_LINE_YEAR, LAST_SCORED_YEAR


def share_reported(indicators: pd.DataFrame, places: Collection[str]) -> pd.DataFrame:
    """Share of some places with an exact value.

    Parameters
    ----------
    indicators : DataFrame
        The published indicator values.
    places : collection of str
        Adcodes or zones.

    Returns
    -------
    DataFrame
        Indicators × years from `FIRST_LINE_YEAR` to `LAST_SCORED_YEAR`, shares from 0 to 1.
    """
    years = list(range(FIRST_LINE_YEAR, LAST_SCORED_YEAR + 1))
    rows = indicators[indicators["basis"].eq(EXACT) & indicators["year"].isin(years)]
    rows = rows[rows["place"].isin(list(places))]
    counts = rows.groupby(["indicator", "year"], observed=True).size().unstack("year", fill_value=0)
    return counts.reindex(columns=years, fill_value=0) / max(len(places), 1)


def comparison_cities(indicators: pd.DataFrame, cities: Collection[str]) -> list[str]:
    """Cities that the city yearbook covers: those with GDP per resident in at least one year since 2005."""
    rows = indicators[
        indicators["indicator"].eq("b2_gdp_per_resident") & (indicators["year"] >= FIRST_LINE_YEAR)
    ]
    covered = set(rows["place"].astype(str))
    return [city for city in cities if city in covered]
