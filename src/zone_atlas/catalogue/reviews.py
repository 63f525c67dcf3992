"""Register of reviewed values: the decision on each figure that contradicts its neighbours, twin or source."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from zone_atlas.catalogue.tables import bilingual_text, rows_of_table
from zone_atlas.catalogue.text import Text

FILE = "reviewed_values.csv"
REVIEWED = "reviewed"
# Decision on the figure, and the status that it takes; None keeps the status it has.
DISPOSITIONS: dict[str, str | None] = {
    "replace": "A",
    "withdraw": "O",
    "low_reliability": "U",
    "estimated": "E",
    "break": "B",
    "real": None,
}
# Kinds of faults and events; data/README.md explains each.
PATTERNS = (
    "times_10",
    "divided_by_10",
    "other_factor",
    "swapped",
    "dollars",
    "copied_year",
    "copied_series",
    "repeated",
    "chart_reading",
    "other_scope",
    "other_definition",
    "other_vintage",
    "registered_residents",
    "other_place",
    "boundary",
    "province_step",
    "part_above_whole",
    "zero",
    "digits",
    "real_event",
    "unexplained",
)
# A replacement from an aggregator is no better than any other figure of that grade.
GRADE = re.compile(r"\bgrade [CD]\b")


@dataclass(frozen=True)
class Review:
    """A reviewed figure: `value` as the source has it (the guard), the decision and its reason."""

    place: str
    year: int
    series: str
    value: float
    disposition: str
    right: float | None
    right_source: str
    pattern: str
    reason: Text
    date: str
    row: int

    @property
    def id(self) -> str:
        """Address of the cell, as the note of the observation names it."""
        return f"{self.place}.{self.year}.{self.series}"

    @property
    def status(self) -> str | None:
        """Status that the figure takes; None where it keeps its own."""
        if self.disposition == "replace" and GRADE.search(self.right_source):
            return "V"
        return DISPOSITIONS[self.disposition]

    def source(self, known: Collection[str]) -> str:
        """Source of the replacement.

        Parameters
        ----------
        known : collection of str
            Identifiers of sources.

        Returns
        -------
        str
            '' where `right_source` does not begin with one of the known ones.
        """
        first = re.split(r"[\s:：]", self.right_source, maxsplit=1)[0]
        return first if first in known else ""


def load_reviews(data_dir: Path) -> tuple[Review, ...]:
    """Load the register of reviewed values in the order of the file.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    return tuple(
        Review(
            place=row["place"],
            year=int(row["year"]),
            series=row["series"],
            value=float(row["value"]),
            disposition=row["disposition"],
            right=float(row["right"]) if row["right"] else None,
            right_source=row["right_source"],
            pattern=row["pattern"],
            reason=bilingual_text(row, "reason"),
            date=row["date"],
            row=number,
        )
        for number, row in enumerate(rows_of_table(data_dir, FILE), start=2)
    )
