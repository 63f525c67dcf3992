"""Step 2, before the series are laid side by side: carry over the 2010 census figures of members recoded since."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.bases import old_codes
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.catalogue.rules import CENSUS_BEFORE


def with_predecessors(observations: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Put the observations of 2010 under the code that a recoded member has today.

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
