"""Order of places as far as their rank intervals allow it: those that overlap are tied."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import pandas as pd

from zone_atlas.index.ties import are_tied

End = Literal["first", "last"]


def intervals_part(ranks: pd.DataFrame, ahead: str, behind: str) -> bool:
    """Whether the rank interval of one place ends before that of another begins.

    Parameters
    ----------
    ranks : DataFrame
        Columns `low` and `high` by place; a place without an interval is apart from none.
    ahead, behind : str
        Places.
    """
    if ahead not in ranks.index or behind not in ranks.index:
        return False
    return bool(ranks.at[ahead, "high"] < ranks.at[behind, "low"])


def stands_apart(ranks: pd.DataFrame, place: str, others: Collection[str], end: End) -> bool:
    """Whether a place is first, or last, among others whatever choice of the index is taken.

    Parameters
    ----------
    ranks : DataFrame
        Columns `low` and `high` by place.
    place : str
    others : collection of str
        The place itself may be among them.
    end : {'first', 'last'}
    """
    pairs = [(place, other) if end == "first" else (other, place) for other in others if other != place]
    return bool(pairs) and all(intervals_part(ranks, ahead, behind) for ahead, behind in pairs)


def tied_pairs(ranks: pd.DataFrame) -> tuple[int, int]:
    """Pairs of places whose intervals overlap, and all pairs.

    Parameters
    ----------
    ranks : DataFrame
        Columns `low` and `high` by place, without gaps.

    Returns
    -------
    (int, int)
        Number of pairs that overlap, and of all pairs.
    """
    low, high = ranks["low"].to_numpy(float), ranks["high"].to_numpy(float)
    number = len(ranks)
    # Each pair is counted twice, each place once with itself.
    overlapping = (int(are_tied(low, high).sum()) - number) // 2 if number else 0
    return overlapping, number * (number - 1) // 2
