"""Find numbers of residents that are in fact the registered population."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, plane_flags, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel

SAME, USUALLY_APART = 0.0015, 0.02
# In a census year some places really set the two alike.
CENSUS = 2010
# Before this year most places give the registered population as residents, as the declared break says.
FIRST = 2005


def flag_registered(panel: Panel) -> list[Flag]:
    """Flag residents that equal the registered population where the two usually differ.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rule `registered`.
    """
    residents, registered = panel.plane("pop_resident"), panel.plane("pop_registered")
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = residents / registered - 1
    same = np.abs(ratio) <= SAME
    others = np.where(same, np.nan, ratio)
    known = np.isfinite(others).any(1)
    usual = np.zeros(len(ratio))
    usual[known] = np.nanmedian(others[known], axis=1)
    mask = (
        same
        & (np.abs(usual) > USUALLY_APART)[:, None]
        & ((panel.years != CENSUS) & (panel.years >= FIRST))[None, :]
    )
    return plane_flags(
        panel,
        "pop_resident",
        mask,
        "registered",
        lambda p, t: (
            f"residents {write_number(residents[p, t])} equal "
            f"the registered population {write_number(registered[p, t])}; usually "
            f"they differ by {100 * usual[p]:+.1f} %"
        ),
    )
