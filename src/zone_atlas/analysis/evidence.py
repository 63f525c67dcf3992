"""The binding bottleneck of a zone, by rule, and how good the evidence for it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from zone_atlas.analysis import peer_group, standing
from zone_atlas.analysis.position import share_below, share_lower
from zone_atlas.analysis.provenance import find_own_city
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.framework import BOTTLENECK
from zone_atlas.catalogue.rules import RANKED_FROM
from zone_atlas.memo import remember_with_tables

# Judgement, stated on the Methods page.
WELL_COVERED = 0.85
RECENT = 1.0


@dataclass(frozen=True)
class Position:
    """Position of a place on one dimension: share of the other ranked cities that score lower, 0–1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Binding:
    """The bottleneck on which a zone stands most severe among all cities, with the grade of its evidence.

    `severity` is the share of cities less severe with its 90 % interval (`low`, `high`, NaN where not ranked);
    `tied` are the bottlenecks whose intervals overlap with it; `reasons` say what cost the grade.
    """

    dimension: str
    ranked: bool
    severity: float
    low: float
    high: float
    tied: tuple[str, ...]
    grade: str
    reasons: tuple[str, ...]
    coverage: float


@remember_with_tables(maxsize=512)
def city_scores(atlas: Atlas, dimension: str, year: int) -> pd.Series:
    """Scores of the ranked cities on a dimension, by adcode.

    Parameters
    ----------
    atlas : Atlas
    dimension : str
    year : int

    Returns
    -------
    Series
        0–100.
    """
    places = atlas.places
    cities = list(places.loc[places["kind"].eq("city"), "place"])
    return standing.ranked_cities(atlas.scores_at([dimension], year), year, dimension, cities)


@remember_with_tables(maxsize=256)
def positions_on_dimension(atlas: Atlas, dimension: str, year: int) -> dict[str, Position]:
    """Position of every ranked city and zone among all cities, with its 90 % interval.

    Years before the full set have no intervals: there the position of a city is the share of the others that score
    lower.

    Parameters
    ----------
    atlas : Atlas
    dimension : str
    year : int

    Returns
    -------
    dict of str to Position
        By zone or adcode.
    """
    ranks = atlas.ranks_in(dimension, year)
    if ranks.empty:
        scores = city_scores(atlas, dimension, year)
        return {str(city): _plain_position(atlas, str(city), scores, score) for city, score in scores.items()}
    # A low rank number is a high share of places below: the high end of the rank is the low end of the share.
    ends = ranks[["city_median", "city_high", "city_low", "city_of"]].itertuples(name=None)
    positions = {}
    for place, *of_place, cities in ends:
        # A zone that is not itself one of the cities is ranked beside all of them.
        places = int(cities) + (find_own_city(str(place), atlas.catalogue) not in ranks.index)
        positions[str(place)] = Position(*(share_below(float(rank), places) for rank in of_place))
    return positions


def _plain_position(atlas: Atlas, place: str, scores: pd.Series, score: float) -> Position:
    others = scores[scores.index != find_own_city(place, atlas.catalogue)]
    return Position(share_lower(score, others.to_numpy()), float("nan"), float("nan"))


def position_of_place(
    atlas: Atlas, place: str, dimension: str, year: int, score: float, *, ranked: bool
) -> Position:
    """Position of a zone or city: with its interval where it is ranked, else the plain share of others below.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    dimension : str
    year : int
    score : float
        The place's score, 0–100, which decides where it is not ranked.
    ranked : bool
        Whether the score is the place's own and ranked; one made with a proxy is not.
    """
    own = positions_on_dimension(atlas, dimension, year).get(place) if ranked else None
    return own or _plain_position(atlas, place, city_scores(atlas, dimension, year), score)


def peers_positions(atlas: Atlas, place: str, dimension: str, year: int) -> dict[str, float]:
    """Positions of the nearest peers (0–1); a peer without a score is left out.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    dimension : str
    year : int
    """
    known = positions_on_dimension(atlas, dimension, year)
    return {peer: known[peer].share for peer in peer_group.nearest_peers(atlas, place) if peer in known}


def peers_position(atlas: Atlas, place: str, dimension: str, year: int) -> float:
    """Median position of the nearest peers; NaN where none has a score.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    dimension : str
    year : int

    Returns
    -------
    float
        0–1.
    """
    shares = list(peers_positions(atlas, place, dimension, year).values())
    return float(np.median(shares)) if shares else float("nan")


