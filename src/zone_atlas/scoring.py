"""Anyone's composite index: a framework file and a wide table in, a table of scores out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas import store
from zone_atlas.catalogue.faults import DataFaults, Fault
from zone_atlas.framework_file import must_exist, number_shown, read_nodes
from zone_atlas.index.engine import Scores, score
from zone_atlas.index.specification import MEANS, Mean, Method, Node, Normalisation, Specification
from zone_atlas.index.tree import ScoreError, SpecificationError

# How spreadsheets and statistics packages write a gap.
GAPS = frozenset({"", "NA", "NaN", "nan"})


@dataclass(frozen=True)
class Choices:
    """How an index is computed: what the command line offers beside the two files."""

    normalisation: Normalisation
    aggregation: tuple[Mean, ...]
    clip: bool


@dataclass(frozen=True)
class Scored:
    """What was computed, for the reader of the command line."""

    scores: Scores
    units: int
    unused: tuple[str, ...]

    def summary(self) -> Iterator[str]:
        """Lines for the reader of the command line."""
        yield f"units: {self.units:,}; nodes: {len(self.scores.nodes):,}"
        partly = int((self.scores.coverage.min(axis=1) < 1).sum())
        if partly:
            yield f"units with a gap: {partly:,}; there the other weights were rescaled"
        if self.unused:
            yield f"columns without a node, not used: {', '.join(self.unused)}"


def choices(
    method: str,
    bounds: tuple[float, float] | None,
    centre: float | None,
    spread: float | None,
    aggregate: str,
    clip: bool,
) -> Choices:
    """Check the options of the command line against one another.

    Raises
    ------
    DataFaults
        On an option that the method has no use for, rather than passing it over in silence.
    """
    if bounds is not None and method not in ("minmax", "goalposts"):
        raise _refused("--range", f"{method} has no range; leave it out or normalise by minmax or goalposts")
    if (centre is not None or spread is not None) and method != "zscore":
        raise _refused("--centre, --spread", f"{method} has neither; leave them out or normalise by zscore")
    if clip and method == "zscore":
        raise _refused("--clip", "zscore has no range to clip to; leave it out")
    low, high = bounds or (0.0, 100.0)
    try:
        rule = Normalisation(
            cast(Method, method),
            low,
            high,
            0.0 if centre is None else centre,
            1.0 if spread is None else spread,
        )
    except SpecificationError as error:
        raise _refused("--range" if method != "zscore" else "--centre, --spread", str(error)) from error
    means = [name.strip() for name in aggregate.split(",")]
    unknown = [name for name in means if name not in MEANS]
    if unknown:
        raise _refused("--aggregate", f"{unknown[0]!r} is none of {', '.join(MEANS)}")
    return Choices(rule, cast(tuple[Mean, ...], tuple(means)), clip)


def _refused(option: str, message: str) -> DataFaults:
    return DataFaults([Fault(option, 0, "", message)])


def score_files(framework: Path, data: Path, out: Path, choices: Choices) -> Scored:
    """Score the units of `data` by `framework` and write `out`, whole or not at all.

    Parameters
    ----------
    framework : Path
        YAML with a list `nodes`, each with id, parent, weight, direction, goalposts [low, high] and log.
    data : Path
        CSV with the unit in its first column and a column an indicator.
    out : Path
        CSV: the unit, then a column a node in the order of the framework, every digit kept, gaps empty.

    Raises
    ------
    DataFaults
        When the framework or the data cannot be used; nothing is written then.
    """
    if out.resolve() in (framework.resolve(), data.resolve()):
        raise _refused("--out", f"{out} is one of the inputs; choose another file")
    nodes = read_nodes(framework)
    try:
        index = Specification(nodes, choices.normalisation, choices.aggregation, choices.clip)
    except SpecificationError as error:
        raise DataFaults([Fault(framework.name, 0, "", str(error))]) from error
    table = _read_table(data)
    units, values = _measured(index, table, data.name)
    try:
        scores = score(index, values, units)
    except ScoreError as error:
        raise DataFaults([Fault(data.name, 0, "", str(error))]) from error
    first, ids = str(table.columns[0]), [node.id for node in index.indicators]
    _write(out, first, units, scores)
    unused = tuple(str(name) for name in table.columns[1:] if name not in ids)
    return Scored(scores, len(units), unused)


def _read_table(path: Path) -> pd.DataFrame:
    """The wide table as text, faults of its head and of its units reported together."""
    must_exist(path, "--data")
    table = store.read_csv(path, [], path.parent)
    faults = list(_head_faults(table, path.name)) or list(_unit_faults(table.iloc[:, 0], path.name))
    if faults:
        raise DataFaults(faults)
    return table


def _head_faults(table: pd.DataFrame, file: str) -> Iterator[Fault]:
    names = table.columns
    if len(names) < 2:
        yield Fault(file, 1, "", "one column only; separate the unit and the indicators by commas")
    for name in names[names.duplicated()].unique():
        yield Fault(file, 1, str(name), "the column stands there twice; remove or rename one")


def _unit_faults(units: pd.Series, file: str) -> Iterator[Fault]:
    column = str(units.name)
    if units.empty:
        yield Fault(file, 0, "", "no unit; add a row for each unit under the head")
    for at in np.flatnonzero(units.str.strip() == ""):
        yield Fault(file, int(at) + 2, column, "the unit has no name; name it or remove the row")
    for at in np.flatnonzero(units.duplicated() & (units.str.strip() != "")):
        yield Fault(
            file, int(at) + 2, column, f"unit {units.iloc[at]} stands there twice; remove or rename one"
        )


def _measured(index: Specification, table: pd.DataFrame, file: str) -> tuple[list[str], NDArray[np.float64]]:
    faults: list[Fault] = []
    columns = []
    for node in index.indicators:
        if node.id not in table.columns[1:]:
            message = "the framework's indicator has no column; add the column or remove the node"
            faults.append(Fault(file, 1, node.id, message))
            continue
        values, found = _values(table[node.id], file)
        faults.extend(found or _column_faults(values, node, index, file))
        columns.append(values)
    groups = {node.id for node in index.nodes} - {node.id for node in index.indicators}
    if table.columns[0] in index.by_id:
        message = "the column of the units has the name of a node; rename one of them"
        faults.append(Fault(file, 1, str(table.columns[0]), message))
    for name in table.columns[1:]:
        if name in groups:
            message = "this node has children, its score is computed; remove the column or the children"
            faults.append(Fault(file, 1, str(name), message))
    if faults:
        raise DataFaults(faults)
    return list(table.iloc[:, 0]), np.column_stack(columns)


def _values(column: pd.Series, file: str) -> tuple[NDArray[np.float64], list[Fault]]:
    """Numbers of a column, NaN for gaps, and a fault for the first cell that is neither."""
    texts = column.str.strip()
    parsed = [math.nan if text in GAPS else number_shown(text) for text in texts]
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
    elif known.size > 1 and known.min() == known.max():
        message = (
            f"every unit has {known[0]:g}, which tells none from another; remove the node or mend the column"
        )
        yield Fault(file, 0, node.id, message)
    elif known.size == 1 and index.normalisation.method != "goalposts":
        message = (
            "one unit only has a value, nothing to compare it with; fill the column or normalise by goalposts"
        )
        yield Fault(file, 0, node.id, message)


def _write(out: Path, first: str, units: list[str], scores: Scores) -> None:
    table = pd.DataFrame(scores.values, columns=list(scores.nodes))
    table.insert(0, first, units)
    try:
        store.write_bytes(out, table.to_csv(index=False, lineterminator="\n").encode())
    except OSError as error:
        raise DataFaults(
            [Fault(str(out), 0, "", f"cannot be written: {error.strerror}; choose another --out")]
        ) from error
