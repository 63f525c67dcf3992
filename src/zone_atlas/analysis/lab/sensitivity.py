"""Influence on the ranks: of the choices that vary around the reader's, and of each indicator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from zone_atlas.analysis.lab.index import DEFAULT, Choice, Lab
from zone_atlas.analysis.lab.ranks import (
    MOST_RESULTS,
    SEED,
    USUAL,
    Variation,
    hierarchy_of_choice,
    options_to_draw,
)
from zone_atlas.index.draws import Choices
from zone_atlas.index.sensitivity import RemoveOne, Sobol, rank_shift_sobol, remove_one
from zone_atlas.memo import remember_with_tables

# (4 + 2) · 512 indices; the intervals say how exact that is.
SOBOL_BASE, RESAMPLES = 512, 300


@remember_with_tables(maxsize=MOST_RESULTS)
def sensitivity_of_ranks(lab: Lab, choice: Choice = DEFAULT, variation: Variation = USUAL) -> Sobol:
    """Share of each choice in the variance of the ranks, over the same draws as the intervals.

    Parameters
    ----------
    lab : Lab
    choice : Choice
    variation : Variation
    """
    scores, choices = options_to_draw(lab, choice, variation)
    return rank_shift_sobol(
        scores,
        hierarchy_of_choice(lab, choice),
        choices,
        base=SOBOL_BASE,
        seed=SEED,
        resamples=RESAMPLES,
        ranked=lab.ranked,
    )


def sobol_table(sensitivity: Sobol) -> pd.DataFrame:
    """One row per choice that varies, the largest total share first.

    Parameters
    ----------
    sensitivity : Sobol

    Returns
    -------
    DataFrame
        `factor`; `alone` and `total`: shares of the variance of the ranks, 0–1, each with the ends of its interval
        (`alone_low`, `alone_high`, `total_low`, `total_high`).
    """
    frame = pd.DataFrame(
        {
            "factor": sensitivity.factors,
            "alone": sensitivity.first,
            "alone_low": sensitivity.first_interval[:, 0],
            "alone_high": sensitivity.first_interval[:, 1],
            "total": sensitivity.total,
            "total_low": sensitivity.total_interval[:, 0],
            "total_high": sensitivity.total_interval[:, 1],
        }
    )
    return frame.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)


@remember_with_tables(maxsize=MOST_RESULTS)
def _ranks_without_each(lab: Lab, choice: Choice) -> RemoveOne:
    choices = replace(Choices(), aggregations=((choice.mean,),))
    return remove_one(lab.scores(choice.scale), hierarchy_of_choice(lab, choice), choices, ranked=lab.ranked)


def without_table(lab: Lab, choice: Choice = DEFAULT) -> pd.DataFrame:
    """Effect of leaving out each indicator, the largest mean shift first.

    Parameters
    ----------
    lab : Lab
    choice : Choice

    Returns
    -------
    DataFrame
        `indicator`; `mean_shift`, in ranks; `moved`, the number of zones that change their rank; `zone`, the one that
        moves most, and its `shift`; '' and 0 where none moves.
    """
    removals = _ranks_without_each(lab, choice)
    rows = []
    for at, node in enumerate(lab.specification.indicators):
        most = int(removals.most_moved[at])
        shift = float(removals.shift[most, at]) if most >= 0 else 0.0
        moved = int((np.nan_to_num(removals.shift[:, at]) != 0).sum())
        rows.append((node.id, float(removals.mean_shift[at]), moved, lab.zones[most] if shift else "", shift))
    frame = pd.DataFrame(rows, columns=["indicator", "mean_shift", "moved", "zone", "shift"])
    return frame.sort_values("mean_shift", ascending=False, kind="stable").reset_index(drop=True)
