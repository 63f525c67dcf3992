"""Check the arithmetic between series: parts below wholes, sums, and two readings of one quantity."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, plane_flags, write_factor, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.path import nearer_distance_outside

# Part, whole, and the factor by which rounding and vintages let the part exceed the whole.
PARTS = (
    ("invention_patents_granted", "patents_granted", 1.0),
    ("invention_patents_granted_cnrds", "patents_granted_cnrds", 1.0),
    ("electricity_industrial", "electricity_total", 1.0),
    ("industrial_firms_foreign", "industrial_firms", 1.0),
    ("industrial_firms_hmt", "industrial_firms", 1.0),
    ("science_expenditure", "fiscal_expenditure", 1.0),
    ("fiscal_revenue", "gdp", 1.0),
    ("exports", "gdp", 3.0),
    ("industrial_profit", "gdp", 1.0),
    ("va_primary", "gdp", 1.1),
    ("va_secondary", "gdp", 1.1),
    ("va_tertiary", "gdp", 1.1),
    ("built_up_area", "land_area", 1.0),
    ("gdp_districts", "gdp", 1.05),
    ("pop_resident_districts", "pop_resident", 1.05),
    ("pop_registered_districts", "pop_registered", 1.05),
    ("census_urban_pop", "census_pop", 1.001),
    ("census_college", "census_pop", 1.0),
    ("census_incoming_other_province", "census_pop", 1.0),
    ("census_workers_sample", "census_pop", 0.2),
)
# Two readings of one quantity, the factor from the first to the second, and how far apart they may lie: GDP was halved
# in some provinces, and Shenzhen has five times as many residents as registered people.
READINGS = (
    ("gdp", "gdp_revised", 1.0, 3.0),
    ("census_pop", "pop_resident", 1e-4, 1.6),
    ("pop_registered", "pop_resident", 1.0, 8.0),
    ("patents_granted", "patents_granted_cnrds", 1.0, 2.5),
    ("invention_patents_granted", "invention_patents_granted_cnrds", 1.0, 2.5),
)
SMALL = 10
SECTORS = ("va_primary", "va_secondary", "va_tertiary")
SUM_OFF = 1.2
SHARES = ("share_primary", "share_secondary", "share_tertiary")
# Sectors and shares are often of another vintage: two points apart are usual, ten are not.
POINTS, LEAST_POINTS, FACTOR_OFF = 10.0, 1.5, np.log(1.6)
AGES = ("census_age0_14_share", "census_age15_64_share", "census_age65_share")
AGES_OFF = 0.5


def _distance_off_path(panel: Panel, series: str) -> np.ndarray:
    """Log distance (places, years) of the figures of a series from their own path; -1 where there is no path."""
    k = panel.index(series)
    if k is None:
        return np.full(panel.value.shape[1:], -1.0)
    path = panel.path
    between = nearer_distance_outside(path.log[k] - path.before[k], path.log[k] - path.after[k])
    known = np.abs(np.where(np.isfinite(between), between, path.log[k] - path.usual[k]))
    return np.where(np.isfinite(known), known, -1.0)


def _sum_of_series(panel: Panel, names: tuple[str, ...]) -> np.ndarray:
    return np.sum([panel.plane(name) for name in names], axis=0)


def _furthest_off_path(panel: Panel, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Whether a figure (places, years) is furthest off its own path among several: an identity flags this one."""
    badness = np.stack([_distance_off_path(panel, name) for name in names])
    worst = badness.max(0)
    # Where several are equally far off, all of them are flagged.
    return {name: badness[n] >= worst - 1e-6 for n, name in enumerate(names)}


def _flag_identity(
    panel: Panel, names: tuple[str, ...], mask: np.ndarray, rule: str, text: Callable[[int, int], str]
) -> list[Flag]:
    if not mask.any():
        return []
    accused = _furthest_off_path(panel, names)
    return [flag for name in names for flag in plane_flags(panel, name, mask & accused[name], rule, text)]


