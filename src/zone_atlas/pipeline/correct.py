"""Step 1: apply the register of corrections to the observations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.records import WITHDRAWN, Correction
from zone_atlas.faults import DataFaults, Fault

GUARD_TOLERANCE = 1e-9


def _find_corrected_cell(index: pd.Index, correction: Correction) -> int | None:
    key = (correction.place, correction.year, correction.series)
    return int(index.get_loc(key)) if key in index else None


def apply_corrections(
    observations: pd.DataFrame, corrections: tuple[Correction, ...]
) -> tuple[pd.DataFrame, int]:
    """Replace, withdraw or mark the cells that the register names.

    Parameters
    ----------
    observations : DataFrame
        Columns place, year, series, value, status, note …; one row per fact.
    corrections : tuple of Correction

    Returns
    -------
    (DataFrame, int)
        Corrected observations and how many of them were withdrawn: these keep their row, without a value.

    Raises
    ------
    DataFaults
        When a guard no longer holds: the source does not show the wrong value any more.
    """
    frame = observations.astype({"status": object, "note": object}).reset_index(drop=True)
    index = pd.MultiIndex.from_arrays(
        [frame["place"].astype(str), frame["year"], frame["series"].astype(str)]
    )
    faults, withdrawn = [], []
    for item in corrections:
        row = _find_corrected_cell(index, item)
        tolerance = GUARD_TOLERANCE * max(1.0, abs(item.wrong))
        if row is None or abs(frame.at[row, "value"] - item.wrong) > tolerance:
            shown = (
                "no such observation" if row is None else f"the source now shows {frame.at[row, 'value']:g}"
            )
            message = f"guard: {item.place} {item.year} {item.series} should show {item.wrong:g}, but {shown}"
            faults.append(Fault("corrections.yaml", item.row, "wrong", message))
        elif item.action == "withdraw":
            withdrawn.append(row)
            frame.loc[row, ["value", "status", "note"]] = [np.nan, WITHDRAWN, "withdrawn_by_correction"]
        elif item.action == "replace":
            frame.loc[row, ["value", "status", "note"]] = [item.right, "A", "corrected"]
        else:
            frame.loc[row, ["status", "note"]] = [item.status, "marked_by_correction"]
    if faults:
        raise DataFaults(faults)
    return frame.astype({"status": "category", "note": "category"}), len(withdrawn)
