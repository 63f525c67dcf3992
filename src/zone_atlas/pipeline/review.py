"""Step 1, after the corrections: apply the register of reviewed values to the observations."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from zone_atlas.catalogue.records import NOTES_JOINED_BY, WITHDRAWN
from zone_atlas.catalogue.reviews import FILE, REVIEWED, Review
from zone_atlas.faults import DataFaults, Fault
from zone_atlas.pipeline.correct import GUARD_TOLERANCE


def _cell_positions(observations: pd.DataFrame, reviews: Collection[Review]) -> np.ndarray:
    """Find the position of the cell of each entry, -1 where there is none."""
    keys = ["place", "year", "series"]
    cells = pd.DataFrame([(r.place, r.year, r.series) for r in reviews], columns=keys)
    # Only places under review are looked at one by one: there are half a million observations.
    near = np.flatnonzero(observations["place"].isin(cells["place"].unique()))
    known = observations.iloc[near][keys].astype({"place": str, "series": str})
    positions = pd.MultiIndex.from_frame(known).get_indexer(pd.MultiIndex.from_frame(cells))
    return np.where(positions >= 0, near[positions], -1) if len(near) else positions


def _breaks_reviewed(
    observations: pd.DataFrame, reviews: Collection[Review], positions: np.ndarray
) -> list[Fault]:
    faults = []
    shown = np.where(positions >= 0, observations["value"].to_numpy()[positions], np.nan)
    for item, number in zip(reviews, shown, strict=True):
        if abs(number - item.value) <= GUARD_TOLERANCE * max(1.0, abs(item.value)):
            continue
        shown_now = "no such observation" if np.isnan(number) else f"the source now shows {number:g}"
        message = f"guard: {item.place} {item.year} {item.series} should show {item.value:g}, but {shown_now}"
        faults.append(Fault(FILE, item.row, "value", message))
    return faults


def _join_notes(notes: np.ndarray, added: list[str]) -> np.ndarray:
    joined = [
        NOTES_JOINED_BY.join(filter(None, [str(old), new])) for old, new in zip(notes, added, strict=True)
    ]
    return np.array(joined, dtype=object)


def apply_reviews(
    observations: pd.DataFrame, reviews: Collection[Review], sources: Collection[str]
) -> tuple[pd.DataFrame, int]:
    """Give each reviewed figure the value, status, source and note that the register says.

    A withdrawn figure keeps its row: without a value, with status O and the note that leads to the reason.

    Parameters
    ----------
    observations : DataFrame
        Columns place, year, series, value, source_id, status, note …; one row per fact.
    reviews : collection of Review
    sources : collection of str
        Known sources; a replacement that begins with one of them comes from it.

    Returns
    -------
    (DataFrame, int)
        Observations in the same order and how many of them the register withdraws.

    Raises
    ------
    DataFaults
        When a guard no longer holds: the source does not show the reviewed value any more.
    """
    entries = list(reviews)
    if not entries:
        return observations, 0
    positions = _cell_positions(observations, entries)
    faults = _breaks_reviewed(observations, entries, positions)
    if faults:
        raise DataFaults(faults)
    columns = {
        name: observations[name].to_numpy(dtype=object).copy() for name in ("status", "note", "source_id")
    }
    value = observations["value"].to_numpy(dtype=float).copy()
    status = np.array([item.status or "" for item in entries], dtype=object)
    source = np.array([item.source(sources) for item in entries], dtype=object)
    replaced = np.array([item.disposition == "replace" for item in entries])
    withdrawn = status == WITHDRAWN
    value[positions[replaced]] = [item.right for item in entries if item.disposition == "replace"]
    value[positions[withdrawn]] = np.nan
    columns["status"][positions[status != ""]] = status[status != ""]
    columns["source_id"][positions[source != ""]] = source[source != ""]
    columns["note"][positions] = _join_notes(
        columns["note"][positions], [f"{REVIEWED} {item.id}" for item in entries]
    )
    ids = pd.Categorical(columns["source_id"], categories=list(sources))
    kept = {name: pd.Categorical(columns[name]) for name in ("status", "note")}
    return observations.assign(value=value, source_id=ids, **kept), int(withdrawn.sum())
