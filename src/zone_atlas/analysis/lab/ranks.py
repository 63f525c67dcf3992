"""Ranks of the zones with their intervals, and the ranks under other choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from zone_atlas.analysis.lab.index import DEFAULT, Choice, Lab
from zone_atlas.analysis.lab.weights import apply_choice
from zone_atlas.index.draws import Choices
from zone_atlas.index.hierarchy import Array, Hierarchy
from zone_atlas.index.sensitivity import FACTORS
from zone_atlas.index.specification import SCALES, Mean
from zone_atlas.index.ties import PrintedRanks, printed_ranks
from zone_atlas.index.uncertainty import DRAWS, RankUncertainty, rank_uncertainty, ranks_as_declared
from zone_atlas.memo import remember_with_tables

SEED = 2024
CONCENTRATIONS = (1, 4, 16, 64, 256)
DEFAULT_CONCENTRATION = 16
# Results of one index in one year, kept for readers who look at the same: about 10 kB each.
MOST_RESULTS = 64


@dataclass(frozen=True)
class Variation:
    """Variation around the choice: how closely weights keep to it, and which of `FACTORS` do not vary."""

    concentration: int = DEFAULT_CONCENTRATION
    held: tuple[str, ...] = ()


USUAL = Variation()


@dataclass(frozen=True, eq=False)
class RankResult:
    """Ranks of all zones, NaN where one is not ranked.

    Attributes
    ----------
    default, chosen : array (zones,)
        Competition ranks under the default index and under the reader's, each without any uncertainty.
    spread : RankUncertainty
        Over the draws around the reader's choice.
    printed : PrintedRanks
        The rank of each zone as it may be printed.
    """

    default: Array
    chosen: Array
    spread: RankUncertainty
    printed: PrintedRanks


def options_to_draw(lab: Lab, choice: Choice, variation: Variation) -> tuple[Array, Choices]:
    """Normalised scores and choices to draw from, the reader's own first.

    Means vary between arithmetic and geometric; the harmonic one takes part where it is chosen.

    Parameters
    ----------
    lab : Lab
    choice : Choice
    variation : Variation

    Returns
    -------
    (array (scales, zones, indicators), Choices)
        Normalised scores, NaN where missing, and what varies over the draws.
    """
    scales = [choice.scale, *(s for s in SCALES if s != choice.scale)]
    usual: tuple[Mean, ...] = ("arithmetic", "geometric")
    means = [choice.mean, *(m for m in usual if m != choice.mean)]
    if "normalisation" in variation.held:
        scales = scales[:1]
    if "aggregation" in variation.held:
        means = means[:1]
    return np.stack([lab.scores(scale) for scale in scales]), Choices(
        None if "weights" in variation.held else float(variation.concentration),
        tuple((mean,) for mean in means),
        "left_out" not in variation.held,
    )


def varies_anything(variation: Variation) -> bool:
    """Whether anything is left to vary."""
    return not set(FACTORS) <= set(variation.held)


@remember_with_tables(maxsize=256)
def hierarchy_of_choice(lab: Lab, choice: Choice) -> Hierarchy:
    """The tree of the index as the reader makes it.

    Parameters
    ----------
    lab : Lab
    choice : Choice
    """
    return Hierarchy.of_specification(apply_choice(lab, choice))


@remember_with_tables(maxsize=256)
def rank_as_chosen(lab: Lab, choice: Choice) -> Array:
    """Ranks under one choice, without any uncertainty.

    Parameters
    ----------
    lab : Lab
    choice : Choice

    Returns
    -------
    array (zones,)
        NaN where a zone is not ranked.
    """
    return ranks_as_declared(
        lab.scores(choice.scale), hierarchy_of_choice(lab, choice), (choice.mean,), lab.ranked
    )


@remember_with_tables(maxsize=MOST_RESULTS)
def ranks_under_choice(lab: Lab, choice: Choice = DEFAULT, variation: Variation = USUAL) -> RankResult:
    """Ranks of the zones under a choice, with intervals over draws around it.

    Parameters
    ----------
    lab : Lab
    choice : Choice
    variation : Variation
    """
    scores, choices = options_to_draw(lab, choice, variation)
    spread = rank_uncertainty(
        scores, hierarchy_of_choice(lab, choice), choices, draws=DRAWS, seed=SEED, ranked=lab.ranked
    )
    return RankResult(
        default=rank_as_chosen(lab, DEFAULT),
        chosen=rank_as_chosen(lab, choice),
        spread=spread,
        printed=printed_ranks(spread.low, spread.high),
    )


def rank_table(lab: Lab, result: RankResult) -> pd.DataFrame:
    """One row per zone that has ranks, by median rank; zones with the same interval keep the order of designation.

    Parameters
    ----------
    lab : Lab
    result : RankResult

    Returns
    -------
    DataFrame
        `zone`, `default`, `chosen`, `shift` (above 0 = higher up than by default), `median`, `low`, `high`,
        `printed`, `best` and `worst` (the places it may take, ties counted), `group`, `first` and `top_quarter`
        (shares of draws, 0–1).
    """
    spread = result.spread
    frame = pd.DataFrame(
        {
            "zone": lab.zones,
            "default": result.default,
            "chosen": result.chosen,
            "shift": result.default - result.chosen,
            "median": spread.median,
            "low": spread.low,
            "high": spread.high,
            "printed": result.printed.label,
            "best": result.printed.best,
            "worst": result.printed.worst,
            "group": result.printed.group,
            "first": spread.counts[:, 0] / spread.draws,
            "top_quarter": spread.top_quarter,
        }
    )
    # A zone that lacks everything the reader gives weight to has no rank in any draw.
    frame = frame[lab.ranked & np.isfinite(spread.median)].sort_values(
        ["median", "low", "high"], kind="stable"
    )
    return frame.reset_index(drop=True)


def top_places(lab: Lab) -> int:
    """Number of ranks in the top quarter, at least 1."""
    return max(1, int(lab.ranked.sum()) // 4)


@dataclass(frozen=True)
class TwoZones:
    """Two zones over all draws: shares in which one ranks before the other, and in which they share a rank."""

    before: float
    behind: float
    level: float
    profile: pd.DataFrame


def compare_two_zones(lab: Lab, result: RankResult, first: str, second: str) -> TwoZones:
    """Compare two ranked zones; `profile` has `rank` and the share of draws of each zone on it.

    Parameters
    ----------
    lab : Lab
    result : RankResult
    first, second : str
        Zones that are ranked.
    """
    a, b = lab.zones.index(first), lab.zones.index(second)
    before, behind = float(result.spread.beats[a, b]), float(result.spread.beats[b, a])
    counts = result.spread.counts / result.spread.draws
    profile = pd.DataFrame(
        {"rank": np.arange(1, counts.shape[1] + 1), "first": counts[a], "second": counts[b]}
    )
    return TwoZones(before, behind, max(0.0, 1.0 - before - behind), profile)


def compare_choices(lab: Lab, choices: Sequence[Choice]) -> pd.DataFrame:
    """Ranks under several choices.

    Parameters
    ----------
    lab : Lab
    choices : sequence of Choice

    Returns
    -------
    DataFrame
        Ranked zones × the number of the choice, in the order of the ranks under the first.
    """
    columns = {number: rank_as_chosen(lab, choice) for number, choice in enumerate(choices)}
    frame = pd.DataFrame(columns, index=pd.Index(lab.zones, name="zone"))[lab.ranked]
    return frame.sort_values(0, kind="stable")
