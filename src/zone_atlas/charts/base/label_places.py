"""Places for names and labels, chosen so that they cover neither each other nor the marks of a chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zone_atlas.charts.base.labels import measure_text

Array = NDArray[np.float64]
# Left, top, right and bottom in pixels.
Box = tuple[float, float, float, float]

WIDTH_OF_HALF_EM = 0.58
LINE_HEIGHT = 1.25
CROWDED_WITHIN = 60.0
# Rounds after which boxes that still overlap are left where they are.
MOST_ROUNDS = 600
# Steps from the mark (right, down) in its radius, and the plotly ``textposition`` that stands there.
SIDES = (
    (1.0, 0.0, "middle right"),
    (-1.0, 0.0, "middle left"),
    (0.0, -1.0, "top center"),
    (0.0, 1.0, "bottom center"),
    (0.7, -0.7, "top right"),
    (0.7, 0.7, "bottom right"),
    (-0.7, -0.7, "top left"),
    (-0.7, 0.7, "bottom left"),
)


@dataclass(frozen=True)
class Label:
    """A name beside a mark.

    Attributes
    ----------
    text : str
    right, down : float
        Middle of the mark, in pixels from the upper left.
    size : float
        Pixels of the letters.
    radius : float
        Pixels of the mark around its middle.
    must : bool
        True for a name that is never dropped.
    """

    text: str
    right: float
    down: float
    size: float
    radius: float
    must: bool = False


def place_labels(labels: Sequence[Label], width: float, height: float) -> list[str]:
    """Choose a side for each name within a plot of some pixels.

    A plot drawn larger than that keeps the names apart too, because marks then lie further from each other while
    names keep their size.

    Parameters
    ----------
    labels : sequence of Label
    width, height : float
        Pixels of the plot.

    Returns
    -------
    list of str
        In the order of ``labels``: a ``textposition``, or '' where a name has no free side and may be dropped.
    """
    crowds = count_neighbours([(label.right, label.down) for label in labels], CROWDED_WITHIN)
    taken: list[Box] = [_outline_mark(label) for label in labels]
    sides = [""] * len(labels)
    for index in sorted(range(len(labels)), key=lambda k: (not labels[k].must, crowds[k], k)):
        label = labels[index]
        others = [box for k, box in enumerate(taken) if k != index]
        options = [
            (_weigh_box(box, others, width, height), k, side, box)
            for k, (side, box) in enumerate(list_label_boxes(label))
        ]
        cost, _, side, box = min(options)
        if cost == 0 or label.must:
            sides[index] = side
            taken.append(box)
    return sides


def count_neighbours(spots: Sequence[tuple[float, float]], within: float) -> list[int]:
    """Count for each spot how many lie closer to it than a distance, itself included.

    Parameters
    ----------
    spots : sequence of (right, down)
        Pixels.
    within : float
        Pixels.
    """
    return [sum(math.dist(one, other) < within for other in spots) for one in spots]


def _outline_mark(label: Label) -> Box:
    reach = label.radius
    return label.right - reach, label.down - reach, label.right + reach, label.down + reach


def list_label_boxes(label: Label) -> list[tuple[str, Box]]:
    """Return each side of a mark with the box that its name would take there.

    Parameters
    ----------
    label : Label
    """
    size = (measure_text(label.text) * label.size * WIDTH_OF_HALF_EM, label.size * LINE_HEIGHT)
    return [
        (side, box_beside((label.right + right * label.radius, label.down + down * label.radius), size, side))
        for right, down, side in SIDES
    ]


def box_beside(spot: tuple[float, float], size: tuple[float, float], side: str) -> Box:
    """Return the box of a text that stands on one side of a spot.

    Parameters
    ----------
    spot : (right, down)
        Pixels.
    size : (width, height)
        Pixels of the text.
    side : str
        A plotly ``textposition``, such as 'top right'.
    """
    (x, y), (width, height) = spot, size
    vertical, horizontal = side.split()
    left = {"right": x, "left": x - width, "center": x - width / 2}[horizontal]
    top = {"top": y - height, "bottom": y, "middle": y - height / 2}[vertical]
    return left, top, left + width, top + height


def share_area(box: Box, others: Iterable[Box]) -> float:
    """Return the square pixels that a box shares with others; where two of them overlap both count.

    Parameters
    ----------
    box : (left, top, right, bottom)
        Pixels.
    others : iterable of boxes
    """
    return sum(
        max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in others
    )


def _weigh_box(box: Box, taken: Sequence[Box], width: float, height: float) -> float:
    """Square pixels of a box that others already take, or that lie outside the plot."""
    inside = share_area(box, [(0.0, 0.0, width, height)])
    outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
    return round(share_area(box, taken) + outside, 3)


def spread_levels(values: Sequence[float], pitch: float, highest: float) -> list[float]:
    """Return levels at least a pitch apart, as near to the values as that allows and none above the highest.

    Parameters
    ----------
    values : sequence of float
        In rising order.
    pitch, highest : float
        In the unit of the values.
    """
    levels: list[float] = []
    for value in values:
        levels.append(max(value, levels[-1] + pitch) if levels else value)
    for position in reversed(range(len(levels))):
        bound = highest if position == len(levels) - 1 else levels[position + 1] - pitch
        levels[position] = min(levels[position], bound)
    return levels


def part_boxes(middle: Array, size: Array, low: Array, high: Array) -> Array:
    """Push overlapping boxes apart along the shorter way, all at once, until none overlaps.

    Parameters
    ----------
    middle, size, low, high : array (boxes, 2)
        Centres, widths and heights, and the bounds of the centres, in pixels.

    Returns
    -------
    array (boxes, 2)
        The centres. Boxes without enough room may still overlap.
    """
    need = (size[:, None] + size[None]) / 2
    for _ in range(MOST_ROUNDS):
        between = middle[:, None] - middle[None]
        over = need - np.abs(between)
        overlaps = (over > 0).all(axis=2) & ~np.eye(len(middle), dtype=bool)
        if not overlaps.any():
            break
        along = over.argmin(axis=2)
        push = np.zeros_like(between)
        for axis in (0, 1):
            chosen = overlaps & (along == axis)
            # Boxes exactly one above the other part in the order in which they are listed.
            side = np.sign(between[:, :, axis]) + (between[:, :, axis] == 0) * np.sign(
                np.arange(len(middle))[:, None] - np.arange(len(middle))[None]
            )
            push[:, :, axis] = np.where(chosen, side * (over[:, :, axis] / 2 + 0.5), 0)
        middle = np.clip(middle + 0.6 * push.sum(axis=1), low, high)
    return middle
