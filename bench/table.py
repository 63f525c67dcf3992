"""One table of figures: what was promised, what was measured, and the ratio of the two."""

from __future__ import annotations

import os
import platform
import unicodedata
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured figure; a promise of 0 means that nothing was promised."""

    name: str
    unit: str
    measured: float
    promise: float = 0.0
    note: str = ""


HEADINGS = ("figure", "promise", "measured", "ratio", "")


def header() -> str:
    """Machine, interpreter and load: a figure means little without them."""
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return f"{_processor()} · {os.cpu_count()} cores · Python {platform.python_version()} · load {load}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def row(figure: Figure) -> tuple[str, ...]:
    """Cells of one figure."""
    promise = f"≤ {figure.promise:,.4g} {figure.unit}" if figure.promise else "–"
    ratio = f"{figure.measured / figure.promise:.2f}" if figure.promise else "–"
    return figure.name, promise, f"{figure.measured:,.4g} {figure.unit}", ratio, figure.note


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def lines(figures: list[Figure]) -> list[str]:
    """The table as text; names and notes to the left, numbers to the right."""
    cells = [HEADINGS, *map(row, figures)]
    widths = [max(_width(line[column]) for line in cells) for column in range(len(HEADINGS))]
    out = []
    for line in cells:
        padded = []
        for column, (text, width) in enumerate(zip(line, widths, strict=True)):
            gap = " " * (width - _width(text))
            padded.append(gap + text if column in (1, 2, 3) else text + gap)
        out.append("  ".join(padded).rstrip())
    return [out[0], "─" * max(map(_width, out)), *out[1:]]
