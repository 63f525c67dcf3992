"""One check does not read and examine again what the check before it found in the very same files.

A test damages one file of eighty. What its check says of the others was worked out by the first check, and is worked
out anew wherever a file that was looked at has other bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import partial, wraps
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.checks import inputs as check_inputs
from zone_atlas.catalogue.checks import run_checks, schemas
from zone_atlas.catalogue.checks.inputs import COLUMNS, YAML_FILES, Inputs

# What depends on the inputs alone, and on arrays made of them.
CHECKS = (
    "examine_values",
    "relation_faults",
    "break_faults",
    "yaml_file_faults",
    "framework_faults",
    "indicator_faults",
    "scope_faults",
    "review_faults",
    "observation_faults",
)
Mark = bytes


def mark_of(path: Path) -> Mark:
    """Mark of the content of a file; of a missing one it is empty."""
    return blake2b(path.read_bytes(), digest_size=16).digest() if path.is_file() else b""


class Noted(dict):
    """Files of one reading by name, which notes the names that are looked up."""

    def __init__(self, files: dict[str, Any]) -> None:
        super().__init__(files)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.names.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("a check that looks at all files cannot be shared: take it out of CHECKS")

    items = keys = values = __iter__  # type: ignore[assignment]


class Shared:
    """What checks of folders that are alike for the most part have in common."""

    def __init__(self) -> None:
        self.tables: dict[Any, pd.DataFrame] = {}
        self.observations: dict[Any, tuple[pd.DataFrame, list, set[str]]] = {}
        # Check → names of the files that it looked at → their marks → what it said.
        self.said: dict[str, dict[frozenset[str], dict[Any, Any]]] = {name: {} for name in CHECKS}
        # What the functions are where nothing is shared.
        self.alone = [
            (store, "read_csv", store.read_csv),
            (check_inputs, "read_observations", check_inputs.read_observations),
            (run_checks, "read_inputs", run_checks.read_inputs),
            (schemas, "schema_failures", schemas.schema_failures),
            *((run_checks, name, getattr(run_checks, name)) for name in CHECKS),
        ]
        self.failed: dict[Any, list[tuple[int, str, str]]] = {}

    def patches(self) -> Iterator[tuple[Any, str, Callable]]:
        """What stands in for a function of a module while tests run."""
        for module, name, alone in self.alone:
            share = partial(self._check, name) if name in CHECKS else getattr(self, f"_{name}")
            yield module, name, share(alone)

    def _read_csv(self, read: Callable) -> Callable:
        @wraps(read)
        def read_csv(path: Path, columns: Any, root: Path) -> pd.DataFrame:
            key = (path.relative_to(root).as_posix(), tuple(columns), mark_of(path))
            if key not in self.tables:
                self.tables[key] = read(path, columns, root)
            return _marked(self.tables[key], key)

        return read_csv

    def _read_observations(self, read: Callable) -> Callable:
        @wraps(read)
        def read_observations(data_dir: Path, inputs: Inputs) -> pd.DataFrame:
            files = [
                (path.relative_to(data_dir).as_posix(), mark_of(path))
                for _, path in store.observation_files(data_dir)
            ]
            declared = inputs.known("series.csv", "series")
            key = (*files, declared and frozenset(declared))
            if key not in self.observations:
                apart = Inputs(tables=inputs.tables)
                self.observations[key] = read(data_dir, apart), apart.faults, apart.unread
            frame, faults, unread = self.observations[key]
            inputs.faults += faults
            inputs.unread |= unread
            return _marked(frame, key)

        return read_observations

    def _read_inputs(self, read: Callable) -> Callable:
        @wraps(read)
        def read_inputs(data_dir: Path) -> Inputs:
            inputs = read(data_dir)
            inputs.marks = {file: mark_of(data_dir / file) for file in (*COLUMNS, *YAML_FILES)}
            return inputs

        return read_inputs

    def _check(self, name: str, checked: Callable) -> Callable:
        @wraps(checked)
        def shared_check(inputs: Inputs, *arrays: np.ndarray) -> Any:
            fixed = (
                getattr(inputs.observations, "mark", None),
                frozenset(inputs.unread),
                *map(_mark_of_array, arrays),
            )
            for names, said in self.said[name].items():
                key = (fixed, *(inputs.marks[file] for file in sorted(names)))
                if key in said:
                    return said[key]
            tables, yaml_files = inputs.tables, inputs.yaml_files
            inputs.tables, inputs.yaml_files = Noted(tables), Noted(yaml_files)
            result = checked(inputs, *arrays)
            names = frozenset(inputs.tables.names | inputs.yaml_files.names)
            inputs.tables, inputs.yaml_files = tables, yaml_files
            key = (fixed, *(inputs.marks[file] for file in sorted(names)))
            self.said[name].setdefault(names, {})[key] = result
            return result

        return shared_check

    def _schema_failures(self, fail: Callable) -> Callable:
        @wraps(fail)
        def failures(frame: pd.DataFrame, expected: Any) -> list[tuple[int, str, str]]:
            asked = tuple(
                (
                    name,
                    check.error,
                    *(_value(cell.cell_contents) for cell in check._check_fn.__closure__ or ()),
                )
                for name, column in expected.columns.items()
                for check in column.checks
            )
            # A frame that was made of others, or is compared with them, is examined within a shared check.
            if not hasattr(frame, "mark") or not all(map(_is_key, asked)):
                return fail(frame, expected)
            key = (frame.mark, asked)
            if key not in self.failed:
                self.failed[key] = fail(frame, expected)
            return self.failed[key]

        return failures


def _marked(frame: pd.DataFrame, mark: Any) -> pd.DataFrame:
    """A frame that shares its cells with the one given and says what it was read from; no part of it says so."""
    frame = frame.copy(deep=False)
    object.__setattr__(frame, "mark", mark)
    return frame


def _value(captured: Any) -> Any:
    """What a check compares with, as a key."""
    return frozenset(captured) if isinstance(captured, list | set) else captured


def _is_key(asked: tuple[Any, ...]) -> bool:
    return all(isinstance(part, Hashable) for part in asked)


def _mark_of_array(array: np.ndarray) -> Mark:
    content = "\0".join(array).encode() if array.dtype == object else array.tobytes()
    return blake2b(content, digest_size=16).digest()
