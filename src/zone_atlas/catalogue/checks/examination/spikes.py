"""Find values that leave the path of their place and return."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of, neighbours_text, write_factor
from zone_atlas.catalogue.checks.examination.panel import Panel

# In units of the noise; a value of a small count also varies by chance.
NOISES, CHANCES = 6.0, 4.0
LEAST_LISTED = np.log(1.25)
# Two wrong years side by side hide from their nearest neighbours, not from the median of six.
USUAL_SPREADS, USUAL_NEIGHBOURS, USUAL_MARGIN = 4.0, 4, np.log(1.25)

# Neighbours may disagree, but a value this far beyond both of them fits neither.
FAR_OFF = np.log(5)


def noise_tolerance(panel: Panel) -> np.ndarray:
    """Largest log distance that noise and chance explain.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
    """
    noise = np.nan_to_num(panel.scatter, nan=np.inf)[:, None, None]
    return np.maximum(NOISES * noise, CHANCES * panel.chance)


def strict_limit(panel: Panel) -> np.ndarray:
    """Log distance beyond which a figure fails: the declared swing, but never below noise and chance.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
        Infinite where no swing is declared.
    """
    swing = np.log(np.where(np.isfinite(panel.swing), panel.swing, np.inf))[:, None, None]
    return np.maximum(swing, np.maximum(CHANCES * panel.chance, tolerance_of_noise(panel)))


def tolerance_of_noise(panel: Panel) -> np.ndarray:
    """Largest log distance that the declared noise alone explains.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, 1, 1)
        0 where no noise is declared.
    """
    return np.nan_to_num(NOISES * panel.noise, nan=0.0)[:, None, None]


def off_both(panel: Panel) -> np.ndarray:
    """Distance outside both nearest neighbours, where these agree better with each other than with the value.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
        Absolute log distance; 0 elsewhere.
    """
    path = panel.path
    between = np.abs(np.nan_to_num(path.between))
    agreed = np.abs(path.before - path.after) < np.maximum(np.log(1.4), between)
    return np.where(agreed, between, 0)


def off_usual(panel: Panel) -> np.ndarray:
    """Distance from the median of at least four neighbours that agree among themselves.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
        Absolute log distance; 0 elsewhere.
    """
    path = panel.path
    # A step or a steep rise has the usual value on one side only.
    distance = np.minimum(
        np.abs(np.nan_to_num(path.from_usual())), np.abs(np.nan_to_num(path.between_sides()))
    )
    steady = (path.neighbours >= USUAL_NEIGHBOURS) & (distance > USUAL_SPREADS * path.spread)
    return np.where(steady, distance, 0)


def off_nearer(panel: Panel) -> np.ndarray:
    """Distance outside both nearest neighbours that is too large to be explained by their disagreement.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray (series, places, years)
        Absolute log distance; 0 elsewhere.
    """
    between = np.abs(np.nan_to_num(panel.path.between))
    return np.where(between > np.maximum(FAR_OFF, strict_limit(panel)), between, 0)


def spikes_beyond_swing(panel: Panel) -> np.ndarray:
    """Figures further off both neighbours, or off the median of several, than the declared swing allows.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (series, places, years)
    """
    limit = strict_limit(panel)
    return (off_both(panel) > limit) | (off_usual(panel) > limit + USUAL_MARGIN) | (off_nearer(panel) > 0)


def flag_spikes(panel: Panel) -> list[Flag]:
    """Flag figures that leave the path of their place for a year or two.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rules `spike_strict` (fails: beyond the declared swing) and `spike` (listed: beyond noise and a quarter).
    """
    distance = np.maximum(np.maximum(off_both(panel), off_usual(panel)), off_nearer(panel))
    strict = spikes_beyond_swing(panel)
    declared = np.isfinite(panel.noise)[:, None, None]
    mild = declared & (off_both(panel) > np.maximum(noise_tolerance(panel), LEAST_LISTED)) & ~strict

    def text(k: int, p: int, t: int) -> str:
        return f"{neighbours_text(panel, k, p, t)}: off by a factor of {write_factor(distance[k, p, t])}"

    return [*flags_of(panel, strict, "spike_strict", text), *flags_of(panel, mild, "spike", text)]
