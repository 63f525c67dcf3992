"""Step 5: scores of elements and dimensions, on the full cross-section and on the two constant sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.breaks import BreakMasks, break_masks
from zone_atlas.catalogue.records import WITHHELD, Catalogue, Dimension
from zone_atlas.catalogue.rules import OLDEST, PERCENTILE_ENDS, RANKED_FROM, SETS, TREND, IndexSet
from zone_atlas.faults import DataFaults, Fault
from zone_atlas.index.aggregate import share_of_indicators_scored, weighted_mean
from zone_atlas.index.goalposts import goalposts_of, normalise_between_goalposts
from zone_atlas.pipeline.constant_set import LEAVING, keep_constant_indicators, latest_values, without_broken

# A long-run dimension of a single indicator would be that indicator under another name.
FEWEST_INDICATORS = 2


@dataclass(frozen=True)
class Cube:
    """Scores of the indicators of one set.

    Arrays are unit × year × indicator: `score` 0–100 or NaN, `value` in the indicator's unit, `year` of the value, and
    the years in which an indicator breaks.
    """

    set: IndexSet
    units: pd.MultiIndex
    indicators: tuple[str, ...]
    score: NDArray[np.float64]
    value: NDArray[np.float64]
    year: NDArray[np.float64]
    breaks: BreakMasks
    posts: dict[str, tuple[float, float, int]]


def usable_values(indicators: pd.DataFrame, proxy_only: set[str]) -> pd.DataFrame:
    """Select the values that may be scored: without the withheld, and with exact values filled in beside proxies.

    A zone of districts has exact figures for a few indicators; its view with proxies keeps those and takes the wider
    unit for the rest. `value_basis` says which of the two a value is.

    Parameters
    ----------
    indicators : DataFrame
        Output of the derive step.
    proxy_only : set of str
        Zones of districts.
    """
    frame = indicators[indicators["status"] != WITHHELD]
    frame = frame.assign(value_basis=frame["basis"])
    exact = frame[frame["place"].isin(proxy_only) & frame["basis"].eq(EXACT)].assign(basis=PROXY)
    # The exact rows come last so that they win over a proxy of the same cell.
    both = pd.concat([frame, exact])
    return both.drop_duplicates(["place", "basis", "year", "indicator"], keep="last")


def _observed_cube(
    values: pd.DataFrame, units: pd.MultiIndex, years: list[int], indicators: list[str]
) -> NDArray[np.float64]:
    """Arrange values as an array unit × year × indicator, NaN where there is none."""
    rows = values[values["indicator"].isin(indicators) & values["year"].isin(years)]
    where = (
        units.get_indexer(pd.MultiIndex.from_frame(rows[["place", "basis"]])),
        pd.Index(years).get_indexer(rows["year"]),
        pd.Index(indicators).get_indexer(rows["indicator"]),
    )
    array = np.full((len(units), len(years), len(indicators)), np.nan)
    array[where] = rows["value"]
    return array


def normalise_set(values: pd.DataFrame, catalogue: Catalogue, index_set: IndexSet, cities: set[str]) -> Cube:
    """Normalise the indicators of a set between goalposts pooled over the cities and years of the set.

    Parameters
    ----------
    values : DataFrame
        Output of `usable_values`.
    catalogue : Catalogue
    index_set : IndexSet
    cities : set of str
        Population over which goalposts are pooled.

    Raises
    ------
    DataFaults
        When an indicator has no two different values among the cities, so that it cannot be scored.
    """
    members = [i for i in catalogue.indicators.values() if index_set.id in i.sets]
    units = pd.MultiIndex.from_frame(
        values[["place", "basis"]].drop_duplicates().sort_values(["place", "basis"])
    )
    span = list(range(index_set.first - OLDEST, index_set.last + 1))
    names = [i.id for i in members]
    observed = _observed_cube(values, units, span, names)
    masks = break_masks(catalogue, units, span, names)
    value, year = latest_values(observed, span, masks.any)
    score, posts, faults = np.full(value.shape, np.nan), {}, []
    is_city = units.get_level_values("place").isin(cities)
    for k, indicator in enumerate(members):
        pool = observed[is_city, OLDEST:, k]
        log = indicator.goalposts == "log"
        try:
            low, high = goalposts_of(pool, log, PERCENTILE_ENDS)
        except ValueError as error:
            faults.append(
                Fault(
                    "indicators.yaml",
                    0,
                    indicator.id,
                    f"cannot be scored in the set '{index_set.id}': {error}",
                )
            )
            continue
        posts[indicator.id] = (low, high, int(np.isfinite(pool).sum()))
        score[:, :, k] = normalise_between_goalposts(
            value[:, :, k], low, high, log=log, direction=indicator.direction
        )
    if faults:
        raise DataFaults(faults)
    breaks = BreakMasks(masks.any[:, OLDEST:], masks.own[:, OLDEST:])
    return Cube(index_set, units, tuple(names), score, value, year, breaks, posts)


def _node_frame(
    cube_: Cube,
    node: str,
    score: NDArray[np.float64],
    covered: NDArray[np.float64],
    columns: list[int],
    scored: NDArray[np.float64],
) -> pd.DataFrame:
    """Make the rows of one node; `scored` (unit, year, indicator) holds the scores of its `columns` behind `score`."""
    used = np.isfinite(scored)
    age = np.array(cube_.set.years)[None, :, None] - cube_.year[:, :, columns]
    # A break of one place breaks the scores that the indicator made; a new definition cuts every line. The first
    # year of a set has no year before it.
    breaks = cube_.breaks.any[:, :, columns]
    broken = breaks & (used | (not cube_.set.constant)) | breaks.all(axis=0, keepdims=True)
    broken[:, 0] = False
    place, basis = (cube_.units.get_level_values(k) for k in ("place", "basis"))
    years = cube_.set.years
    frame = pd.DataFrame(
        {
            "place": np.repeat(place, len(years)),
            "year": np.tile(np.array(years, dtype="int16"), len(place)),
            "set": cube_.set.id,
            "node": node,
            "score": score.ravel(),
            "coverage": covered.ravel(),
            "oldest_age": np.where(used, age, 0).max(axis=2).ravel(),
            "basis": np.repeat(basis, len(years)),
            "status": np.where(broken.any(axis=2), "B", "A").ravel(),
        }
    )
    return frame[frame["score"].notna()]


def dimension_scores(cube_: Cube, dimension: Dimension, catalogue: Catalogue) -> list[pd.DataFrame]:
    """Score a dimension and its elements; coverage counts the indicators in force in the year.

    A score breaks in the year in which an indicator behind it does.

    Parameters
    ----------
    cube_ : Cube
        Scores of the indicators of one set.
    dimension : Dimension
    catalogue : Catalogue

    Returns
    -------
    list of DataFrame
        One per element and one for the dimension, one row per place, basis and year with a score; empty where the set
        has fewer than `FEWEST_INDICATORS` of its indicators.
    """
    position = {name: k for k, name in enumerate(cube_.indicators)}
    members = [i for i in catalogue.indicators_of(dimension.id) if i.id in position]
    if len(members) < FEWEST_INDICATORS:
        return []
    columns = [position[i.id] for i in members]
    in_force = np.logical_or.reduce(np.isfinite(cube_.score[:, :, columns]), axis=0, keepdims=True)
    scores = cube_.score[:, :, columns]
    if cube_.set.constant:
        scores = keep_constant_indicators(scores)
    if cube_.set.id == LEAVING:
        scores = without_broken(scores, cube_.breaks.own[:, :, columns], in_force)
    frames, elements = [], []
    for element in dimension.elements:
        chosen = [k for k, i in enumerate(members) if i.element == element.id]
        if not chosen:
            continue
        part, there = scores[:, :, chosen], [columns[k] for k in chosen]
        elements.append(weighted_mean(part))
        frames.append(
            _node_frame(cube_, element.id, elements[-1], share_of_indicators_scored(part), there, part)
        )
    total = weighted_mean(np.stack(elements, axis=2))
    frames.append(
        _node_frame(cube_, dimension.id, total, share_of_indicators_scored(scores, in_force), columns, scores)
    )
    return frames


def add_ranks(scores: pd.DataFrame, zones: set[str]) -> pd.DataFrame:
    """Add `ranked`, `rank` and `rank_of`: zones among zones, cities among cities, never proxies or thin coverage.

    Parameters
    ----------
    scores : DataFrame
        set, node, year, place, basis, score, coverage.
    zones : set of str
        Ids of the zones.

    Returns
    -------
    DataFrame
        1 = highest score, equal scores share the better rank; NaN where not ranked.
    """
    eligible = (scores["coverage"] >= RANKED_FROM) & (scores["basis"] == EXACT)
    frame = scores.assign(ranked=eligible, is_zone=scores["place"].isin(zones))
    groups = frame[eligible].groupby(["set", "node", "year", "is_zone"])["score"]
    frame["rank"] = groups.rank(method="min", ascending=False)
    frame["rank_of"] = groups.transform("size")
    return frame.drop(columns="is_zone")


def score_sets(
    indicators: pd.DataFrame, catalogue: Catalogue, cities: set[str]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Score every set.

    Parameters
    ----------
    indicators : DataFrame
        Output of the derive step.
    catalogue : Catalogue
    cities : set of str
        Population over which goalposts are pooled.

    Returns
    -------
    (DataFrame, DataFrame, DataFrame)
        Scores of the nodes, normalised indicators of the full set and the core, goalposts of all sets.
    """
    proxy_only = {z.id for z in catalogue.zones.values() if z.proxy_only}
    values = usable_values(indicators, proxy_only)
    frames, posts, normalised = [], [], []
    for index_set in SETS:
        made = normalise_set(values, catalogue, index_set, cities)
        for dimension in catalogue.dimensions.values():
            frames += dimension_scores(made, dimension, catalogue)
        posts += [(index_set.id, name, low, high, n) for name, (low, high, n) in made.posts.items()]
        # The trend set shares goalposts with the full one and is part of it.
        if index_set.id != TREND:
            normalised.append(normalised_table(made, values))
    scores = add_ranks(pd.concat(frames, ignore_index=True), set(catalogue.zones))
    return (
        scores,
        pd.concat(normalised, ignore_index=True),
        pd.DataFrame(posts, columns=["set", "indicator", "low", "high", "n"]),
    )


