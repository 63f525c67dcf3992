"""The band of all cities over time: quartiles and median, cut where they cannot be compared."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from zone_atlas.analysis.lines import number_stretches
from zone_atlas.catalogue.bases import EXACT

# A median is not compared across a year in which more of the cities break: the middle city may be another one for that
# reason alone. A single city may break inside a band; its members are compared within a year.
MOST_BROKEN = 0.1


BAND = ["year", "q25", "median", "q75", "segment", "broken"]


def quartile_band(
    years: pd.Series, values: pd.Series, breaks: Collection[int], broken: pd.Series
) -> pd.DataFrame:
    """Quartiles and median per year.

    Parameters
    ----------
    years, values : Series
        One entry per city and year.
    breaks : collection of int
        First years of new definitions.
    broken : Series of bool
        Whether each entry breaks; where more than a tenth of a year's do, the band ends there too.

    Returns
    -------
    DataFrame
        Columns `BAND`, one row per year; `broken` is the share (0–1) of the year's entries that break.
    """
    quartiles = values.groupby(years.to_numpy()).quantile([0.25, 0.5, 0.75]).unstack()
    frame = (
        quartiles.rename(columns={0.25: "q25", 0.5: "median", 0.75: "q75"}).rename_axis("year").reset_index()
    )
    if frame.empty:
        return pd.DataFrame(columns=BAND)
    frame["broken"] = broken.groupby(years.to_numpy()).mean().reindex(frame["year"]).to_numpy(float)
    starts = {*breaks, *frame.loc[frame["broken"] > MOST_BROKEN, "year"].tolist()}
    return frame.assign(segment=number_stretches(frame["year"], starts))[BAND]


def parted_by_cities(band: pd.DataFrame, breaks: Collection[int]) -> list[tuple[int, float]]:
    """Years in which a band ends only because many cities break.

    Parameters
    ----------
    band : DataFrame
        Columns `BAND`.
    breaks : collection of int
        First years of new definitions, at which all lines end; they are left out.

    Returns
    -------
    list of (int, float)
        Year and share (0–1) of the cities that break.
    """
    turns = band["segment"].diff().gt(0) & band["broken"].gt(MOST_BROKEN) & ~band["year"].isin(list(breaks))
    return [(int(year), float(share)) for year, share in band.loc[turns, ["year", "broken"]].to_numpy()]


def score_band(
    scores: pd.DataFrame, index_set: str, node: str, cities: Collection[str], breaks: Collection[int]
) -> pd.DataFrame:
    """Band of all ranked cities' scores over time.

    Parameters
    ----------
    scores : DataFrame
        The published scores.
    index_set : {'full', 'trend', 'core'}
    node : str
        Dimension or element.
    cities : collection of str
        Adcodes.
    breaks : collection of int
        First years of new definitions.

    Returns
    -------
    DataFrame
        Columns `BAND`, 0–100.
    """
    rows = scores[
        scores["set"].eq(index_set) & scores["node"].eq(node) & scores["ranked"] & scores["basis"].eq(EXACT)
    ]
    rows = rows[rows["place"].isin(list(cities))]
    return quartile_band(rows["year"], rows["score"], breaks, rows["status"].eq("B"))


def indicator_band(
    indicators: pd.DataFrame, indicator: str, cities: Collection[str], first: int, breaks: Collection[int]
) -> pd.DataFrame:
    """Band of all cities' values of an indicator over time, reliable values only.

    Parameters
    ----------
    indicators : DataFrame
        The published indicator values.
    indicator : str
    cities : collection of str
        Adcodes.
    first : int
        First year.
    breaks : collection of int
        First years of new definitions.

    Returns
    -------
    DataFrame
        Columns `BAND`, in the indicator's unit.
    """
    rows = indicators[
        indicators["indicator"].eq(indicator) & (indicators["year"] >= first) & indicators["status"].ne("U")
    ]
    rows = rows[rows["place"].isin(list(cities))]
    return quartile_band(rows["year"], rows["value"], breaks, rows["breaks"])
