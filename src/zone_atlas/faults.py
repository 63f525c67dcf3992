"""Faults of the data, worded so that the reader can mend them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: where it is, what is wrong and what is allowed.

    ``row`` counts lines of the file from 1 (the header of a CSV is row 1); 0 means the file as a whole.
    """

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = ":".join(
            [self.file, *([str(self.row)] if self.row else []), *([self.column] if self.column else [])]
        )
        return f"{place}: {self.message}"


class DataFaults(Exception):
    """Raised when data cannot be used as it stands; carries every fault found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(map(str, self.faults)))


def row_faults(table: pd.DataFrame, wrong: pd.Series, file: str, column: str, message: str) -> list[Fault]:
    """Make one fault for each row that is wrong.

    Parameters
    ----------
    table : DataFrame
        Its index counts the rows of the file from 0, the header aside.
    wrong : bool Series
        By row of the table.
    file, column : str
        Where the faults are.
    message : str
        May name columns in braces, for the row's own cells.
    """
    # Nearly always nothing is wrong: rows are turned into records only where something is.
    if not wrong.any():
        return []
    return [
        Fault(file, int(index) + 2, column, message.format(**row))
        for index, row in zip(table.index[wrong], table[wrong].to_dict("records"), strict=True)
    ]
