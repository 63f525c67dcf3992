"""Where the names on the map of China stand, so that they cover neither each other nor the marks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zone_atlas.charts.labels import measure_text

# The map's projection: conic equal area, on a unit sphere.
PARALLELS = (25.0, 47.0)
CENTRAL_MERIDIAN = 105.0
EASTERNMOST = (135.05, 48.4)
# Pixels per unit when the country is about 500 px wide: the width the names are laid out for.
PIXELS_PER_UNIT = 660.0
PIXELS_PER_DEGREE = PIXELS_PER_UNIT * math.pi / 180
WIDTH_OF_HALF_EM = 0.56
LINE_HEIGHT = 1.25
MARK_SIZE = 11.0
CROWDED_WITHIN = 90.0
# Square pixels of overlap that one pixel of distance is worth.
DISTANCE_COST = 3.0
# Steps from the anchor (right, down) and the side of that spot on which the name stands.
SIDES = (
    (1, 0, "middle right"),
    (-1, 0, "middle left"),
    (0, -1, "top center"),
    (0, 1, "bottom center"),
    (0.7, -0.7, "top right"),
    (0.7, 0.7, "bottom right"),
    (-0.7, -0.7, "top left"),
    (-0.7, 0.7, "bottom left"),
)
STEPS = (6, 13, 22)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Name:
    """A name with its anchor; `mark` when something is drawn at the anchor, which the name must then touch."""

    text: str
    longitude: float
    latitude: float
    size: float
    mark: bool = False


@dataclass(frozen=True)
class PlacedName:
    """Where a name is drawn and on which side of that spot (a plotly ``textposition``)."""

    longitude: float
    latitude: float
    side: str


def project_to_pixels(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees to pixels (right, down) in the conic equal area projection of the map."""
    first, second = (math.radians(parallel) for parallel in PARALLELS)
    cone = (math.sin(first) + math.sin(second)) / 2
    constant = math.cos(first) ** 2 + 2 * cone * math.sin(first)
    radius = math.sqrt(constant - 2 * cone * math.sin(math.radians(latitude))) / cone
    angle = cone * math.radians(longitude - CENTRAL_MERIDIAN)
    return PIXELS_PER_UNIT * radius * math.sin(angle), PIXELS_PER_UNIT * radius * math.cos(angle)


@lru_cache(maxsize=64)
def place_map_names(names: tuple[Name, ...]) -> tuple[PlacedName, ...]:
    """Place each name beside its anchor, those in a crowd first, because they have the least choice.

    Returns
    -------
    tuple of PlacedName
        In the order of ``names``.  Where no spot is free, the one that covers least is taken: a name is never
        dropped.
    """
    anchors = [project_to_pixels(name.longitude, name.latitude) for name in names]
    crowds = [sum(math.dist(anchor, other) < CROWDED_WITHIN for other in anchors) for anchor in anchors]
    # Beyond the easternmost point the frame may end, and a name would be cut off there.
    edge = project_to_pixels(*EASTERNMOST)[0]
    taken: list[Box] = [(edge, -1e5, edge + 1e5, 1e5)]
    half = MARK_SIZE / 2
    # Every anchor is kept free, because a name on top of another zone reads as that zone's.
    taken += [(x - half, y - half, x + half, y + half) for x, y in anchors]
    placed: dict[int, PlacedName] = {}
    for index in sorted(range(len(names)), key=lambda i: (not names[i].mark, -crowds[i], i)):
        spot, box = _best(names[index], anchors[index], taken)
        placed[index] = spot
        taken.append(box)
    return tuple(placed[index] for index in range(len(names)))


def _best(name: Name, anchor: tuple[float, float], taken: Iterable[Box]) -> tuple[PlacedName, Box]:
    """The spot for a name that costs least in covered names and in distance."""
    options = []
    for step in STEPS[:1] if name.mark else STEPS:
        for right, down, side in SIDES:
            spot = (anchor[0] + right * step, anchor[1] + down * step)
            box = _box(name, spot, side)
            cost = _covered(box, taken) + DISTANCE_COST * step
            options.append((cost, right * step, down * step, side, box))
    _, right, down, side, box = min(options, key=lambda option: option[0])
    if name.mark:
        right = down = 0.0
    longitude = name.longitude + right / (PIXELS_PER_DEGREE * math.cos(math.radians(name.latitude)))
    return PlacedName(round(longitude, 3), round(name.latitude - down / PIXELS_PER_DEGREE, 3), side), box


def _box(name: Name, spot: tuple[float, float], side: str) -> Box:
    """The pixels a name takes."""
    x, y = spot
    width = measure_text(name.text) * name.size * WIDTH_OF_HALF_EM
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
