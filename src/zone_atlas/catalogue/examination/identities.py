"""Arithmetic between series: parts below wholes, sums, and two readings of one quantity."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.examination.flags import Flag, factor, plane_flags, shown
from zone_atlas.catalogue.examination.panel import Panel

# Part, whole, and by how much rounding and vintages let the part exceed the whole.
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
    ("census_urban_pop", "census_pop", 1.001),
    ("census_college", "census_pop", 1.0),
    ("census_incoming_other_province", "census_pop", 1.0),
    ("census_workers_sample", "census_pop", 0.2),
)
# Two readings of one quantity, the factor from the first to the second, and how far apart they may lie: GDP was cut by
# half in some provinces, and Shenzhen has five times as many residents as registered people.
READINGS = (
    ("gdp", "gdp_revised", 1.0, 3.0),
    ("census_pop", "pop_resident", 1e-4, 1.6),
    ("pop_registered", "pop_resident", 1.0, 8.0),
    ("patents_granted", "patents_granted_cnrds", 1.0, 2.5),
    ("invention_patents_granted", "invention_patents_granted_cnrds", 1.0, 2.5),
)
SECTORS = ("va_primary", "va_secondary", "va_tertiary")
SUM_OFF = 1.2
SHARES = ("share_primary", "share_secondary", "share_tertiary")
# Sectors and shares are often of another vintage: two points are not worth a word, ten are.
POINTS = 10.0
AGES = ("census_age0_14_share", "census_age15_64_share", "census_age65_share")
AGES_OFF = 0.5


def _badness(panel: Panel, series: str) -> np.ndarray:
    """How far off its own path (places, years) a figure lies; -1 where it has no path."""
    k = panel.index(series)
    if k is None:
        return np.full(panel.value.shape[1:], -1.0)
    between, usual = panel.path.between()[k], panel.path.from_usual()[k]
    known = np.where(np.isfinite(between), between, usual)
    return np.where(np.isfinite(known), np.abs(known), -1.0)


def _accused(panel: Panel, names: tuple[str, ...]) -> dict[str, np.ndarray]:
    """Which of several figures (places, years) is furthest off its own path: the one an identity accuses."""
    badness = np.stack([_badness(panel, name) for name in names])
    worst = badness.max(0)
    # None stands out: all of them are named.
    return {name: badness[n] >= worst - 1e-6 for n, name in enumerate(names)}


def _named(panel: Panel, names: tuple[str, ...], mask: np.ndarray, rule: str, says: object) -> list[Flag]:
    found: list[Flag] = []
    for name, accused in _accused(panel, names).items():
        found += plane_flags(panel, name, mask & accused, rule, says)  # type: ignore[arg-type]
    return found


def _parts(panel: Panel) -> list[Flag]:
    found: list[Flag] = []
    for part, whole, limit in PARTS:
        a, b = panel.plane(part), panel.plane(whole)
        mask = a > limit * b
        found += _named(
            panel,
            (part, whole),
            mask,
            "part_above_whole",
            lambda p, t, a=a, b=b, part=part, whole=whole: (
                f"{part} {shown(a[p, t])} is too large for {whole} {shown(b[p, t])}"
            ),
        )
    return found


def _readings(panel: Panel) -> list[Flag]:
    found: list[Flag] = []
    for one, two, scale, limit in READINGS:
        a, b = panel.plane(one), panel.plane(two)
        with np.errstate(divide="ignore", invalid="ignore"):
            apart = np.abs(np.log(a * scale / b))
        mask = np.isfinite(apart) & (apart > np.log(limit))
        mask &= (
            ~(panel.whole[panel.index(one)] & (np.fmax(a, b) < 10)) if panel.index(one) is not None else False
        )
        found += _named(
            panel,
            (one, two),
            mask,
            "two_readings",
            lambda p, t, a=a, b=b, apart=apart, one=one, two=two: (
                f"{one} {shown(a[p, t])} and {two} {shown(b[p, t])} are a factor of {factor(apart[p, t])} apart beyond "
                "their units"
            ),
        )
    return found


def _sectors(panel: Panel) -> list[Flag]:
    total = sum(panel.plane(name) for name in SECTORS)
    published, revised = panel.plane("gdp"), panel.plane("gdp_revised")
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.fmin(np.abs(np.log(total / published)), np.abs(np.log(total / revised)))
    mask = np.isfinite(off) & (off > np.log(SUM_OFF))
    return _named(
        panel,
        (*SECTORS, "gdp"),
        mask,
        "sectors_sum",
        lambda p, t: f"the three sectors sum to {shown(total[p, t])}, GDP is {shown(published[p, t])}",
    )


def _sector_shares(panel: Panel) -> list[Flag]:
    total = sum(panel.plane(name) for name in SECTORS)
    if not np.isfinite(total).any():
        total = panel.plane("gdp")
    found: list[Flag] = []
    for value, share in zip(SECTORS, SHARES, strict=True):
        own, stated = panel.plane(value), panel.plane(share)
        with np.errstate(divide="ignore", invalid="ignore"):
            made = 100 * own / total
            far = np.abs(np.log(made / stated)) > np.log(1.6)
        mask = (np.abs(made - stated) > POINTS) | (far & (np.abs(made - stated) > 1.5))
        found += _named(
            panel,
            (*SECTORS, share),
            mask,
            "share_of_sectors",
            lambda p, t, made=made, stated=stated, share=share: (
                f"{share} is {shown(stated[p, t])} %, the sectors give {shown(made[p, t])} %"
            ),
        )
    return found


def _ages(panel: Panel) -> list[Flag]:
    total = sum(panel.plane(name) for name in AGES)
    mask = np.abs(total - 100) > AGES_OFF
    found: list[Flag] = []
    for name in AGES:
        found += plane_flags(
            panel, name, mask, "ages_sum", lambda p, t: f"the three age groups sum to {shown(total[p, t])} %"
        )
    return found


def flags(panel: Panel) -> list[Flag]:
    """`part_above_whole`, `two_readings`, `sectors_sum`, `share_of_sectors`, `ages_sum`."""
    return [*_parts(panel), *_readings(panel), *_sectors(panel), *_sector_shares(panel), *_ages(panel)]
