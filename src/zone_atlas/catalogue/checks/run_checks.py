"""Check everything under data/ in one reading, and hand the observations that pass to the pipeline, typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.checks.breaks import FILE as BREAKS
from zone_atlas.catalogue.checks.breaks import PLACES, break_faults
from zone_atlas.catalogue.checks.corrections import (
    correction_faults,
    correction_positions,
    values_after_registers,
)
from zone_atlas.catalogue.checks.counts import count_faults, count_observations
from zone_atlas.catalogue.checks.examination.verdict import Verdict, examine_values, flag_faults
from zone_atlas.catalogue.checks.folder import folder_faults
from zone_atlas.catalogue.checks.framework import framework_faults
from zone_atlas.catalogue.checks.indicators import indicator_faults
from zone_atlas.catalogue.checks.inputs import Inputs, read_inputs
from zone_atlas.catalogue.checks.observations import observation_faults
from zone_atlas.catalogue.checks.relations import relation_faults
from zone_atlas.catalogue.checks.reviews import review_faults
from zone_atlas.catalogue.checks.schemas import table_faults
from zone_atlas.catalogue.checks.scopes import scope_faults
from zone_atlas.catalogue.checks.yaml_entries import has_year
from zone_atlas.catalogue.checks.yaml_files import yaml_file_faults
from zone_atlas.catalogue.records import STATUSES, Catalogue
from zone_atlas.catalogue.reviews import FILE as REVIEWED_VALUES
from zone_atlas.faults import DataFaults, Fault

# Tables, besides corrections.yaml, without which it is not known which flags have an answer: the register, the breaks
# of all places and of single ones, and the provinces that pass theirs on to their prefectures.
ANSWERS = (REVIEWED_VALUES, "series.csv", BREAKS, PLACES)


@dataclass(frozen=True)
class Examination:
    """The files read and every fault in them, in the order of files and rows."""

    inputs: Inputs
    faults: list[Fault]
    verdict: Verdict

    def listed(self) -> list[Fault]:
        """Flags that the examination lists without failing, as faults in the order of files and rows."""
        return sorted(flag_faults(self.inputs, self.verdict.listed))

    @property
    def counts(self) -> dict[str, int]:
        """Number of observations by level and series."""
        return count_observations(self.inputs.observations)

    def summary(self, more: int = 0, remark: str = "") -> str:
        """Say in one line how much was checked and how many faults there are.

        Parameters
        ----------
        more : int
            Files with a fault that is not among those of this examination.
        remark : str
            Added in brackets to the number of observations.
        """
        tables = self.inputs.tables
        counts = {
            "observations": len(self.inputs.observations),
            "series": len(tables.get("series.csv", ())),
            "places": len(tables.get("places/places.csv", ())),
            "zones": len(tables.get("places/zones.csv", ())),
            "indicators": len(self.inputs.entries("indicators.yaml", "indicators")),
            "corrections": len(self.inputs.entries("corrections.yaml", "corrections")),
            "reviewed values": len(tables.get(REVIEWED_VALUES, ())),
            "sources": len(tables.get("sources.csv", ())),
        }
        counted = [f"{number:,} {what}" for what, number in counts.items()]
        counted[0] += remark and f" ({remark})"
        line = f"{', '.join(counted)}; {self.verdict.summary()}"
        number, files = len(self.faults) + more, len({fault.file for fault in self.faults}) + more
        if not number:
            return f"{line}: no fault"
        return f"{line}: {number:,} fault{'s' * (number > 1)} in {files} file{'s' * (files > 1)}"


def check_folder(data_dir: Path) -> Examination:
    """Read and check the whole of data/; bad content never raises.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    """
    inputs = read_inputs(data_dir)
    losses = count_faults(inputs, data_dir)
    positions = correction_positions(inputs)
    value, status = values_after_registers(inputs, positions)
    verdict = examine_values(inputs, value, status)
    faults = [
        *inputs.faults,
        *folder_faults(data_dir),
        *table_faults(inputs),
        *relation_faults(inputs),
        *break_faults(inputs),
        *yaml_file_faults(inputs),
        *framework_faults(inputs),
        *indicator_faults(inputs),
        *scope_faults(inputs),
        *correction_faults(inputs, positions),
        *review_faults(inputs),
        *observation_faults(inputs, value, status),
        *losses,
    ]
    # A cell that has a fault already is not flagged as well.
    faulty = {(fault.file, fault.row) for fault in faults}
    flagged = flag_faults(inputs, verdict.open) if _can_be_judged(inputs) else []
    faults += [fault for fault in flagged if (fault.file, fault.row) not in faulty]
    return Examination(inputs, sorted(set(faults)), verdict)


def _can_be_judged(inputs: Inputs) -> bool:
    """Whether it is known which figures are flagged and which of these have an answer.

    A series is compared with others of the same place; while one of them or a file that may answer cannot be read, the
    fault is that file's.
    """
    corrections = inputs.yaml_files.get("corrections.yaml", {}).get("corrections")
    answers_read = isinstance(corrections, list) and all(file in inputs.tables for file in ANSWERS)
    # It is not known for which figure an entry without its year answers.
    return (
        answers_read
        and not inputs.unread
        and all(map(has_year, inputs.entries("corrections.yaml", "corrections")))
    )


def find_faults(data_dir: Path) -> list[Fault]:
    """All faults of the data.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Returns
    -------
    list of Fault
        Sorted by file, row and column; empty when the data are clean.
    """
    return check_folder(data_dir).faults


def _typed_observations(frame: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    def category(column: str, order: list[str]) -> pd.Series:
        return frame[column].cat.set_categories(order)

    return pd.DataFrame(
        {
            "place": category("place", list(catalogue.places)),
            "year": frame["year_number"].astype(np.int16),
            "series": category("series", list(catalogue.series)),
            "value": frame["number"],
            "unit": category("unit", list(catalogue.units)),
            "source_id": category("source_id", list(catalogue.sources)),
            "status": category("status", list(STATUSES)),
            "note": frame["note"],
            "level": category("level", list(store.OBSERVATION_LEVELS)),
        }
    )


def checked_observations(data_dir: Path, catalogue: Catalogue) -> pd.DataFrame:
    """Observations as the files have them (no correction applied), typed, once all of data/ has passed its checks.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    catalogue : Catalogue
        The records loaded from the same folder; they give the categories and their order.

    Returns
    -------
    pd.DataFrame
        Columns place, series, unit, source_id, status, note, level (categories), year (int16), value (float64).

    Raises
    ------
    DataFaults
        With every fault found.
    """
    examined = check_folder(data_dir)
    if examined.faults:
        raise DataFaults(examined.faults)
    return _typed_observations(examined.inputs.observations, catalogue)
