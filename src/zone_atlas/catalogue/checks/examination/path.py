"""Path of a place through the years, net of the change of the median place."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

LAGS = (1, 2, 3)
# A neighbour more than three years away is not compared.
FURTHEST = 3
# Below this many places their median change is noise.
ENOUGH_PLACES = 8
BLOCK = 4


@dataclass(frozen=True)
class Path:
    """Logs net of the median place and their neighbours of up to three years before and after, within one segment.

    All arrays are (series, places, years). ``before`` and ``after`` are the nearest neighbours, ``early`` and ``late``
    the medians of those on each side, ``usual`` the median of all, ``spread`` the median and ``reach`` the largest
    distance from it, ``neighbours`` their number. ``chance`` is the standard error that counting alone gives a small
    whole number (0 for other series). ``raw_before`` and ``raw_after`` are the nearest neighbours as they stand.
    """

    log: np.ndarray
    before: np.ndarray
    after: np.ndarray
    usual: np.ndarray
    spread: np.ndarray
    reach: np.ndarray
    neighbours: np.ndarray
    chance: np.ndarray
    early: np.ndarray
    late: np.ndarray
    raw_before: np.ndarray
    raw_after: np.ndarray

    @cached_property
    def between(self) -> np.ndarray:
        """Signed log distance of a value outside both of its nearest neighbours; 0 between them, NaN at an end."""
        return nearer_distance_outside(self.log - self.before, self.log - self.after)

    def between_sides(self) -> np.ndarray:
        """Signed log distance of a value outside the medians of up to three neighbours on each side."""
        return nearer_distance_outside(self.log - self.early, self.log - self.late)

    def from_usual(self) -> np.ndarray:
        """Signed log distance of a value from the median of its neighbours."""
        return self.log - self.usual


def nearer_distance_outside(back: np.ndarray, forth: np.ndarray) -> np.ndarray:
    """Nearer of two distances where a value lies on the same side of both neighbours.

    Parameters
    ----------
    back, forth : ndarray
        Signed distances from the neighbour before and the one after.

    Returns
    -------
    ndarray
        0 where the value lies between the neighbours, NaN where one of them is missing.
    """
    nearer = np.where(np.abs(back) < np.abs(forth), back, forth)
    return np.where(np.sign(back) == np.sign(forth), nearer, np.where(np.isfinite(back + forth), 0, np.nan))


def median_change(log: np.ndarray) -> np.ndarray:
    """Path of the median place: its changes between the years that have figures, added up.

    Parameters
    ----------
    log : ndarray (series, places, years)
        Logarithms of the values.

    Returns
    -------
    ndarray (series, years)
        Starts at 0; a year with fewer than `ENOUGH_PLACES` changes adds none.
    """
    series, _, years = log.shape
    path = np.zeros((series, years), dtype=log.dtype)
    for k in range(series):
        last = -1
        for t in range(years):
            path[k, t] = path[k, t - 1] if t else 0
            if not np.isfinite(log[k, :, t]).any():
                continue
            if last >= 0:
                change = log[k, :, t] - log[k, :, last]
                change = change[np.isfinite(change)]
                path[k, t] = path[k, last] + (np.median(change) if len(change) >= ENOUGH_PLACES else 0)
            last = t
    return path


def shift_years(array: np.ndarray, segment: np.ndarray, years: np.ndarray, lag: int) -> np.ndarray:
    """Values some columns earlier.

    Parameters
    ----------
    array : ndarray (series, places, years)
    segment : ndarray of int (series, places, years)
        Number of breaks up to each year.
    years : ndarray of int (years,)
        Ascending.
    lag : int
        Number of columns; negative for later ones.

    Returns
    -------
    ndarray (series, places, years)
        NaN across a break and over more than three years.
    """
    out = np.full_like(array, np.nan)
    size = abs(lag)
    if size >= array.shape[2]:
        return out
    near = years[size:] - years[:-size] <= FURTHEST
    early, late = (..., slice(None, -size)), (..., slice(size, None))
    target, source = (late, early) if lag > 0 else (early, late)
    same = (segment[late] == segment[early]) & near
    out[target] = np.where(same, array[source], np.nan)
    return out


def median_of(stack: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Median along the first axis, NaN left out; much faster than `numpy.nanmedian`.

    Parameters
    ----------
    stack : ndarray

    Returns
    -------
    (ndarray, ndarray of int)
        The median, and the number of values it rests on.
    """
    ordered = np.sort(stack, axis=0)
    count = np.isfinite(ordered).sum(0)
    low, high = np.maximum((count - 1) // 2, 0)[None], np.minimum(count // 2, len(stack) - 1)[None]
    middle = (np.take_along_axis(ordered, low, 0)[0] + np.take_along_axis(ordered, high, 0)[0]) / 2
    return middle, count


def first_known(stack: list[np.ndarray]) -> np.ndarray:
    """First of several arrays that has a value, cell by cell.

    Parameters
    ----------
    stack : list of ndarray
        Arrays of one shape, the preferred first.

    Returns
    -------
    ndarray
        NaN where none has a value.
    """
    out = stack[0]
    for other in stack[1:]:
        out = np.where(np.isfinite(out), out, other)
    return out


def path_of(value: np.ndarray, segment: np.ndarray, years: np.ndarray, whole: np.ndarray) -> Path:
    """Path of each place in each series.

    Parameters
    ----------
    value : ndarray (series, places, years)
        What is not positive has no logarithm and no path.
    segment : ndarray of int (series, places, years)
        Number of breaks up to each year.
    years : ndarray of int (years,)
        Ascending.
    whole : ndarray of bool (series,)
        Whether a series counts in whole numbers.
    """
    # A few series at a time: the six neighbours of all of them at once would need the most memory of the whole check.
    whole_path: dict[str, np.ndarray] = {}
    for start in range(0, len(value), BLOCK):
        block = slice(start, start + BLOCK)
        part = _path_of_block(value[block], segment[block], years, whole[block])
        for item in fields(Path):
            array = getattr(part, item.name)
            whole_path.setdefault(item.name, np.empty(value.shape, dtype=array.dtype))[block] = array
    return Path(**whole_path)


def _path_of_block(value: np.ndarray, segment: np.ndarray, years: np.ndarray, whole: np.ndarray) -> Path:
    log = np.log(np.where(value > 0, value, np.nan)).astype(np.float32)
    log -= median_change(log)[:, None, :]
    earlier = [shift_years(log, segment, years, lag) for lag in LAGS]
    later = [shift_years(log, segment, years, -lag) for lag in LAGS]
    stack = np.stack([*earlier, *later])
    usual, count = median_of(stack)
    distance = np.abs(stack - usual)
    spread, _ = median_of(distance)
    # A count below nothing is a fault of its own.
    counted = np.maximum(value, 0) + 1
    rare = np.where(whole[:, None, None], 1 / counted + np.exp(log - usual) / counted, 0)
    raw = value.astype(np.float32)
    return Path(
        log=log,
        before=first_known(earlier),
        after=first_known(later),
        usual=usual,
        spread=spread,
        reach=np.where(count > 0, np.nan_to_num(distance).max(0), np.nan).astype(np.float32),
        neighbours=count.astype(np.int8),
        chance=np.sqrt(np.maximum(rare, 0)).astype(np.float32),
        early=median_of(stack[: len(LAGS)])[0],
        late=median_of(stack[len(LAGS) :])[0],
        raw_before=first_known([shift_years(raw, segment, years, lag) for lag in LAGS]),
        raw_after=first_known([shift_years(raw, segment, years, -lag) for lag in LAGS]),
    )


def robust_noise(path: Path) -> np.ndarray:
    """Robust standard deviation of the logs about the mean of their two nearest neighbours.

    Parameters
    ----------
    path : Path

    Returns
    -------
    ndarray (series,)
        1.4826 times the median absolute deviation; NaN without neighbours.
    """
    misfit = path.log - (path.before + path.after) / 2
    out = np.full(len(misfit), np.nan)
    for k, plane in enumerate(misfit):
        known = plane[np.isfinite(plane)]
        if len(known):
            out[k] = 1.4826 * np.median(np.abs(known - np.median(known)))
    return out
