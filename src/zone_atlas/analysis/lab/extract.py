"""Everything the lab shows as one long table, for taking away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from zone_atlas.analysis.lab.index import Choice, Lab
from zone_atlas.analysis.lab.ranks import (
    Variation,
    compare_choices,
    rank_table,
    ranks_under_choice,
    varies_anything,
)
from zone_atlas.analysis.lab.sensitivity import sensitivity_of_ranks, sobol_table, without_table
from zone_atlas.analysis.lab.weights import weights_table

COLUMNS = ("part", "item", "other", "measure", "value")
Row = tuple[str, str, str, str, float]


def lab_extract(lab: Lab, choice: Choice, variation: Variation, saved: Mapping[str, Choice]) -> pd.DataFrame:
    """Ranks, weights, shares of the choices, removals, comparisons and duels under a choice.

    Parameters
    ----------
    lab : Lab
    choice : Choice
    variation : Variation
    saved : mapping of str to Choice
        Choices to compare with the default, by the name of their column.

    Returns
    -------
    DataFrame
        Columns of `COLUMNS`: `item` is a zone, node, indicator or choice; `other` the second zone of a duel or the
        choice of a comparison, else ''; `value` a rank, a number of places, or a share from 0 to 1.
    """
    result = ranks_under_choice(lab, choice, variation)
    table = rank_table(lab, result)
    rows = [*_long_rows("ranks", table, "zone", list(table.columns.drop(["zone", "printed"])))]
    rows += _long_rows("weights", weights_table(lab, choice), "node", ["share", "weight"])
    if varies_anything(variation):
        shares = sobol_table(sensitivity_of_ranks(lab, choice, variation))
        rows += _long_rows("choices", shares, "factor", list(shares.columns.drop("factor")))
    rows += _long_rows("without", without_table(lab, choice), "indicator", ["mean_shift", "moved"])
    side_by_side = compare_choices(lab, list(saved.values()))
    side_by_side.columns = pd.Index(list(saved))
    rows += [
        ("compared", str(zone), str(name), "rank", float(rank))
        for (zone, name), rank in side_by_side.stack().items()
    ]
    at = {zone: lab.zones.index(zone) for zone in table["zone"]}
    rows += [
        ("duels", one, other, "before", float(result.spread.beats[at[one], at[other]]))
        for one in at
        for other in at
        if one != other
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _long_rows(part: str, table: pd.DataFrame, item: str, measures: Iterable[str]) -> list[Row]:
    names = list(measures)
    records: list[dict[str, Any]] = table.to_dict("records")
    return [(part, str(row[item]), "", name, float(row[name])) for row in records for name in names]
