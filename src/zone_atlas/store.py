"""The one module that reads the inputs and reads and writes the published tables."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import yaml

from zone_atlas.catalogue.faults import DataFaults, Fault

LINE = "__line__"
OBSERVATION_LEVELS = ("city", "county", "district")
OBSERVATION_COLUMNS = ["place", "year", "series", "value", "unit", "source_id", "status", "note"]


def _undecodable_row(path: Path) -> int:
    """Line number of the first line of ``path`` that is not UTF-8, or 0."""
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0


def _readable(path: Path, name: str) -> None:
    if not path.is_file():
        raise DataFaults([Fault(name, 0, "", "the file is missing; restore it from version control")])
    row = _undecodable_row(path)
    if row:
        raise DataFaults([Fault(name, row, "", "not UTF-8; save the file again with the encoding UTF-8")])


def _ragged_rows(path: Path, parse: pyarrow.csv.ParseOptions) -> list[int]:
    """Line numbers of the rows with too many or too few cells."""
    rows: list[int] = []

    def note(row: pyarrow.csv.InvalidRow) -> str:
        rows.append(row.number)
        return "skip"

    parse.invalid_row_handler = note
    # Rows are numbered only where one thread reads them, which is slower: so it is done for a broken file alone.
    options = pyarrow.csv.ReadOptions(use_threads=False)
    try:
        pyarrow.csv.read_csv(path, read_options=options, parse_options=parse)
    except pa.ArrowInvalid:
        return []
    return rows


def read_csv(path: Path, columns: Iterable[str], root: Path) -> pd.DataFrame:
    """Read a CSV as text, every cell a string, empty cells ''.

    Parameters
    ----------
    path : Path
        File to read.
    columns : iterable of str
        Columns that must be there; others are kept.
    root : Path
        Folder that faults name the file relative to.

    Raises
    ------
    DataFaults
        When the file is missing, not UTF-8, broken or lacks a column.
    """
    name = path.relative_to(root).as_posix()
    if not path.is_file():
        _readable(path, name)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        header = next(csv.reader(lines), [])
    # An empty line counts as a row, so that rows keep the numbers they have in an editor.
    parse = pyarrow.csv.ParseOptions(ignore_empty_lines=len(header) == 1)
    try:
        types = pyarrow.csv.ConvertOptions(
            column_types={column: pa.string() for column in header}, strings_can_be_null=False
        )
        frame = pyarrow.csv.read_csv(path, parse_options=parse, convert_options=types).to_pandas()
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        _readable(path, name)
        message = f"cannot be read as a table: {error}"
        rows = _ragged_rows(path, parse) or [0]
        raise DataFaults([Fault(name, row, "", message) for row in rows]) from error
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise DataFaults([Fault(name, 1, column, "the column is missing") for column in missing])
    return frame


class _LineLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe loader, compiled where there is one, that leaves the line of each mapping under ``__line__``."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


def read_yaml(path: Path, root: Path) -> dict[str, Any]:
    """Read a YAML mapping; each mapping in it carries its line under `LINE`.

    Raises
    ------
    DataFaults
        When the file is missing, not UTF-8 or not YAML.
    """
    name = path.relative_to(root).as_posix()
    _readable(path, name)
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=_LineLoader)
    except yaml.YAMLError as error:
        row = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        raise DataFaults(
            [Fault(name, row, "", f"not valid YAML: {getattr(error, 'problem', error)}")]
        ) from error
    if not isinstance(loaded, dict):
        raise DataFaults([Fault(name, 1, "", "a mapping is expected at the top of the file")])
    return loaded


def observation_files(data_dir: Path) -> list[tuple[str, Path]]:
    """All observation files as (level, path), in a stable order."""
    root = data_dir / "observations"
    return [(level, path) for level in OBSERVATION_LEVELS for path in sorted((root / level).glob("*.csv"))]


def _inputs(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        found = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
        for path in found:
            if "__pycache__" not in path.parts and path.name != "checksums.txt":
                yield path.relative_to(folder.parent).as_posix(), path


def fingerprint(folders: Iterable[Path]) -> str:
    """Hash of the names and contents of files and of every file in folders (checksums.txt apart)."""
    digest = hashlib.blake2b(digest_size=16)
    for name, path in _inputs(folders):
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new content, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # A file made by mkstemp is private to its owner; a web server under another user reads these.
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_parquet(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as zstd Parquet into ``path``."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(table, path, compression="zstd")


def read_parquet(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """Read a published table."""
    return pq.read_table(path, columns=columns).to_pandas()


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; an unreadable or missing one counts as empty."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def content_checksum(frame: pd.DataFrame) -> str:
    """Checksum of a table's content, independent of the file format and of row order within equal keys.

    Numbers are rounded to ten significant digits so that another processor's last bit does not count.
    """
    digest = hashlib.sha256()
    for column in frame.columns:
        values = frame[column]
        if pd.api.types.is_float_dtype(values):
            values = values.map(lambda v: f"{v:.10g}")
        digest.update(column.encode())
        digest.update("\x1f".join(values.astype(str)).encode())
    return digest.hexdigest()
