"""On which side of its mark a name stands, so that names cover neither each other nor other marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from zone_atlas.charts.labels import measure_text

WIDTH_OF_HALF_EM = 0.58
LINE_HEIGHT = 1.25
CROWDED_WITHIN = 60.0
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

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """A name beside a mark at (right, down) in pixels; one that must stand is never dropped."""

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

    Returns
    -------
    list of str
        In the order of ``labels``: a ``textposition``, or '' where a name has no free side and need not stand.
    """
    crowds = [
        sum(math.dist((a.right, a.down), (b.right, b.down)) < CROWDED_WITHIN for b in labels) for a in labels
    ]
    taken: list[Box] = [_mark(label) for label in labels]
    sides = [""] * len(labels)
    for index in sorted(range(len(labels)), key=lambda k: (not labels[k].must, crowds[k], k)):
        label = labels[index]
        others = [box for k, box in enumerate(taken) if k != index]
        options = [
            (_cost(box, others, width, height), k, side, box) for k, (side, box) in enumerate(_boxes(label))
        ]
        cost, _, side, box = min(options)
        if cost == 0 or label.must:
            sides[index] = side
            taken.append(box)
    return sides


def _mark(label: Label) -> Box:
    reach = label.radius
    return label.right - reach, label.down - reach, label.right + reach, label.down + reach


def _boxes(label: Label) -> list[tuple[str, Box]]:
    """Sides with the pixels that the name would take there."""
    width = measure_text(label.text) * label.size * WIDTH_OF_HALF_EM
    height = label.size * LINE_HEIGHT
    found = []
    for right, down, side in SIDES:
        x, y = label.right + right * label.radius, label.down + down * label.radius
        vertical, horizontal = side.split()
        left = {"right": x, "left": x - width, "center": x - width / 2}[horizontal]
        top = {"top": y - height, "bottom": y, "middle": y - height / 2}[vertical]
        found.append((side, (left, top, left + width, top + height)))
    return found


def _cost(box: Box, taken: Sequence[Box], width: float, height: float) -> float:
    """Square pixels that others hold, and that lie outside the plot."""
    inside = _shared(box, (0.0, 0.0, width, height))
    outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
    return round(sum(_shared(box, other) for other in taken) + outside, 3)


def _shared(box: Box, other: Box) -> float:
    return max(0.0, min(box[2], other[2]) - max(box[0], other[0])) * max(
        0.0, min(box[3], other[3]) - max(box[1], other[1])
    )
