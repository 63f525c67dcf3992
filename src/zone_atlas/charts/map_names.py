"""Where the names on the map of China stand, so that they cover neither each other nor the points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zone_atlas.charts.labels import display_width

# The map's projection: conic equal area, on a unit sphere.
PARALLELS = (25.0, 47.0)
CENTRAL_MERIDIAN = 105.0
# Pixels per unit when the country is about 600 px wide: the width the names are laid out for.
PIXELS_PER_UNIT = 790.0
PIXELS_PER_DEGREE = PIXELS_PER_UNIT * math.pi / 180
LINE_HEIGHT = 1.2
POINT_SIZE = 12.0
# Steps from the anchor in pixels (right, down) and the side of the name that touches the end of the step.
POSITIONS = tuple(
    (right * step, down * step, side)
    for step in (9, 18, 30, 44)
    for right, down, side in (
        (1, 0, "middle right"),
        (-1, 0, "middle left"),
        (0, -1, "top center"),
        (0, 1, "bottom center"),
        (0.7, -0.7, "middle right"),
        (0.7, 0.7, "middle right"),
        (-0.7, -0.7, "middle left"),
        (-0.7, 0.7, "middle left"),
    )
)


@dataclass(frozen=True)
class Name:
    """A name with its anchor; `point` when a mark is drawn at the anchor."""

    text: str
    longitude: float
    latitude: float
    size: float
    point: bool = False


@dataclass(frozen=True)
class PlacedName:
    """Where a name is drawn and on which side of that spot (a plotly ``textposition``)."""

    longitude: float
    latitude: float
    side: str


Box = tuple[float, float, float, float]


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees to pixels (right, down) in the conic equal area projection of the map."""
    first, second = (math.radians(parallel) for parallel in PARALLELS)
    cone = (math.sin(first) + math.sin(second)) / 2
    constant = math.cos(first) ** 2 + 2 * cone * math.sin(first)
    radius = math.sqrt(constant - 2 * cone * math.sin(math.radians(latitude))) / cone
    angle = cone * math.radians(longitude - CENTRAL_MERIDIAN)
    return PIXELS_PER_UNIT * radius * math.sin(angle), PIXELS_PER_UNIT * radius * math.cos(angle)


def place_names(names: Sequence[Name]) -> list[PlacedName]:
    """Place each name beside its anchor, the earlier ones first.

    Returns
    -------
    list of PlacedName
        In the order of ``names``.  Where no spot is free, the one that covers least is taken: a name is never
        dropped.
    """
    taken = [_square(name) for name in names if name.point]
    placed = []
    for name in names:
        covers = [(_covered(_box(name, *position), taken), position) for position in POSITIONS]
        _, (right, down, side) = min(covers, key=lambda cover: cover[0])
        taken.append(_box(name, right, down, side))
        if name.point:
            # The mark and its name are one trace, so the name keeps the mark's own place.
            placed.append(PlacedName(name.longitude, name.latitude, side))
            continue
        placed.append(
            PlacedName(
                name.longitude + right / (PIXELS_PER_DEGREE * math.cos(math.radians(name.latitude))),
                name.latitude - down / PIXELS_PER_DEGREE,
                side,
            )
        )
    return placed


def _square(name: Name) -> Box:
    """The pixels a mark takes."""
    x, y = project(name.longitude, name.latitude)
    half = POINT_SIZE / 2
    return x - half, y - half, x + half, y + half


def _box(name: Name, right: float, down: float, side: str) -> Box:
    """The pixels a name takes."""
    x, y = project(name.longitude, name.latitude)
    x, y = x + right, y + down
    width = display_width(name.text) * name.size * 0.55
    height = name.size * LINE_HEIGHT
    vertical, horizontal = side.split()
    left = {"right": x, "left": x - width, "center": x - width / 2}[horizontal]
    top = {"top": y - height, "bottom": y, "middle": y - height / 2}[vertical]
    return left, top, left + width, top + height


def _covered(box: Box, taken: Iterable[Box]) -> float:
    """Square pixels of ``box`` that others already hold."""
    return sum(
        max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in taken
    )
