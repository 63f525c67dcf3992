"""Observations of one level as an array of series × place × year, and the path of each place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from zone_atlas.catalogue.checks.examination.path import Path, path_of, robust_noise

WHOLE_SHARE = 0.995
# Chance shows in small counts only; larger ones have their declared noise.
SMALL_COUNT, ENOUGH_COUNTS, LEAST_CHANCE = 50, 200, 0.3


@dataclass(frozen=True)
class Panel:
    """Values of one level of places.

    ``value`` (series, places, years) holds NaN where there is no figure or only a withheld one; ``segment`` counts
    the declared breaks up to each year, so that two years compare only where it is equal; ``position`` is the row
    among all observations, -1 where there is none. ``noise`` and ``swing`` (series) are declared in series.csv, NaN
    where they are not; ``rate`` is True where a series does not grow with the size of its place.
    """

    level: str
    series: tuple[str, ...]
    places: tuple[str, ...]
    provinces: np.ndarray
    years: np.ndarray
    value: np.ndarray
    segment: np.ndarray
    position: np.ndarray
    noise: np.ndarray
    swing: np.ndarray
    rate: np.ndarray

    def index(self, series: str) -> int | None:
        """Row of a series in the arrays.

        Parameters
        ----------
        series : str

        Returns
        -------
        int or None
            None where the level has no figures of the series.
        """
        return self.series.index(series) if series in self.series else None

    def plane(self, series: str) -> np.ndarray:
        """Values of a series.

        Parameters
        ----------
        series : str

        Returns
        -------
        ndarray (places, years)
            All NaN where the level has no figures of the series.
        """
        row = self.index(series)
        return np.full(self.value.shape[1:], np.nan) if row is None else self.value[row]

    @cached_property
    def path(self) -> Path:
        """Path of each place: its values net of the median place, with their neighbours in time."""
        return path_of(self.value, self.segment, self.years, self.whole)

    @cached_property
    def chance(self) -> np.ndarray:
        """Standard error (series, places, years) of small counts; less where a series counts what stays (firms)."""
        misfit = np.abs(self.path.log - (self.path.before + self.path.after) / 2) / np.where(
            self.path.chance > 0, self.path.chance, np.nan
        )
        share = np.ones(len(self.series))
        for k in np.flatnonzero(self.whole):
            known = misfit[k][np.isfinite(misfit[k]) & (self.value[k] < SMALL_COUNT)]
            if len(known) >= ENOUGH_COUNTS:
                share[k] = np.clip(1.4826 * np.median(known), LEAST_CHANCE, 1)
        return self.path.chance * share[:, None, None]

    @cached_property
    def whole(self) -> np.ndarray:
        """Whether a series counts in whole numbers (series,)."""
        known = np.isfinite(self.value)
        fraction = known & (self.value != np.round(self.value))
        return fraction.sum((1, 2)) <= (1 - WHOLE_SHARE) * known.sum((1, 2))

    @cached_property
    def scatter(self) -> np.ndarray:
        """Noise of the logs about their neighbours (series,): declared, else measured here."""
        return np.where(np.isfinite(self.noise), self.noise, robust_noise(self.path))
