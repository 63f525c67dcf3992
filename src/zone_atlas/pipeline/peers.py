"""Step 7: peers by a published rule, so that a comparison is chosen before its outcome is seen.

Three groups: the cities outside the zones of the same life-cycle class that are nearest on four features; the cities
of the same province; the other zones of the same cohort.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from zone_atlas.catalogue.bases import BASIS_MARK, EXACT, PROXY
from zone_atlas.catalogue.records import Catalogue, Zone
from zone_atlas.catalogue.rules import FAR, LAST_SCORED_YEAR, LATEST_CENSUS, LEAST, NEAREST, OLDEST
from zone_atlas.pipeline.join import Panel
from zone_atlas.pipeline.zones import split_units

# The census counts mining and people; the yearbooks give the others, at most as old as an index value may be.
OF_THE_CENSUS = ("population", "mining_share")
COLUMNS = ("place", "basis", "group", "peer", "order", "distance")


def peer_features(panel: Panel) -> pd.DataFrame:
    """Compute the four features of every city and zone, each in its own unit.

    Parameters
    ----------
    panel : Panel
        Cities and zones, with the joined series.

    Returns
    -------
    DataFrame
        place, basis, feature, value, year: GDP per resident (10,000 yuan) and secondary share of GDP (%) of the
        latest scored year that has them, at most `OLDEST` years before the last, population (persons) and mining
        share of employment (%) of the latest census.
    """
    values = panel.values
    columns = {
        "gdp_per_resident": values["gdp_joined"] / values["pop_resident"],
        "population": values["census_pop"],
        "secondary_share": values["share_secondary"],
        "mining_share": values["census_emp_share_mining"],
    }
    frames = []
    for feature, column in columns.items():
        census = feature in OF_THE_CENSUS
        first, last = (
            (LATEST_CENSUS, LATEST_CENSUS) if census else (LAST_SCORED_YEAR - OLDEST, LAST_SCORED_YEAR)
        )
        year = column.index.get_level_values("year")
        known = column[column.notna() & (year >= first) & (year <= last)].rename("value").reset_index()
        latest = known.groupby("unit", sort=True).tail(1)
        place, basis = split_units(pd.Index(latest["unit"]))
        frames.append(
            pd.DataFrame(
                {
                    "place": place,
                    "basis": basis,
                    "feature": feature,
                    "value": latest["value"].to_numpy(),
                    "year": latest["year"].to_numpy(dtype="int16"),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def standardise_features(wide: pd.DataFrame, cities: Iterable[str]) -> pd.DataFrame:
    """Standardise features as z-scores over the cities: sizes as logarithms, the mining share as log(1 + share).

    A difference of a hundred thousand people means much between small cities and little between large ones, and
    most cities have next to no mining.

    Parameters
    ----------
    wide : DataFrame
        One row per place, one column per feature.
    cities : iterable of str
        Rows that give mean and standard deviation.
    """
    turned = pd.DataFrame(
        {
            "gdp_per_resident": np.log(wide["gdp_per_resident"]),
            "population": np.log(wide["population"]),
            "secondary_share": wide["secondary_share"],
            "mining_share": np.log1p(wide["mining_share"]),
        }
    )
    base = turned.loc[turned.index.isin(list(cities))]
    return (turned - base.mean()) / base.std(ddof=1)


def find_peers(table: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Find the peers of every zone and city.

    Parameters
    ----------
    table : DataFrame
        Output of `peer_features`.
    catalogue : Catalogue

    Returns
    -------
    DataFrame
        Columns `COLUMNS`. `distance` is the Euclidean distance over the four standardised features, NaN for zones
        of the cohort and where a feature is missing; a zone whose own units lack a feature is compared through the
        wider unit and marked 'proxy'.
    """
    wide = table.pivot(index=["place", "basis"], columns="feature", values="value").dropna()
    cities = {p.adcode for p in catalogue.places.values() if p.level in ("prefecture", "municipality")}
    exact = wide.xs(EXACT, level="basis")
    scale = exact[exact.index.isin(cities)].index
    keys = wide.index.map(BASIS_MARK.join)
    spots = standardise_features(wide.set_index(keys), [f"{c}{BASIS_MARK}{EXACT}" for c in scale])
    of_cities = spots.loc[[f"{c}{BASIS_MARK}{EXACT}" for c in scale]].set_axis(scale)
    places = [*catalogue.zones, *sorted(cities)]
    frames = [_peers_of(place, spots, of_cities, catalogue) for place in places]
    return pd.concat(frames, ignore_index=True)


def _peers_of(place: str, spots: pd.DataFrame, cities: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    zone = catalogue.zones.get(place)
    basis = EXACT if zone is None or f"{place}{BASIS_MARK}{EXACT}" in spots.index else PROXY
    key = f"{place}{BASIS_MARK}{basis}"
    distances = pd.Series(np.nan, index=cities.index)
    if key in spots.index:
        distances = np.sqrt(((cities - spots.loc[key]) ** 2).sum(axis=1))
    described, own = _cities_of(zone) if zone else ([place], {place})
    others = distances[~distances.index.isin(list(own))].sort_values(kind="stable")
    cohort = [z.id for z in catalogue.zones.values() if zone and z.cohort == zone.cohort and z is not zone]
    groups = {
        "nearest": _near_enough(others[_peers_of_same_class(others, described, catalogue)]),
        "province": others[_peers_of_same_province(others, described, catalogue)],
        "cohort": pd.Series(np.nan, index=cohort, dtype=float),
    }
    return pd.concat([_peer_rows(place, basis, name, peers) for name, peers in groups.items()])


def _cities_of(zone: Zone) -> tuple[list[str], set[str]]:
    """List the cities that describe a zone (whole-city members, else those it lies in), and all that share its area."""
    whole = [m.adcode for m in zone.members if m.whole_city]
    around = [m.proxy for m in zone.members if m.proxy]
    return whole or list(dict.fromkeys(around)), {*whole, *around}


def _near_enough(ordered: pd.Series) -> pd.Series:
    within = int((ordered <= FAR).sum())
    return ordered.iloc[: min(NEAREST, max(LEAST, within))]


def _peers_of_same_class(others: pd.Series, described: list[str], catalogue: Catalogue) -> list[str]:
    """List cities without a part in any zone, of a life-cycle class of those described, the nearest first."""
    taken = set().union(*(_cities_of(zone)[1] for zone in catalogue.zones.values()))
    classes = {catalogue.places[c].lifecycle for c in described}
    near = others.dropna().index
    return [c for c in near if c not in taken and catalogue.places[c].lifecycle in classes]


def _peers_of_same_province(others: pd.Series, described: list[str], catalogue: Catalogue) -> list[str]:
    provinces = {catalogue.places[c].province for c in described}
    return [c for c in others.index if catalogue.places[c].province in provinces]


def _peer_rows(place: str, basis: str, name: str, distances: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "place": place,
            "basis": basis,
            "group": name,
            "peer": [str(p) for p in distances.index],
            "order": np.arange(1, len(distances) + 1, dtype="int16"),
            "distance": distances.to_numpy(dtype=float),
        }
    )
