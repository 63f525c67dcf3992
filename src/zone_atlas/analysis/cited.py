"""Which series of which source stand behind published rows: what a citation with table needs to know."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis.provenance import input_units, input_years
from zone_atlas.analysis.standing import EXACT
from zone_atlas.catalogue.citations import PAIR, PAIRS
from zone_atlas.catalogue.records import Catalogue, Indicator, Join

KEY = ["place", "year"]


def pairs_of(rows: pd.DataFrame, observations: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
    """Sources of each row, with the series that was read in them where its table is known.

    Parameters
    ----------
    rows : pd.DataFrame
        Rows in the shape of `analysis.rows`; `sources` semicolon-joined.
    observations : pd.DataFrame
        The published observations.
    catalogue : Catalogue

    Returns
    -------
    pd.Series of str
        'yearbook2020:gdp;deflator296' on the index of `rows`: the sources in their order, each with its series joined
        to it by ':'; alone where no table is known. Scores keep their sources alone: they rest on dozens of tables.
    """
    items, sources = rows["item"].astype(str), rows["sources"].astype(str)
    found = pd.Series(sources, index=rows.index, dtype=object)
    for item in items.unique():
        mine = items.eq(item)
        if item in catalogue.indicators:
            found[mine] = _of_indicator(rows[mine], catalogue.indicators[item], observations, catalogue)
        elif item in catalogue.series or item in catalogue.joins:
            parts = [p.series for p in catalogue.joins[item].parts] if item in catalogue.joins else [item]
            texts = {ids: _spelled(ids, _tabled(ids, parts, catalogue)) for ids in sources[mine].unique()}
            found[mine] = sources[mine].map(texts)
    return found


def _tabled(ids: str, series: list[str], catalogue: Catalogue) -> dict[str, list[str]]:
    """Series of which a source has a known table, by source."""
    return {
        source: [name for name in series if (name, source) in catalogue.source_tables]
        for source in ids.split(PAIRS)
    }


def _spelled(ids: str, series: dict[str, list[str]]) -> str:
    """Sources in their order, each with its series."""
    named = [f"{source}{PAIR}{name}" for source in ids.split(PAIRS) for name in series.get(source) or [""]]
    return PAIRS.join(part.removesuffix(PAIR) for part in named)


def _of_indicator(
    rows: pd.DataFrame, indicator: Indicator, observations: pd.DataFrame, catalogue: Catalogue
) -> pd.Series:
    """Pairs of the rows of one indicator: of the observations that entered each value."""
    entered = _entered(indicator, observations, catalogue)
    sources = rows["sources"].astype(str)
    if entered.empty:
        return sources
    basis = rows["basis"].astype(str) if "basis" in rows else pd.Series(EXACT, index=rows.index)
    wanted = pd.DataFrame(
        [
            (index, unit, before)
            for index, place, year, which in zip(
                rows.index, rows["place"].astype(str), rows["year"], basis, strict=True
            )
            for unit in input_units(place, which, catalogue)
            for before in input_years(indicator, int(year))
        ],
        columns=["row", *KEY],
    )
    known = wanted.merge(entered, on=KEY).sort_values(["row", "order"], kind="stable")
    known = known.drop_duplicates(["row", "source", "series"])
    series: dict[object, dict[str, list[str]]] = {}
    for row, source, name in known[["row", "source", "series"]].itertuples(index=False):
        series.setdefault(row, {}).setdefault(source, []).append(name)
    texts = [_spelled(ids, series.get(row, {})) for row, ids in zip(rows.index, sources, strict=True)]
    return pd.Series(texts, index=rows.index, dtype=object)


def _entered(indicator: Indicator, observations: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Observations that enter an indicator from tables that are known: place, year, series, source, order."""
    parts = []
    for order, name in enumerate(indicator.series):
        join = catalogue.joins.get(name)
        found = _joined(join, observations) if join else _rows(observations, name)
        parts.append(found.assign(order=order))
    whole = pd.concat(parts, ignore_index=True).rename(columns={"source_id": "source"})
    whole = whole.astype({"place": str, "series": str, "source": str})
    tables = pd.MultiIndex.from_tuples(list(catalogue.source_tables), names=["series", "source"])
    return whole[pd.MultiIndex.from_frame(whole[["series", "source"]]).isin(tables)]


def _rows(observations: pd.DataFrame, series: str) -> pd.DataFrame:
    chosen = observations["series"].eq(series) & observations["value"].notna()
    return observations.loc[chosen, [*KEY, "series", "source_id"]]


def _joined(join: Join, observations: pd.DataFrame) -> pd.DataFrame:
    """Observations that a joined series takes: the first part that has a value and may fill the year."""
    parts = []
    for part in join.parts:
        rows = _rows(observations, part.series)
        parts.append(rows[rows["year"].between(part.first_year, part.last_year)])
    return pd.concat(parts).drop_duplicates(KEY)
