"""Series and sources behind published rows, from which a citation names the table."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis.provenance import input_years, series_of_input
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.citations import PAIR, PAIRS
from zone_atlas.catalogue.records import Catalogue, Indicator

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
    pairs = pd.Series(sources, index=rows.index, dtype=object)
    for item in items.unique():
        of_item = items.eq(item)
        if item in catalogue.indicators:
            pairs[of_item] = _of_indicator(rows[of_item], catalogue.indicators[item], observations, catalogue)
        elif item in catalogue.series or item in catalogue.joins:
            parts = [p.series for p in catalogue.joins[item].parts] if item in catalogue.joins else [item]
            texts = {
                ids: _sources_with_series(ids, _series_with_known_table(ids, parts, catalogue))
                for ids in sources[of_item].unique()
            }
            pairs[of_item] = sources[of_item].map(texts)
    return pairs


def _series_with_known_table(ids: str, series: list[str], catalogue: Catalogue) -> dict[str, list[str]]:
    """Series of which a source has a known table, by source."""
    return {
        source: [name for name in series if (name, source) in catalogue.source_tables]
        for source in ids.split(PAIRS)
    }


def _sources_with_series(ids: str, series: dict[str, list[str]]) -> str:
    """Sources in their order, each with its series."""
    named = [f"{source}{PAIR}{name}" for source in ids.split(PAIRS) for name in series.get(source) or [""]]
    return PAIRS.join(part.removesuffix(PAIR) for part in named)


def _of_indicator(
    rows: pd.DataFrame, indicator: Indicator, observations: pd.DataFrame, catalogue: Catalogue
) -> pd.Series:
    """Pairs of the rows of one indicator: of the observations that entered each value."""
    sources = rows["sources"].astype(str)
    basis = rows["basis"].astype(str) if "basis" in rows else pd.Series(EXACT, index=rows.index)
    needed = pd.DataFrame(
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
    entered = _observations_entered(indicator, needed, observations, catalogue)
    if entered.empty:
        return sources
    known = needed.merge(entered, on=KEY).sort_values(["row", "order"], kind="stable")
    known = known.drop_duplicates(["row", "source", "series"])
    series: dict[object, dict[str, list[str]]] = {}
    for row, source, name in known[["row", "source", "series"]].itertuples(index=False):
        series.setdefault(row, {}).setdefault(source, []).append(name)
    texts = [
        _sources_with_series(ids, series.get(row, {})) for row, ids in zip(rows.index, sources, strict=True)
    ]
    return pd.Series(texts, index=rows.index, dtype=object)


def _observations_entered(
    indicator: Indicator, needed: pd.DataFrame, observations: pd.DataFrame, catalogue: Catalogue
) -> pd.DataFrame:
    """Observations that enter an indicator from tables that are known: place, year, series, source, order."""
    names = [series_of_input(name, catalogue) for name in indicator.series]
    # The long table is filtered by its codes, once, before anything is compared as text.
    series = observations["series"].cat
    codes = series.categories.get_indexer([name for parts in names for name in parts])
    near = observations[series.codes.isin(codes) & observations["year"].isin(needed["year"].unique())]
    near = near[near["place"].isin(needed["place"].unique()) & near["value"].notna()]
    near = near[[*KEY, "series", "source_id"]].astype({"place": str, "series": str, "source_id": str})
    near = near.rename(columns={"source_id": "source"})
    parts = [_observations_taken(spans, near).assign(order=order) for order, spans in enumerate(names)]
    whole = pd.concat(parts, ignore_index=True)
    tabled = [pair in catalogue.source_tables for pair in zip(whole["series"], whole["source"], strict=True)]
    return whole[tabled]


def _observations_taken(spans: dict[str, tuple[int, int]], near: pd.DataFrame) -> pd.DataFrame:
    """Observations that an input takes: of a join the first part that has a value and may fill the year."""
    parts = [
        near[near["series"].eq(series) & near["year"].between(first, last)]
        for series, (first, last) in spans.items()
    ]
    return pd.concat(parts).drop_duplicates(KEY) if len(parts) > 1 else parts[0]
