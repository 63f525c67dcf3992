"""Places for the names on the map of China, chosen so that they cover neither each other nor the marks."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zone_atlas.charts.base.label_places import (
    LINE_HEIGHT,
    SIDES,
    Box,
    box_beside,
    count_neighbours,
    share_area,
)
from zone_atlas.charts.base.labels import measure_text

# The map's projection: conic equal area, on a unit sphere.
PARALLELS = (25.0, 47.0)
CENTRAL_MERIDIAN = 105.0
EASTERNMOST = (135.05, 48.4)
# Pixels per unit when the country is about 500 px wide: the width the names are laid out for.
PIXELS_PER_UNIT = 660.0
PIXELS_PER_DEGREE = PIXELS_PER_UNIT * math.pi / 180
WIDTH_OF_HALF_EM = 0.56
MARK_SIZE = 11.0
CROWDED_WITHIN = 90.0
# Square pixels of overlap that one pixel of distance is worth.
DISTANCE_COST = 3.0
# Pixels from the anchor at which a name may stand.
STEPS = (6, 13, 22)


@dataclass(frozen=True)
class Name:
    """A name and its anchor.

    Attributes
    ----------
    text : str
    longitude, latitude : float
        Degrees of the anchor.
    size : float
        Pixels of the letters.
    mark : bool
        True where something is drawn at the anchor, which the name must then touch.
    """

    text: str
    longitude: float
    latitude: float
    size: float
    mark: bool = False


@dataclass(frozen=True)
class PlacedName:
    """The spot where a name is drawn, and on which side of that spot (a plotly ``textposition``)."""

    longitude: float
    latitude: float
    side: str


def project_to_pixels(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees to pixels (right, down) in the conic equal area projection of the map.

    Parameters
    ----------
    longitude, latitude : float
        Degrees.
    """
    first, second = (math.radians(parallel) for parallel in PARALLELS)
    cone = (math.sin(first) + math.sin(second)) / 2
    constant = math.cos(first) ** 2 + 2 * cone * math.sin(first)
    radius = math.sqrt(constant - 2 * cone * math.sin(math.radians(latitude))) / cone
    angle = cone * math.radians(longitude - CENTRAL_MERIDIAN)
    return PIXELS_PER_UNIT * radius * math.sin(angle), PIXELS_PER_UNIT * radius * math.cos(angle)


@lru_cache(maxsize=64)
def place_map_names(names: tuple[Name, ...]) -> tuple[PlacedName, ...]:
    """Place each name beside its anchor, those in a crowd first, because they have the least choice.

    Parameters
    ----------
    names : tuple of Name

    Returns
    -------
    tuple of PlacedName
        In the order of ``names``.  Where no spot is free, the one that covers least is taken: a name is never
        dropped.
    """
    anchors = [project_to_pixels(name.longitude, name.latitude) for name in names]
    crowds = count_neighbours(anchors, CROWDED_WITHIN)
    # Beyond the easternmost point the frame may end, and a name would be cut off there.
    edge = project_to_pixels(*EASTERNMOST)[0]
    taken: list[Box] = [(edge, -1e5, edge + 1e5, 1e5)]
    half = MARK_SIZE / 2
    # Every anchor is kept free, because a name on top of another zone reads as that zone's.
    taken += [(x - half, y - half, x + half, y + half) for x, y in anchors]
    placed: dict[int, PlacedName] = {}
    for index in sorted(range(len(names)), key=lambda i: (not names[i].mark, -crowds[i], i)):
        spot, box = _choose_spot(names[index], anchors[index], taken)
        placed[index] = spot
        taken.append(box)
    return tuple(placed[index] for index in range(len(names)))


def _choose_spot(name: Name, anchor: tuple[float, float], taken: Iterable[Box]) -> tuple[PlacedName, Box]:
    """The spot for a name that costs least in covered names and in distance."""
    size = (measure_text(name.text) * name.size * WIDTH_OF_HALF_EM, name.size * LINE_HEIGHT)
    options = []
    for step in STEPS[:1] if name.mark else STEPS:
        for right, down, side in SIDES:
            spot = (anchor[0] + right * step, anchor[1] + down * step)
            box = box_beside(spot, size, side)
            cost = share_area(box, taken) + DISTANCE_COST * step
            options.append((cost, right * step, down * step, side, box))
    _, right, down, side, box = min(options, key=lambda option: option[0])
    if name.mark:
        right = down = 0.0
    longitude = name.longitude + right / (PIXELS_PER_DEGREE * math.cos(math.radians(name.latitude)))
    return PlacedName(round(longitude, 3), round(name.latitude - down / PIXELS_PER_DEGREE, 3), side), box