def normalised_table(made: Cube, values: pd.DataFrame) -> pd.DataFrame:
    """Tabulate the scores of single indicators, with the value behind each, its age and its own basis.

    Parameters
    ----------
    made : Cube
    values : DataFrame
        Output of `usable_values`.

    Returns
    -------
    DataFrame
        place, year, set, indicator, score (0–100), value (in the indicator's unit), value_year, basis, age (years),
        value_basis.
    """
    units, years, indicators = np.indices(made.score.shape)
    year = np.array(made.set.years)[years]
    frame = pd.DataFrame(
        {
            "place": made.units.get_level_values("place").to_numpy()[units.ravel()],
            "year": year.ravel().astype("int16"),
            "set": made.set.id,
            "indicator": np.array(made.indicators)[indicators.ravel()],
            "score": made.score.ravel(),
            "value": made.value.ravel(),
            "value_year": made.year.ravel(),
            "basis": made.units.get_level_values("basis").to_numpy()[units.ravel()],
        }
    )
    frame = frame[frame["score"].notna()].astype({"value_year": "int16"})
    frame = frame.assign(age=(frame["year"] - frame["value_year"]).astype("int8"))
    names = ["place", "basis", "year", "indicator"]
    bases = values.set_index(names)["value_basis"].astype(str)
    scored = pd.MultiIndex.from_frame(frame[["place", "basis", "value_year", "indicator"]], names=names)
    return frame.assign(value_basis=bases.reindex(scored).to_numpy()).reset_index(drop=True)
