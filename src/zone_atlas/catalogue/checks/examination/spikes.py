"""A value that leaves the path of its place and returns."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_factor
from zone_atlas.catalogue.checks.examination.panel import Panel

# In units of the noise; a value of a small count also varies by chance.
NOISES, CHANCES = 6.0, 4.0
LEAST_LISTED = np.log(1.25)
# Two wrong years side by side hide from their nearest neighbours, not from the median of six.
USUAL_SPREADS, USUAL_NEIGHBOURS, USUAL_MARGIN = 4.0, 4, np.log(1.25)

# Neighbours may quarrel, but a value this far beyond both of them lies on the path of neither.
FAR_OFF = np.log(5)


def noise_tolerance(panel: Panel) -> np.ndarray:
    """Least log distance that noise and chance do not explain."""
    noise = np.nan_to_num(panel.scatter, nan=np.inf)[:, None, None]
    return np.maximum(NOISES * noise, CHANCES * panel.chance)


def strict_limit(panel: Panel) -> np.ndarray:
    """Least log distance that fails: the declared swing, never below the noise; infinite where none is declared."""
    swing = np.log(np.where(np.isfinite(panel.swing), panel.swing, np.inf))[:, None, None]
    return np.maximum(swing, np.maximum(CHANCES * panel.chance, tolerance_of_noise(panel)))


def tolerance_of_noise(panel: Panel) -> np.ndarray:
    """Noise alone, as an array that broadcasts over the panel; 0 where the series is held to its swing only."""
    return np.nan_to_num(NOISES * panel.noise, nan=0.0)[:, None, None]


def off_both(panel: Panel) -> np.ndarray:
    """Log distance outside both nearest neighbours where these agree better than the value with them; else 0."""
    path = panel.path
    between = np.abs(np.nan_to_num(path.between))
    agreed = np.abs(path.before - path.after) < np.maximum(np.log(1.4), between)
    return np.where(agreed, between, 0)


def off_usual(panel: Panel) -> np.ndarray:
    """Log distance off the median of at least four neighbours that agree among themselves; else 0."""
    path = panel.path
    # A step or a steep rise has the usual value on one side only.
    distance = np.minimum(
        np.abs(np.nan_to_num(path.from_usual())), np.abs(np.nan_to_num(path.between_sides()))
    )
    steady = (path.neighbours >= USUAL_NEIGHBOURS) & (distance > USUAL_SPREADS * path.spread)
    return np.where(steady, distance, 0)


def off_nearer(panel: Panel) -> np.ndarray:
    """Log distance beyond both nearest neighbours where no quarrel between these explains it; else 0."""
    between = np.abs(np.nan_to_num(panel.path.between))
    return np.where(between > np.maximum(FAR_OFF, strict_limit(panel)), between, 0)


def spikes_beyond_swing(panel: Panel) -> np.ndarray:
    """Figures beyond the declared swing off both neighbours, or further off those that disagree or off their median."""
    limit = strict_limit(panel)
    return (off_both(panel) > limit) | (off_usual(panel) > limit + USUAL_MARGIN) | (off_nearer(panel) > 0)


def flag_spikes(panel: Panel) -> list[Flag]:
    """Spikes: `spike_strict` beyond the declared swing, `spike` beyond the noise and a quarter."""
    distance = np.maximum(np.maximum(off_both(panel), off_usual(panel)), off_nearer(panel))
    strict = spikes_beyond_swing(panel)
    declared = np.isfinite(panel.noise)[:, None, None]
    mild = declared & (off_both(panel) > np.maximum(noise_tolerance(panel), LEAST_LISTED)) & ~strict

    def text(k: int, p: int, t: int) -> str:
        return f"{neighbours_text(panel, k, p, t)}: off by a factor of {write_factor(distance[k, p, t])}"

    return [*flags_of(panel, strict, "spike_strict", text), *flags_of(panel, mild, "spike", text)]
