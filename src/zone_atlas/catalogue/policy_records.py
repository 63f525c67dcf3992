"""Policy records: policies, yearly grades, single facts, pathways, changes of counties."""

from __future__ import annotations

from dataclasses import dataclass

from zone_atlas.catalogue.text import Text

POLICY_LEVELS = ("national", "provincial", "prefecture")
# How well a policy document or a fact is attested: read on two independent pages, or on one.
ATTESTED = ("verified", "single-source")
ASSESSED = ("zone", "member", "park", "award")
# `unnamed`: the lists of that year were published, and this one is not on them.
GRADES = ("excellent", "good", "pass", "unnamed")
COMMENDATIONS = {"award": ("commended", "recommended"), "park": ("park_commended",)}
SCOPES = ("cohort 2017", "all")
FOUND = ("complete", "partial")
QUALITIES = (
    "statistical_release",
    "government_report",
    "aggregator_confirmed",
    "verified",
    "news_report",
    "single-source",
)
# A: counted once for all, as by a census. P: as first published. E: expected, aimed at, a bound or "about".
FACT_STATUSES = ("A", "P", "E")
PHASES = ("", "related", "breakthrough")
SUCCESSIONS = ("same", "recoded", "split")


@dataclass(frozen=True)
class Policy:
    """A policy document; `addresses` are the framework parts it speaks to (our reading).

    `number` is empty where it could not be verified; `event` is a short label where the document belongs on time
    axes, None where it does not. `zones` are those that a local document is about; a document about many or all of
    them names none here.
    """

    id: str
    date: str
    title: Text
    number: str
    addresses: tuple[str, ...]
    address: str
    issuers: Text
    level: str
    summary: Text
    status: str
    note: Text
    event: Text | None
    zones: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """First year of the date as it is worded."""
        return int(self.date[:4])


@dataclass(frozen=True)
class Assessment:
    """Grade or award that a zone, a member or a park was given."""

    year: int
    zone: str
    place: str
    entity: Text
    kind: str
    grade: str
    published: str
    number: str
    status: str
    address: str
    note: Text


@dataclass(frozen=True)
class AssessmentYear:
    """A yearly assessment: the number of zones assessed, and how much of the result is known.

    The totals are None where no page states them. Where zones and their cities were graded apart, `excellent_members`
    counts the excellent cities, and the other totals count zones.
    """

    year: int
    assessed: int
    scope: str
    found: str
    excellent_total: int | None
    excellent_members: int | None
    good_total: int | None
    note: Text
    address: str


@dataclass(frozen=True)
class Fact:
    """A figure as one page states it, beside the series: facts of different vintages are never joined to a line.

    `place` is empty for an area that has no administrative code; `area` then names it. `status` is the SDMX code of
    what its item is: see `FACT_STATUSES`.
    """

    id: str
    place: str
    area: Text
    year: int
    period: str
    item: str
    name: Text
    value: float
    unit: Text
    unit_id: str
    quality: str
    source: Text
    address: str
    note: Text
    status: str = "P"


@dataclass(frozen=True)
class Measure:
    """A measure of a pathway; `phase` is empty where the pathway has no phases."""

    id: str
    text: Text
    phase: str


@dataclass(frozen=True)
class Pathway:
    """A way to answer a bottleneck; `basis` says where summary and measures were read."""

    id: str
    answers: str
    name: Text
    summary: Text
    basis: Text
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Predecessors:
    """The counties of 2010 that a county of 2020 was made of.

    `kind` is 'same', 'recoded', 'merged' (whole counties, several of them) or 'not_comparable' (a part moved).
    """

    codes: tuple[str, ...]
    kind: str
    name_2010: tuple[str, ...]
