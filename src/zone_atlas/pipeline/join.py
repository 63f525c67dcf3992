"""Step 2: join series that continue one another, and lay all series of the cities side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, Join

# From harmless to harmful: a figure made of several carries the worst status among them.
SEVERITY = "APDEBVU"
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(frozen=True)
class Panel:
    """Values and severities of all series, side by side.

    `values` and `severity` share an index (unit, year) that holds every year of each unit, and a column a series;
    a missing value is NaN in both.
    """

    values: pd.DataFrame
    severity: pd.DataFrame

    @property
    def units(self) -> list[str]:
        """Units in order."""
        return list(self.values.index.levels[0])


def panel_of(observations: pd.DataFrame) -> Panel:
    """Panel of the observations of one or more levels; every unit gets every year."""
    keys = ["place", "year", "series"]
    frame = observations[[*keys, "value"]].astype({"place": str, "series": str})
    frame = frame.assign(severity=observations["status"].astype(str).map(SEVERITY.index).astype(float))
    wide = frame.set_index(keys).unstack("series")
    units = sorted(frame["place"].unique())
    index = pd.MultiIndex.from_product([units, YEARS], names=["unit", "year"])
    wide.index.names = ["unit", "year"]
    wide = wide.reindex(index)
    return Panel(wide["value"], wide["severity"])


def joined(panel: Panel, joins: dict[str, Join]) -> Panel:
    """Panel with one more column a join; a cell is the first part that has a value and may fill the year."""
    values, severity = panel.values.copy(), panel.severity.copy()
    year = values.index.get_level_values("year")
    for join in joins.values():
        joined_values = pd.Series(np.nan, index=values.index)
        joined_severity = pd.Series(np.nan, index=values.index)
        for part in join.parts:
            open_cell = joined_values.isna() & values[part.series].notna()
            open_cell &= (year >= part.first_year) & (year <= part.last_year)
            least = SEVERITY.index(part.status) if part.status else 0
            joined_values = joined_values.mask(open_cell, values[part.series])
            joined_severity = joined_severity.mask(open_cell, severity[part.series].clip(lower=least))
        values[join.id], severity[join.id] = joined_values, joined_severity
    return Panel(values, severity)
