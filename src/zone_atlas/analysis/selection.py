"""Zones, cities and counties that pass a reader's filter."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Criteria:
    """Choices of the filter; an empty tuple (or 'all') lets every place pass."""

    cohorts: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    lifecycles: tuple[str, ...] = ()
    resource: str = "all"
    mining: tuple[str, ...] = ()
    size: tuple[str, ...] = ()

    @property
    def by_type(self) -> bool:
        """Whether the choices restrict cities, and not only cohorts of zones."""
        return bool(self.regions or self.lifecycles or self.resource != "all" or self.mining or self.size)


def _any_of(values: pd.Series, chosen: tuple[str, ...]) -> pd.Series:
    """Rows of which one of the comma-joined codes is chosen."""
    return values.astype(str).map(lambda codes: any(code in chosen for code in codes.split(",")))


def _passes_criteria(places: pd.DataFrame, criteria: Criteria) -> pd.Series:
    keep = pd.Series(True, index=places.index)
    if criteria.regions:
        keep &= places["region"].isin(criteria.regions)
    if criteria.resource != "all":
        keep &= _any_of(places["resource_based"], (criteria.resource,))
    for column, chosen in [
        ("lifecycle", criteria.lifecycles),
        ("mining_class", criteria.mining),
        ("size_class", criteria.size),
    ]:
        if chosen:
            keep &= _any_of(places[column], chosen)
    return keep


def select_zones(places: pd.DataFrame, criteria: Criteria) -> list[str]:
    """Zones that pass, in the order of designation; a zone passes with any of its members.

    Parameters
    ----------
    places : DataFrame
        The published places.
    criteria : Criteria
    """
    rows = places[places["kind"] == "zone"]
    keep = _passes_criteria(rows, criteria)
    if criteria.cohorts:
        keep &= rows["cohort"].isin(criteria.cohorts)
    return list(rows.loc[keep, "place"])


def select_cities(places: pd.DataFrame, criteria: Criteria) -> list[str]:
    """Prefecture-level cities that pass; the cohort does not restrict them.

    Parameters
    ----------
    places : DataFrame
        The published places.
    criteria : Criteria
    """
    rows = places[places["kind"] == "city"]
    return list(rows.loc[_passes_criteria(rows, criteria), "place"])


def select_counties(places: pd.DataFrame, criteria: Criteria) -> list[str]:
    """Counties and districts of the regions chosen; they have none of the other classes.

    Parameters
    ----------
    places : DataFrame
        The published places.
    criteria : Criteria
    """
    rows = places[places["kind"].isin(["county", "district"])]
    keep = rows["region"].isin(criteria.regions) if criteria.regions else pd.Series(True, rows.index)
    return list(rows.loc[keep, "place"])
