"""Scores of anyone's composite index, from a framework file and a wide table."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas import store
from zone_atlas.faults import DataFaults, Fault
from zone_atlas.index.engine import Scores, score_index
from zone_atlas.index.specification import MEANS, Mean, Method, Normalisation, Specification
from zone_atlas.index.tree import ScoreError, SpecificationError
from zone_atlas.score.framework_file import LARGEST, SMALLEST, read_nodes
from zone_atlas.score.score_table import read_index_values, wide_table

# Share of a score that rounding may make up, and the digits of a number that it is taken for.
DIGITS, RESIDUE = 10, 1e-13
# Endings under which a CSV would not open, or would be taken for something else.
NO_CSV = re.compile(
    r"\.(xls[xmb]?|ods|numbers|et|tsv|tab|parquet|feather|arrow|json|xml|html?|pdf|docx?|dta|sav|rds|rdata|sas7bdat|dbf|"
    r"db|sqlite|zip|gz|bz2|xz|7z|ya?ml|py)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Options:
    """Options of the command line as they were written, None where one was left out.

    Attributes
    ----------
    normalise : str
        Method of normalisation.
    bounds : (float, float), optional
        `--range`, the ends of the scale of scores.
    centre, spread : float, optional
        Mean and sample standard deviation of z-scores.
    aggregate : str
        Means joined by commas: one for all levels, or one per level from the bottom.
    clip : bool
        Cut normalised values off at both ends of the range.
    """

    normalise: str
    bounds: tuple[float, float] | None
    centre: float | None
    spread: float | None
    aggregate: str
    clip: bool


@dataclass(frozen=True)
class Choices:
    """Choices behind an index, beside the framework and the data: options that go together."""

    normalisation: Normalisation
    aggregation: tuple[Mean, ...]
    clip: bool


@dataclass(frozen=True)
class Scored:
    """The computed scores, and remarks for the reader of the command line.

    Attributes
    ----------
    scores : Scores
    units : int
        Number of units.
    counted : tuple of str
        Nodes that have a weight in the index.
    unused : tuple of str
        Columns without a node.
    left_empty : tuple of str
        One text for each indicator of weight 0 that has no score, with the reason.
    """

    scores: Scores
    units: int
    counted: tuple[str, ...]
    unused: tuple[str, ...]
    left_empty: tuple[str, ...]

    def summary(self) -> Iterator[str]:
        """Yield the lines for the reader of the command line."""
        yield f"units: {self.units:,}; nodes: {len(self.scores.nodes):,}"
        coverage = np.column_stack([self.scores.coverage_of(id) for id in self.counted])
        partly = int((coverage.min(axis=1) < 1).sum())
        if partly:
            yield f"units with a gap: {partly:,}; there the other weights were rescaled"
        if self.unused:
            yield f"columns without a node, not used: {', '.join(self.unused)}"
        for text in self.left_empty:
            yield f"left out by its weight of 0, and empty: {text}"


def check_choices(options: Options) -> Choices:
    """Check the options of the command line against one another.

    Parameters
    ----------
    options : Options

    Raises
    ------
    DataFaults
        On an option that the method has no use for, rather than ignoring it in silence.
    """
    _refuse_options_without_use(options)
    _refuse_out_of_scale(options)
    return Choices(_read_normalisation(options), _read_means(options.aggregate), options.clip)


def _refuse_options_without_use(options: Options) -> None:
    method = options.normalise
    if options.bounds is not None and method == "zscore":
        raise _refuse_option(
            "--range", "zscore has no range; leave it out, or shift scores by --centre and --spread"
        )
    if (options.centre is not None or options.spread is not None) and method != "zscore":
        raise _refuse_option(
            "--centre, --spread", f"{method} has neither; leave them out or normalise by zscore"
        )
    if options.clip and method == "zscore":
        raise _refuse_option("--clip", "zscore has no range to clip to; leave it out")


def _refuse_out_of_scale(options: Options) -> None:
    for option, numbers in (
        ("--range", options.bounds or ()),
        ("--centre", (options.centre or 0,)),
        ("--spread", (options.spread or 0,)),
    ):
        if any(number and not SMALLEST <= abs(number) <= LARGEST for number in numbers):
            raise _refuse_option(
                option, f"out of scale; write numbers between {SMALLEST:g} and {LARGEST:g}, or 0"
            )


def _read_normalisation(options: Options) -> Normalisation:
    low, high = options.bounds or (0.0, 100.0)
    centre = 0.0 if options.centre is None else options.centre
    spread = 1.0 if options.spread is None else options.spread
    try:
        return Normalisation(cast(Method, options.normalise), low, high, centre, spread)
    except SpecificationError as error:
        at_fault = "--range" if options.normalise != "zscore" else "--centre, --spread"
        raise _refuse_option(at_fault, str(error)) from error


def _read_means(aggregate: str) -> tuple[Mean, ...]:
    means = [name.strip() for name in aggregate.split(",")]
    unknown = [name for name in means if name not in MEANS]
    if unknown:
        raise _refuse_option("--aggregate", f"{unknown[0]!r} is none of {', '.join(MEANS)}")
    return cast(tuple[Mean, ...], tuple(means))


def _refuse_option(option: str, message: str) -> DataFaults:
    return DataFaults([Fault(option, 0, "", message)])


def score_files(framework: Path, data: Path, out: Path, choices: Choices) -> Scored:
    """Score the units of `data` by `framework` and write `out`, whole or not at all.

    Parameters
    ----------
    framework : Path
        YAML with a list `nodes`, each with id, parent, weight, direction, goalposts [low, high] and log.
    data : Path
        CSV with the unit in its first column and one column per indicator.
    out : Path
        CSV to write: the unit, then one column per node in the order of the framework, every digit kept, gaps empty.
    choices : Choices
        Output of `check_choices`.

    Raises
    ------
    DataFaults
        When the framework or the data cannot be used; nothing is written then.
    """
    _check_out(out, (framework, data))
    nodes = read_nodes(framework)
    try:
        index = Specification(nodes, choices.normalisation, choices.aggregation, choices.clip)
    except SpecificationError as error:
        raise DataFaults([Fault(framework.name, 0, "", str(error))]) from error
    table = wide_table(data)
    measured = read_index_values(index, table, data.name)
    units = list(table.iloc[:, 0])
    try:
        scores = score_index(measured.index, measured.values, units)
    except ScoreError as error:
        raise DataFaults([Fault(data.name, 0, "", str(error))]) from error
    _write_scores(out, str(table.columns[0]), units, scores, choices.normalisation)
    ids = [node.id for node in index.indicators]
    return Scored(
        scores,
        len(units),
        tuple(node.id for node in index.nodes if node.id not in index.left_out),
        tuple(str(name) for name in table.columns[1:] if name not in ids),
        measured.left_empty,
    )


def _check_out(out: Path, inputs: Iterable[Path]) -> None:
    """Refuse an output that would replace an input, or whose name promises something else than a CSV."""
    if str(out) == "-":
        raise _refuse_option(
            "--out", "- is no file; write /dev/stdout to have the scores on the screen or in a pipe"
        )
    led_to = Path(os.path.realpath(out))
    for file in inputs:
        if led_to == Path(os.path.realpath(file)) or (out.exists() and file.exists() and out.samefile(file)):
            raise _refuse_option("--out", f"{out} is one of the inputs; choose another file")
    if out.is_dir():
        raise _refuse_option("--out", f"{out} cannot be written: it is a folder; name a file in it")
    for path in (out, led_to):
        if NO_CSV.fullmatch(path.suffix):
            raise _refuse_option(
                "--out",
                f"{path.name}: what is written is a CSV; choose a name that ends in .csv (Excel opens it)",
            )


def settle_rounding(column: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Remove the residues of rounding from scores, so that units that are equal on paper are equal in the file.

    Scores that differ by less than rounding can explain are one number; where that is as close to a number of ten
    digits, it is that one: 50, not 49.99999999999999. Other scores keep every digit.

    Parameters
    ----------
    column : array (units,)
        Scores of a node; NaN where it has none.
    scale : float
        Size of the numbers that scores are computed from: the end of their range, or their centre or spread.
    """
    known = np.flatnonzero(np.isfinite(column))
    order = known[np.argsort(column[known], kind="stable")]
    ordered = column[order]
    if not ordered.size:
        return column
    residue = RESIDUE * np.maximum(np.abs(ordered), scale)
    apart = np.diff(ordered, prepend=-np.inf) > residue
    alike = ordered[apart][np.cumsum(apart) - 1]
    short = np.array([float(f"{number:.{DIGITS}g}") for number in alike])
    short[np.abs(alike) <= residue] = 0.0
    result = column.copy()
    result[order] = np.where(np.abs(alike - short) <= residue, short, alike)
    return result


def _describe_scale(rule: Normalisation) -> float:
    return max(map(abs, (rule.centre, rule.spread) if rule.method == "zscore" else (rule.low, rule.high)))


def _write_scores(
    out: Path, first: str, units: list[str], scores: Scores, normalisation: Normalisation
) -> None:
    scale = _describe_scale(normalisation)
    settle = [settle_rounding(column, scale) for column in scores.values.T]
    table = pd.DataFrame(np.column_stack(settle), columns=list(scores.nodes))
    table.insert(0, first, units)
    try:
        store.write_bytes(out, table.to_csv(index=False, lineterminator="\n").encode())
    except OSError as error:
        raise DataFaults(
            [Fault(str(out), 0, "", f"cannot be written: {error.strerror or error}; choose another --out")]
        ) from error
