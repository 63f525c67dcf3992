"""A zero between figures: as a rule a missing value."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.examination.flags import Flag, flags_of, neighbours_text
from zone_atlas.catalogue.examination.panel import Panel

# A count of five may fall to none by chance, and a small share of the usual level may be rounded to zero.
LEAST, SHARE_OF_MEDIAN = 5.0, 0.02


def mask_of(panel: Panel) -> np.ndarray:
    """Zeros whose nearest neighbours, one or two, are well above zero."""
    path = panel.path
    smaller = np.fmin(path.raw_before, path.raw_after)
    floor = np.full(len(panel.series), LEAST)
    for k, plane in enumerate(panel.value):
        positive = plane[plane > 0]
        if len(positive) and not panel.whole[k]:
            floor[k] = min(LEAST, SHARE_OF_MEDIAN * float(np.median(positive)))
    never_negative = ~(panel.value < 0).any((1, 2))
    return (panel.value == 0) & (smaller > floor[:, None, None]) & never_negative[:, None, None]


def flags(panel: Panel) -> list[Flag]:
    """`zero`: a zero beside figures."""
    return flags_of(
        panel,
        mask_of(panel),
        "zero",
        lambda k, p, t: f"{neighbours_text(panel, k, p, t)}: a zero among figures",
    )
