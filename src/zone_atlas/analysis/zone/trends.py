"""Scores of a zone on the constant set over time, and whether it moved more than the median city."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from zone_atlas.analysis import lines
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import FIRST_FULL_YEAR, LAST_SCORED_YEAR, TREND
from zone_atlas.memo import remember_with_tables


@dataclass(frozen=True)
class Move:
    """Change of a score between two years of one unbroken stretch, of the zone and of the median city."""

    first: int
    last: int
    own: float
    typical: float


@remember_with_tables(maxsize=512)
def zone_line(atlas: Atlas, zone: str, node: str, proxies: bool) -> pd.DataFrame:
    """Scores of a zone on a dimension as `lines.score_line` gives them: year, value, status, basis, breaks, segment."""
    held: dict[int, tuple[float, str, str]] = {}
    for year, basis, score, status in _of_zones(atlas, node).get(zone, ()):
        # With proxies the wider unit's score wins, as everywhere.
        if (basis == EXACT and (not proxies or year not in held)) or (basis != EXACT and proxies):
            held[year] = (score, status, basis)
    years = sorted(held)
    values = [held[year][0] for year in years]
    statuses = [held[year][1] for year in years]
    bases = [held[year][2] for year in years]
    broken = [status == "B" for status in statuses]
    breaks = {year for year, breaks in zip(years, broken, strict=True) if breaks}
    columns = {"year": years, "value": values, "status": statuses, "basis": bases, "breaks": broken}
    return pd.DataFrame({**columns, "segment": lines.number_stretches_by_basis(years, bases, breaks)})


@remember_with_tables(maxsize=16)
def _of_zones(atlas: Atlas, node: str) -> dict[str, list[tuple[int, str, float, str]]]:
    """Year, basis, score and status of all zones on the constant set, by zone."""
    rows = atlas.scores_of([node])
    rows = rows[rows["set"].eq(TREND) & rows["place"].isin(list(atlas.catalogue.zones))]
    found: dict[str, list[tuple[int, str, float, str]]] = {}
    for zone, *point in rows[["place", "year", "basis", "score", "status"]].itertuples(index=False):
        year, basis, score, status = point
        found.setdefault(str(zone), []).append((int(year), str(basis), float(score), str(status)))
    return found


@remember_with_tables(maxsize=64)
def breaks_of_dimension(atlas: Atlas, node: str) -> tuple[int, ...]:
    """Years in which the definition of an indicator of the constant set changes."""
    return tuple(lines.list_break_years(atlas.catalogue, node, FIRST_FULL_YEAR, LAST_SCORED_YEAR, TREND))


@remember_with_tables(maxsize=64)
def city_band(atlas: Atlas, node: str) -> pd.DataFrame:
    """Quartiles of all ranked cities, as `lines.band`."""
    places = atlas.places
    cities = list(places.loc[places["kind"].eq("city"), "place"])
    return lines.score_band(atlas.scores_of([node]), TREND, node, cities, breaks_of_dimension(atlas, node))


def zone_move(points: pd.DataFrame, band: pd.DataFrame) -> Move | None:
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
    return Move(first, last, float(own[last] - own[first]), float(middle[last] - middle[first]))
