"""Single facts about a zone, and the documents that concern it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zone_atlas.analysis.policy.events import designated_by
from zone_atlas.analysis.policy.record import documents_of, in_order
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.policy_records import Fact, Policy
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.memo import remember_with_tables

ROLES = ("member", "district", "wider")


@dataclass(frozen=True)
class StatedFact:
    """A fact with what its place is to the zone: 'member', 'district' of a member, or 'wider' unit that stands in."""

    fact: Fact
    role: str


def facts_of_zone(catalogue: Catalogue, zone: str) -> list[StatedFact]:
    """Facts on the members of a zone, then on the districts of its cities, then on the unit a member lies in.

    Within a place the newest year comes first; places and items keep the order of the record.

    Parameters
    ----------
    catalogue : Catalogue
    zone : str
    """
    record = catalogue.zones[zone]
    members = [member.adcode for member in record.members if member.adcode]
    whole = {member.adcode for member in record.members if member.whole_city}
    wider = {member.proxy for member in record.members if member.proxy}
    told = []
    for fact in catalogue.facts:
        if fact.place in members:
            told.append(StatedFact(fact, "member"))
        elif fact.place in wider:
            told.append(StatedFact(fact, "wider"))
        elif fact.place in catalogue.places and catalogue.places[fact.place].prefecture in whole:
            told.append(StatedFact(fact, "district"))
    return sorted(told, key=lambda one: (ROLES.index(one.role), one.fact.place, -one.fact.year))


def newest_facts(told: Iterable[StatedFact]) -> list[StatedFact]:
    """Of each place and item the fact of the latest year; facts of one year that differ in period are all kept."""
    facts = list(told)
    latest: dict[tuple[str, str], int] = {}
    for one in facts:
        key = (one.fact.place, one.fact.item)
        latest[key] = max(latest.get(key, 0), one.fact.year)
    return [one for one in facts if latest[one.fact.place, one.fact.item] == one.fact.year]


@remember_with_tables(maxsize=64)
def documents_of_zone(atlas: Atlas, zone: str) -> tuple[Policy, ...]:
    """Documents about a zone, and the national ones that stand on every time axis, in order of time.

    The designation of the other cohort is left out.

    Parameters
    ----------
    atlas : Atlas
    zone : str
    """
    catalogue = atlas.catalogue
    own = designated_by(catalogue, catalogue.zones[zone])
    others = {
        policy.id
        for record in catalogue.zones.values()
        if (policy := designated_by(catalogue, record)) is not None and policy != own
    }
    named = set(documents_of(catalogue, zone))
    documents = [
        policy
        for policy in catalogue.policies.values()
        if policy.id in named or (policy.event is not None and policy.id not in others)
    ]
    return tuple(in_order(documents))
