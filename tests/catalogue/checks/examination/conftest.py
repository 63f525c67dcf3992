"""Small made-up observations to examine, and the shipped ones as the sources have them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest

from zone_atlas import paths
from zone_atlas.catalogue.checks.examination.arrange import arrange_panels
from zone_atlas.catalogue.checks.examination.flags import Flag
from zone_atlas.catalogue.checks.examination.panel import Panel
from zone_atlas.catalogue.checks.examination.registry import flags_of_panel
from zone_atlas.catalogue.checks.examination.verdict import Verdict, examine_values
from zone_atlas.catalogue.checks.inputs import Inputs, read_inputs

OTHERS = 40
YEARS = range(2010, 2020)
PLACE = "230600"


@dataclass
class Figures:
    """Made-up figures of one place among forty steady ones; a test sets what it is about."""

    values: dict[tuple[str, str, int], float] = field(default_factory=dict)
    declared: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)
    statuses: dict[tuple[str, str, int], str] = field(default_factory=dict)
    notes: dict[tuple[str, str, int], str] = field(default_factory=dict)
    series_breaks: list[tuple[str, str, int]] = field(default_factory=list)
    reviewed: list[tuple[str, str, int, str]] = field(default_factory=list)
    province: dict[str, str] = field(default_factory=dict)

    def series(
        self,
        name: str,
        numbers: list[float | None],
        *,
        others: float = 100.0,
        growth: float = 1.05,
        noise: str = "0.03",
        swing: str = "1.6",
        breaks: str = "",
        unit: str = "1e8_yuan",
        first: int = YEARS.start,
        place: str = PLACE,
        decimals: int = 3,
    ) -> Figures:
        """Set a series: the numbers of the place from ``first`` on, and a smooth path for the others."""
        self.declared[name] = (noise, swing, breaks, unit)
        for year, number in enumerate(numbers, start=first):
            if number is not None:
                self.values[(place, name, year)] = number
            for n in range(OTHERS):
                level = others * (1 + n / 7) * growth ** (year - first)
                self.values.setdefault((f"9{n:05d}", name, year), round(level, decimals))
        return self

    def inputs(self) -> Inputs:
        """The figures as the check reads them."""
        cells = sorted(self.values)
        frame = pd.DataFrame(
            {
                "place": [place for place, _, _ in cells],
                "year": [str(year) for _, _, year in cells],
                "series": [series for _, series, _ in cells],
                "value": [f"{self.values[cell]:g}" for cell in cells],
                "status": [self.statuses.get(cell, "A") for cell in cells],
                "note": [self.notes.get(cell, "") for cell in cells],
                "level": "city",
                "file": [f"observations/city/{series}.csv" for _, series, _ in cells],
            }
        ).astype(dict.fromkeys(("place", "year", "series", "status", "note", "level", "file"), "category"))
        frame["row"] = np.arange(2, len(frame) + 2)
        frame["number"] = [self.values[cell] for cell in cells]
        frame["year_number"] = [year for _, _, year in cells]
        codes = sorted({place for place, _, _ in cells})
        rows = [(name, *self.declared[name]) for name in self.declared]
        tables = {
            "series.csv": pd.DataFrame(rows, columns=["series", "noise", "swing", "breaks", "unit"]),
            "places/places.csv": pd.DataFrame(
                {"adcode": codes, "province": [self.province.get(code, f"{code[:2]}0000") for code in codes]}
            ),
            "places/series_breaks.csv": pd.DataFrame(
                [(place, series, str(year)) for place, series, year in self.series_breaks],
                columns=["place", "series", "year"],
            ),
        }
        if self.reviewed:
            rows = [(place, str(year), series, how) for place, series, year, how in self.reviewed]
            tables["reviewed_values.csv"] = pd.DataFrame(
                rows, columns=["place", "year", "series", "disposition"]
            )
        return Inputs(tables=tables, observations=frame)

    def verdict(self) -> Verdict:
        inputs = self.inputs()
        frame = inputs.observations
        return examine_values(inputs, frame["number"].to_numpy(), np.array(frame["status"], dtype=object))

    def panel(self) -> Panel:
        inputs = self.inputs()
        frame = inputs.observations
        (made,) = arrange_panels(inputs, frame["number"].to_numpy(), np.array(frame["status"], dtype=object))
        return made

    def named(self, rule: str, place: str = PLACE) -> list[tuple[str, int]]:
        """Series and year of the figures of a place that a rule names; the forty others must not be named at all."""
        found = [flag for flag in self.flags() if flag.rule == rule]
        assert not [flag for flag in found if flag.place.startswith("9")], found
        return sorted((flag.series, flag.year) for flag in found if flag.place == place)

    def flags(self) -> list[Flag]:
        return flags_of_panel(self.panel(), self.inputs().observations["note"])

    def details(self, rule: str) -> list[str]:
        return [flag.detail for flag in self.flags() if flag.rule == rule and flag.place == PLACE]


@pytest.fixture
def figures() -> Figures:
    """Nothing yet."""
    return Figures()


@dataclass
class Shipped:
    """The shipped observations as some of the registers leave them, and what the rules say of them."""

    inputs: Inputs
    flags: list[Flag]

    def rules(self, place: str, series: str, year: int) -> set[str]:
        """Rules that name a cell of a city."""
        return {
            flag.rule for flag in self.flags if (flag.place, flag.series, flag.year) == (place, series, year)
        }


def raw_flags(inputs: Inputs, value: np.ndarray) -> list[Flag]:
    """Flags of values as they stand."""
    status = np.array(inputs.observations["status"], dtype=object)
    notes = inputs.observations["note"]
    return [flag for panel in arrange_panels(inputs, value, status) for flag in flags_of_panel(panel, notes)]


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    """What the rules say of the figures as the sources have them, whatever was made of single figures since."""
    inputs = read_inputs(paths.DATA)
    inputs.tables.pop("reviewed_values.csv", None)
    return Shipped(inputs, raw_flags(inputs, inputs.observations["number"].to_numpy()))


@pytest.fixture(scope="session")
def undeclared() -> Shipped:
    """The same before any break was declared: a slip next to a break has its neighbours on both sides."""
    inputs = read_inputs(paths.DATA)
    for file in ("reviewed_values.csv", "places/series_breaks.csv"):
        inputs.tables.pop(file, None)
    inputs.tables["series.csv"] = inputs.tables["series.csv"].assign(breaks="")
    return Shipped(inputs, raw_flags(inputs, inputs.observations["number"].to_numpy()))