def _flag_parts(panel: Panel) -> list[Flag]:
    return [flag for part, whole, limit in PARTS for flag in _flag_part(panel, part, whole, limit)]


def _flag_part(panel: Panel, part: str, whole: str, limit: float) -> list[Flag]:
    a, b = panel.plane(part), panel.plane(whole)

    def text(p: int, t: int) -> str:
        return f"{part} {write_number(a[p, t])} is too large for {whole} {write_number(b[p, t])}"

    return _flag_identity(panel, (part, whole), a > limit * b, "part_above_whole", text)


def _flag_readings(panel: Panel) -> list[Flag]:
    return [
        flag
        for first, second, scale, limit in READINGS
        for flag in _flag_reading(panel, (first, second), scale, limit)
    ]


def _flag_reading(panel: Panel, pair: tuple[str, str], scale: float, limit: float) -> list[Flag]:
    a, b = (panel.plane(name) for name in pair)
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(np.log(a * scale / b))
    larger = np.fmax(a, b)
    # Two counts of a handful may differ by any factor.
    small = (larger < SMALL) & (larger == np.round(larger))
    mask = np.isfinite(apart) & (apart > np.log(limit)) & ~small

    def text(p: int, t: int) -> str:
        return (
            f"{pair[0]} {write_number(a[p, t])} and {pair[1]} {write_number(b[p, t])} "
            f"are a factor of {write_factor(apart[p, t])} apart, "
            "whatever their units"
        )

    return _flag_identity(panel, pair, mask, "two_readings", text)


def _flag_sectors(panel: Panel) -> list[Flag]:
    total = _sum_of_series(panel, SECTORS)
    published, revised = panel.plane("gdp"), panel.plane("gdp_revised")
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.fmin(np.abs(np.log(total / published)), np.abs(np.log(total / revised)))
    mask = np.isfinite(off) & (off > np.log(SUM_OFF))
    return _flag_identity(
        panel,
        (*SECTORS, "gdp"),
        mask,
        "sectors_sum",
        lambda p, t: (
            f"the three sectors sum to {write_number(total[p, t])}, GDP is {write_number(published[p, t])}"
        ),
    )


def _sector_shares(panel: Panel) -> list[Flag]:
    total = _sum_of_series(panel, SECTORS)
    if not np.isfinite(total).any():
        total = panel.plane("gdp")
    flags: list[Flag] = []
    for value, share in zip(SECTORS, SHARES, strict=True):
        with np.errstate(divide="ignore", invalid="ignore"):
            made = 100 * panel.plane(value) / total
        flags += _sector_share(panel, share, made)
    return flags


def _sector_share(panel: Panel, share: str, made: np.ndarray) -> list[Flag]:
    stated = panel.plane(share)
    with np.errstate(divide="ignore", invalid="ignore"):
        far = np.abs(np.log(made / stated)) > FACTOR_OFF
    apart = np.abs(made - stated)

    def text(p: int, t: int) -> str:
        return f"{share} is {write_number(stated[p, t])} %, the sectors give {write_number(made[p, t])} %"

    return _flag_identity(
        panel, (*SECTORS, share), (apart > POINTS) | (far & (apart > LEAST_POINTS)), "share_of_sectors", text
    )


def _flag_ages(panel: Panel) -> list[Flag]:
    total = _sum_of_series(panel, AGES)
    mask = np.abs(total - 100) > AGES_OFF

    def text(p: int, t: int) -> str:
        return f"the three age groups sum to {write_number(total[p, t])} %"

    return [flag for name in AGES for flag in plane_flags(panel, name, mask, "ages_sum", text)]


def flag_identities(panel: Panel) -> list[Flag]:
    """Flag figures that break the arithmetic between series; of several, the one furthest off its own path.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rules `part_above_whole`, `two_readings`, `sectors_sum`, `share_of_sectors` and `ages_sum`.
    """
    return [
        *_flag_parts(panel),
        *_flag_readings(panel),
        *_flag_sectors(panel),
        *_sector_shares(panel),
        *_flag_ages(panel),
    ]
