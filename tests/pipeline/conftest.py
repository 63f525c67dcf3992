"""Small records and frames that a test can write down and compute by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.catalogue.formulas import series_of
from zone_atlas.catalogue.framework import Formula, Ratio
from zone_atlas.catalogue.records import (
    Catalogue,
    Dimension,
    Element,
    Indicator,
    Join,
    Member,
    Place,
    Series,
    SeriesBreak,
    Text,
    Zone,
)
from zone_atlas.pipeline.join import Panel, join_series, panel_of

NO_TEXT = Text("", "")


class Make:
    """Records of the catalogue with everything that does not matter left empty."""

    @staticmethod
    def observations(text: str) -> pd.DataFrame:
        """Observations from lines of 'place year series value [source [status]]'."""
        rows = []
        for line in filter(None, map(str.strip, text.splitlines())):
            place, year, series, value, *rest = line.split()
            source, status = (*rest, "s1", "A")[:2] if len(rest) != 1 else (rest[0], "A")
            rows.append([place, int(year), series, float(value), source, status, ""])
        return pd.DataFrame(rows, columns=["place", "year", "series", "value", "source_id", "status", "note"])

    @staticmethod
    def panel(text: str, joins: dict[str, Join] | None = None) -> Panel:
        """Panel of the observations, sources s1, s2 and s3."""
        return join_series(panel_of(Make.observations(text), ("s1", "s2", "s3")), joins or {})

    @staticmethod
    def series(name: str, aggregate: str = "sum", weight: str = "", breaks: tuple[int, ...] = ()) -> Series:
        return Series(name, NO_TEXT, "u", 0, 1e9, aggregate, weight, breaks, NO_TEXT, NO_TEXT, "whole_city")

    @staticmethod
    def member(zone: str, adcode: str, coverage: str = "whole_city", proxy: str = "") -> Member:
        return Member(zone, adcode, NO_TEXT, coverage, proxy, 0.0, 0.0, "")

    @staticmethod
    def zone(name: str, *members: Member, cohort: int = 2017) -> Zone:
        return Zone(name, NO_TEXT, Text(name, name), cohort, "east", "110000", "", "", "", "", members)

    @staticmethod
    def zone_of(name: str, *cities: str) -> Zone:
        """A zone of whole cities."""
        return Make.zone(name, *(Make.member(name, city) for city in cities))

    @staticmethod
    def ratio(numerator: str, denominator: str = "", scale: float = 1.0) -> Ratio:
        bottom = {denominator: 1.0} if denominator else {}
        return Ratio({numerator: 1.0}, bottom, scale)

    @staticmethod
    def indicator(
        name: str,
        formula: Formula,
        element: str = "D1.innovation",
        sets: tuple[str, ...] = ("full",),
        **other: object,
    ) -> Indicator:
        fields = {
            "direction": 1,
            "goalposts": "linear",
            "first_year": 2000,
            "breaks": (),
            "seams": (),
        } | other
        return Indicator(
            id=name,
            element=element,
            dimension=element.split(".", maxsplit=1)[0],
            name=NO_TEXT,
            unit="u",
            definition=NO_TEXT,
            sets=sets,
            formula=formula,
            series=series_of(formula),
            **fields,  # type: ignore[arg-type]
        )

    @staticmethod
    def dimension(*elements: str) -> Dimension:
        name = elements[0].split(".")[0]
        kind = "driver" if name.startswith("D") else "bottleneck"
        parts = tuple(Element(e, name, NO_TEXT) for e in elements)
        return Dimension(name, kind, NO_TEXT, NO_TEXT, NO_TEXT, NO_TEXT, parts)

    @staticmethod
    def catalogue(
        series: tuple[Series, ...] = (),
        zones: tuple[Zone, ...] = (),
        indicators: tuple[Indicator, ...] = (),
        dimensions: tuple[Dimension, ...] = (),
        breaks: tuple[SeriesBreak, ...] = (),
        places: tuple[Place, ...] = (),
        joins: tuple[Join, ...] = (),
    ) -> Catalogue:
        return Catalogue(
            units={},
            series={s.id: s for s in series},
            joins={j.id: j for j in joins},
            sources={},
            notes={},
            places={p.adcode: p for p in places},
            zones={z.id: z for z in zones},
            parks={},
            dimensions={d.id: d for d in dimensions},
            indicators={i.id: i for i in indicators},
            breaks=breaks,
            corrections=(),
            policies={},
        )


@pytest.fixture
def make() -> type[Make]:
    """Short ways to write records and frames."""
    return Make
