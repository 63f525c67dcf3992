"""Decisions by year, as marks on every time axis."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, Catalogue, Policy, Text, Zone

Kind = Literal["designation", "document"]


@dataclass(frozen=True)
class Event:
    """A year on a time axis, what it says there, and the document behind it (its identifier)."""

    year: int
    label: Text
    kind: Kind
    id: str


def designated_by(catalogue: Catalogue, zone: Zone) -> Policy | None:
    """Return the document that designated a zone: the one whose title the zone's record gives.

    Parameters
    ----------
    catalogue : Catalogue
    zone : Zone

    Returns
    -------
    Policy or None
        None where the record has no such document.
    """
    title = zone.designation_title
    return next((policy for policy in catalogue.policies.values() if policy.title.zh == title), None)


def axis_events(
    catalogue: Catalogue, zones: Collection[str] = (), first: int = FIRST_YEAR, last: int = LAST_YEAR
) -> tuple[Event, ...]:
    """Events for a time axis from `first` to `last`, both included.

    Parameters
    ----------
    catalogue : Catalogue
    zones : collection of str
        The zones the chart shows; their own designation is an event of its own kind. An empty collection means
        all twenty. A document that designates only other zones stays a document.
    first, last : int
        Years of the axis.

    Returns
    -------
    tuple of Event
        In order of time; a designation before the documents of its year. Unknown zones are passed over.
    """
    known = catalogue.zones
    chosen = [known[zone] for zone in (zones or known) if zone in known]
    designations = {
        (zone.cohort, policy.id): Event(zone.cohort, policy.event or policy.title, "designation", policy.id)
        for zone in chosen
        if (policy := designated_by(catalogue, zone)) is not None
    }
    designating = {event.id for event in designations.values()}
    documents = [
        Event(policy.year, policy.event, "document", policy.id)
        for policy in catalogue.policies.values()
        if policy.event is not None and policy.id not in designating
    ]
    events = [event for event in (*designations.values(), *documents) if first <= event.year <= last]
    return tuple(sorted(events, key=lambda event: (event.year, event.kind != "designation", event.id)))
