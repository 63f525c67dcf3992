"""Step 6: the rank interval of each dimension over the other choices that could have been made for it.

Every draw changes the weights, the normalisation, the mean and which indicator is left out (OECD/JRC Handbook on
Constructing Composite Indicators, 2008, step 7). Zones are ranked among zones and cities among cities, and every
place, a zone too, among all cities; all are normalised against the cities of the year, so that a choice means the same
for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.records import Catalogue, Indicator
from zone_atlas.catalogue.rules import FULL
from zone_atlas.index.composites import UNRANKED, Ranks, rank_draws, stretch_to_positive
from zone_atlas.index.draws import Choices, draw_choices
from zone_atlas.index.goalposts import on_scale
from zone_atlas.index.hierarchy import Hierarchy
from zone_atlas.index.specification import SCALES, Method
from zone_atlas.index.ties import printed_ranks
from zone_atlas.index.uncertainty import DRAWS, HIGH, LOW, MIDDLE

Array = NDArray[np.float64]
SEED = 2018
CHOICES = Choices()
COLUMNS = (
    "place",
    "year",
    "node",
    "kind",
    "low",
    "median",
    "high",
    "label",
    "rank_of",
    "top_quarter",
    "city_low",
    "city_median",
    "city_high",
    "city_of",
)


@dataclass(frozen=True)
class _Node:
    """A dimension in one year: scores (normalisations, places, indicators in force) and the tree over them."""

    places: pd.Index
    scores: Array
    hierarchy: Hierarchy


def rank_intervals(
    normalised: pd.DataFrame,
    scores: pd.DataFrame,
    catalogue: Catalogue,
    cities: set[str],
    draws: int = DRAWS,
) -> pd.DataFrame:
    """Compute the rank intervals of all places that may be ranked, in every year of the full set.

    Parameters
    ----------
    normalised, scores : DataFrame
        Output of the score step.
    catalogue : Catalogue
    cities : set of str
        Population that values are normalised against.
    draws : int
        Number of draws for each dimension and year; the same seed for all.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: 5th, 50th and 95th percentile of the rank, the rank as it may be printed, the number of
        places ranked, and the share of draws in which the place is in the best quarter; then the percentiles of
        the rank among all cities (one more than the cities above) and the number of cities.
    """
    chosen = normalised["set"].eq(FULL) & normalised["basis"].eq(EXACT)
    values = normalised[chosen].astype({"place": str, "indicator": str})
    eligible_scores = scores[scores["set"].eq(FULL) & scores["basis"].eq(EXACT) & scores["ranked"]]
    ranked = {
        key: set(group) for key, group in eligible_scores.groupby(["node", "year"], observed=True)["place"]
    }
    frames = []
    for year, of_year in values.groupby("year"):
        in_force = set(of_year["indicator"])
        for dimension in catalogue.dimensions.values():
            members = [i for i in catalogue.indicators_of(dimension.id) if i.id in in_force]
            eligible = ranked.get((dimension.id, year), set())
            if not members or not eligible:
                continue
            node = _scores_under_normalisations(of_year, members, cities)
            part = node.places.isin(eligible & (cities | set(catalogue.zones)))
            if part.any():
                frames.append(
                    _intervals_of_node(node, part, cities, draws).assign(year=int(year), node=dimension.id)
                )
    return _stack_frames(frames)


def _stack_frames(frames: list[pd.DataFrame]) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    numbers = ("year", "low", "median", "high", "rank_of", "city_low", "city_median", "city_high", "city_of")
    whole = dict.fromkeys(numbers, "int16")
    table = pd.concat(frames, ignore_index=True)[list(COLUMNS)]
    return table.astype({**whole, "kind": "category", "label": "category"})


def _scores_under_normalisations(
    of_year: pd.DataFrame, indicators: list[Indicator], cities: set[str]
) -> _Node:
    """Score the indicators in force under every normalisation, each on a scale that has a geometric mean."""
    names = [i.id for i in indicators]
    wide = of_year[of_year["indicator"].isin(names)].pivot(
        index="place", columns="indicator", values=["score", "value"]
    )
    is_city = wide.index.isin(cities)
    columns = [
        _measure_against_cities(
            wide["value"][i.id].to_numpy(), is_city, log=i.goalposts == "log", direction=i.direction
        )
        for i in indicators
    ]
    # The published scores are those between goalposts; the other scales are measured here.
    options: dict[Method, Array] = {"goalposts": wide["score"][names].to_numpy()}
    options |= {scale: np.column_stack([column[scale] for column in columns]) for scale in columns[0]}
    elements = list(dict.fromkeys(i.element for i in indicators))
    hierarchy = Hierarchy.of([[elements.index(i.element) for i in indicators], [0] * len(elements)])
    return _Node(wide.index, _stack_by_scale(options), hierarchy)


def _stack_by_scale(options: Mapping[Method, Array]) -> Array:
    """Stack the scores under each normalisation in the order of `SCALES`, by which the draws count them.

    Raises
    ------
    ValueError
        When a normalisation of `SCALES` is not computed, or one is computed that does not stand there.
    """
    if options.keys() != set(SCALES):
        raise ValueError(
            f"ranks are drawn under {', '.join(SCALES)} (SCALES of index/specification.py), but scores are computed "
            f"under {', '.join(options)}; see _measure_against_cities of pipeline/ranks.py"
        )
    # One stretch over zones and cities together: a zone of one city keeps the scores of that city.
    return np.stack([stretch_to_positive(options[scale]) for scale in SCALES])


def _measure_against_cities(
    values: Array, is_city: NDArray[np.bool_], *, log: bool, direction: int
) -> dict[Method, Array]:
    """Compute min–max, z-score and percentile rank of all places against the cities, high = high on the dimension.

    Returns
    -------
    dict of array (places,)
        By normalisation; NaN where missing, and throughout where the cities do not differ.
    """
    turned = on_scale(values, log)
    # log(0) is −inf; use the smallest finite value instead.
    floor = np.min(turned[np.isfinite(turned)], initial=np.inf)
    turned = direction * np.where(np.isneginf(turned), floor, turned)
    cities = np.sort(turned[is_city & np.isfinite(turned)])
    if len(cities) < 2 or cities[0] == cities[-1]:
        nothing = np.full(len(values), np.nan)
        return {"minmax": nothing, "zscore": nothing, "rank": nothing}
    minmax = 100 * np.clip((turned - cities[0]) / (cities[-1] - cities[0]), 0, 1)
    zscore = (turned - cities.mean()) / cities.std(ddof=1)
    middle = (np.searchsorted(cities, turned, "left") + np.searchsorted(cities, turned, "right") - 1) / 2
    rank = 100 * np.clip(middle / (len(cities) - 1), 0, 1)
    return {"minmax": minmax, "zscore": zscore, "rank": np.where(np.isfinite(turned), rank, np.nan)}


def _intervals_of_node(node: _Node, part: NDArray[np.bool_], cities: set[str], draws: int) -> pd.DataFrame:
    drawn = draw_choices(node.hierarchy, len(SCALES), CHOICES, draws, np.random.default_rng(SEED))
    together = _complete_columns(rank_draws(node.scores[:, part], node.hierarchy, drawn, CHOICES))
    places = node.places[part]
    is_city = np.asarray(places.isin(cities))
    above = {"zone": _units_above(together, ~is_city), "city": _units_above(together, is_city)}
    frames = []
    for kind, of_kind in (("zone", ~is_city), ("city", is_city)):
        if of_kind.any():
            own, among_cities = 1 + above[kind][of_kind], 1 + above["city"][of_kind]
            frame = _percentiles_of(own, places[of_kind], len(own)).assign(
                kind=kind, city_of=int(is_city.sum())
            )
            frame[["city_low", "city_median", "city_high"]] = np.column_stack(
                percentiles_of_ranks(among_cities)
            )
            frames.append(frame)
    return pd.concat(frames)


def _complete_columns(ranks: Ranks) -> Ranks:
    if (ranks == UNRANKED).any():
        raise ValueError("a place that may be ranked has no score in some draw")
    return ranks


def _units_above(ranks: Ranks, chosen: NDArray[np.bool_]) -> Ranks:
    """Count the chosen units above each unit in each draw, from competition ranks over all units."""
    # Count the smaller side and subtract from the rank to get the larger one.
    smaller = chosen if 2 * chosen.sum() <= len(chosen) else ~chosen
    counted = np.zeros_like(ranks)
    for unit in ranks[smaller]:
        counted += unit < ranks
    return counted if smaller is chosen else ranks - 1 - counted


def _percentiles_of(ranks: Ranks, places: pd.Index, rank_of: int) -> pd.DataFrame:
    low, median, high = percentiles_of_ranks(ranks)
    labels = printed_ranks(low.astype(float), high.astype(float)).label
    best_quarter = max(1, rank_of // 4)
    return pd.DataFrame(
        {
            "place": places,
            "low": low,
            "median": median,
            "high": high,
            "label": list(labels),
            "rank_of": rank_of,
            "top_quarter": (ranks <= best_quarter).mean(axis=1),
        }
    )


def percentiles_of_ranks(ranks: Ranks) -> tuple[Ranks, ...]:
    """Find the 5th, 50th and 95th percentile of each unit's rank: the best rank that so many draws do not exceed.

    Parameters
    ----------
    ranks : uint16 array (units, draws)
        Every unit has a rank in every draw: leaving one indicator out never empties a dimension that may be ranked.

    Returns
    -------
    tuple of uint16 array (units,)
    """
    number = _complete_columns(ranks).shape[1]
    # The allowance keeps 0.05 · 10,000, which is not exactly 500 in binary, from asking for a 501st draw.
    at = [int(np.ceil(share * number - 1e-9)) - 1 for share in (LOW, MIDDLE, HIGH)]
    ordered = np.partition(ranks, at, axis=1)
    return tuple(ordered[:, k] for k in at)
