"""Smart specialisation of one place: how narrow its base is, what it gained and lost, what lies within reach."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.industries import INDUSTRIES
from zone_atlas.catalogue.rules import CENSUSES, PRESENT
from zone_atlas.memo import remember_with_tables

Array = NDArray[np.float64]
FIRST, LAST = CENSUSES
AGRICULTURE = "agriculture"
# Judgements, stated on the page. The market services among Eurostat's knowledge-intensive ones (NACE J, K, M, N).
KNOWLEDGE_INTENSIVE = ("ict", "finance", "business_services", "science")
# They follow land and deposits, or population and budgets, and are not for a strategy to choose.
BOUND_TO_LAND = ("agriculture", "mining")
PUBLIC_SERVICES = ("water_env", "education", "health", "culture", "public_admin")
RELATED, BREAKTHROUGH, FURTHER, LAND, PUBLIC = "related", "breakthrough", "further", "land", "public"
# As many are proposed for the first phase.
NAMED = 3
# Predictors of the check that are put into words, and the plain benchmark of each.
CHECKED = ("density", "density_within_place")
BENCHMARKS = {"density": "location_quotient", "density_within_place": "location_quotient_within_place"}
CHANCE = 0.5


def _industries_wide(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row per place and year, one column per industry."""
    text = rows.astype({"place": str, "industry": str})
    wide = text.pivot(index=["place", "year"], columns="industry", values=column)
    return wide.reindex(columns=list(INDUSTRIES))


def specialisation_indices(rows: pd.DataFrame) -> pd.DataFrame:
    """Indices of how specialised and how diversified places are.

    Parameters
    ----------
    rows : DataFrame
        Rows of `specialisation`: place, year, industry, share, national (both in per cent).

    Returns
    -------
    DataFrame by (place, year)
        `krugman` = Σ |share − national share|, 0 (the country in small) to 2 (nothing in common; Krugman 1991);
        `effective` = 1 / Σ p² over the shares p of the non-agricultural industries among themselves: the number of
        equally large industries that would be as concentrated, 1–18.
    """
    shares, national = _industries_wide(rows, "share"), _industries_wide(rows, "national")
    others = shares.drop(columns=AGRICULTURE)
    parts = others.div(others.sum(axis=1, skipna=False), axis=0)
    return pd.DataFrame(
        {
            "krugman": (shares - national).abs().sum(axis=1, skipna=False) / 100,
            "effective": 1 / (parts**2).sum(axis=1, skipna=False),
        }
    )


@remember_with_tables(maxsize=1)
def all_indices(atlas: Atlas) -> pd.DataFrame:
    """Indices of every place of the specialisation table."""
    return specialisation_indices(atlas.specialisation)


class Rank(NamedTuple):
    """A place among all cities: 1 for the highest value."""

    rank: int
    of: int


@remember_with_tables(maxsize=4)
def _values_of_index(atlas: Atlas, index: str) -> dict[tuple[str, int], float]:
    return {(str(place), int(year)): value for (place, year), value in all_indices(atlas)[index].items()}


def index_of_place(atlas: Atlas, place: str, year: int, index: str) -> float:
    """One index of a place in one census; NaN where there is none.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    year : int
        Year of a census.
    index : {'krugman', 'effective'}
    """
    return _values_of_index(atlas, index).get((place, year), float("nan"))


def among_cities(atlas: Atlas, place: str, year: int, index: str) -> Rank | None:
    """Rank of a zone, district or city among all cities; None where it has no value.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Zone or adcode.
    year : int
        Year of a census.
    index : {'krugman', 'effective'}
    """
    value, cities = index_of_place(atlas, place, year, index), city_indices(atlas, year)[index]
    if not np.isfinite(value):
        return None
    above = int((cities > value).sum())
    return Rank(1 + above, len(cities))


@remember_with_tables(maxsize=4)
def city_indices(atlas: Atlas, year: int) -> pd.DataFrame:
    """Indices of the prefecture-level cities in one census, by adcode.

    Parameters
    ----------
    atlas : Atlas
    year : int
        Year of a census.

    Returns
    -------
    DataFrame by adcode
        Columns `krugman` and `effective`; cities that lack either are left out.
    """
    indices = all_indices(atlas).xs(year, level="year").dropna()
    cities = atlas.places.loc[atlas.places["kind"].eq("city"), "place"].astype(str)
    return indices[indices.index.isin(cities)]


