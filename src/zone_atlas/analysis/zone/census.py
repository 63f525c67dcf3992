"""The census of 2010 and 2020 in a zone's own units: change on harmonised boundaries, and the figures behind it."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis.census.change import AFTER, BEFORE, RATIOS, census_change
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.memo import remember_with_tables

WHOLE = ("prefecture", "municipality")


@remember_with_tables(maxsize=64)
def census_change_of_zone(atlas: Atlas, zone: str) -> pd.DataFrame:
    """Census items of a zone before and after, from its whole cities, else from its districts; see `census_change`."""
    return census_change(atlas, census_units_of_zone(atlas, zone))


def census_units_of_zone(atlas: Atlas, zone: str) -> tuple[str, ...]:
    """Whole cities of a zone, or its districts where it has none."""
    return input_units(zone, EXACT, atlas.catalogue)


def places_of(atlas: Atlas, zone: str, year: int) -> tuple[str, ...]:
    """Codes under which a census counts the units of a zone; in 2010 a district has those that it was made of.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    year : {2010, 2020}
    """
    codes: list[str] = []
    for unit in census_units_of_zone(atlas, zone):
        whole = atlas.catalogue.places[unit].level in WHOLE
        origin = atlas.catalogue.successors.get(unit)
        if year == BEFORE and not whole:
            codes += origin.codes if origin else ()
        else:
            codes.append(unit)
    return tuple(dict.fromkeys(codes))


def census_rows_of_zone(atlas: Atlas, zone: str, items: tuple[str, ...]) -> pd.DataFrame:
    """Observations behind some census items of a zone, of both years and all its units.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    items : tuple of str
        Items of `census.change.ITEMS`.

    Returns
    -------
    DataFrame
        Rows of the published observations.
    """
    names = {name for item in items for name in RATIOS.get(item, (item,))}
    parts = []
    for year in (BEFORE, AFTER):
        for place in places_of(atlas, zone, year):
            rows = atlas.observations_at(place)
            parts.append(rows[rows["year"].eq(year) & rows["series"].isin(list(names))])
    return pd.concat(parts, ignore_index=True)


def census_sources_of_zone(atlas: Atlas, zone: str) -> tuple[str, ...]:
    """Sources of the census figures of a zone."""
    known = _sources_by_place(atlas)
    pairs = [(place, year) for year in (BEFORE, AFTER) for place in places_of(atlas, zone, year)]
    return tuple(dict.fromkeys(known[pair] for pair in pairs if pair in known))


@remember_with_tables(maxsize=1)
def _sources_by_place(atlas: Atlas) -> dict[tuple[str, int], str]:
    """Source of the census population by place and year."""
    rows = atlas.observations[atlas.observations["series"].eq("census_pop")]
    return {
        (str(place), int(year)): str(source)
        for place, year, source in rows[["place", "year", "source_id"]].itertuples(index=False)
    }