def evidence_grade(
    coverage: float, mean_age: float, basis: str, clear_of_peers: bool
) -> tuple[str, tuple[str, ...]]:
    """Evidence grade and what cost it.

    Parameters
    ----------
    coverage : float
        Share of the dimension's indicators in force that have a value, 0–1.
    mean_age : float
        Mean age of the values used, years.
    basis : {'exact', 'proxy'}
    clear_of_peers : bool
        Whether the whole 90 % interval lies on the severe side of the peers' median.

    Returns
    -------
    (str, tuple of str)
        A: at least 85 % covered, values at most one year old on average, exact, clear of the peers; B: exact, one of
        the other three fails; C: exact, two or more fail; D: a proxy, or coverage under 65 %.
    """
    if basis == PROXY:
        return "D", ("proxy",)
    if coverage < RANKED_FROM:
        return "D", ("thin",)
    failed = [
        code
        for code, holds in (
            ("coverage", coverage >= WELL_COVERED),
            ("age", mean_age <= RECENT),
            ("interval", clear_of_peers),
        )
        if not holds
    ]
    return "ABCC"[len(failed)], tuple(failed)


@remember_with_tables(maxsize=512)
def binding_bottleneck(atlas: Atlas, zone: str, year: int, proxies: bool) -> Binding | None:
    """The bottleneck on which a zone stands most severe among all cities.

    Ranked scores decide where there are any; else the scores as they are, a proxy where `proxies` asks for it or
    nothing is exact. None where the year has no score of a bottleneck at all.

    Parameters
    ----------
    atlas : Atlas
    zone : str
        A zone, or a city.
    year : int
    proxies : bool
        Whether the reader has switched proxies on.
    """
    bottlenecks = [d.id for d in atlas.catalogue.dimensions.values() if d.kind == BOTTLENECK]
    scores = standing.scores_in(atlas.scores_at(bottlenecks, year), year, bottlenecks, [zone], proxies)
    if scores.empty:
        scores = standing.scores_in(atlas.scores_at(bottlenecks, year), year, bottlenecks, [zone], True)
    positions = {
        str(row["node"]): position_of_place(
            atlas,
            zone,
            str(row["node"]),
            year,
            float(row["score"]),
            ranked=bool(row["ranked"]) and row["basis"] == EXACT,
        )
        for row in scores.to_dict("records")
    }
    if not positions:
        return None
    # Before the full set no score has an interval; there too, one with thin coverage decides only where it is alone.
    own = set(scores.loc[scores["ranked"] & scores["basis"].eq(EXACT), "node"].astype(str))
    ranked = {node: one for node, one in positions.items() if np.isfinite(one.low)}
    considered = ranked or {node: one for node, one in positions.items() if node in own} or positions
    worst = max(considered, key=lambda node: considered[node].share)
    return _describe_binding(atlas, zone, year, scores[scores["node"].eq(worst)].iloc[0], considered)


def _describe_binding(
    atlas: Atlas, zone: str, year: int, row: pd.Series, positions: dict[str, Position]
) -> Binding:
    node = str(row["node"])
    own = positions[node]
    ranked = bool(np.isfinite(own.low))
    tied = tuple(
        other for other, one in positions.items() if ranked and other != node and one.high >= own.low
    )
    peers = peers_position(atlas, zone, node, year)
    age = mean_age(atlas, zone, node, year, str(row["basis"]))
    letter, costs = evidence_grade(float(row["coverage"]), age, str(row["basis"]), bool(own.low > peers))
    # No interval at all, as before the full set, is a reason of its own beside an interval that reaches the peers.
    reasons = costs if ranked else tuple("no_interval" if code == "interval" else code for code in costs)
    return Binding(
        dimension=node,
        ranked=ranked,
        severity=own.share,
        low=own.low,
        high=own.high,
        tied=tied,
        grade=letter,
        reasons=reasons,
        coverage=float(row["coverage"]),
    )


def mean_age(atlas: Atlas, place: str, dimension: str, year: int, basis: str) -> float:
    """Mean age in years of the values that enter a dimension's score; NaN where there is none."""
    names = [i.id for i in atlas.catalogue.indicators_of(dimension)]
    table = atlas.normalised_in(year)
    rows = table[
        table["set"].eq(standing.set_of(year))
        & table["place"].eq(place)
        & table["basis"].eq(basis)
        & table["indicator"].isin(names)
    ]
    return float(rows["age"].mean())
