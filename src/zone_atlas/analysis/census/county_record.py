"""Figures of a county outside the censuses: those of yearbooks, facts of single pages, and the rows of the extract."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from zone_atlas.analysis.census.counties import ITEMS, census_rows, codes_in_census_2010
from zone_atlas.analysis.census.parks import parks_of
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.rules import CENSUSES
from zone_atlas.memo import remember_with_tables


def yearly_figures(atlas: Atlas, place: str) -> pd.DataFrame:
    """Figures of a county or district outside the censuses, of every year; empty where no yearbook prints any.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Adcode.

    Returns
    -------
    DataFrame
        Rows of the published observations, by series and year.
    """
    rows = atlas.observations_at(place)
    return rows[~rows["series"].astype(str).str.startswith("census_")].sort_values(["series", "year"])


def park_rows(atlas: Atlas) -> pd.DataFrame:
    """Every observation of the counties with a sourced park: both censuses, then what yearbooks print."""
    counties = [park.adcode for park in parks_of(atlas)]
    census = census_rows(atlas, counties, (*ITEMS, "census_workers_sample"), CENSUSES)
    return pd.concat([census, *[yearly_figures(atlas, county) for county in counties]])


def counted_for(atlas: Atlas, codes: Sequence[str]) -> list[str]:
    """County with a park to which each code of `park_rows` belongs: itself, or the one that it was part of in 2010.

    Parameters
    ----------
    atlas : Atlas
    codes : sequence of str
        Adcodes.

    Raises
    ------
    KeyError
        For a code that `park_rows` does not have.
    """
    owner = {
        code: park.adcode for park in parks_of(atlas) for code in codes_in_census_2010(atlas, park.adcode)
    }
    owner |= {park.adcode: park.adcode for park in parks_of(atlas)}
    return [owner[code] for code in codes]


@remember_with_tables(maxsize=1)
def _facts_by_place(atlas: Atlas) -> dict[str, list[Fact]]:
    by_place: dict[str, list[Fact]] = {}
    for fact in sorted(atlas.catalogue.facts, key=lambda f: (-f.year, f.period, f.item)):
        by_place.setdefault(fact.place, []).append(fact)
    return by_place


def facts_of_county(atlas: Atlas, place: str) -> list[Fact]:
    """Facts that single pages state of a place, the newest first; they are of many years and do not make a series.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Adcode.
    """
    return _facts_by_place(atlas).get(place, [])
