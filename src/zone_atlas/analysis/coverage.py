"""How completely cities and zones report, by indicator and year."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import FIRST_LINE_YEAR, LAST_SCORED_YEAR
from zone_atlas.memo import remember_with_tables


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
    """Cities that the city yearbook covers: those with GDP per resident in at least one year since 2005.

    Parameters
    ----------
    indicators : DataFrame
        The published indicator values.
    cities : collection of str
        Adcodes, whose order is kept.
    """
    rows = indicators[
        indicators["indicator"].eq("b2_gdp_per_resident") & (indicators["year"] >= FIRST_LINE_YEAR)
    ]
    covered = set(rows["place"].astype(str))
    return [city for city in cities if city in covered]


@remember_with_tables(maxsize=1)
def years_reported(atlas: Atlas) -> dict[str, tuple[int, int]]:
    """First and last year in which an indicator has an exact value anywhere, by indicator."""
    exact = atlas.indicators[atlas.indicators["basis"].eq(EXACT)]
    years = exact.groupby("indicator", observed=True)["year"].agg(["min", "max"])
    return {str(name): (int(first), int(last)) for name, first, last in years.itertuples()}
