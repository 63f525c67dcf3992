"""Plant slips at random in a copy of the observations, in memory, and see how many the examination names.

    python -m bench.planted_slips [--seed N] [--slips 200] [--seeds 5]

Cells are drawn from all series of cities and from the yearbook series of counties, each cell alike, so that long
series weigh as much as they hold. A cell that is flagged or in a register before anything is planted is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import click
import numpy as np
import pandas as pd

from bench.table import header
from zone_atlas import paths
from zone_atlas.catalogue.checks.corrections import correction_positions, values_after_registers
from zone_atlas.catalogue.checks.examination.arrange import HARMONISED
from zone_atlas.catalogue.checks.examination.panel import WHOLE_SHARE
from zone_atlas.catalogue.checks.examination.twins import TWINS
from zone_atlas.catalogue.checks.examination.verdict import examine_values, reviewed_cells
from zone_atlas.catalogue.checks.inputs import Inputs, read_inputs
from zone_atlas.catalogue.checks.observations import observation_faults

FACTORS = {"×10": 10.0, "÷10": 0.1, "×100": 100.0, "÷100": 0.01, "×6.9": 6.9}
KINDS = (*FACTORS, "two digits exchanged", "twins swapped", "year repeated", "row of another city", "zero")
# A slip is judged by the distance it moves the value.
MOVES = 2.0
TWIN_OF = {name: other for pair in TWINS for name, other in (pair, pair[::-1])}


@dataclass
class Slip:
    """One planted slip: the cell that is judged, the twin that may be named instead, and every value it sets."""

    kind: str
    position: int
    sets: dict[int, float]
    named_by: set[int] = field(default_factory=set)
    factor: float = 1.0
    named: bool = False

    @property
    def moves(self) -> bool:
        """Whether the value is moved by more than the factor of two."""
        return self.factor > MOVES


@dataclass(frozen=True)
class Ground:
    """What slips are planted in: the observations of a run, and where each cell stands."""

    inputs: Inputs
    value: np.ndarray
    status: np.ndarray
    place: np.ndarray
    year: np.ndarray
    series: np.ndarray
    level: np.ndarray
    whole: frozenset[str]
    at: dict[tuple[str, str, int, str], int]
    rows: dict[tuple[str, str, int, str], list[int]]
    source: np.ndarray

    def cell(self, position: int, **other: object) -> int | None:
        """Position of the cell that differs in place, year or series only."""
        key = {
            "level": self.level[position],
            "place": self.place[position],
            "year": int(self.year[position]),
            "series": self.series[position],
        } | other
        return self.at.get((str(key["level"]), str(key["place"]), int(str(key["year"])), str(key["series"])))


def read_ground() -> Ground:
    """The observations of data/ as they stand once the registers are applied."""
    inputs = read_inputs(paths.DATA)
    value, status = values_after_registers(inputs, correction_positions(inputs))
    frame = inputs.observations
    texts = {name: frame[name].astype(str).to_numpy() for name in ("place", "series", "level", "source_id")}
    year = frame["year_number"].to_numpy()
    fraction = pd.Series(value != np.round(value)).groupby(texts["series"]).mean()
    keys = list(zip(texts["level"], texts["place"], year.tolist(), texts["series"], strict=True))
    rows: dict[tuple[str, str, int, str], list[int]] = {}
    for n, (level, place, when, _) in enumerate(keys):
        rows.setdefault((level, place, when, texts["source_id"][n]), []).append(n)
    return Ground(
        inputs=inputs,
        value=value,
        status=status,
        place=texts["place"],
        year=year,
        series=texts["series"],
        level=texts["level"],
        whole=frozenset(fraction[fraction <= 1 - WHOLE_SHARE].index),
        at={key: n for n, key in enumerate(keys)},
        rows=rows,
        source=texts["source_id"],
    )


def _exchanged(value: float, random: np.random.Generator) -> float | None:
    """The value with two neighbouring digits exchanged."""
    text = f"{value:.10g}"
    pairs = [n for n in range(len(text) - 1) if text[n : n + 2].isdigit() and text[n] != text[n + 1]]
    if not pairs or "e" in text:
        return None
    n = int(random.choice(pairs))
    return float(text[:n] + text[n + 1] + text[n] + text[n + 2 :])


def _scaled(ground: Ground, position: int, factor: float) -> float:
    """A slipped point; a count stays whole, as a dropped digit leaves it."""
    moved = ground.value[position] * factor
    return float(np.floor(moved)) if ground.series[position] in ground.whole else float(f"{moved:.6g}")


def _plant(ground: Ground, kind: str, position: int, random: np.random.Generator) -> Slip | None:
    """The slip of a kind at a cell; None where the cell does not allow it."""
    old = ground.value[position]
    if kind in FACTORS:
        return Slip(kind, position, {position: _scaled(ground, position, FACTORS[kind])})
    if kind == "zero":
        return Slip(kind, position, {position: 0.0}) if old else None
    if kind == "two digits exchanged":
        new = _exchanged(old, random)
        return None if new is None else Slip(kind, position, {position: new})
    if kind == "year repeated":
        before = ground.cell(position, year=ground.year[position] - 1)
        return None if before is None else Slip(kind, position, {position: ground.value[before]})
    if kind == "twins swapped":
        twin = TWIN_OF.get(ground.series[position])
        other = ground.cell(position, series=twin) if twin else None
        if other is None:
            return None
        return Slip(kind, position, {position: ground.value[other], other: old}, {other})
    return _of_another_city(ground, kind, position, random)


def _of_another_city(ground: Ground, kind: str, position: int, random: np.random.Generator) -> Slip | None:
    """Every value that one source has for the place and year, taken from another place."""
    same = (ground.series == ground.series[position]) & (ground.year == ground.year[position])
    same &= (ground.level == ground.level[position]) & (ground.place != ground.place[position])
    others = np.flatnonzero(same & np.isfinite(ground.value))
    if not len(others):
        return None
    other = ground.place[int(random.choice(others))]
    key = (
        ground.level[position],
        ground.place[position],
        int(ground.year[position]),
        ground.source[position],
    )
    sets = {}
    for cell in ground.rows[key]:
        there = ground.cell(cell, place=other)
        if there is not None and np.isfinite(ground.value[there]):
            sets[cell] = float(ground.value[there])
    return Slip(kind, position, sets)


def plant(ground: Ground, free: np.ndarray, slips: int, random: np.random.Generator) -> list[Slip]:
    """Slips at random cells, each kind as often, no two in one row or one series of a place."""
    planted: list[Slip] = []
    taken: set[tuple[object, ...]] = set()
    kinds = [KINDS[n % len(KINDS)] for n in range(slips)]
    for kind in kinds:
        for position in random.choice(free, 2_000):
            path = (ground.level[position], ground.place[position], ground.series[position])
            row = (ground.level[position], ground.place[position], int(ground.year[position]))
            if path in taken or row in taken:
                continue
            slip = _plant(ground, kind, int(position), random)
            if slip is None or not np.isfinite(list(slip.sets.values())).all():
                continue
            old, new = ground.value[position], slip.sets.get(int(position), np.nan)
            if not np.isfinite(new) or new == old:
                continue
            slip.factor = np.inf if not new * old > 0 else float(np.exp(abs(np.log(new / old))))
            taken |= {path, row}
            planted.append(slip)
            break
    return planted


def named_positions(inputs: Inputs, value: np.ndarray, status: np.ndarray) -> set[int]:
    """Positions of the cells that the check names: those of the examination, and ranges and sums as before."""
    named = {flag.position for flag in examine_values(inputs, value, status).open}
    frame = inputs.observations
    where = dict(
        zip(zip(frame["file"].astype(str), frame["row"], strict=True), range(len(frame)), strict=True)
    )
    faults = observation_faults(inputs, value, status)
    return named | {where[(fault.file, fault.row)] for fault in faults if (fault.file, fault.row) in where}


def free_cells(ground: Ground, named: set[int]) -> np.ndarray:
    """Cells to draw from: cities, and the yearbook series of counties, neither named nor registered before."""
    census = np.char.startswith(ground.series.astype(str), HARMONISED)
    drawn = (ground.level == "city") | ((ground.level == "county") & ~census)
    drawn &= np.isfinite(ground.value) & ~np.isin(ground.status, ("U", "O"))
    drawn[list(named)] = False
    for place, year, series in reviewed_cells(ground.inputs):
        for level in ("city", "county"):
            found = ground.at.get((level, place, year, series))
            if found is not None:
                drawn[found] = False
    return np.flatnonzero(drawn)


def run(ground: Ground, free: np.ndarray, slips: int, seed: int) -> list[Slip]:
    """Plant, examine, and note which slips are named."""
    random = np.random.default_rng(seed)
    planted = plant(ground, free, slips, random)
    value = ground.value.copy()
    for slip in planted:
        for position, new in slip.sets.items():
            value[position] = new
    named = named_positions(ground.inputs, value, ground.status)
    for slip in planted:
        slip.named = bool(({slip.position} | slip.named_by) & named)
    return planted


def named_share(planted: list[Slip]) -> float:
    """Percent of the slips that move a value by more than the factor of two which are named."""
    moved = [slip.named for slip in planted if slip.moves]
    return 100 * sum(moved) / max(len(moved), 1)


def _rates(planted: list[Slip], key: Callable[[Slip], str]) -> list[str]:
    counts: dict[str, list[int]] = {}
    for slip in planted:
        row = counts.setdefault(key(slip), [0, 0, 0])
        row[0] += 1
        row[1] += slip.moves
        row[2] += slip.moves and slip.named
    width = max(map(len, counts))
    return [
        f"  {name:<{width}}  planted {all_of:>4}  moved {moved:>4}  named {found:>4}"
        + (f"  {100 * found / moved:>5.1f} %" if moved else "")
        for name, (all_of, moved, found) in sorted(counts.items())
    ]


def report(ground: Ground, planted: list[Slip], named: set[int], seeds: range) -> list[str]:
    """Both rates, then the first by kind of slip and by series."""
    moved = [slip for slip in planted if slip.moves]
    found = sum(slip.named for slip in moved)
    cities = np.isfinite(ground.value) & (ground.level == "city")
    of_cities = 100 * cities[list(named)].sum() / cities.sum()
    examined = int(np.isfinite(ground.value).sum())
    share = 100 * len(named) / examined
    missed = [slip for slip in moved if not slip.named]
    return [
        f"{len(planted):,} slips planted with seeds {seeds.start} to {seeds.stop - 1}, {len(moved):,} of them move a "
        f"value by more than a factor of {MOVES:g}",
        f"named: {found:,} of {len(moved):,}, {named_share(planted):.1f} % (promised: 85 % at least)",
        f"untouched cells flagged: {len(named):,} of {examined:,}, {share:.2f} %, of cities {of_cities:.2f} % "
        "(promised: 2 % at most)",
        "by kind of slip",
        *_rates(planted, lambda slip: slip.kind),
        "by series",
        *_rates(planted, lambda slip: str(ground.series[slip.position])),
        "missed",
        *(
            f"  {slip.kind}: {ground.series[slip.position]} {ground.place[slip.position]} "
            f"{ground.year[slip.position]}: {ground.value[slip.position]:.6g} → {slip.sets[slip.position]:.6g}"
            for slip in missed[:40]
        ),
    ]


def benchmark(seed: int = 1, slips: int = 200) -> dict[str, float]:
    """Both rates of one run, for the table of `python -m bench`."""
    ground = read_ground()
    before = flagged_before(ground)
    planted = run(ground, free_cells(ground, before), slips, seed)
    examined = int(np.isfinite(ground.value).sum())
    return {
        "planted": len(planted),
        "moved": sum(slip.moves for slip in planted),
        "missed_percent": 100 - named_share(planted),
        "flagged": len(before),
        "flagged_percent": 100 * len(before) / examined,
    }


def flagged_before(ground: Ground) -> set[int]:
    """Positions that failing rules name before anything is planted, with a disposition or without."""
    judged = examine_values(ground.inputs, ground.value, ground.status)
    return {flag.position for flag in [*judged.open, *judged.disposed]}


@click.command()
@click.option("--seed", default=1, show_default=True, help="First seed.")
@click.option("--seeds", default=1, show_default=True, help="Runs, each with the next seed.")
@click.option("--slips", default=200, show_default=True, help="Slips planted in a run.")
def main(seed: int, seeds: int, slips: int) -> None:
    """Measure which share of planted slips is named, and which share of untouched cells is flagged."""
    click.echo(header())
    ground = read_ground()
    before = flagged_before(ground)
    free = free_cells(ground, before)
    runs = [run(ground, free, slips, n) for n in range(seed, seed + seeds)]
    planted = [slip for one in runs for slip in one]
    click.echo("\n".join(report(ground, planted, before, range(seed, seed + seeds))))
    if seeds > 1:
        rates = [named_share(one) for one in runs]
        click.echo(f"named in single runs: {min(rates):.1f} to {max(rates):.1f} %")


if __name__ == "__main__":
    main()
