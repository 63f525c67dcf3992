"""Prepare lines over time for their charts and table twins: statuses as notes, the year of designation, the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from zone_atlas.ui.blocks.frame import Twin
from zone_atlas.ui.shell.language import t


def note_statuses(points: pd.DataFrame) -> pd.DataFrame:
    """Return the points of a line with a column `note`: the status in words, '' for an ordinary figure.

    Points that are all ordinary come back as they are, for charts take a missing column for empty notes.

    Parameters
    ----------
    points : DataFrame
        One row per year, with a column `status`.
    """
    statuses = points["status"].tolist()
    words = {status: t(f"status.{status}") if status != "A" else "" for status in set(statuses)}
    if not any(words.values()):
        return points
    return points.assign(note=[words[status] for status in statuses])


def mark_designation(cohort: int) -> list[tuple[int, str]]:
    """Return the reference line of a panel: the year in which its zone was designated, with words."""
    return [(cohort, t("trends.designated", year=cohort))]


def tabulate_lines(
    points_by_item: Mapping[str, pd.DataFrame],
    heading: str,
    name_item: Callable[[str], str],
    open_year: Callable[[str, int], None],
    *,
    decimals: int,
) -> Twin:
    """Return lines as a table of items × years; a picked cell of a year opens its source.

    Parameters
    ----------
    points_by_item : mapping of str to DataFrame
        Lines by place or node, columns year, value.
    heading : str
        Heading of the column of names.
    name_item : callable
        Names a place or node.
    open_year : callable
        Called with the place or node and the year of the cell that the reader picks.
    decimals : int
        Decimals of the values.
    """
    wide = pd.DataFrame({item: p.set_index("year")["value"] for item, p in points_by_item.items()}).T
    wide = wide.sort_index(axis=1)
    frame = wide.round(decimals).rename(columns=str)
    items = list(wide.index)
    frame.insert(0, heading, [name_item(item) for item in items])

    def open_card(row: int, column: str) -> None:
        if column.isdigit():
            open_year(items[row], int(column))

    return Twin(frame, open_card)
