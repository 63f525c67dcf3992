"""The wide table that anyone's index is computed from: one row per unit, one column per indicator."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas import store
from zone_atlas.faults import DataFaults, Fault
from zone_atlas.index.specification import Method, Node, Specification
from zone_atlas.score.framework_file import SIGNIFICANT_DIGITS, must_exist, number_shown

# Marks that spreadsheets and statistics packages write for a gap.
GAPS = frozenset({"", "NA", "NaN", "nan"})


def wide_table(path: Path) -> pd.DataFrame:
    """Read the wide table as text.

    Parameters
    ----------
    path : Path
        CSV with the units in its first column.

    Raises
    ------
    DataFaults
        When it is not a table, or units have no name or share one.
    """
    must_exist(path, "--data")
    table = store.read_csv(path, [], path.parent)
    faults = list(_head_faults(table, path.name)) or list(_unit_faults(table.iloc[:, 0], path.name))
    if faults:
        raise DataFaults(faults)
    return table


def _head_faults(table: pd.DataFrame, file: str) -> Iterator[Fault]:
    if len(table.columns) < 2:
        yield Fault(file, 1, "", "one column only; separate the unit and the indicators by commas")


def _unit_faults(units: pd.Series, file: str) -> Iterator[Fault]:
    column = str(units.name)
    if units.empty:
        yield Fault(file, 0, "", "no unit; add a row for each unit under the head")
    for at in np.flatnonzero(units.str.strip() == ""):
        yield Fault(file, int(at) + 2, column, "the unit has no name; name it or remove the row")
    names = units.str.strip()
    for at in np.flatnonzero(names.duplicated() & (names != "")):
        yield Fault(
            file, int(at) + 2, column, f"unit {units.iloc[at]} stands there twice; remove or rename one"
        )


@dataclass(frozen=True)
class Measured:
    """The numbers of the indicators, and the index that scores them (`on_own_scale` may move its goalposts)."""

    index: Specification
    values: NDArray[np.float64]
    left_empty: tuple[str, ...]


def read_index_values(index: Specification, table: pd.DataFrame, file: str) -> Measured:
    """Read the numbers of every indicator of the index.

    Parameters
    ----------
    index : Specification
    table : DataFrame
        Output of `wide_table`.
    file : str
        Name of the table's file, for messages.

    Raises
    ------
    DataFaults
        Naming every column that cannot be used; one whose node has the weight 0 is left empty.
    """
    faults: list[Fault] = list(_name_faults(index, table, file))
    columns, moved, left_empty = [], {}, []
    for node in index.indicators:
        values, column_faults = _read_indicator_column(table, node, index, file)
        if column_faults and node.id in index.left_out:
            left_empty.append(f"{node.id} ({column_faults[0].message.partition(';')[0].partition(',')[0]})")
            values, column_faults = np.full(len(table), np.nan), []
        elif not column_faults:
            values, moved[node.id] = on_own_scale(table[node.id], values, node, index.normalisation.method)
        faults.extend(column_faults)
        columns.append(values)
    if faults:
        raise DataFaults(faults)
    nodes = tuple(moved.get(node.id, node) for node in index.nodes)
    return Measured(replace(index, nodes=nodes), np.column_stack(columns), tuple(left_empty))


def _name_faults(index: Specification, table: pd.DataFrame, file: str) -> Iterator[Fault]:
    """Find the columns that bear the name of something other than an indicator."""
    groups = {node.id for node in index.nodes} - {node.id for node in index.indicators}
    if table.columns[0] in index.by_id:
        message = "the column of the units has the name of a node; rename one of them"
        yield Fault(file, 1, str(table.columns[0]), message)
    for name in table.columns[1:]:
        if name in groups:
            message = "this node has children, its score is computed; remove the column or the children"
            yield Fault(file, 1, str(name), message)


def _read_indicator_column(
    table: pd.DataFrame, node: Node, index: Specification, file: str
) -> tuple[NDArray[np.float64], list[Fault]]:
    """Read the numbers of an indicator, NaN for gaps, and the faults in them."""
    if node.id not in table.columns[1:]:
        misspaced = store.misspaced(node.id, map(str, table.columns[1:]))
        message = f"the framework's indicator has no column; add the column or remove the node{misspaced}"
        return np.empty(0), [Fault(file, 1, node.id, message)]
    values, cell_faults = _parse_column(table[node.id], file)
    return values, cell_faults or list(_column_faults(values, node, index, file))


def on_own_scale(
    texts: pd.Series, values: NDArray[np.float64], node: Node, method: Method
) -> tuple[NDArray[np.float64], Node]:
    """Express a column as shares of the way from its lowest to its highest value, or between its goalposts, exactly.

    Differences of floats keep the rounding of the figures they are made of: 0.3 − 0.2 is not 0.2 − 0.1, and units that
    are equal on paper would differ. Min–max and z-scores are the same on any linear scale, and goalposts move along.
    Ranks need no differences, and a logarithm none of the figures themselves: these columns stay as they are.

    Parameters
    ----------
    texts : Series of str
        Cells of the column.
    values : array (units,)
        The numbers they show, NaN for gaps.
    node : Node
    method : str

    Returns
    -------
    array (units,), Node
    """
    if (
        node.log
        or method not in ("minmax", "zscore", "goalposts")
        or (method == "goalposts" and not node.goalposts)
    ):
        return values, node
    known = np.flatnonzero(np.isfinite(values))
    numbers = [_figure_shown(texts.iloc[at]) for at in known]
    with localcontext(Context(prec=60, Emin=MIN_EMIN, Emax=MAX_EMAX)):
        posts = tuple(Decimal(repr(post)) for post in node.goalposts or ())
        low, high = posts if method == "goalposts" else (min(numbers), max(numbers))
        shares = np.full(len(values), np.nan)
        shares[known] = [float((number - low) / (high - low)) for number in numbers]
    return shares, replace(node, goalposts=(0.0, 1.0)) if node.goalposts else node


def _figure_shown(text: str) -> Decimal:
    """Read the figure that a cell shows, to the digits by which figures are distinguished.

    0.30000000000000004 is what a computer makes of 0.1 + 0.2, and the same figure as 0.3.
    """
    return Context(prec=SIGNIFICANT_DIGITS, Emin=MIN_EMIN, Emax=MAX_EMAX).create_decimal(text.strip())


def _parse_number(text: str) -> float | None:
    if text in GAPS:
        return math.nan
    number = number_shown(text)
    rounded = number if number is None else float(_figure_shown(text))
    # The largest numbers of all may round to infinity.
    return rounded if rounded is not None and math.isfinite(rounded) else number


def _parse_column(column: pd.Series, file: str) -> tuple[NDArray[np.float64], list[Fault]]:
    """Read the numbers of a column, NaN for gaps, and a fault for the first cell that is neither."""
    texts = column.str.strip()
    parsed = [_parse_number(text) for text in texts]
    wrong = [at for at, number in enumerate(parsed) if number is None]
    if wrong:
        more = f" ({len(wrong)} such cells)" if len(wrong) > 1 else ""
        message = f"{texts.iloc[wrong[0]]!r} is not a number; write it like 1234.5 or leave a gap empty{more}"
        return np.empty(0), [Fault(file, wrong[0] + 2, str(column.name), message)]
    return np.array(parsed, dtype=float), []


def _column_faults(
    values: NDArray[np.float64], node: Node, index: Specification, file: str
) -> Iterator[Fault]:
    known = values[np.isfinite(values)]
    if known.size == 0:
        yield Fault(file, 0, node.id, "every cell is empty; fill the column or remove the node")
    elif index.normalisation.method == "goalposts":
        return
    elif known.size == 1:
        message = (
            "one unit only has a value, nothing to compare it with; fill the column or normalise by goalposts"
        )
        yield Fault(file, 0, node.id, message)
    elif known.min() == known.max():
        message = (
            f"every unit has {known[0]:g}, which tells none from another; remove the node or mend the column, "
            "or normalise by goalposts"
        )
        yield Fault(file, 0, node.id, message)
