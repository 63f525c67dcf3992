"""Published figures in one shape: place, year, item, value, unit, status, sources, note, basis."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.breaks import breaks_of
from zone_atlas.catalogue.records import NOTES_JOINED_BY, Catalogue
from zone_atlas.catalogue.rules import CORE, FULL

SHAPE = ["place", "year", "item", "value", "unit", "status", "sources", "note", "basis"]


def of_observations(observations: pd.DataFrame) -> pd.DataFrame:
    """Observations as rows.

    Parameters
    ----------
    observations : DataFrame
        Published observations.

    Returns
    -------
    DataFrame
        Columns `SHAPE`; all of them are exact.
    """
    names = {"series": "item", "source_id": "sources"}
    return observations.rename(columns=names).assign(basis=EXACT)[SHAPE]


def of_indicators(indicators: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Indicator values as rows, each in its own unit.

    Parameters
    ----------
    indicators : DataFrame
        Published indicator values.
    catalogue : Catalogue

    Returns
    -------
    DataFrame
        Columns `SHAPE`; the note says 'proxy' of a wider unit's value, and names each break from the year before.
    """
    units = {key: indicator.unit for key, indicator in catalogue.indicators.items()}
    frame = indicators.rename(columns={"indicator": "item"})
    notes = _note_on_basis(frame["basis"])
    notes = _with_breaks(frame, notes, frame["breaks"].astype(bool), catalogue)
    return frame.assign(unit=frame["item"].astype(str).map(units), note=notes)[SHAPE]


def _with_breaks(
    frame: pd.DataFrame, notes: pd.Series, broken: pd.Series, catalogue: Catalogue, index_set: str = ""
) -> pd.Series:
    """Notes with the address of each break between a value and the year before, worded as those of observations."""
    notes, addresses = notes.astype(object), {}
    for index, place, item, year, basis in frame.loc[broken, ["place", "item", "year", "basis"]].itertuples():
        key = (str(item), str(place), str(basis))
        if key not in addresses:
            addresses[key] = breaks_of(catalogue, key[0], key[1], key[2], index_set)
        here = [f"break {b.place or '*'}.{b.series}.{b.year}" for b in addresses[key] if b.year == year]
        notes[index] = NOTES_JOINED_BY.join(filter(None, [notes[index], *here]))
    return notes


def rows_behind(keys: pd.DataFrame, indicators: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Rows of the indicator values that some keys name.

    Parameters
    ----------
    keys : DataFrame
        Columns place, indicator, value_basis, value_year.
    indicators : DataFrame
        The published indicator values.
    catalogue : Catalogue

    Returns
    -------
    DataFrame
        Columns `SHAPE`, in the order of the keys; a key without a value has no row.
    """
    names = ["place", "indicator", "basis"]
    left = keys.rename(columns={"value_year": "year", "value_basis": "basis"}).astype(
        dict.fromkeys(names, str)
    )
    return of_indicators(
        left.merge(indicators.astype(dict.fromkeys(names, str)), on=[*names, "year"]), catalogue
    )


def _note_on_basis(basis: pd.Series) -> pd.Series:
    return basis.astype(str).map({PROXY: "proxy"}).fillna("")


def of_scores(
    scores: pd.DataFrame, normalised: pd.DataFrame, indicators: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """Scores as rows; their sources are those of the values that entered them.

    Parameters
    ----------
    scores : DataFrame
        Published scores of one index set.
    normalised, indicators : DataFrame
        The published tables.
    catalogue : Catalogue

    Returns
    -------
    DataFrame
        Columns `SHAPE`; the unit is 'score' (0–100).
    """
    sources = score_sources(scores, normalised, indicators, catalogue)
    frame = scores.rename(columns={"node": "item", "score": "value"})
    thin = ~frame["ranked"] & frame["basis"].eq(EXACT)
    note = _note_on_basis(frame["basis"]).mask(thin, "not_ranked")
    for index_set in frame["set"].astype(str).unique():
        broken = frame["status"].eq("B") & frame["set"].astype(str).eq(index_set)
        note = _with_breaks(frame, note, broken, catalogue, index_set)
    return frame.assign(unit="score", note=note, sources=sources)[SHAPE]


def score_sources(
    scores: pd.DataFrame, normalised: pd.DataFrame, indicators: pd.DataFrame, catalogue: Catalogue
) -> pd.Series:
    """Semicolon-joined sources behind each score of one index set.

    Parameters
    ----------
    scores : DataFrame
        Published scores of one index set.
    normalised, indicators : DataFrame
        The published tables.
    catalogue : Catalogue

    Returns
    -------
    Series of str
        On the index of `scores`.
    """
    places, years = scores["place"].unique(), scores["year"].unique()
    index_set = CORE if scores["set"].eq(CORE).all() else FULL
    chosen = normalised["set"].eq(index_set) & normalised["place"].isin(places)
    used = normalised[chosen & normalised["year"].isin(years)]
    known = indicators[indicators["place"].isin(places)]
    named = {i.id for i in catalogue.indicators.values() if set(i.sets) & set(scores["set"].astype(str))}
    used = used[used["indicator"].isin(named)]
    key = ["place", "indicator", "value_basis", "value_year"]
    text = {"place": str, "indicator": str, "value_basis": str, "sources": str}
    left = used.astype(dict.fromkeys(("place", "indicator", "basis", "value_basis"), str))
    right = known.rename(columns={"basis": "value_basis", "year": "value_year"})[[*key, "sources"]]
    entered = left.rename(columns={"year": "scored"}).merge(right.astype(text), on=key, how="left")
    entered["sources"] = entered["sources"].fillna("")
    entered["dimension"] = entered["indicator"].map(
        {i.id: i.dimension for i in catalogue.indicators.values()}
    )
    entered["element"] = entered["indicator"].map({i.id: i.element for i in catalogue.indicators.values()})
    united: dict[tuple[str, int, str, str], set[str]] = {}
    for place, year, basis, dimension, element, ids in entered[
        ["place", "scored", "basis", "dimension", "element", "sources"]
    ].itertuples(index=False):
        for node in (dimension, element):
            united.setdefault((place, year, basis, node), set()).update(filter(None, ids.split(";")))
    order = {source: k for k, source in enumerate(catalogue.sources)}
    keys = zip(
        scores["place"].astype(str),
        scores["year"],
        scores["basis"].astype(str),
        scores["node"].astype(str),
        strict=True,
    )
    texts = [";".join(sorted(united.get(k, set()), key=lambda s: order.get(s, 0))) for k in keys]
    return pd.Series(texts, index=scores.index)
