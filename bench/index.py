"""Rank intervals over 10,000 draws, and the same draws rebuilt one at a time in pandas, in one run."""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import click
import numpy as np
import pandas as pd

from bench.table import Figure
from zone_atlas.catalogue.rules import PERCENTILE_ENDS
from zone_atlas.index.composites import rank_draws
from zone_atlas.index.draws import Choices, Draws, draw_choices
from zone_atlas.index.goalposts import goalposts_of, normalise_between_goalposts
from zone_atlas.index.hierarchy import Hierarchy
from zone_atlas.index.normalise import minmax, percentile_rank, zscore
from zone_atlas.index.sensitivity import rank_shift_sobol
from zone_atlas.index.specification import SCALES, Method
from zone_atlas.index.uncertainty import rank_uncertainty

DRAWS, INDICATORS, PLACES, ZONES = 10_000, 45, 300, 20
MISSING = 0.05
RUNS, REBUILT = 5, 40
LOW, HIGH = 1.0, 100.0
CHOICES = Choices()


def tree() -> Hierarchy:
    """45 indicators in 15 elements in 3 dimensions."""
    return Hierarchy.of([np.arange(INDICATORS) // 3, np.arange(15) // 5, np.zeros(3)])


def values(units: int) -> np.ndarray:
    """Indicators that share a factor, with gaps."""
    generator = np.random.default_rng(20)
    found = generator.normal(size=(units, INDICATORS)) + generator.normal(size=(units, 1))
    found[generator.random(found.shape) < MISSING] = np.nan
    return found


def _between_goalposts(found: np.ndarray) -> np.ndarray:
    share = [
        normalise_between_goalposts(column, *goalposts_of(column, False, PERCENTILE_ENDS)) / 100
        for column in found.T
    ]
    return LOW + (HIGH - LOW) * np.column_stack(share)


# One way to compute each of `SCALES`, at which a test holds them.
NORMALISED: dict[Method, Callable[[np.ndarray], np.ndarray]] = {
    "goalposts": _between_goalposts,
    "minmax": lambda found: minmax(found, LOW, HIGH),
    "zscore": lambda found: zscore(found, 50, 10),
    "rank": lambda found: percentile_rank(found, LOW, HIGH),
}


def options(found: np.ndarray) -> np.ndarray:
    """The indicators under each method: methods × units × indicators."""
    return np.stack([NORMALISED[scale](found) for scale in SCALES])


# -- The way it is usually done ------------------------------------------------------------------------------------


def _normalised(frame: pd.DataFrame, method: str) -> pd.DataFrame:
    if method == "zscore":
        return 50 + 10 * (frame - frame.mean()) / frame.std()
    if method == "rank":
        return LOW + (HIGH - LOW) * (frame.rank() - 1) / (frame.count() - 1)
    if method not in ("minmax", "goalposts"):
        raise ValueError(f"{method!r} of SCALES is not rebuilt in pandas here")
    low, high = frame.min(), frame.max()
    if method == "goalposts":
        low, high = frame.quantile(0.025), frame.quantile(0.975)
    return LOW + (HIGH - LOW) * ((frame - low) / (high - low)).clip(0, 1)


def _aggregated(frame: pd.DataFrame, weights: pd.Series, parents: pd.Series, geometric: bool) -> pd.DataFrame:
    frame = np.log(frame) if geometric else frame
    columns = {}
    for parent, members in parents.groupby(parents).groups.items():
        some, of_some = frame[members], weights[members]
        columns[parent] = some.mul(of_some).sum(axis=1, min_count=1) / some.notna().mul(of_some).sum(axis=1)
    joined = pd.DataFrame(columns)
    return np.exp(joined) if geometric else joined


def rebuilt(frame: pd.DataFrame, hierarchy: Hierarchy, draws: Draws, at: int) -> pd.Series:
    """Ranks of one draw, the index built anew from the indicators."""
    frame = _normalised(frame, SCALES[draws.normalisation[at]])
    if draws.left_out[at] >= 0:
        frame = frame.assign(**{str(draws.left_out[at]): np.nan})
    geometric = CHOICES.aggregations[draws.aggregation[at]] == ("geometric",)
    for level, parents in enumerate(hierarchy.parents):
        weights = pd.Series(draws.weights[level][:, at], index=frame.columns)
        frame = _aggregated(frame, weights, pd.Series(parents.astype(str), index=frame.columns), geometric)
        frame = frame[[str(node) for node in range(frame.shape[1])]]
    return frame.iloc[:, 0].rank(ascending=False, method="min")


# -- Measures ------------------------------------------------------------------------------------------------------


def _seconds(work: Any, runs: int = RUNS) -> tuple[float, float]:
    """Median of elapsed and of processor time."""
    elapsed, processor = [], []
    for _ in range(runs):
        since, used = time.perf_counter(), time.process_time()
        work()
        elapsed.append(time.perf_counter() - since)
        processor.append(time.process_time() - used)
    return statistics.median(elapsed), statistics.median(processor)


def _against_pandas(found: np.ndarray, hierarchy: Hierarchy) -> tuple[float, float]:
    """Seconds for each draw rebuilt in pandas, and the share of its ranks that are the same as ours."""
    frame = pd.DataFrame(found, columns=[str(i) for i in range(INDICATORS)])
    draws = draw_choices(hierarchy, len(SCALES), CHOICES, REBUILT, np.random.default_rng(0))
    since = time.perf_counter()
    ranks = np.column_stack([rebuilt(frame, hierarchy, draws, at) for at in range(REBUILT)])
    seconds = (time.perf_counter() - since) / REBUILT
    return seconds, float((ranks == rank_draws(options(found), hierarchy, draws, CHOICES)).mean())


def benchmark() -> dict[str, float]:
    """Everything measured, in this process; peak memory is that of the process so far."""
    hierarchy, found, few = tree(), values(PLACES), values(ZONES)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, processor = _seconds(lambda: rank_uncertainty(options(found), hierarchy, CHOICES, draws=DRAWS))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    zones, _ = _seconds(lambda: rank_uncertainty(options(few), hierarchy, CHOICES, draws=DRAWS))
    sobol, _ = _seconds(lambda: rank_shift_sobol(options(few), hierarchy, CHOICES))
    pandas_seconds, same = _against_pandas(found, hierarchy)
    return {
        "seconds": seconds,
        "processor": processor,
        "peak": peak,
        "before": before,
        "zones_ms": 1000 * zones,
        "sobol_ms": 1000 * sobol,
        "pandas_ms": 1000 * pandas_seconds,
        "same": same,
        "faster": pandas_seconds / (seconds / DRAWS),
    }


def figures(measured: dict[str, float]) -> list[Figure]:
    """Rows for the table."""
    size = f"{DRAWS:,} draws × {INDICATORS} indicators × {PLACES} places"
    loop = (
        f"{measured['faster']:,.0f} times faster a draw than pandas ({measured['pandas_ms']:.1f} ms a draw); "
        f"{measured['same']:.2%} of ranks the same"
    )
    return [
        Figure(size, "s", measured["seconds"], 1, f"processor time {measured['processor']:.2f}"),
        Figure(
            "peak memory of the draws", "MB", measured["peak"], 1024, f"{measured['before']:.0f} MB before"
        ),
        # The promise is at least 100 times faster: at most a hundredth of the loop's time.
        Figure("time of a draw over a pandas rebuild", "", 1 / measured["faster"], 0.01, loop),
        Figure(f"rank intervals of {ZONES} zones", "ms", measured["zones_ms"], 300),
        Figure(f"Sobol indices of {ZONES} zones", "ms", measured["sobol_ms"], 300),
    ]


if __name__ == "__main__":
    click.echo(json.dumps(benchmark()))
