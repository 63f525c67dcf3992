"""Step 9: mark the observations that a declared break separates from the year before, once all tables are derived."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.breaks import ALL, moves_with_boundary
from zone_atlas.catalogue.records import Catalogue

BREAK = "break"
SEPARATOR = " | "
# Statuses that weigh more than a break, or are one already; a withdrawn or missing figure compares with no other.
KEPT = ("B", "V", "U", "O", "M")
KEYS = ["place", "series", "year"]


def _breaks_declared_for_places(catalogue: Catalogue, series: list[str]) -> pd.DataFrame:
    """List the declared breaks of single places: place, series, year and the note that names the declaration."""
    rows = [
        (item.place, name, item.year, f"{BREAK} {item.place}.{item.series}.{item.year}")
        for item in catalogue.breaks
        for name in (
            [id for id in series if moves_with_boundary(id)] if item.series == ALL else [item.series]
        )
    ]
    return pd.DataFrame(rows, columns=[*KEYS, "mark"]).drop_duplicates([*KEYS, "mark"])


def _breaks_declared_for_series(catalogue: Catalogue) -> pd.DataFrame:
    """List the breaks of whole series: series, year and the note that names the declaration."""
    rows = [
        (s.id, year, f"{BREAK} {ALL}.{s.id}.{year}") for s in catalogue.series.values() for year in s.breaks
    ]
    return pd.DataFrame(rows, columns=["series", "year", "mark"])


def break_notes_of(observations: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Write the notes of the breaks at which each observation stands.

    The first figure of a series has no figure before it and breaks with none.

    Parameters
    ----------
    observations : DataFrame
        place, series, year.
    catalogue : Catalogue
        With the breaks of single places and of whole series.

    Returns
    -------
    Series of str
        By row, several joined by ' | '; empty where there is no break.
    """
    keys = observations[KEYS].astype({"place": str, "series": str, "year": int}).reset_index(drop=True)
    keys["row"] = np.arange(len(keys))
    own = keys.merge(_breaks_declared_for_places(catalogue, list(catalogue.series)), on=KEYS)
    shared = keys.merge(_breaks_declared_for_series(catalogue), on=["series", "year"])
    breaks = pd.concat([own, shared])
    first = keys.groupby(["place", "series"])["year"].transform("min").to_numpy()
    breaks = breaks[breaks["year"].to_numpy() > first[breaks["row"].to_numpy()]]
    joined = breaks.groupby("row")["mark"].agg(SEPARATOR.join)
    return joined.reindex(range(len(keys)), fill_value="").set_axis(observations.index)


def mark_breaks(observations: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Give status B and a note to every observation that a declaration separates from the year before.

    Parameters
    ----------
    observations : DataFrame
        Corrected observations; columns place, year, series, status, note …
    catalogue : Catalogue
        With the breaks of single places and of whole series.

    Returns
    -------
    DataFrame
        The same rows. A status that weighs more stays; the note `break PLACE.SERIES.YEAR` stands behind the others.
    """
    notes = break_notes_of(observations, catalogue)
    broken = notes.ne("")
    status = observations["status"].astype(object)
    note = observations["note"].astype(object)
    before = note.where(note.eq(""), note + SEPARATOR)
    return observations.assign(
        status=status.mask(broken & ~status.isin(KEPT), "B").astype("category"),
        note=note.mask(broken, before + notes).astype("category"),
    )
