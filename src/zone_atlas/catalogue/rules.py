"""Rules behind the published tables, each stated once: sets and their years, what a score may rest on, peers.

A new year of figures enters the index when `LAST_SCORED_YEAR` names it; every set, line, filter and sentence follows.
"""

from __future__ import annotations

from dataclasses import dataclass

# Last year of the index. Observations and single facts may be newer: they are shown, not scored.
LAST_SCORED_YEAR = 2023
# Most indicators begin in the first year of the full set, those of the long-run core in the first of the core.
FIRST_FULL_YEAR, FIRST_CORE_YEAR = 2018, 2006
# Lines of single figures and the table of coverage begin here, with the first yearbook of which most cities are known.
FIRST_LINE_YEAR = 2005
FULL, TREND, CORE = "full", "trend", "core"


@dataclass(frozen=True)
class IndexSet:
    """A set of indicators and the years it is scored over; goalposts are pooled over `first`–`last`."""

    id: str
    first: int
    last: int
    constant: bool

    @property
    def years(self) -> list[int]:
        """Scored years."""
        return list(range(self.first, self.last + 1))

    @property
    def span(self) -> tuple[int, int]:
        """First and last scored year."""
        return self.first, self.last


SETS = (
    IndexSet(FULL, FIRST_FULL_YEAR, LAST_SCORED_YEAR, constant=False),
    IndexSet(TREND, FIRST_FULL_YEAR, LAST_SCORED_YEAR, constant=True),
    IndexSet(CORE, FIRST_CORE_YEAR, LAST_SCORED_YEAR, constant=True),
)
# Sets that are followed over time: the same indicators in every year of a place.
CONSTANT_SETS = {index_set.id: index_set for index_set in SETS if index_set.constant}

# Goalposts, and the ends of a map's scale of figures: these percentiles of the cities.
PERCENTILE_ENDS = (2.5, 97.5)
# A value up to three years old stands in for a missing one; its age is published with it.
OLDEST = 3
# Under this share of its indicators a place is shown, not ranked.
RANKED_FROM = 0.65
# Years behind an indicator of volatility, all of which must be there.
WINDOW = 5

CENSUS_BEFORE, LATEST_CENSUS = CENSUSES = (2010, 2020)
CENSUS_INTERVAL = LATEST_CENSUS - CENSUS_BEFORE
# Note of a census figure whose unit had another boundary in the census before.
MOVED = "boundary_moved"
# A place is specialised in an industry that employs a larger share there than in the country.
PRESENT = 1.0
# From this proximity on two industries are joined in the network, beyond the tree that joins them all: the strongest
# sixth of the pairs in 2020.
DRAWN_FROM = 0.55

NEAREST = 10
# Judgement: beyond three standard units a city is not a peer, but a handful is needed for a median.
FAR, LEAST = 3.0, 5
FEATURES = ("gdp_per_resident", "population", "secondary_share", "mining_share")
