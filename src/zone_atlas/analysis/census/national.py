"""One census of the whole country: its table, and where a figure stands among all counties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from zone_atlas.analysis.position import percentile_among
from zone_atlas.atlas import Atlas
from zone_atlas.memo import remember_with_tables

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class National:
    """Every county, district and city in the census of 2020.

    Attributes
    ----------
    values : DataFrame
        By adcode, one column per item of `counties.ITEMS`.
    counties : frozenset of str
        Those that are counties or county-level cities; districts of cities are not compared.
    ordered : dict
        Item → the figures of the counties in ascending order, without gaps.
    medians, towns : Series
        By item: the median of the counties, and of the listed county towns (empty where none is listed).
    towns_counted : int
        Listed county towns that the census counts.
    """

    values: pd.DataFrame
    counties: frozenset[str]
    ordered: dict[str, Array]
    medians: pd.Series
    towns: pd.Series
    towns_counted: int

    def positions(self, item: str, values: ArrayLike) -> Array:
        """Percentiles (0–100) of figures among all counties; equal figures share the middle of their places.

        Parameters
        ----------
        item : str
            One of `ITEMS`.
        values : array (n,)
            Figures in the item's unit.

        Returns
        -------
        array (n,)
            NaN where a figure is missing.
        """
        return percentile_among(values, self.ordered[item])

    def position(self, item: str, value: float) -> float:
        """Percentile of one figure."""
        return float(self.positions(item, [value])[0])

    def median(self, item: str) -> float:
        """Median of all counties."""
        return float(self.medians[item])


@remember_with_tables(maxsize=4)
def census_wide_table(atlas: Atlas, year: int) -> pd.DataFrame:
    """One census of counties, districts and cities: one row per place, one column per series, NaN where not counted."""
    rows = atlas.observations
    series = rows["series"].astype("category").cat
    census = series.categories.str.startswith("census_")
    rows = rows[census[series.codes.to_numpy()] & rows["year"].eq(year).to_numpy()]
    places, names = (rows[column].astype("category").cat for column in ("place", "series"))
    table = np.full((len(places.categories), len(names.categories)), np.nan)
    table[places.codes, names.codes] = rows["value"]
    wide = pd.DataFrame(table, index=places.categories.astype(str), columns=names.categories.astype(str))
    return wide.dropna(how="all")
