"""Every indicator of a zone in its own unit: value, age, rank among all cities, peers' median, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.analysis import lines, peer_group
from zone_atlas.analysis.in_force import COLUMNS, choose_in_force, reason_missing, values_at_place
from zone_atlas.analysis.position import rank_among
from zone_atlas.analysis.provenance import find_own_city
from zone_atlas.analysis.shortfalls import FEWEST_PEERS
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.records import WITHHELD
from zone_atlas.catalogue.rules import FIRST_LINE_YEAR
from zone_atlas.memo import remember_with_tables


@dataclass(frozen=True)
class CityTable:
    """Values of all cities in force in a year: cities × indicators, NaN where none is at most three years old."""

    cities: pd.Index
    indicators: pd.Index
    values: NDArray[np.float64]

    def medians(self, places: tuple[str, ...]) -> NDArray[np.float64]:
        """Median of some cities per indicator; NaN where fewer than three have a value.

        Parameters
        ----------
        places : tuple of str
            Adcodes.

        Returns
        -------
        array (indicator,)
        """
        rows = self.values[self.cities.get_indexer(list(places))]
        enough = np.isfinite(rows).sum(axis=0) >= FEWEST_PEERS
        medians = np.full(rows.shape[1], np.nan)
        medians[enough] = np.nanmedian(rows[:, enough], axis=0)
        return medians


@remember_with_tables(maxsize=32)
def city_table(atlas: Atlas, year: int) -> CityTable:
    """Exact values of all cities as the index takes them in a year: the latest of three years back, none withheld.

    Parameters
    ----------
    atlas : Atlas
    year : int
    """
    places = atlas.places
    cities = pd.Index(places.loc[places["kind"].eq("city"), "place"].astype(str))
    indicators = pd.Index(list(atlas.catalogue.indicators))
    values = np.full((len(cities), len(indicators)), np.nan)
    rows = choose_in_force(atlas.indicators[COLUMNS], year, proxies=False)
    row, column = (
        where.get_indexer(rows[name].astype(str))
        for where, name in ((cities, "place"), (indicators, "indicator"))
    )
    city = row >= 0
    values[row[city], column[city]] = rows["value"].to_numpy()[city]
    return CityTable(cities, indicators, values)


@remember_with_tables(maxsize=256)
def indicator_rows(atlas: Atlas, zone: str, year: int, proxies: bool) -> pd.DataFrame:
    """Every indicator of the framework for one zone, in the order of the framework.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    year : int
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    DataFrame
        Columns indicator, dimension, value, year, age, status, basis, rank, shared, cities, peers, reason, detail.
        `rank` counts from the strongest driver or most severe bottleneck among the `cities` that
        have a value (NaN for a proxy), `shared` says whether other cities have the same value; `peers` is the median of
        the nearest peers. Where there is no value, `reason` and `detail` are those of `in_force.reason_missing`.
    """
    indicators, values = (
        list(atlas.catalogue.indicators.values()),
        values_at_place(atlas, zone, year, proxies),
    )
    own, table = [values.get(i.id) for i in indicators], city_table(atlas, year)
    rank, shared, cities = rank_among(
        np.array([mark.value if mark and mark.basis == EXACT else np.nan for mark in own]),
        table.values,
        np.array([i.direction for i in indicators]),
        table.cities == find_own_city(zone, atlas.catalogue),
    )
    why = [reason_missing(atlas, zone, i.id, year, proxies) for i in indicators]
    return pd.DataFrame(
        {
            "indicator": [i.id for i in indicators],
            "dimension": [i.dimension for i in indicators],
            "value": [mark.value if mark else np.nan for mark in own],
            "year": [float(mark.year) if mark else np.nan for mark in own],
            "age": [float(year - mark.year) if mark else np.nan for mark in own],
            "status": [mark.status if mark else "" for mark in own],
            "basis": [mark.basis if mark else "" for mark in own],
            "rank": rank,
            "shared": shared,
            "cities": cities,
            "peers": table.medians(peer_group.nearest_peers(atlas, zone)),
            "reason": [reason for reason, _ in why],
            "detail": [detail for _, detail in why],
        }
    )


@remember_with_tables(maxsize=128)
def indicator_histories(
    atlas: Atlas, zone: str, proxies: bool
) -> dict[str, tuple[list[int], list[float], list[int]]]:
    """Years, values and unbroken stretches of every indicator of a zone since 2005, withheld values left out.

    A stretch ends at a missing year, at a break of the series, and where a proxy takes over from an exact value.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.
    """
    rows = atlas.indicators_at(zone)
    rows = rows[(rows["year"] >= FIRST_LINE_YEAR) & rows["status"].ne(WITHHELD)]
    own_wins = not proxies or atlas.catalogue.zones[zone].proxy_only
    if not proxies:
        rows = rows[rows["basis"].eq(EXACT)]
    columns = [rows[name].tolist() for name in ("indicator", "year", "basis", "value", "breaks")]
    chosen: dict[str, dict[int, tuple[str, float, bool]]] = {}
    for name, year, basis, value, breaks in zip(*columns, strict=True):
        figures = chosen.setdefault(str(name), {})
        if year not in figures or (basis == EXACT) == own_wins:
            figures[year] = (str(basis), float(value), bool(breaks))
    return {name: _indicator_history(figures) for name, figures in chosen.items()}


def _indicator_history(
    figures: dict[int, tuple[str, float, bool]],
) -> tuple[list[int], list[float], list[int]]:
    years = sorted(figures)
    bases = [figures[year][0] for year in years]
    breaks = {year for year in years if figures[year][2]}
    return years, [figures[year][1] for year in years], lines.number_stretches_by_basis(years, bases, breaks)
