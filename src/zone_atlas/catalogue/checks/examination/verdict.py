"""Turn flags into faults: sort out the flagged figures that have a disposition, and report the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zone_atlas.catalogue.breaks import ALL
from zone_atlas.catalogue.checks.breaks import stated_breaks
from zone_atlas.catalogue.checks.examination.arrange import arrange_panels
from zone_atlas.catalogue.checks.examination.flags import Flag
from zone_atlas.catalogue.checks.examination.registry import FAIL, RULES, flags_of_panel
from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.yaml_entries import cell_of_entry, has_year
from zone_atlas.catalogue.reviews import FILE as REGISTER
from zone_atlas.faults import Fault

Cell = tuple[str, int, str]
# Withheld and withdrawn figures are not published, so a flag on them needs no answer. D, E and P say how a figure was
# made, not that somebody reviewed it; V enters the scores, so it answers only the rules that say what it says.
SETTLED = ("U", "O")
REPLACED = "replace"
ADVICE = "register it in reviewed_values.csv or corrections.yaml"


@dataclass(frozen=True)
class Verdict:
    """The flags of an examination, sorted by whether they need an answer, and the number of values examined.

    ``open`` are flags of failing rules without a disposition, ``disposed`` those with one; ``listed`` are those
    of the rules that only list.
    """

    examined: int
    open: list[Flag]
    disposed: list[Flag]
    listed: list[Flag]

    def summary(self) -> str:
        """Say in one line how many values were examined and flagged, for the end of the check."""
        number = {
            name: len({flag.position for flag in getattr(self, name)})
            for name in ("open", "disposed", "listed")
        }
        return (
            f"{self.examined:,} values examined: {number['open'] + number['disposed']:,} flagged, of these "
            f"{number['disposed']:,} with a disposition; {number['listed']:,} listed"
        )


def reviewed_cells(inputs: Inputs) -> set[Cell]:
    """Cells in the registers, whatever was decided of their value.

    A replacement is a new value that nobody has reviewed yet: a flag on it needs its own answer.

    Parameters
    ----------
    inputs : Inputs
        The files read.

    Returns
    -------
    set of (str, int, str)
        Place, year and series.
    """
    cells: set[Cell] = set()
    for entry in inputs.entries("corrections.yaml", "corrections"):
        if has_year(entry) and entry.get("action") != REPLACED:
            cells.add(cell_of_entry(entry))
    table = inputs.tables.get(REGISTER)
    if table is not None and {"place", "year", "series", "disposition"} <= set(table.columns):
        table = table[table["disposition"] != REPLACED]
        years = table["year"].where(table["year"].str.fullmatch(r"\d{4}"), "0").astype(int)
        cells |= set(zip(table["place"], years, table["series"], strict=True))
    return cells


def _break_starts(inputs: Inputs) -> set[Cell]:
    """Breaks as place ('*': all), year and series ('*': all)."""
    starts: set[Cell] = set()
    for name, years in inputs.column_by_key("series.csv", "series", "breaks").items():
        starts |= {(ALL, int(year), name) for year in years.split(";") if year.isdigit()}
    return starts | {(place, year, name) for place, name, year in stated_breaks(inputs)}


def _explained_by_break(flag: Flag, starts: set[Cell], province: dict[str, str]) -> bool:
    places = (ALL, flag.place, province.get(flag.place, flag.place))
    return any((place, flag.year, series) in starts for place in places for series in (flag.series, ALL))


def examine_values(inputs: Inputs, value: np.ndarray, status: np.ndarray) -> Verdict:
    """Examine every value, and sort the flags into open, disposed and listed ones.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    value, status : ndarray
        Value (NaN where withdrawn) and status of each observation once both registers are applied.
    """
    flags: list[Flag] = []
    examined = 0
    for panel in arrange_panels(inputs, value, status):
        examined += int(np.isfinite(panel.value).sum())
        flags += flags_of_panel(panel, inputs.observations["note"])
    reviewed, starts = reviewed_cells(inputs), _break_starts(inputs)
    province = inputs.column_by_key("places/places.csv", "adcode", "province")
    sorted_flags: dict[str, list[Flag]] = {"open": [], "disposed": [], "listed": []}
    for flag in flags:
        rule = RULES[flag.rule]
        mark = status[flag.position]
        answered = (flag.place, flag.year, flag.series) in reviewed or mark in SETTLED
        answered = answered or (rule.doubt_answers and mark == "V")
        answered = answered or (
            rule.break_answers and (mark == "B" or _explained_by_break(flag, starts, province))
        )
        if rule.severity == FAIL:
            sorted_flags["disposed" if answered else "open"].append(flag)
        elif not answered:
            sorted_flags["listed"].append(flag)
    return Verdict(examined, **sorted_flags)


def flag_faults(inputs: Inputs, flags: list[Flag]) -> list[Fault]:
    """Turn flags into faults, one per flagged figure with the details of all rules that flag it.

    Parameters
    ----------
    inputs : Inputs
        The files read.
    flags : list of Flag

    Returns
    -------
    list of Fault
        In the order of the flags.
    """
    if not flags:
        return []
    by_position: dict[int, list[Flag]] = {}
    for flag in flags:
        by_position.setdefault(flag.position, []).append(flag)
    positions = list(by_position)
    rows = inputs.observations.iloc[positions]
    faults = []
    for position, file, row in zip(positions, rows["file"], rows["row"], strict=True):
        first = by_position[position][0]
        details = "; ".join(dict.fromkeys(flag.detail for flag in by_position[position]))
        message = f"{first.series} of {first.place} in {first.year}: {details} ({first.rule}); {ADVICE}"
        faults.append(Fault(str(file), int(row), "value", message))
    return faults
