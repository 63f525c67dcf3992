"""Residents that are the registered population under another name."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, plane_flags, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel

SAME, USUALLY_APART = 0.0015, 0.02
# In a census year the two were really set alike in some places.
CENSUS = 2010
# Earlier residents are the registered ones in most places, as the declared break says.
FIRST = 2005


def flag_registered(panel: Panel) -> list[Flag]:
    """`registered`: residents equal the registered population where the two usually differ."""
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
