"""Find places that jump among all places and return."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.path import shift_years

LEAST_JUMP, AGREED, ENOUGH_PLACES = 0.35, 0.1, 100


def share_of_places_below(values: np.ndarray) -> np.ndarray:
    """Share of the places that have a lower figure.

    Parameters
    ----------
    values : ndarray (series, places, years)

    Returns
    -------
    ndarray (series, places, years)
        0 to 1; NaN where there is no figure, or fewer than 100 places.
    """
    known = np.isfinite(values)
    order = np.argsort(np.argsort(np.where(known, values, np.inf), axis=1), axis=1)
    number = known.sum(1)[:, None, :]
    return np.where(known & (number >= ENOUGH_PLACES), order / np.maximum(number - 1, 1), np.nan).astype(
        np.float32
    )


def flag_rank_jumps(panel: Panel) -> list[Flag]:
    """Flag places that pass a third of all places and are passed back within neighbouring years.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rule `rank_jump` (listed).
    """
    share = share_of_places_below(panel.value)
    before = shift_years(share, panel.segment, panel.years, 1)
    after = shift_years(share, panel.segment, panel.years, -1)
    jump = np.where(
        np.sign(share - before) == np.sign(share - after),
        np.minimum(np.abs(share - before), np.abs(share - after)),
        0,
    )
    mask = (jump > LEAST_JUMP) & (np.abs(before - after) < AGREED) & np.isfinite(panel.noise)[:, None, None]

    def text(k: int, p: int, t: int) -> str:
        return (
            f"above {100 * share[k, p, t]:.0f} % of the places, between {100 * before[k, p, t]:.0f} % and "
            f"{100 * after[k, p, t]:.0f} %"
        )

    return flags_of(panel, mask, "rank_jump", text)
