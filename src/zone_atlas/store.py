"""The one module that reads the inputs and reads and writes the published tables."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
import yaml

from zone_atlas import table_text, yaml_text
from zone_atlas.faults import DataFaults, Fault

LINE = yaml_text.LINE
misspaced = table_text.remark_on_misspaced_heading
# Records that a build writes into data/ about itself; no table is made from them.
RECORDS = ("checksums.txt", "observation_counts.csv")
# Arrow's own allocator keeps what it once took; the system's gives it back, see `give_back_memory`.
pa.set_memory_pool(pa.system_memory_pool())
OBSERVATION_LEVELS = ("city", "county", "district")
OBSERVATION_COLUMNS = ["place", "year", "series", "value", "unit", "source_id", "status", "note"]


def _read_text_content(path: Path, name: str, wanted: str) -> bytes:
    """Read the bytes of a text file; a file that cannot be text is refused, with what to save instead."""
    if not path.is_file():
        raise DataFaults([Fault(name, 0, "", "the file is missing; restore it from version control")])
    content = path.read_bytes()
    message = table_text.describe_foreign_content(content, wanted)
    if message:
        raise DataFaults([Fault(name, 0, "", message)])
    return content


def _decode_utf8(content: bytes, name: str) -> None:
    row = table_text.undecodable_row(content)
    if row:
        raise DataFaults([Fault(name, row, "", "not UTF-8; save the file again with the encoding UTF-8")])


def _refuse_table(name: str, problems: Iterable[table_text.Problem]) -> None:
    faults = [Fault(name, *problem) for problem in problems]
    if faults:
        raise DataFaults(faults)


def _prepare_parse_extract(content: bytes, name: str) -> pa.Table:
    """Read the table of a CSV as text; faults name the rows that cannot be read."""
    _decode_utf8(content, name)
    head = table_text.cells_of_heading(content)
    if not head:
        raise DataFaults([Fault(name, 1, "", "row 1 is empty; it must name the columns")])
    # An empty line counts as a row, so that rows keep the numbers they have in an editor.
    parse = pyarrow.csv.ParseOptions(ignore_empty_lines=False)
    types = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(head, pa.string()), strings_can_be_null=False
    )
    try:
        _refuse_table(name, table_text.quote_problems(content))
        parsed = pyarrow.csv.read_csv(pa.BufferReader(content), parse_options=parse, convert_options=types)
    except (pa.ArrowInvalid, DataFaults) as error:
        separator = table_text.separator_problem(content)
        _refuse_table(name, [(1, "", separator)] if separator else [])
        if isinstance(error, DataFaults):
            raise
        _refuse_table(name, table_text.row_problems(content))
        raise DataFaults([Fault(name, 0, "", f"cannot be read as a table: {error}")]) from error
    return parsed


def _is_blank(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.equal(pc.utf8_trim_whitespace(cells), "")


def _without_blank_rows(parsed: pa.Table, name: str) -> pa.Table:
    """Cut the table off after its last row with a cell that is not blank; an empty row before that is a fault."""
    blank = _is_blank(parsed.column(0)).to_numpy() if parsed.num_rows else np.empty(0, dtype=bool)
    if not blank.any():
        return parsed
    for at in range(1, parsed.num_columns):
        blank &= _is_blank(parsed.column(at)).to_numpy()
    filled = np.flatnonzero(~blank)
    length = int(filled[-1]) + 1 if filled.size else 0
    _refuse_table(name, [(int(at) + 2, "", table_text.EMPTY_ROW) for at in np.flatnonzero(blank[:length])])
    return parsed.slice(0, length)


def _with_named_columns(parsed: pa.Table, name: str) -> pa.Table:
    """Drop columns that have neither a heading nor a cell; other empty or repeated headings are faults."""
    names = list(parsed.column_names)
    if all(heading.strip() for heading in names) and len(set(names)) == len(names):
        return parsed
    filled = [
        bool(heading.strip()) or not pc.all(_is_blank(parsed.column(at)), min_count=0).as_py()
        for at, heading in enumerate(names)
    ]
    _refuse_table(name, table_text.head_problems(names, filled))
    return parsed.select([at for at, is_filled in enumerate(filled) if is_filled])


def read_csv(path: Path, columns: Iterable[str], root: Path) -> pd.DataFrame:
    """Read a CSV as text, every cell a string, empty cells ''.

    A row is a line: a cell holds no line break. Empty rows at the end and empty columns without a heading are left out.

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
        When the file is missing, not a CSV in UTF-8, broken or lacks a column.
    """
    name = path.relative_to(root).as_posix()
    content = table_text.without_blank_end(_read_text_content(path, name, "save the sheet as CSV UTF-8"))
    parsed = _with_named_columns(_without_blank_rows(_prepare_parse_extract(content, name), name), name)
    missing = [column for column in columns if column not in parsed.column_names]
    separator = table_text.separator_problem(content) if missing or parsed.num_columns == 1 else ""
    _refuse_table(name, [(1, "", separator)] if separator else [])
    headings = parsed.column_names
    _refuse_table(
        name,
        [
            (1, c, f"the column is missing{table_text.remark_on_misspaced_heading(c, headings)}")
            for c in missing
        ],
    )
    return parsed.to_pandas()


def read_yaml(path: Path, root: Path) -> dict[str, Any]:
    """Read a YAML mapping; each mapping in it carries its line under `LINE`.

    Raises
    ------
    DataFaults
        When the file is missing, not UTF-8, not YAML or has a key twice.
    """
    name = path.relative_to(root).as_posix()
    content = _read_text_content(path, name, "write the file as plain text in UTF-8")
    _decode_utf8(content, name)
    try:
        loaded, repeated = yaml_text.parse_yaml(content.decode("utf-8-sig"))
    except yaml.YAMLError as error:
        row = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        raise DataFaults(
            [Fault(name, row, "", f"not valid YAML: {getattr(error, 'problem', error)}")]
        ) from error
    _refuse_table(name, repeated)
    if not isinstance(loaded, dict):
        raise DataFaults([Fault(name, 1, "", "a mapping is expected at the top of the file")])
    return loaded


def line_of_key_in_file(path: Path, key: str) -> int:
    """Find the line of a key at the top of a YAML mapping that could be read; 0 where it has none of that name."""
    return yaml_text.line_of_key(path.read_text(encoding="utf-8-sig"), key)


def observation_files(data_dir: Path) -> list[tuple[str, Path]]:
    """List all observation files as (level, path), in a stable order."""
    root = data_dir / "observations"
    return [(level, path) for level in OBSERVATION_LEVELS for path in sorted((root / level).glob("*.csv"))]


def _input_files(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
        for path in files:
            if "__pycache__" not in path.parts and path.name not in RECORDS:
                yield path.relative_to(folder.parent).as_posix(), path


def fingerprint_folders(folders: Iterable[Path]) -> str:
    """Hash the names and contents of files, and of all files in folders but the records that a build writes."""
    digest = hashlib.blake2b(digest_size=16)
    for name, path in _input_files(folders):
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_stream(path: Path) -> bool:
    """Say whether a path leads to a screen, pipe or device, which can be written to and not replaced."""
    open_already = path.as_posix().startswith(("/dev/fd/", "/dev/std", "/proc/"))
    return open_already or (path.exists() and not path.is_file() and not path.is_dir())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new content, never a part.

    A link stays, and the file it leads to gets the content. A screen or a pipe is written straight to.

    Raises
    ------
    OSError
        When it cannot be written; what stood there before still stands.
    """
    if is_stream(path):
        _stream_into(path, content)
        return
    # Renaming over a link would leave the file that others read as it was.
    path = Path(os.path.realpath(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder", str(path))
    if path.is_symlink():
        raise OSError(errno.ELOOP, "the link leads back to itself", str(path))
    before = path.stat() if path.exists() else None
    if before and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:200]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        # A file made by mkstemp is private to its owner; a web server under another user reads these.
        Path(temporary).chmod(stat.S_IMODE(before.st_mode) if before else 0o644)
        if before and before.st_nlink > 1:
            _overwrite_linked_file(path, content)
            Path(temporary).unlink()
        else:
            Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _overwrite_linked_file(path: Path, content: bytes) -> None:
    """Write into a file that has several names, so that all show the content; on failure put the old one back."""
    old = path.read_bytes()
    try:
        path.write_bytes(content)
    except BaseException:
        path.write_bytes(old)
        raise


def _stream_into(path: Path, content: bytes) -> None:
    # Without waiting, a pipe without a reader is an error and not a standstill.
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_NOCTTY)
    os.set_blocking(handle, True)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def write_parquet(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as zstd Parquet into ``path``."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(table, path, compression="zstd")


def read_parquet(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """Read a published table, all columns by default."""
    # `pq.read_table` would bring in all kinds of file systems; threads take more memory and, for these sizes, time.
    with pq.ParquetFile(path) as file:
        table = file.read(columns=columns, use_threads=False)
    return table.to_pandas(use_threads=False)


def give_back_memory() -> None:
    """Give back to the system what reading took beyond what was read."""
    pa.default_memory_pool().release_unused()


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; an unreadable or missing one counts as empty."""
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def content_checksum(frame: pd.DataFrame) -> str:
    """Compute the checksum of a table's content, independent of the file format and of row order within equal keys.

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
