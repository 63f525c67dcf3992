"""Find fractions in series that count firms, people or patents."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, flags_of
from zone_atlas.catalogue.checks.examination.panel import Panel

ENOUGH = 100


def flag_fractions(panel: Panel) -> list[Flag]:
    """Flag fractions in a series of whole numbers, where a decimal point has slipped.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rule `fraction`.
    """
    counted = panel.whole & (np.isfinite(panel.value).sum((1, 2)) >= ENOUGH)
    mask = counted[:, None, None] & np.isfinite(panel.value) & (panel.value != np.round(panel.value))
    return flags_of(
        panel, mask, "fraction", lambda k, p, t: f"{panel.value[k, p, t]:.10g} in a series of whole numbers"
    )
