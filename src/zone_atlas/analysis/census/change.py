"""Change between the censuses of 2010 and 2020, on the same boundary in both years or not at all."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES
from zone_atlas.catalogue.rules import CENSUSES, MOVED
from zone_atlas.memo import remember_with_tables

BEFORE, AFTER = CENSUSES
COUNTS = ("census_pop", "census_urban_pop", "census_college")
# Share → the two counts of which it is the ratio; each has the name of the indicator that is computed alike.
RATIOS = {
    "b3_urban_share": ("census_urban_pop", "census_pop"),
    "d2_college": ("census_college", "census_pop"),
}
MEANS = (
    "census_schooling_years",
    "census_age0_14_share",
    "census_age15_64_share",
    "census_age65_share",
)
ITEMS = ("census_pop", *RATIOS, *MEANS, *EMPLOYMENT_SHARES)
# From the best to the worst: several units are as comparable as the worst of them.
HOW = ("same", "recoded", "merged", "not_comparable", "missing")
# Figures of one census by series.
Figures = dict[str, float]


def census_change(atlas: Atlas, units: Sequence[str]) -> pd.DataFrame:
    """Census figures of a place, or of several together, in 2010 and 2020.

    Parameters
    ----------
    atlas : Atlas
    units : sequence of str
        Cities, counties or districts by their code of 2020. Counts are added up, shares weighted as the zones' are.

    Returns
    -------
    DataFrame
        One row per item of `ITEMS`: item, unit, before, after, change and relative (True where `change` is in per
        cent of the figure before, False where it is a difference in the item's unit). A figure is NaN wherever a
        unit lacks it. ``attrs['how']`` says how the boundaries of 2010 were found, one of `HOW`; where that is
        'not_comparable' there is no change.
    """
    before, after, how = figures_of_units(atlas, units)
    relative = np.array([item == "census_pop" for item in ITEMS])
    frame = pd.DataFrame(
        {
            "item": ITEMS,
            "unit": [item_unit(atlas, item) for item in ITEMS],
            "before": [before.get(item, math.nan) for item in ITEMS],
            "after": [after.get(item, math.nan) for item in ITEMS],
        }
    )
    gap = frame["after"] - frame["before"]
    frame["change"] = gap.where(~relative, 100 * gap / frame["before"])
    frame["relative"] = relative
    frame.attrs["how"] = how
    return frame


def figures_of_units(atlas: Atlas, units: Sequence[str]) -> tuple[Figures, Figures, str]:
    """Figures of some units together in both censuses, which `census_change` is made of.

    Parameters
    ----------
    atlas : Atlas
    units : sequence of str
        Cities, counties or districts by their code of 2020.

    Returns
    -------
    (dict, dict, str)
        Figures of 2010 and of 2020 by item, NaN where a unit lacks one, and how the boundaries of 2010 were found
        (one of `HOW`). The figures of 2010 are empty where that is 'not_comparable'.
    """
    figures = [_figures_in_both_censuses(atlas, unit) for unit in units]
    how = max((h for _, _, h in figures), key=HOW.index, default="missing")
    before = _combine_parts(atlas, [then for then, _, _ in figures])
    return (
        ({} if how == "not_comparable" else before),
        _combine_parts(atlas, [now for _, now, _ in figures]),
        how,
    )


def item_unit(atlas: Atlas, item: str) -> str:
    """Unit of an item of `ITEMS`.

    Parameters
    ----------
    atlas : Atlas
    item : str

    Returns
    -------
    str
        Key of the unit.
    """
    catalogue = atlas.catalogue
    return catalogue.indicators[item].unit if item in RATIOS else catalogue.series[item].unit


@remember_with_tables(maxsize=1)
def _names_of_series(atlas: Atlas) -> list[str]:
    """Name of each code of the column of series; '' where the series is not of a census."""
    return [
        name if name.startswith("census_") else "" for name in atlas.observations["series"].cat.categories
    ]


def _census_of_place(atlas: Atlas, place: str, year: int) -> Figures:
    rows, names = atlas.observations_at(place), _names_of_series(atlas)
    of_year = rows["year"].to_numpy() == year
    codes, values = rows["series"].cat.codes.to_numpy()[of_year], rows["value"].to_numpy(dtype=float)[of_year]
    pairs = zip(codes.tolist(), values.tolist(), strict=True)
    return {names[code]: value for code, value in pairs if names[code]}


@remember_with_tables(maxsize=8192)
def _figures_in_both_censuses(atlas: Atlas, unit: str) -> tuple[Figures, Figures, str]:
    """Figures of one unit in both censuses at its boundary of 2020."""
    after = _census_of_place(atlas, unit, AFTER)
    if atlas.catalogue.places[unit].level in ("prefecture", "municipality"):
        # Their census of 2010 is published here at the boundaries of end-2020; the few exceptions bear a note.
        notes = atlas.observations_at(unit)["note"].astype(str)
        how = "not_comparable" if notes.str.startswith(MOVED).any() else "same"
        return _census_of_place(atlas, unit, BEFORE), after, how
    origin = atlas.catalogue.successors.get(unit)
    if origin is None:
        return {}, after, "missing"
    before = _combine_parts(atlas, [_census_of_place(atlas, code, BEFORE) for code in origin.codes])
    return before, after, origin.kind


def _combine_parts(atlas: Atlas, parts: Sequence[Figures]) -> Figures:
    """Sums of counts, weighted means of shares, ratios of sums; NaN where a part lacks a figure."""
    if not parts:
        return {}
    made = {}
    for item in (*COUNTS, "census_workers_sample", *MEANS, *EMPLOYMENT_SHARES):
        values = [part.get(item, math.nan) for part in parts]
        if item in COUNTS or item == "census_workers_sample":
            made[item] = sum(values)
        else:
            weight = atlas.catalogue.series[item].weight
            made[item] = _weighted_mean(values, [part.get(weight, math.nan) for part in parts])
    for ratio, (top, bottom) in RATIOS.items():
        made[ratio] = 100 * made[top] / made[bottom] if made[bottom] else math.nan
    return made


def _weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    # One unit is its own mean, also where the weight is not known.
    if len(values) == 1:
        return values[0]
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else math.nan
