"""The observations behind a figure of a place of any level, and the figure as a row with its sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from zone_atlas.analysis.census import counties
from zone_atlas.analysis.census.change import ITEMS, RATIOS
from zone_atlas.analysis.rows import SHAPE
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units, zone_units


def observations_behind_item(atlas: Atlas, item: str, place: str, years: Collection[int]) -> pd.DataFrame:
    """Observations of a census figure or series in some years; those of a zone are its members'.

    The census of 2010 counted some of today's counties under other codes: their rows are given.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Item of the census or series.
    place : str
        Zone or adcode.
    years : collection of int

    Returns
    -------
    DataFrame
        Rows of the published observations.
    """
    units = input_units(place, EXACT, atlas.catalogue)
    if item in ITEMS or item.startswith("census_"):
        return counties.census_rows(atlas, units, (item,), years)
    parts = [atlas.observations_at(unit) for unit in units]
    return pd.concat([rows[rows["series"].eq(item) & rows["year"].isin(list(years))] for rows in parts])


def item_rows(atlas: Atlas, item: str, points_by_place: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Figures of an item as rows of an extract, each with all its sources.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Indicator or series.
    points_by_place : mapping of str to DataFrame
        Figures by place, columns year, value, status, basis.

    Returns
    -------
    DataFrame
        Columns of `analysis.rows.SHAPE`.
    """
    catalogue = atlas.catalogue
    unit = catalogue.indicators[item].unit if item in catalogue.indicators else catalogue.series[item].unit
    rows = []
    for place, points in points_by_place.items():
        sources = sources_by_year(atlas, item, place, [int(year) for year in points["year"]])
        rows += [
            (
                place,
                int(year),
                item,
                float(value),
                unit,
                str(status),
                sources.get(int(year), ""),
                "",
                str(basis),
            )
            for year, value, status, basis in points[["year", "value", "status", "basis"]].itertuples(
                index=False
            )
        ]
    return pd.DataFrame(rows, columns=SHAPE)


def sources_by_year(atlas: Atlas, item: str, place: str, years: Collection[int]) -> dict[int, str]:
    """Semicolon-joined sources of a census figure or series, by year.

    Parameters
    ----------
    atlas : Atlas
    item : str
        Item of the census or series.
    place : str
        Zone or adcode.
    years : collection of int
    """
    rows = observations_behind_item(atlas, item, place, years).astype({"source_id": str})
    return {int(year): ";".join(dict.fromkeys(ids)) for year, ids in rows.groupby("year")["source_id"]}


def census_status(atlas: Atlas, place: str) -> str:
    """Status of a place's census figures: 'D' where the districts counted are wider than the zone."""
    zone = atlas.catalogue.zones.get(place)
    return "D" if zone and zone_units(zone)[0].wider else "A"


def carded_series(item: str) -> str:
    """Series whose observation a card shows for a census figure: for a ratio, the count that is divided.

    Parameters
    ----------
    item : str
        Item of the census, or a series, which is its own.
    """
    return RATIOS[item][0] if item in RATIOS else item
