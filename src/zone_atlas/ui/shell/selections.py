"""Read what the reader clicked in a chart or picked in a table, in one way, from the session's state.

For the callbacks of ``on_select``. A click that takes a selection back, a key that was not drawn yet and a
point without data are all read as nothing, so that a callback asks once and need not know how
Streamlit nests its answer.
"""

from __future__ import annotations

from typing import Any

import streamlit as st


def read_clicked_points(key: str) -> list[dict[str, Any]]:
    """Return the points that are selected in the plot of a frame, as plotly describes them.

    Parameters
    ----------
    key : str
        Key of the frame, without the '-plot' that the frame adds for its plot.
    """
    points: list[dict[str, Any]] = _read_selected(f"{key}-plot", "points")
    return points


def read_clicked_data(key: str) -> tuple[Any, ...]:
    """Return the data that the chart attached to the point that was clicked, as ``customdata``.

    Parameters
    ----------
    key : str
        Key of the frame, as in ``read_clicked_points``.

    Returns
    -------
    tuple
        The fields in the chart's order, a lone value as a tuple of one; of several points the first that
        carries any. Empty where nothing is selected or no selected point carries data.
    """
    for point in read_clicked_points(key):
        data = point.get("customdata")
        if data:
            return tuple(data) if isinstance(data, list | tuple) else (data,)
    return ()


def read_picked_cell(key: str) -> tuple[int, str] | None:
    """Return the row's position and the column's name of the cell that is picked in a table; None for none."""
    for row, column in _read_selected(key, "cells"):
        return int(row), str(column)
    return None


def read_picked_row(key: str) -> int | None:
    """Return the position of the row that is picked in a table; None for none."""
    for row in _read_selected(key, "rows"):
        return int(row)
    return None


def _read_selected(key: str, kind: str) -> list[Any]:
    """Return the selection of a kind ('points', 'cells', 'rows') in the element of a key."""
    return list(st.session_state.get(key, {}).get("selection", {}).get(kind, ()))
