"""Everything the checks look at, read once; a file that cannot be read leaves a fault and is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.tables import COLUMNS as LOADED
from zone_atlas.faults import DataFaults, Fault

COLUMNS = LOADED | {
    "places/places.csv": [*LOADED["places/places.csv"], "resource_based", "lifecycle"],
    "places/zones.csv": [*LOADED["places/zones.csv"], "address"],
    "places/zone_members.csv": [*LOADED["places/zone_members.csv"], "latitude", "longitude"],
    "findings.csv": ["finding", "category", "scope", "indicator", "value", "source"],
}
DOCUMENTS = ("framework.yaml", "indicators.yaml", "corrections.yaml")
# Columns that repeat few values: as categories they are compared by code, half a million rows at a time.
REPEATED = ["place", "year", "series", "unit", "source_id", "status", "note"]


@dataclass
class Inputs:
    """The files of data/ that could be read, and the faults of those that could not.

    ``tables`` and ``documents`` are keyed by file name relative to data/; ``observations`` is empty (not absent)
    where no file could be read, and carries besides its own columns `level`, `file`, `row`, `number` (float, NaN
    where the value is no number), `year_number` (0 where the year is none) and `key` (one integer per place, year
    and series). ``unread`` names the observation files that are gone or could not be read, as 'city/gdp': what else
    is missing because of them is no fault of its own.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    observations: pd.DataFrame = field(default_factory=pd.DataFrame)
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def known(self, file: str, column: str) -> set[str] | None:
        """Values of an identifier column, or None where the file could not be read."""
        table = self.tables.get(file)
        return None if table is None else set(table[column])

    def places(self, *levels: str) -> set[str] | None:
        """Codes of the places of these levels, or None where places.csv could not be read."""
        table = self.tables.get("places/places.csv")
        return None if table is None else set(table.loc[table["level"].isin(levels), "adcode"])

    def entries(self, document: str, key: str) -> list[dict[str, Any]]:
        """Mappings of a list in a YAML file; what is no mapping is left out (`check_documents` reports it)."""
        listed = self.documents.get(document, {}).get(key)
        return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []

    def identifiers(self, document: str, key: str) -> set[str]:
        """Identifiers of a list in a YAML file."""
        return {str(entry.get("id", "")) for entry in self.entries(document, key)}

    def unread_series(self) -> set[str]:
        """Series of which a file could not be read."""
        return {name.partition("/")[2] for name in self.unread}

    def attempt(self, read: Callable[..., Any], *arguments: Any) -> Any:
        """What ``read`` returns; None, with its faults noted, where it fails."""
        try:
            return read(*arguments)
        except DataFaults as error:
            self.faults += error.faults
            return None


def _whole_numbers(texts: pd.Index) -> np.ndarray:
    """Integers of the texts, 0 for whatever is no plain integer."""
    return np.array([int(t) if str(t).isascii() and str(t).isdigit() else 0 for t in texts], dtype=np.int64)


def _with_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    number = pd.to_numeric(frame["value"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    years = _whole_numbers(frame["year"].cat.categories)
    year = years[frame["year"].cat.codes] if len(years) else np.zeros(len(frame), dtype=np.int64)
    year = np.where(year < 10_000, year, 0)
    place_series = frame["place"].cat.codes.to_numpy(np.int64) * max(len(frame["series"].cat.categories), 1)
    key = (place_series + frame["series"].cat.codes.to_numpy(np.int64)) * 10_000 + year
    return frame.assign(number=np.where(np.isfinite(number), number, np.nan), year_number=year, key=key)


def _leave_out(level: str, path: Path, frame: pd.DataFrame | None, data_dir: Path, inputs: Inputs) -> None:
    """Name a file that is named after no series, once; what it holds is not missing elsewhere."""
    message = (
        "the file is named after no series; name it after its series, declare the series in series.csv, or remove what "
        "is a copy"
    )
    inputs.faults.append(Fault(path.relative_to(data_dir).as_posix(), 0, "", message))
    held = () if frame is None else frame["series"].unique()
    inputs.unread |= {f"{level}/{series}" for series in held if not path.with_name(f"{series}.csv").is_file()}


def read_observations(data_dir: Path, inputs: Inputs) -> pd.DataFrame:
    """Read all observation files that can be read; the others leave their faults in ``inputs``."""
    frames, names, levels = [], [], []
    declared = inputs.known("series.csv", "series")
    for level, path in store.observation_files(data_dir):
        frame = inputs.attempt(store.read_csv, path, store.OBSERVATION_COLUMNS, data_dir)
        if declared is not None and path.stem not in declared:
            _leave_out(level, path, frame, data_dir, inputs)
        elif frame is not None:
            frames.append(frame[store.OBSERVATION_COLUMNS])
            names.append(path.relative_to(data_dir).as_posix())
            levels.append(level)
        else:
            inputs.unread.add(f"{level}/{path.stem}")
    if not frames:
        inputs.faults.append(Fault("observations", 0, "", "no observation file could be read"))
        return pd.DataFrame()
    lengths = [len(frame) for frame in frames]
    observations = pd.concat(frames, ignore_index=True)
    for column in REPEATED:
        observations[column] = observations[column].astype("category")
    file_codes = np.repeat(np.arange(len(names)), lengths)
    level_codes = np.array([store.OBSERVATION_LEVELS.index(level) for level in levels])[file_codes]
    observations["level"] = pd.Categorical.from_codes(level_codes, list(store.OBSERVATION_LEVELS))
    observations["file"] = pd.Categorical.from_codes(file_codes, names)
    observations["row"] = np.concatenate([np.arange(2, length + 2) for length in lengths])
    return _with_numbers(observations)


def read_inputs(data_dir: Path) -> Inputs:
    """Read every file of data/ once.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    """
    inputs = Inputs()
    for file, columns in COLUMNS.items():
        table = inputs.attempt(store.read_csv, data_dir / file, columns, data_dir)
        if table is not None:
            inputs.tables[file] = table
    for file in DOCUMENTS:
        document = inputs.attempt(store.read_yaml, data_dir / file, data_dir)
        if document is not None:
            inputs.documents[file] = document
    inputs.observations = read_observations(data_dir, inputs)
    return inputs
