"""Step 2: join series that continue one another, and lay all series of the cities side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, SEVERITY, WITHDRAWN, Join

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(frozen=True)
class Panel:
    """Values, severities and sources of all series, side by side.

    The frames share an index (unit, year) that holds every year of each unit, and one column per series. A missing
    value is NaN in `values` and `severity`; `sources` holds one bit per source, in the order of `source_ids`, 0 where
    the value is missing.
    """

    values: pd.DataFrame
    severity: pd.DataFrame
    sources: pd.DataFrame
    source_ids: tuple[str, ...]

    @property
    def units(self) -> list[str]:
        """Units in order."""
        return list(self.values.index.levels[0])


def panel_of(observations: pd.DataFrame, source_ids: Iterable[str], series: Iterable[str] = ()) -> Panel:
    """Lay the observations of one or more levels side by side; every unit gets every year.

    Parameters
    ----------
    observations : DataFrame
        place, year, series, value, source_id, status; withdrawn figures count as missing.
    source_ids : iterable of str
        Every source that an observation may name; gives the order of the bits.
    series : iterable of str
        Series that get a column even without an observation.

    Returns
    -------
    Panel
    """
    observations = observations[observations["status"].astype(str) != WITHDRAWN]
    keys = ["place", "year", "series"]
    ids = tuple(source_ids)
    bits = {source: 1 << k for k, source in enumerate(ids)}
    frame = observations[[*keys, "value"]].astype({"place": str, "series": str})
    frame["severity"] = observations["status"].astype(str).map(SEVERITY.index).astype(float)
    frame["source"] = observations["source_id"].astype(str).map(bits).astype("int64")
    wide = frame.set_index(keys).unstack("series")
    index = pd.MultiIndex.from_product([sorted(frame["place"].unique()), YEARS], names=["unit", "year"])
    wide.index.names = ["unit", "year"]
    names = wide.columns.levels[1].union(list(series))
    columns = pd.MultiIndex.from_product([wide.columns.levels[0], names])
    wide = wide.reindex(index).reindex(columns=columns)
    return Panel(wide["value"], wide["severity"], wide["source"].fillna(0).astype("int64"), ids)


def join_series(panel: Panel, joins: dict[str, Join]) -> Panel:
    """Add one column per join; a cell is the first part that has a value and may fill the year.

    Parameters
    ----------
    panel : Panel
    joins : dict
        Joins by id, which names the new column.

    Returns
    -------
    Panel
    """
    values, severity, sources = panel.values.copy(), panel.severity.copy(), panel.sources.copy()
    year = values.index.get_level_values("year")
    for join in joins.values():
        value, worst = (pd.Series(np.nan, index=values.index) for _ in range(2))
        source = pd.Series(0, index=values.index)
        for part in join.parts:
            open_cell = value.isna() & values[part.series].notna()
            open_cell &= (year >= part.first_year) & (year <= part.last_year)
            least = SEVERITY.index(part.status) if part.status else 0
            value = value.mask(open_cell, values[part.series])
            worst = worst.mask(open_cell, severity[part.series].clip(lower=least))
            source = source.mask(open_cell, sources[part.series])
        values[join.id], severity[join.id], sources[join.id] = value, worst, source
    return Panel(values, severity, sources, panel.source_ids)
