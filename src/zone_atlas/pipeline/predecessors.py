"""Step 3, before zones: members that bear another code since the census of 2010 keep the figures of that census."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.records import Catalogue

CENSUS_BEFORE = 2010
RECODED = "recoded"


def old_codes(catalogue: Catalogue) -> dict[str, str]:
    """Members whose code, and nothing else, changed since the census of 2010, by the code of that time."""
    members = {m.adcode for zone in catalogue.zones.values() for m in zone.members if m.adcode}
    known = {code: catalogue.successors[code] for code in members if code in catalogue.successors}
    return {origin.codes[0]: code for code, origin in known.items() if origin.kind == RECODED}


def with_predecessors(observations: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Observations with those of 2010 under the code that a recoded member has today.

    Parameters
    ----------
    observations : DataFrame
        place, year, series, value, …; no member has rows of its own in 2010 under the new code.
    catalogue : Catalogue
    """
    codes = old_codes(catalogue)
    place = observations["place"].astype(str)
    moved = place.isin(list(codes)) & observations["year"].eq(CENSUS_BEFORE)
    return observations.assign(place=place.mask(moved, place.map(codes)))
