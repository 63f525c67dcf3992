"""The places of the rows, marks, titles and columns of the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import cut_label

PartGroup = tuple[str, theme.Family, Sequence[tuple[str, str]]]

HEADING_ROWS = 1.1
COLUMN = 0.21
GROUP_GAP = 0.32
TITLE_GAP = 0.11
# Half-em columns of a title that a year of the axis holds, on a narrow desktop screen.
COLUMNS_A_YEAR = 11
COMPACT_LABEL_WIDTH = 56


@dataclass(frozen=True)
class Document:
    """A document as the chart shows it.

    Attributes
    ----------
    id, title, hover : str
        What a click returns; the label; more lines of hover text.
    lane : str
        Identifier of its lane.
    first, last : float
        When it dates from, in years (2016.0 is 1 January 2016); equal where the day is known.
    parts : tuple of str
        Parts of the framework that it speaks to.
    passes : bool
        False for a document that the reader's filter leaves out: drawn faint and without a label.
    accented : bool
        True for a designation.
    """

    id: str
    title: str
    hover: str
    lane: str
    first: float
    last: float
    parts: tuple[str, ...]
    passes: bool = True
    accented: bool = False


@dataclass(frozen=True)
class Frame:
    """The timeline as laid out: years across, rows down, the columns of the parts to the right of the years."""

    rows: dict[str, float]
    headings: list[tuple[str, float]]
    total: float
    years: tuple[int, int]
    columns: dict[str, float]
    right: float
    compact: bool


def check_documents(
    documents: Sequence[Document], lanes: Sequence[tuple[str, str]], years: tuple[int, int]
) -> None:
    """Refuse a document that has no place on the timeline.

    Parameters
    ----------
    documents : sequence of Document
    lanes : sequence of (lane id, heading)
    years : (first, last)
        Whole years that the axis covers, both included.

    Raises
    ------
    ValueError
        If it lies outside the years or in an unknown lane, or ends before it begins.
    """
    known = {lane for lane, _ in lanes}
    for document in documents:
        if document.lane not in known:
            raise ValueError(f"{document.id}: unknown lane {document.lane}")
        if document.last < document.first:
            raise ValueError(f"{document.id}: ends before it begins")
        if document.first < years[0] or document.last > years[1] + 1:
            raise ValueError(f"{document.id}: outside the years {years}")


def lay_out_timeline(
    documents: Sequence[Document],
    lanes: Sequence[tuple[str, str]],
    groups: Sequence[PartGroup],
    years: tuple[int, int],
    compact: bool,
) -> Frame:
    """Give each document a row in its lane, and each part a column to the right of the years.

    Parameters
    ----------
    documents : sequence of Document
    lanes : sequence of (lane id, heading)
    groups : sequence of PartGroup
        Columns of parts, from left to right.
    years : (first, last)
        Whole years that the axis covers, both included.
    compact : bool
        For a phone.
    """
    rows: dict[str, float] = {}
    headings: list[tuple[str, float]] = []
    level = 0.0
    for lane, heading in lanes:
        members = [document.id for document in documents if document.lane == lane]
        if not members:
            continue
        headings.append((heading, level + 0.5))
        level += HEADING_ROWS
        for member in members:
            rows[member] = level + 0.5
            level += 1
    columns, along = {}, years[1] + 1 + GROUP_GAP
    for _, _, parts in groups:
        for part, _ in parts:
            columns[part] = along + COLUMN / 2
            along += COLUMN
        along += GROUP_GAP
    return Frame(rows, headings, level, years, columns, along if groups else years[1] + 1, compact)


def locate_mark(frame: Frame, document: Document) -> float:
    """Return the level of a document's mark: on a phone it stands under its title.

    Parameters
    ----------
    frame : Frame
    document : Document
    """
    return frame.rows[document.id] + (0.27 if frame.compact else 0)


def stands_beside(frame: Frame, document: Document) -> bool:
    """Return whether the title stands to the right of the mark, because there is more room than to the left.

    Parameters
    ----------
    frame : Frame
    document : Document
    """
    return document.first - frame.years[0] < frame.years[1] + 1 - document.last


def fit_title(frame: Frame, document: Document, accented: bool) -> str:
    """Return the title as far as it has room.

    Parameters
    ----------
    frame : Frame
    document : Document
    accented : bool
        True writes it in bold.
    """
    text = cut_label(
        document.title, COMPACT_LABEL_WIDTH if frame.compact else _measure_title_room(frame, document)
    )
    return f"<b>{text}</b>" if accented else text


def _measure_title_room(frame: Frame, document: Document) -> int:
    """Half-em columns between the mark and the end of the axis on the title's side."""
    first, last = frame.years
    years = last + 1 - document.last if stands_beside(frame, document) else document.first - first
    return int(COLUMNS_A_YEAR * (years - TITLE_GAP))


def locate_title(frame: Frame, document: Document) -> tuple[float, float]:
    """Return where the title begins, or ends where it stands to the left of its mark.

    Parameters
    ----------
    frame : Frame
    document : Document
    """
    if frame.compact:
        return frame.years[0] - 0.05, frame.rows[document.id] - 0.16
    row = frame.rows[document.id]
    if stands_beside(frame, document):
        return document.last + TITLE_GAP, row
    return document.first - TITLE_GAP, row
