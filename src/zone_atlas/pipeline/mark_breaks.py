"""Step 9: mark the observations that a declared break parts from the year before, once all figures are made of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.breaks import ALL, moves_with_boundary
from zone_atlas.catalogue.records import Catalogue

BREAK = "break"
SEPARATOR = " | "
# What weighs more than a break, or is one already; a withdrawn or missing figure compares with nothing.
KEPT = ("B", "V", "U", "O", "M")
KEYS = ["place", "series", "year"]


def _breaks_declared_for_places(catalogue: Catalogue, series: list[str]) -> pd.DataFrame:
    """Declared breaks of single places: place, series, year and the note that names the declaration."""
    rows = [
        (item.place, name, item.year, f"{BREAK} {item.place}.{item.series}.{item.year}")
        for item in catalogue.breaks
        for name in (
            [one for one in series if moves_with_boundary(one)] if item.series == ALL else [item.series]
        )
    ]
    return pd.DataFrame(rows, columns=[*KEYS, "mark"]).drop_duplicates([*KEYS, "mark"])


def _breaks_declared_for_series(catalogue: Catalogue) -> pd.DataFrame:
    """Breaks of whole series: series, year and the note that names the declaration."""
    rows = [
        (s.id, year, f"{BREAK} {ALL}.{s.id}.{year}") for s in catalogue.series.values() for year in s.breaks
    ]
    return pd.DataFrame(rows, columns=["series", "year", "mark"])


def break_notes_of(observations: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Notes of the breaks that each observation stands at, joined by ' | '; empty where there is none.

    The first figure of a series has none before it and breaks with nothing.
    """
    keys = observations[KEYS].astype({"place": str, "series": str, "year": int}).reset_index(drop=True)
    keys["row"] = np.arange(len(keys))
    own = keys.merge(_breaks_declared_for_places(catalogue, list(catalogue.series)), on=KEYS)
    shared = keys.merge(_breaks_declared_for_series(catalogue), on=["series", "year"])
    found = pd.concat([own, shared])
    first = keys.groupby(["place", "series"])["year"].transform("min").to_numpy()
    found = found[found["year"].to_numpy() > first[found["row"].to_numpy()]]
    joined = found.groupby("row")["mark"].agg(SEPARATOR.join)
    return joined.reindex(range(len(keys)), fill_value="").set_axis(observations.index)


def mark_breaks(observations: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Give status B and a note to every observation that a declaration parts from the year before.

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
    found = break_notes_of(observations, catalogue)
    broken = found.ne("")
    status = observations["status"].astype(object)
    note = observations["note"].astype(object)
    before = note.where(note.eq(""), note + SEPARATOR)
    return observations.assign(
        status=status.mask(broken & ~status.isin(KEPT), "B").astype("category"),
        note=note.mask(broken, before + found).astype("category"),
    )
