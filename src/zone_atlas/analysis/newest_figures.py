"""The newest figures of a zone's cities, from the series or from single facts, whichever is newer.

They are read one by one and never joined to a line: each has a year of its own, a mark and a source.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zone_atlas.analysis.newest_value import COMPUTED, DOUBTED, FIGURES, Newest, newest_value
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.memo import remember_with_tables

# From best to worst; a figure made of several has the worst mark of them.
SEVERITY = "APDEBVUO"
YEARS_DIFFER, SOURCES_DIFFER, DOUBTFUL = "years", "sources", "jump"


@dataclass(frozen=True)
class NoSum:
    """Reason for which a zone has no sum: `members` lack the year or jump, or the sources differ."""

    reason: str
    year: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """The newest figures of a zone: its whole cities, the members without series of their own, the sums.

    `figures` holds None where a city has no value at all. `sums` is empty for a zone with fewer than two cities.
    """

    cities: tuple[str, ...]
    figures: Mapping[tuple[str, str], Newest | None]
    sums: Mapping[str, Newest | NoSum]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Facts that the block shows, each once."""
        found = [one.fact for one in self.figures.values() if one is not None and one.fact is not None]
        return tuple({fact.id: fact for fact in found}.values())


@remember_with_tables(maxsize=64)
def newest_of_members(atlas: Atlas, zone: str) -> Block:
    """The newest figures of a zone's whole-city members.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    """
    catalogue = atlas.catalogue
    members = catalogue.zones[zone].members
    cities = tuple(member.adcode for member in members if member.whole_city)
    figures = {
        (city, figure.id): newest_value(figure, city, atlas.observations_at(city), catalogue)
        for city in cities
        for figure in FIGURES
    }
    sums: dict[str, Newest | NoSum] = {}
    if len(cities) > 1:
        for figure in FIGURES:
            if figure.summed:
                sums[figure.id] = sum_over_members(zone, {city: figures[city, figure.id] for city in cities})
    return Block(cities, figures, sums)


def sum_over_members(zone: str, members: Mapping[str, Newest | None]) -> Newest | NoSum:
    """The sum of a zone where every city has a reliable value of one year and publication; else why there is none.

    Parameters
    ----------
    zone : str
    members : mapping of str to Newest or None
        Newest figure of each whole city.
    """
    known = [one for one in members.values() if one is not None]
    year = max((one.year for one in known), default=0)
    lacking = tuple(city for city, one in members.items() if one is None or one.year < year)
    if lacking:
        return NoSum(YEARS_DIFFER, year, lacking)
    doubtful = tuple(one.place for one in known if one.jump or one.status in DOUBTED)
    if doubtful:
        return NoSum(DOUBTFUL, year, doubtful)
    if len({one.family for one in known}) > 1:
        return NoSum(SOURCES_DIFFER, year, ())
    before = float(np.sum([one.before for one in known]))
    value = float(np.sum([one.value for one in known]))
    return Newest(
        known[0].figure,
        zone,
        year,
        value,
        weightiest_status(one.status for one in known),
        known[0].family,
        sources=tuple(dict.fromkeys(source for one in known for source in one.sources)),
        before=before,
        change=value / before - 1,
        how=COMPUTED if math.isfinite(before) else "",
    )


def weightiest_status(statuses: Iterable[str]) -> str:
    """The mark that weighs most; one that is not in use weighs more than all.

    Parameters
    ----------
    statuses : iterable of str
        Codes of statuses, at least one.
    """
    ranks = {code: rank for rank, code in enumerate(SEVERITY)}
    return max(statuses, key=lambda code: ranks.get(code, len(SEVERITY)))


def shown_elsewhere(blocks: Block, facts: Sequence[Fact]) -> frozenset[str]:
    """Facts (by identifier) that say no more than the block: the same figure of the same year, to the rounding.

    Parameters
    ----------
    blocks : Block
    facts : sequence of Fact
        Facts that would stand below it.
    """
    by_item = {figure.item: figure.id for figure in FIGURES if figure.item}
    shown = set()
    for fact in facts:
        one = blocks.figures.get((fact.place, by_item.get(fact.item, "")))
        if one is None or fact.period != str(one.year) or fact.unit_id != one.figure.unit:
            continue
        if fact is one.fact or math.isclose(fact.value, one.value, rel_tol=5e-4, abs_tol=0.05):
            shown.add(fact.id)
    return frozenset(shown)
