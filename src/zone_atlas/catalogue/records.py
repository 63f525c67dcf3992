"""Typed records of the catalogue; every text stands in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from zone_atlas.catalogue.framework import (
    Dimension,
    Element,
    Indicator,
    Join,
    Kind,
)
from zone_atlas.catalogue.policy_records import (
    Assessment,
    AssessmentYear,
    Fact,
    Pathway,
    Policy,
    Predecessors,
)
from zone_atlas.catalogue.reviews import Review
from zone_atlas.catalogue.sources import Source, SourceTable
from zone_atlas.catalogue.text import Text

FIRST_YEAR, LAST_YEAR = 2000, 2025
# Years in which zones were designated.
COHORTS = (2017, 2019)
REGIONS = ("northeast", "east", "central", "west")
LIFECYCLES = ("growing", "mature", "declining", "regenerating")
# The codes in use, each in the meaning of the list; behind the colon stands what they mean here.
STATUS_LIST = "SDMX CL_OBS_STATUS 2.2"
STATUSES = {
    "A": "normal value",
    "B": "time series break",
    "D": "definition differs",
    "E": "estimated value",
    "P": "provisional value",
    "U": "low reliability: withheld from scores",
    "V": "unvalidated value: two sources disagree",
    "M": "missing value; data cannot exist",
    "O": "missing value: withdrawn, see the note",
}
# From harmless to harmful: a figure made of several carries the worst status among them.
SEVERITY = "APDEBVU"
WITHHELD = "U"
WITHDRAWN = "O"
# An observation may have several notes, each a code and, after a blank, its detail.
NOTES_JOINED_BY = " | "
# Which territory a series counts, by the words with which a definition says so. Only figures of one scope are divided
# by one another.
SCOPES = {
    "whole_city": Text("全市", "whole city"),
    "districts": Text("市辖区", "city districts"),
    "urban_area": Text("城区", "urban area"),
    "monitoring_stations": Text("监测站点", "monitoring stations"),
    "county_unit": Text("县域", "county"),
}
WHOLE = "whole_city"


@dataclass(frozen=True)
class Unit:
    """A unit and the decimals a table shows of it."""

    id: str
    name: Text
    decimals: int


@dataclass(frozen=True)
class Series:
    """A series of observations, how a zone is made of its members (`sum` or weighted `mean`), and what it counts.

    `scope` is a key of `SCOPES`. `noise` is the robust deviation of its logs about their neighbours, `swing` the least
    factor off both of them that fails the check, `examined` why; None where the series is not compared with
    its neighbours.
    """

    id: str
    name: Text
    unit: str
    minimum: float
    maximum: float
    aggregate: str
    weight: str
    breaks: tuple[int, ...]
    break_note: Text
    note: Text
    scope: str
    noise: float | None = None
    swing: float | None = None
    examined: Text = field(default_factory=lambda: Text("", ""))


@dataclass(frozen=True)
class Place:
    """A province, prefecture-level city, county or district, keyed by its administrative code."""

    adcode: str
    level: str
    name: Text
    province: str
    prefecture: str
    region: str
    resource_based: str
    lifecycle: str


@dataclass(frozen=True)
class Member:
    """A member of a zone; `proxy` is the unit whose figure stands in when the member has no series of its own."""

    zone: str
    adcode: str
    name: Text
    coverage: str
    proxy: str
    latitude: float
    longitude: float
    note: str

    @property
    def whole_city(self) -> bool:
        """Whether the member is a whole prefecture-level city."""
        return self.coverage == "whole_city"


@dataclass(frozen=True)
class Zone:
    """A demonstration zone as designated."""

    id: str
    name: Text
    short: Text
    cohort: int
    region: str
    province: str
    designation_title: str
    designation_number: str
    designation_date: str
    address: str
    members: tuple[Member, ...] = field(default=())

    @property
    def proxy_only(self) -> bool:
        """Whether no member is a whole city, so that yearbook figures are proxies throughout."""
        return not any(member.whole_city for member in self.members)


@dataclass(frozen=True)
class Park:
    """A county-town demonstration park that could be sourced; the county is its statistical unit."""

    id: str
    adcode: str
    name_zh: str
    county: Text
    designated: str
    latitude: float
    longitude: float
    status: str
    address: str
    note: str
    industries: tuple[str, ...] = ()
    # Title of the notice that names it.
    notice: str = ""


@dataclass(frozen=True)
class SeriesBreak:
    """A break of one place: a moved boundary (`series` is '*'), a series or join not revised or counted anew."""

    place: str
    series: str
    year: int
    reason: Text


@dataclass(frozen=True)
class Correction:
    """A registered correction with the wrong value as its guard."""

    place: str
    year: int
    series: str
    wrong: float
    action: str
    right: float | None
    status: str
    evidence: Text
    date: str
    row: int


@dataclass(frozen=True)
class Catalogue:
    """Everything the project knows apart from the observations, by identifier."""

    units: dict[str, Unit]
    series: dict[str, Series]
    joins: dict[str, Join]
    sources: dict[str, Source]
    notes: dict[str, Text]
    places: dict[str, Place]
    zones: dict[str, Zone]
    parks: dict[str, Park]
    dimensions: dict[str, Dimension]
    indicators: dict[str, Indicator]
    breaks: tuple[SeriesBreak, ...]
    corrections: tuple[Correction, ...]
    policies: dict[str, Policy]
    # Reviewed values by the address of their cell, 'place.year.series'.
    reviews: dict[str, Review] = field(default_factory=dict)
    assessments: tuple[Assessment, ...] = ()
    assessment_years: dict[int, AssessmentYear] = field(default_factory=dict)
    pathways: dict[str, Pathway] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    # Counties of 2020 by code, and those of 2010 that no longer exist: name and codes of their successors.
    successors: dict[str, Predecessors] = field(default_factory=dict)
    abolished: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    county_towns: frozenset[str] = frozenset()
    # By series and source.
    source_tables: dict[tuple[str, str], SourceTable] = field(default_factory=dict)

    @cached_property
    def breaks_at(self) -> dict[str, dict[str, dict[int, Text]]]:
        """Declared breaks of single places: reason by place, series ('*' for all) and year."""
        reasons: dict[str, dict[str, dict[int, Text]]] = {}
        for item in self.breaks:
            reasons.setdefault(item.place, {}).setdefault(item.series, {}).setdefault(item.year, item.reason)
        return reasons

    @property
    def elements(self) -> dict[str, Element]:
        """All elements by identifier, in the order of the framework."""
        return {
            element.id: element for dimension in self.dimensions.values() for element in dimension.elements
        }

    def kind_of(self, node: str) -> Kind:
        """Kind of a dimension, or of the dimension that an element or indicator belongs to.

        Parameters
        ----------
        node : str
            Identifier of a dimension, element or indicator.

        Returns
        -------
        {'driver', 'bottleneck'}

        Raises
        ------
        KeyError
            When there is no such dimension.
        """
        indicator = self.indicators.get(node)
        dimension = indicator.dimension if indicator else node.split(".", maxsplit=1)[0]
        return self.dimensions[dimension].kind

    def indicators_of(self, node: str) -> list[Indicator]:
        """Indicators of a dimension or an element, in the order of the file.

        Parameters
        ----------
        node : str
            'D1' or 'D1.innovation'.
        """
        return [i for i in self.indicators.values() if node in (i.dimension, i.element)]
