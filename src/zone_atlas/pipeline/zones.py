"""Step 3: zone aggregates of every series, from the members' own figures and, apart from them, from proxies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.catalogue.bases import BASIS_MARK, EXACT, ZoneUnits, zone_units
from zone_atlas.catalogue.records import SEVERITY, Catalogue, Series
from zone_atlas.pipeline.join import YEARS, Panel

# A member of which only a part belongs to the zone: the district's figure is wider than the zone.
WIDER_THAN_ZONE = SEVERITY.index("D")


@dataclass(frozen=True)
class Cubes:
    """A panel as arrays, unit × year × series, with the weight that each series' mean takes (1 where it is a sum)."""

    values: NDArray[np.float64]
    severity: NDArray[np.float64]
    sources: NDArray[np.int64]
    weights: NDArray[np.float64]
    position: dict[str, int]
    is_mean: NDArray[np.bool_]


def cubes_of(panel: Panel, series: dict[str, Series]) -> Cubes:
    """Arrange a panel as arrays; a year without the weight takes that of the last year before, else of the first after.

    Parameters
    ----------
    panel : Panel
    series : dict
        Series by id; columns of the panel without one are sums.
    """
    units, names = panel.units, list(panel.values.columns)
    shape = (len(units), len(YEARS), len(names))
    is_mean = np.array([n in series and series[n].aggregate == "mean" for n in names])
    weights = np.ones(shape)
    filled = panel.values.groupby(level="unit").ffill().groupby(level="unit").bfill()
    for k in np.flatnonzero(is_mean):
        weights[:, :, k] = filled[series[names[k]].weight].to_numpy().reshape(shape[:2])
    values, severity, sources = (
        f.to_numpy().reshape(shape) for f in (panel.values, panel.severity, panel.sources)
    )
    return Cubes(values, severity, sources, weights, {unit: k for k, unit in enumerate(units)}, is_mean)


def aggregate_members(
    values: NDArray[np.float64], weights: NDArray[np.float64], is_mean: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Compute the sum or weighted mean over the members; missing wherever a member is missing.

    Parameters
    ----------
    values, weights : array (member, year, series)
    is_mean : array (series,)

    Returns
    -------
    array (year, series)
    """
    if values.shape[0] == 1:
        return values[0]
    means = (values * weights).sum(axis=0) / weights.sum(axis=0)
    return np.where(is_mean, means, values.sum(axis=0))


def _member_gaps(
    zone: ZoneUnits, values: NDArray[np.float64], names: list[str]
) -> list[tuple[str, int, str, str]]:
    """List the years in which some but not all members report a series, with the members that do not."""
    present = np.isfinite(values)
    partial = present.any(axis=0) & ~present.all(axis=0)
    units = np.array(zone.units)
    return [
        (zone.zone, YEARS[y], names[k], ",".join(units[~present[:, y, k]])) for y, k in np.argwhere(partial)
    ]


def zone_panel(panel: Panel, catalogue: Catalogue) -> tuple[Panel, pd.DataFrame]:
    """Aggregate each series to the zones.

    Parameters
    ----------
    panel : Panel
        Cities and districts, joins included.
    catalogue : Catalogue

    Returns
    -------
    (Panel, DataFrame)
        Panel of the units 'ZONE|exact' and 'ZONE|proxy', and the gaps: zone, year, series, missing.
    """
    cubes, names = cubes_of(panel, catalogue.series), list(panel.values.columns)
    made, gaps = [], []
    for zone in catalogue.zones.values():
        for basis in zone_units(zone):
            members = _member_cubes(basis, cubes)
            made.append((basis.key, *_zone_arrays(basis, members, cubes.is_mean)))
            if basis.basis == EXACT and not zone.proxy_only:
                gaps += _member_gaps(basis, members.values, names)
    index = pd.MultiIndex.from_product([[key for key, *_ in made], YEARS], names=["unit", "year"])
    values, severity, sources = (
        pd.DataFrame(np.concatenate(p), index=index, columns=names) for p in list(zip(*made, strict=True))[1:]
    )
    missing = pd.DataFrame(gaps, columns=["zone", "year", "series", "missing"])
    return Panel(values, severity, sources, panel.source_ids), missing


def _member_cubes(zone: ZoneUnits, cubes: Cubes) -> Cubes:
    """Select the cubes of the members of a zone; a member without any observation is all missing."""
    rows = np.array([cubes.position.get(unit, -1) for unit in zone.units])
    known = (rows >= 0)[:, None, None]
    values, severity, weights = (
        np.where(known, a[rows], np.nan) for a in (cubes.values, cubes.severity, cubes.weights)
    )
    return Cubes(values, severity, np.where(known, cubes.sources[rows], 0), weights, {}, cubes.is_mean)


def _zone_arrays(
    zone: ZoneUnits, members: Cubes, is_mean: NDArray[np.bool_]
) -> tuple[NDArray, NDArray, NDArray]:
    """Compute values, worst severity and united sources of a zone, each year × series."""
    total = aggregate_members(members.values, members.weights, is_mean)
    worst = np.where(np.isfinite(members.severity), members.severity, 0).max(axis=0)
    worst = np.maximum(worst, WIDER_THAN_ZONE if zone.wider else 0)
    there = np.isfinite(total)
    united = np.bitwise_or.reduce(members.sources, axis=0)
    return total, np.where(there, worst, np.nan), np.where(there, united, 0)


def stack_panels(first: Panel, second: Panel) -> Panel:
    """Put two panels one above the other.

    Parameters
    ----------
    first, second : Panel
        With the same series and the same sources.
    """
    return Panel(
        pd.concat([first.values, second.values]),
        pd.concat([first.severity, second.severity]),
        pd.concat([first.sources, second.sources]),
        first.source_ids,
    )


def split_units(units: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """Split the units of a panel into places and bases.

    Parameters
    ----------
    units : Index of str
        'PLACE|BASIS', or a place alone, whose basis is exact.

    Returns
    -------
    places, bases : arrays of str (units,)
    """
    pairs = [unit.split(BASIS_MARK) if BASIS_MARK in unit else (unit, EXACT) for unit in units]
    return np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