def quotients_of_place(rows: pd.DataFrame) -> pd.DataFrame:
    """Shares and location quotients of one place in both censuses, the highest quotient of the last one first.

    Parameters
    ----------
    rows : DataFrame
        Rows of `specialisation` of one place.

    Returns
    -------
    DataFrame
        industry, share_2010, share_2020, national_2020, quotient_2010, quotient_2020 (NaN where there is none),
        comparable (whether both censuses count the same territory).
    """
    spot = {name: at for at, name in enumerate(INDUSTRIES)}
    at = rows["industry"].astype(str).map(spot).to_numpy(dtype=int)
    year, same = rows["year"].to_numpy(), rows["comparable"].to_numpy(dtype=bool)
    table: dict[str, Array] = {}
    comparable = np.ones(len(INDUSTRIES), dtype=bool)
    for census in (FIRST, LAST):
        of_census = year == census
        for name, column in (("share", "share"), ("national", "national"), ("quotient", "location_quotient")):
            values = np.full(len(INDUSTRIES), np.nan)
            values[at[of_census]] = rows[column].to_numpy(dtype=float)[of_census]
            table[f"{name}_{census}"] = values
        counted = np.zeros(len(INDUSTRIES), dtype=bool)
        counted[at[of_census]] = same[of_census]
        comparable &= counted & np.isfinite(table[f"quotient_{census}"])
    order = np.argsort(-table[f"quotient_{LAST}"], kind="stable")
    frame = pd.DataFrame({"industry": list(INDUSTRIES), **table, "comparable": comparable})
    return frame.take(order).reset_index(drop=True)


def industries_entered_and_left(table: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Industries in which a place became, and ceased to be, specialised between comparable censuses.

    Parameters
    ----------
    table : DataFrame
        What `quotients_of_place` returns.
    """
    known = table[table["comparable"]]
    before, after = known["quotient_2010"] >= PRESENT, known["quotient_2020"] >= PRESENT
    return list(known.loc[~before & after, "industry"]), list(known.loc[before & ~after, "industry"])


def candidate_industries(rows: pd.DataFrame) -> pd.DataFrame:
    """Industries in which a place is not specialised in the last census, the densest surroundings first.

    Parameters
    ----------
    rows : DataFrame
        Rows of `specialisation` of one place.

    Returns
    -------
    DataFrame
        industry, density, quotient, share, national, phase: 'related' (the `NAMED` densest), 'breakthrough' (the other
        knowledge-intensive ones), 'further' (the rest), or 'land' and 'public', which are not for a strategy to
        choose.
    """
    last = rows[rows["year"].eq(LAST) & rows["location_quotient"].lt(PRESENT)].astype({"industry": str})
    table = last[["industry", "density", "location_quotient", "share", "national"]]
    table = table.rename(columns={"location_quotient": "quotient"})
    table = table.sort_values(["density", "industry"], ascending=[False, True]).reset_index(drop=True)
    phases, left = [], NAMED
    for industry in table["industry"]:
        if industry in BOUND_TO_LAND:
            phases.append(LAND)
        elif industry in PUBLIC_SERVICES:
            phases.append(PUBLIC)
        elif left:
            phases.append(RELATED)
            left -= 1
        else:
            phases.append(BREAKTHROUGH if industry in KNOWLEDGE_INTENSIVE else FURTHER)
    return table.assign(phase=phases)


def propose_industries(table: pd.DataFrame, phase: str) -> list[str]:
    """Industries of a phase: for the first the closest first, for the second the furthest first.

    Parameters
    ----------
    table : DataFrame
        What `candidate_industries` returns.
    phase : {'related', 'breakthrough'}
    """
    industries = list(table.loc[table["phase"].eq(phase), "industry"])
    return industries[::-1] if phase == BREAKTHROUGH else industries


def judge_prediction(row: pd.Series) -> str:
    """Whether an area under the curve with its interval is 'better' or 'worse' than chance, or 'chance'.

    Parameters
    ----------
    row : Series
        `low` and `high`, the ends of the interval, 0–1.
    """
    if row["low"] > CHANCE:
        return "better"
    return "worse" if row["high"] < CHANCE else "chance"


def compare_predictors(check: pd.DataFrame) -> str:
    """Comparison of the plain location quotient with relatedness as a predictor of entries.

    Parameters
    ----------
    check : DataFrame by predictor
        Columns auc, low, high.

    Returns
    -------
    str
        'better' where its interval lies above throughout, 'level' where it is at least as good throughout or the
        intervals overlap, 'weaker' where relatedness lies above anywhere, '' without a benchmark.
    """
    pairs = [(a, b) for a, b in BENCHMARKS.items() if a in check.index and b in check.index]
    if not pairs:
        return ""
    if all(check.at[plain, "low"] > check.at[related, "high"] for related, plain in pairs):
        return "better"
    beaten = any(check.at[plain, "high"] < check.at[related, "low"] for related, plain in pairs)
    return "weaker" if beaten else "level"
