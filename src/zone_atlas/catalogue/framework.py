"""Typed records of the framework: dimensions, elements and indicators, and the formulas behind indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from zone_atlas.catalogue.text import Text

Kind = Literal["driver", "bottleneck"]
DRIVER: Final = "driver"
BOTTLENECK: Final = "bottleneck"
KINDS: tuple[Kind, ...] = (DRIVER, BOTTLENECK)


@dataclass(frozen=True)
class Element:
    """An element of a dimension, measured by its indicators."""

    id: str
    dimension: str
    name: Text


@dataclass(frozen=True)
class Dimension:
    """A driver or a bottleneck of the framework."""

    id: str
    kind: Kind
    name: Text
    short: Text
    role: Text
    counterpart: Text
    elements: tuple[Element, ...]

    @property
    def is_driver(self) -> bool:
        """Whether more of it pulls the transformation, where more of a bottleneck holds it back."""
        return self.kind == DRIVER


@dataclass(frozen=True)
class Ratio:
    """Weighted sum of series over a weighted sum of series (1 where the denominator is empty), times `scale`."""

    numerator: dict[str, float]
    denominator: dict[str, float]
    scale: float = 1.0


@dataclass(frozen=True)
class Mean:
    """The series itself; a zone takes the weighted mean of its members."""

    series: str


@dataclass(frozen=True)
class Function:
    """A function of `catalogue.functions` over the listed series."""

    name: str
    series: tuple[str, ...]


Formula = Ratio | Mean | Function


@dataclass(frozen=True)
class JoinPart:
    """A part of a joined series, with the years it may fill, and the status and note of its values."""

    series: str
    first_year: int
    last_year: int
    status: str
    note: str


@dataclass(frozen=True)
class Join:
    """A series for the reader, made of several; earlier parts take precedence."""

    id: str
    name: Text
    parts: tuple[JoinPart, ...]
    seam: int


@dataclass(frozen=True)
class Indicator:
    """An indicator: how it is computed (`formula`), read (`direction`) and scored (`goalposts`, `sets`)."""

    id: str
    element: str
    dimension: str
    name: Text
    unit: str
    definition: Text
    direction: int
    goalposts: str
    sets: tuple[str, ...]
    formula: Formula
    first_year: int
    series: tuple[str, ...]
    breaks: tuple[int, ...]
    seams: tuple[int, ...]
