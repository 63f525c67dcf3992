"""Compare a figure with the size of its place, for series of one or two years, which have no path."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, write_factor, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel

SIZES = (("census_pop", "pop_resident", "pop_registered"), ("gdp", "gdp_revised"))
ENOUGH_PLACES = 30
# Robust deviations, and least factor, off the value expected for size and median place.
DEVIATIONS, LEAST = 5.0, np.log(4)
# A skewed series has far more than chance in its tail; what fails must leave the tail too.
TAIL, BEYOND_THE_TAIL = 0.99, 1.3
# Two years of one place may differ by this many deviations of all such changes.
CHANGE_DEVIATIONS, LEAST_CHANGE = 8.0, np.log(2.5)
# With this many neighbours a value is compared with its path instead.
NEIGHBOURS_ENOUGH = 2
SHORT = 4


def _robust_deviation(values: np.ndarray) -> float:
    return float(1.4826 * np.median(np.abs(values - np.median(values)))) if len(values) else np.inf


def _place_size(panel: Panel) -> np.ndarray:
    """Logs (2, places) of people and of output, the median of all years; the median place where unknown."""
    sizes = []
    for names in SIZES:
        logs = []
        for name in names:
            plane = panel.plane(name)
            logs.append(np.log(np.where(plane > 0, plane, np.nan)))
        stack = np.concatenate(
            [log - np.nanmedian(log) if np.isfinite(log).any() else log for log in logs], axis=1
        )
        size = np.zeros(len(stack))
        known = np.isfinite(stack).any(1)
        size[known] = np.nanmedian(stack[known], axis=1)
        sizes.append(size)
    return np.stack(sizes)


def short_series(panel: Panel) -> np.ndarray:
    """Whether series have figures for four years at most.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series,)
    """
    return np.isfinite(panel.value).any(1).sum(1) <= SHORT


def size_residuals(panel: Panel) -> tuple[np.ndarray, np.ndarray]:
    """Distance of short series from the value expected for the size of the place.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    left : ndarray (series, places, years)
        Log distance; NaN outside short series.
    scatter : ndarray (series, years)
        Robust deviation of these distances; infinite outside short series.
    """
    size = _place_size(panel)
    design = np.column_stack([np.ones(size.shape[1]), *size])
    left = np.full(panel.value.shape, np.nan, dtype=np.float32)
    scatter = np.full((len(panel.series), len(panel.years)), np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.where(panel.value > 0, panel.value, np.nan))
    enough = (np.isfinite(logs).sum(1) >= ENOUGH_PLACES) & short_series(panel)[:, None]
    for k, t in np.argwhere(enough):
        y = logs[k, :, t]
        known = np.isfinite(y)
        keep = known.copy()
        for _ in range(3):
            fitted = np.linalg.lstsq(design[keep], y[keep], rcond=None)[0]
            rest = y - design @ fitted
            spread = _robust_deviation(rest[known])
            keep = known & (np.abs(rest - np.median(rest[known])) < max(3 * spread, 1e-9))
            if keep.sum() < ENOUGH_PLACES // 2:
                break
        left[k, :, t] = rest - np.median(rest[known])
        scatter[k, t] = spread
    return left, scatter


def _two_year_changes(panel: Panel, left: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The flagged one of the years of two-year series, and the log change net of the median place."""
    mask, net = np.zeros(panel.value.shape, dtype=bool), np.full(panel.value.shape, np.nan)
    for k in range(len(panel.series)):
        years = np.flatnonzero(np.isfinite(panel.value[k]).any(0))
        if len(years) != 2:
            continue
        first, last = panel.value[k][:, years].T
        with np.errstate(divide="ignore", invalid="ignore"):
            change = np.log(last / first)
        known = np.isfinite(change)
        if known.sum() < ENOUGH_PLACES:
            continue
        change -= np.median(change[known])
        # Small numbers of a sample change by chance: what is small for its series may change by more.
        level = np.log(np.where(known, np.fmin(first, last), np.nan))
        bands = np.digitize(level, np.quantile(level[known & np.isfinite(level)], [0.1, 0.3, 0.6]))
        limit = np.full(len(change), np.inf)
        for band in range(4):
            inside = known & (bands == band)
            limit[bands == band] = max(CHANGE_DEVIATIONS * _robust_deviation(change[inside]), LEAST_CHANGE)
        far = known & (np.abs(change) > limit)
        later = np.abs(left[k, :, years[1]]) > np.abs(left[k, :, years[0]])
        mask[k, far & ~later, years[0]] = True
        mask[k, far & later, years[1]] = True
        net[k, :, years] = change
    return mask, net


def flag_sizes(panel: Panel) -> list[Flag]:
    """Flag figures of short series that do not fit the size of their place.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rules `size` (one year) and `change` (two years).
    """
    left, scatter = size_residuals(panel)
    alone = panel.path.neighbours < NEIGHBOURS_ENOUGH
    off = np.abs(np.nan_to_num(left))
    sized = alone & ~panel.rate[:, None, None] & (off > np.maximum(DEVIATIONS * scatter[:, None, :], LEAST))
    sized &= off > BEYOND_THE_TAIL * np.quantile(off, TAIL, axis=1, keepdims=True)
    changed, net = _two_year_changes(panel, left)
    sized &= ~changed

    def of_size(k: int, p: int, t: int) -> str:
        value, times = write_number(panel.value[k, p, t]), write_factor(left[k, p, t])
        return f"{value} is off by a factor of {times} for a place of this size"

    def of_change(k: int, p: int, t: int) -> str:
        known = [s for s in np.flatnonzero(np.isfinite(panel.value[k, p])) if s != t]
        times = write_factor(net[k, p, t])
        other = (
            f" beside {write_number(panel.value[k, p, known[0]])} in {panel.years[known[0]]}" if known else ""
        )
        return f"{write_number(panel.value[k, p, t])}{other}: a factor of {times} off the change of the median place"

    return [*flags_of(panel, sized, "size", of_size), *flags_of(panel, changed, "change", of_change)]
