"""Read everything that the checks look at once; a file that cannot be read leaves a fault and is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.checks.numbers import parse_whole_number
from zone_atlas.catalogue.checks.yaml_entries import mappings_of
from zone_atlas.catalogue.tables import COLUMNS as LOADED
from zone_atlas.faults import DataFaults, Fault

COLUMNS = LOADED | {
    "places/places.csv": [*LOADED["places/places.csv"], "resource_based", "lifecycle"],
    "places/zones.csv": [*LOADED["places/zones.csv"], "address"],
    "places/zone_members.csv": [*LOADED["places/zone_members.csv"], "latitude", "longitude"],
    "findings.csv": ["finding", "category", "scope", "indicator", "value", "source"],
}
YAML_FILES = ("framework.yaml", "indicators.yaml", "corrections.yaml")
# Columns that repeat few values: as categories they are compared by code, half a million rows at a time.
REPEATED = ["place", "year", "series", "unit", "source_id", "status", "note"]


@dataclass
class Inputs:
    """The files of data/ that could be read, and the faults of those that could not.

    Attributes
    ----------
    tables : dict of str to DataFrame
        CSV files by name relative to data/; all cells are texts.
    yaml_files : dict of str to dict
        Content of the YAML files by name relative to data/.
    observations : DataFrame
        Empty (not absent) where no file could be read. Besides the columns of the files it has `level`, `file`, `row`,
        `number` (float, NaN where the value is not a number), `year_number` (0 where the year is not one) and `key`
        (one integer per place, year and series).
    faults : list of Fault
        Faults of files that could not be read.
    unread : set of str
        Observation files that are missing or could not be read, as 'city/gdp': what else is missing because of them
        is not a fault of its own.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    yaml_files: dict[str, dict[str, Any]] = field(default_factory=dict)
    observations: pd.DataFrame = field(default_factory=pd.DataFrame)
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def known(self, file: str, column: str) -> set[str] | None:
        """Values of an identifier column.

        Parameters
        ----------
        file : str
            CSV file relative to data/.
        column : str

        Returns
        -------
        set of str or None
            None where the file could not be read, so that nothing can be said of what it lists.
        """
        table = self.tables.get(file)
        return None if table is None else set(table[column])

    def column_by_key(self, file: str, key: str, column: str) -> dict[str, str]:
        """Cells of a column by the identifier of their row.

        Parameters
        ----------
        file : str
            CSV file relative to data/.
        key, column : str
            Column of the identifiers (the last row of a repeated one counts) and column of the cells.

        Returns
        -------
        dict of str to str
            Empty where the file could not be read.
        """
        table = self.tables.get(file)
        return {} if table is None else dict(zip(table[key], table[column], strict=True))

    def series_numbers(self, column: str) -> dict[str, float]:
        """Numbers that series.csv declares, by series.

        Parameters
        ----------
        column : {'minimum', 'maximum', 'noise', 'swing'}

        Returns
        -------
        dict of str to float
            NaN where the cell is not a number; empty where the file could not be read.
        """
        cells = pd.Series(self.column_by_key("series.csv", "series", column), dtype=object)
        return pd.to_numeric(cells, errors="coerce").astype(float).to_dict()

    def places(self, *levels: str) -> set[str] | None:
        """Codes of the places of some levels.

        Parameters
        ----------
        *levels : {'province', 'municipality', 'prefecture', 'county', 'district'}

        Returns
        -------
        set of str or None
            None where places.csv could not be read.
        """
        table = self.tables.get("places/places.csv")
        return None if table is None else set(table.loc[table["level"].isin(levels), "adcode"])

    def entries(self, file: str, key: str) -> list[dict[str, Any]]:
        """Entries of a list in a YAML file.

        Parameters
        ----------
        file : str
            Name relative to data/.
        key : str
            Name of the list at the top of the file.

        Returns
        -------
        list of dict
            Empty where the file or the list is missing; whatever is not a mapping is left out (`yaml_file_faults`
            reports it).
        """
        return mappings_of(self.yaml_files.get(file, {}), key)

    def identifiers(self, file: str, key: str) -> set[str]:
        """Identifiers of a list in a YAML file.

        Parameters
        ----------
        file, key : str
            As for `entries`.
        """
        return {str(entry.get("id", "")) for entry in self.entries(file, key)}

    def unread_series(self) -> set[str]:
        """Series of which a file could not be read, on any level."""
        return {name.partition("/")[2] for name in self.unread}

    def attempt(self, read: Callable[..., Any], *arguments: Any) -> Any:
        """Read something, and note its faults where it fails.

        Parameters
        ----------
        read : callable
            Reader that raises `DataFaults`.
        *arguments : Any
            Passed on to it.

        Returns
        -------
        Any
            What `read` returns; None where it fails.
        """
        try:
            return read(*arguments)
        except DataFaults as error:
            self.faults += error.faults
            return None


def _whole_numbers(texts: pd.Index) -> np.ndarray:
    """Integers of the texts, 0 for whatever is not a plain integer."""
    return np.array([parse_whole_number(str(text)) or 0 for text in texts], dtype=np.int64)


def _with_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    number = pd.to_numeric(frame["value"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    years = _whole_numbers(frame["year"].cat.categories)
    year = years[frame["year"].cat.codes] if len(years) else np.zeros(len(frame), dtype=np.int64)
    year = np.where(year < 10_000, year, 0)
    place_series = frame["place"].cat.codes.to_numpy(np.int64) * max(len(frame["series"].cat.categories), 1)
    key = (place_series + frame["series"].cat.codes.to_numpy(np.int64)) * 10_000 + year
    return frame.assign(number=np.where(np.isfinite(number), number, np.nan), year_number=year, key=key)


def _leave_out(level: str, path: Path, frame: pd.DataFrame | None, data_dir: Path, inputs: Inputs) -> None:
    """Report a file that is not named after a series, once; what it holds is not reported as missing elsewhere."""
    message = (
        "the file is not named after a series; name it after its series, declare the series in series.csv, or remove "
        "what is a copy"
    )
    inputs.faults.append(Fault(path.relative_to(data_dir).as_posix(), 0, "", message))
    series_held = () if frame is None else frame["series"].unique()
    inputs.unread |= {
        f"{level}/{series}" for series in series_held if not path.with_name(f"{series}.csv").is_file()
    }


def read_observations(data_dir: Path, inputs: Inputs) -> pd.DataFrame:
    """Read all observation files that can be read.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    inputs : Inputs
        The tables read before; the faults and names of files that cannot be read are added to it.

    Returns
    -------
    DataFrame
        As `Inputs.observations`.
    """
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
    for file in YAML_FILES:
        content = inputs.attempt(store.read_yaml, data_dir / file, data_dir)
        if content is not None:
            inputs.yaml_files[file] = content
    inputs.observations = read_observations(data_dir, inputs)
    return inputs
