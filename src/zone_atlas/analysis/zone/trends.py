"""Scores of a zone on the constant set over time, and whether it moved more than the median city."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from zone_atlas.analysis import lines
from zone_atlas.analysis.trend_lines import compute_trend_band, compute_trend_line
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.rules import FIRST_FULL_YEAR, LAST_SCORED_YEAR, TREND
from zone_atlas.memo import remember_with_tables


@dataclass(frozen=True)
class ChangeBesideCities:
    """Change of a score between two years of one unbroken stretch, of the zone and of the median city."""

    first: int
    last: int
    own: float
    typical: float


def zone_line(atlas: Atlas, zone: str, node: str, proxies: bool) -> pd.DataFrame:
    """Scores of a zone on a dimension over time, on the constant set.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    node : str
        Dimension.
    proxies : bool
        Whether a wider unit's figures may stand in for the place's own.

    Returns
    -------
    DataFrame
        Columns of `lines.score_line`: year, value (0–100), status, basis, breaks, segment.
    """
    return compute_trend_line(atlas, node, TREND, zone, proxies)


@remember_with_tables(maxsize=64)
def breaks_of_dimension(atlas: Atlas, node: str) -> tuple[int, ...]:
    """Years in which the definition of an indicator of the constant set changes."""
    return tuple(lines.list_break_years(atlas.catalogue, node, FIRST_FULL_YEAR, LAST_SCORED_YEAR, TREND))


@remember_with_tables(maxsize=64)
def city_band(atlas: Atlas, node: str) -> pd.DataFrame:
    """Quartiles of all ranked cities over time, on the constant set.

    Parameters
    ----------
    atlas : Atlas
    node : str
        Dimension.

    Returns
    -------
    DataFrame
        Columns of `bands.BAND`, 0–100.
    """
    places = atlas.places
    cities = list(places.loc[places["kind"].eq("city"), "place"])
    return compute_trend_band(atlas, node, TREND, tuple(cities))[0]


def zone_move(points: pd.DataFrame, band: pd.DataFrame) -> ChangeBesideCities | None:
    """Change over the last two years or more in which both the line and the band are unbroken; None without them.

    Parameters
    ----------
    points : DataFrame
        year, value, segment of one place.
    band : DataFrame
        year, median, segment of all cities.
    """
    stretch = lines.last_stretch(points, band)
    if stretch is None:
        return None
    first, last = stretch.first, stretch.last
    own, middle = points.set_index("year")["value"], band.set_index("year")["median"]
    return ChangeBesideCities(first, last, float(own[last] - own[first]), float(middle[last] - middle[first]))
