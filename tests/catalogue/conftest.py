"""A data folder that a test can damage at one spot, and what the check then says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from zone_atlas.catalogue.checks.run_checks import find_faults
from zone_atlas.faults import Fault

from .sharing import Shared

SHARED = Shared()


@pytest.fixture(scope="module", autouse=True)
def _shared_checks() -> Iterator[None]:
    """Checks share what they find in the same files."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, shared in SHARED.patches():
            patch.setattr(module, name, shared)
        yield


@dataclass
class Damaged:
    """A copy of the small data folder; rows are counted as an editor shows them, the header being row 1."""

    root: Path

    def rows(self, file: str) -> list[list[str]]:
        return list(csv.reader(io.StringIO((self.root / file).read_text(encoding="utf-8"))))

    def _write(self, file: str, rows: list[list[str]]) -> None:
        with (self.root / file).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)

    def row_of(self, file: str, **cells: str) -> int:
        """First row whose cells are these."""
        header, *rows = self.rows(file)
        for number, row in enumerate(rows, start=2):
            if all(row[header.index(column)] == value for column, value in cells.items()):
                return number
        raise LookupError(f"{file} has no row with {cells}")

    def edit(self, file: str, row: int, **cells: str) -> None:
        """Overwrite cells of one row."""
        rows = self.rows(file)
        for column, value in cells.items():
            rows[row - 1][rows[0].index(column)] = value
        self._write(file, rows)

    def copy_row(self, file: str, row: int, to: str = "", **cells: str) -> int:
        """Append a copy of a row, changed in these cells, to a file; return its row number."""
        source, rows = self.rows(file), self.rows(to or file)
        copied = [cells.get(column, value) for column, value in zip(source[0], source[row - 1], strict=True)]
        self._write(to or file, [*rows, copied])
        return len(rows) + 1

    def append_row(self, file: str, **cells: str) -> int:
        """Append a row, empty but for these cells; return its row number."""
        rows = self.rows(file)
        self._write(file, [*rows, [cells.get(column, "") for column in rows[0]]])
        return len(rows) + 1

    def keep_rows(self, file: str, column: str, *, without: str) -> None:
        """Drop the rows that hold a value."""
        header, *rows = self.rows(file)
        self._write(file, [header, *(row for row in rows if row[header.index(column)] != without)])

    def replace(self, file: str, old: str, new: str) -> int:
        """Replace the first occurrence of a text; return its row."""
        text = (self.root / file).read_text(encoding="utf-8")
        before, found, after = text.partition(old)
        assert found, f"{file} does not hold {old!r}"
        (self.root / file).write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    def row_with(self, file: str, text: str) -> int:
        """First row of a file that holds a text."""
        before, found, _ = (self.root / file).read_text(encoding="utf-8").partition(text)
        assert found, f"{file} does not hold {text!r}"
        return before.count("\n") + 1

    def faults(self) -> list[Fault]:
        return find_faults(self.root)

    def only_fault(self) -> Fault:
        faults = self.faults()
        assert len(faults) == 1, "\n".join(map(str, faults))
        return faults[0]

    def assert_only(self, file: str, row: int, column: str, *words: str) -> None:
        """The check finds this one fault and its message says these words."""
        fault = self.only_fault()
        assert (fault.file, fault.row, fault.column) == (file, row, column), str(fault)
        for word in words:
            assert word in fault.message, str(fault)


@pytest.fixture
def damaged(data_dir: Path) -> Damaged:
    """A data folder without fault, to be damaged."""
    return Damaged(data_dir)
