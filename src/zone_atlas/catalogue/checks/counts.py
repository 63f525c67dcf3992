"""Find observations that went missing: their count, file by file, is compared with an earlier record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.numbers import parse_whole_number
from zone_atlas.faults import DataFaults, Fault

# The record stands beside checksums.txt and is written with it.
RECORD, LOSSES = "observation_counts.csv", "declared_losses.csv"
RECORD_COLUMNS = ["observations", "rows"]
LOSS_COLUMNS = ["observations", "before", "after", "date", "reason_zh", "reason_en"]
# Share of the observations of a file that may go missing without a fault.
TOLERATED = 0.001
# How many files a summary names.
MOST_NAMED = 6
Counts = Mapping[str, int]


def count_observations(observations: pd.DataFrame) -> dict[str, int]:
    """Number of observations by level and series, as 'city/gdp'.

    Parameters
    ----------
    observations : DataFrame
        With the columns `level` and `series`.
    """
    if observations.empty:
        return {}
    sizes = observations.groupby(["level", "series"], observed=True).size()
    return {f"{level}/{series}": int(number) for (level, series), number in sorted(sizes.items())}


def record_text(counts: Counts) -> str:
    """Text of the record of counts.

    Parameters
    ----------
    counts : mapping of 'level/series' to a number of observations

    Returns
    -------
    str
        A CSV with a header, one row per file, sorted.
    """
    rows = [",".join(RECORD_COLUMNS), *(f"{name},{number}" for name, number in sorted(counts.items()))]
    return "\n".join(rows) + "\n"


def read_record(data_dir: Path) -> dict[str, int]:
    """Counts that were recorded last.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Returns
    -------
    dict of str to int
        Number of observations by 'level/series'; empty where there is no record.

    Raises
    ------
    DataFaults
        When the record cannot be read.
    """
    if not (data_dir / RECORD).is_file():
        return {}
    table = store.read_csv(data_dir / RECORD, RECORD_COLUMNS, data_dir)
    numbers = [parse_whole_number(text) for text in table["rows"]]
    faults = [
        Fault(RECORD, at + 2, "rows", f"'{table['rows'].iloc[at]}' is not a number of observations")
        for at, number in enumerate(numbers)
        if number is None
    ]
    if faults:
        raise DataFaults(faults)
    return dict(zip(table["observations"], (number or 0 for number in numbers), strict=True))


def read_losses(data_dir: Path) -> pd.DataFrame:
    """Losses that people declared.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Returns
    -------
    DataFrame
        Columns as `LOSS_COLUMNS`, `before` and `after` as int, in the order of the file; empty where there is no file.

    Raises
    ------
    DataFaults
        When the file cannot be read, or a row lacks a count, its date or a reason.
    """
    if not (data_dir / LOSSES).is_file():
        return pd.DataFrame(columns=LOSS_COLUMNS)
    table = store.read_csv(data_dir / LOSSES, LOSS_COLUMNS, data_dir)
    faults = []
    for at, row in enumerate(table.to_dict("records"), start=2):
        before, after = parse_whole_number(row["before"]), parse_whole_number(row["after"])
        if before is None or after is None or after >= before:
            faults.append(
                Fault(LOSSES, at, "after", "write the number of observations before, and a smaller one after")
            )
        faults += [
            Fault(
                LOSSES, at, column, "empty; a loss is declared with its date and a reason in both languages"
            )
            for column in ("observations", "date", "reason_zh", "reason_en")
            if not row[column].strip()
        ]
    if faults:
        raise DataFaults(faults)
    return table.astype({"before": int, "after": int})


def undeclared_losses(
    before: Counts, now: Counts, losses: pd.DataFrame, unread: Iterable[str] = ()
) -> dict[str, int]:
    """Files that lost more observations than is tolerated or declared, with the number they lost.

    A declaration covers a loss from its `before` down to its `after`; several may follow one another.

    Parameters
    ----------
    before, now : mapping of 'level/series' to a number of observations
    losses : DataFrame
        As `read_losses` gives it.
    unread : iterable of str
        Files that could not be read at all, which are faults of their own.
    """
    lost = {}
    for name, number in before.items():
        floor = number
        for row in losses[losses["observations"] == name].itertuples():
            if row.before >= floor > row.after:
                floor = row.after
        if now.get(name, 0) < floor - TOLERATED * number and name not in unread:
            lost[name] = number - now.get(name, 0)
    return lost


def loss_faults(lost: Counts, now: Counts, since: str) -> list[Fault]:
    """One fault per file that lost observations.

    Parameters
    ----------
    lost, now : mapping of 'level/series' to a number of observations
        Number that went missing, and number that is left.
    since : str
        What the count is compared with, as the message names it.
    """
    return [
        Fault(
            f"observations/{name}.csv",
            0,
            "",
            f"{now.get(name, 0):,} observations, {number:,} fewer than {since}; restore them from version control, or "
            f"declare the loss in {LOSSES}",
        )
        for name, number in lost.items()
    ]


def count_faults(inputs: Inputs, data_dir: Path) -> list[Fault]:
    """Faults of the count against the record that stands in the data folder itself.

    A file of which nothing is left counts as unread from here on, so that its loss is one fault and causes no others.

    Parameters
    ----------
    inputs : Inputs
        The files read; `unread` is extended.
    data_dir : Path
        The folder data/.
    """
    try:
        record, losses = read_record(data_dir), read_losses(data_dir)
    except DataFaults as error:
        return error.faults
    now = count_observations(inputs.observations)
    lost = undeclared_losses(record, now, losses, inputs.unread)
    inputs.unread |= {name for name in lost if not now.get(name, 0)}
    return loss_faults(lost, now, f"recorded in {RECORD}")


def compare_counts(before: Counts, now: Counts, since: str) -> str:
    """Say in one line how the count moved against an earlier one, and in which files.

    Parameters
    ----------
    before, now : mapping of 'level/series' to a number of observations
    since : str
        What `before` is the count of.
    """
    moved = {name: now.get(name, 0) - before.get(name, 0) for name in sorted({*before, *now})}
    moved = {name: change for name, change in moved.items() if change}
    total, old = sum(now.values()), sum(before.values())
    line = f"{total:,} observations, {old:,} in {since}"
    if not moved:
        return f"{line}: the same in every file"
    largest = sorted(moved, key=lambda name: (-abs(moved[name]), name))
    named = ", ".join(f"{name} {moved[name]:+,}" for name in largest[:MOST_NAMED])
    more = f" and {len(moved) - MOST_NAMED} more" if len(moved) > MOST_NAMED else ""
    return f"{line} ({total - old:+,}): {named}{more}"
