"""The policy record: when each document dates from, which parts of the framework it speaks to, whom it names."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from zone_atlas.analysis.policy.events import designated_by
from zone_atlas.analysis.policy.grades import GRADED
from zone_atlas.catalogue.records import Assessment, Catalogue, Policy

_YEARS = re.compile(r"(\d{4})(?:[-/](\d{4}))?")
_MONTHS = re.compile(r"(\d{4})-(\d{2})(?:/(\d{2}))?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Span:
    """The days between which a document dates, both included; a known day is a span of one."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def middle(self) -> float:
        """The middle of the span, as a day's number."""
        return (self.first.toordinal() + self.last.toordinal()) / 2

    @property
    def years(self) -> tuple[float, float]:
        """Begin and end in years (2016.5 is the middle of 2016); equal where the day is known."""
        begin = _in_years(self.first, 0.5 if self.exact else 0)
        return begin, begin if self.exact else _in_years(self.last, 1)


def _in_years(day: date, share: float) -> float:
    """A point of a day, in years; `share` is 0 at the day's begin and 1 at its end."""
    begin = date(day.year, 1, 1)
    length = (date(day.year + 1, 1, 1) - begin).days
    return day.year + ((day - begin).days + share) / length


def span_of_date(worded: str) -> Span:
    """Read a date as the record words it: no more precise than it is.

    Parameters
    ----------
    worded : str
        '2017-04-13', '2016-09', '2016', '2017-2018' or '2018/2019' (some time in the two years),
        '2020-07/08' (in either month).

    Raises
    ------
    ValueError
        If it is worded in another way.
    """
    if match := _DAY.fullmatch(worded):
        day = date(*(int(part) for part in match.groups()))
        return Span(day, day)
    if match := _MONTHS.fullmatch(worded):
        year, first, last = int(match[1]), int(match[2]), int(match[3] or match[2])
        return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    if match := _YEARS.fullmatch(worded):
        return Span(date(int(match[1]), 1, 1), date(int(match[2] or match[1]), 12, 31))
    raise ValueError(f"{worded!r} is not a date of the record")


def in_order(policies: Iterable[Policy]) -> list[Policy]:
    """Documents in order of time, by the middle of the days between which they date."""
    return sorted(policies, key=lambda policy: (span_of_date(policy.date).middle, policy.id))


def documents_by_part(policies: Iterable[Policy], order: Iterable[str]) -> dict[str, int]:
    """Count the documents that speak to each part of the framework, in the order given.

    Parameters
    ----------
    policies : iterable of Policy
    order : iterable of str
        Parts of the framework.
    """
    addressed = [part for policy in policies for part in policy.addresses]
    return {part: addressed.count(part) for part in order}


def documents_passing(
    policies: Iterable[Policy],
    parts: Collection[str] = (),
    levels: Collection[str] = (),
    documents: Collection[str] | None = None,
) -> list[Policy]:
    """Documents that speak to any of the parts, are of any of the levels, and are among the documents.

    Parameters
    ----------
    policies : iterable of Policy
    parts : collection of str
        Parts of the framework; an empty one means all.
    levels : collection of str
        Levels of government; an empty one means all.
    documents : collection of str, optional
        Identifiers; None where no zone was chosen.
    """
    return [
        policy
        for policy in policies
        if (not parts or set(parts) & set(policy.addresses))
        and (not levels or policy.level in levels)
        and (documents is None or policy.id in documents)
    ]


def documents_on_parts(policies: Iterable[Policy], parts: Collection[str]) -> list[Policy]:
    """Documents that speak to any of the parts of the framework, the newest first.

    Parameters
    ----------
    policies : iterable of Policy
    parts : collection of str
        Dimensions, pathways and other parts that a document may address.
    """
    known = documents_passing(policies, parts)
    return sorted(known, key=lambda policy: (policy.date, policy.id), reverse=True)


def published_in(catalogue: Catalogue, record: Assessment) -> list[Policy]:
    """Documents that a grade or an award was published in.

    Those of its number, and those of the year and the time in which it was published that were read at
    the same address.

    Parameters
    ----------
    catalogue : Catalogue
    record : Assessment
    """
    return [policy for policy in catalogue.policies.values() if _publication_of_policy(record, policy)]


def _publication_of_policy(record: Assessment, policy: Policy) -> bool:
    if record.number and record.number == policy.number:
        return True
    when, at = span_of_date(policy.date), span_of_date(record.published) if record.published else None
    if at is None or when.first.year != when.last.year:
        return False
    overlap = when.first <= at.last and at.first <= when.last
    return overlap and bool(_addresses_of(record.address) & _addresses_of(policy.address))


def _addresses_of(joined: str) -> set[str]:
    return set(joined.split(" | ")) - {""}


def published_grades(catalogue: Catalogue, year: int) -> list[Policy]:
    """Documents that published the grades of an assessment year, in order of time.

    Parameters
    ----------
    catalogue : Catalogue
    year : int
        Assessment year.
    """
    records = [a for a in catalogue.assessments if a.year == year and a.kind in GRADED]
    documents = {policy.id: policy for record in records for policy in published_in(catalogue, record)}
    return in_order(documents.values())


def documents_of(catalogue: Catalogue, zone: str) -> tuple[str, ...]:
    """Documents about one zone, in order of time.

    Those that designated it, that published a grade or an award of it, its members or its parks, and
    those that its record names it in. A list in which it does not appear is not a document about it.

    Parameters
    ----------
    catalogue : Catalogue
    zone : str

    Returns
    -------
    tuple of str
        Identifiers of documents.
    """
    about_zone = {policy.id: policy for policy in catalogue.policies.values() if zone in policy.zones}
    if zone in catalogue.zones and (designation := designated_by(catalogue, catalogue.zones[zone])):
        about_zone[designation.id] = designation
    for record in catalogue.assessments:
        if record.zone != zone or record.grade == "unnamed":
            continue
        graded = record.kind in GRADED
        documents = published_grades(catalogue, record.year) if graded else published_in(catalogue, record)
        about_zone |= {policy.id: policy for policy in documents}
    return tuple(policy.id for policy in in_order(about_zone.values()))
