"""Records of sources: the publication that first stated a figure, its tables, and the digitisation it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from zone_atlas.catalogue.text import Text

# Kinds of sources; the mark of the type in a reference follows from the kind.
KINDS = ("yearbook", "census", "compilation", "accounts", "database", "dataset", "list")
# Territory that a table of the yearbook counts: the whole administrative area, or its city districts only.
SCOPES = ("whole_city", "districts")


@dataclass(frozen=True)
class Source:
    """Source of figures: the publication, and the digitisation through which they were read.

    `publication` is the name that tells the records apart, `title` the one to cite. `address` is the publisher's own
    page, empty where none is known; `digitisation_address` that of whoever put the figures into a file.
    `imprint` (place and press) and `published` (year, or year and month) are empty where no page states them.
    """

    id: str
    kind: str
    publication: Text
    title: Text
    publisher: Text
    imprint: Text
    edition: str
    published: str
    table: Text
    address: str
    digitisation: str
    digitisation_address: str
    licence: Text
    reliability: str
    note: Text


@dataclass(frozen=True)
class SourceTable:
    """The table of a publication that a series stands in, and the heading of its column.

    `number` is empty where the edition prints none; `column` where the digitisation shows another column's heading.
    """

    series: str
    source: str
    number: str
    title: Text
    column: Text
    scope: str
