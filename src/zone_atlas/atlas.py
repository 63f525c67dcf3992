"""The published tables as one object, for everything downstream of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.faults import DataFaults, Fault

TABLES = (
    "observations",
    "indicators",
    "normalised",
    "scores",
    "ranks",
    "places",
    "goalposts",
    "coherence",
    "gaps",
    "zone_bounds",
    "peers",
    "peer_features",
    "specialisation",
    "relatedness",
    "network_nodes",
    "network_edges",
    "entry_check",
)


class _ByPlace:
    """Rows of a table by place: one order of all rows, from which a place's rows are taken."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        codes, names = pd.factorize(table["place"])
        self.order = np.argsort(codes, kind="stable")
        starts = np.searchsorted(codes[self.order], np.arange(len(names) + 1))
        self.spans = {str(name): slice(starts[k], starts[k + 1]) for k, name in enumerate(names)}

    def of(self, place: str) -> pd.DataFrame:
        """Return the rows of one place in the order of the table; none where it is unknown."""
        return self.table.iloc[self.order[self.spans.get(place, slice(0))]]


@dataclass(frozen=True, eq=False)
class Atlas:
    """Catalogue, published tables and the manifest of the build that made them.

    The tables are shared between readers: never write to them.
    """

    catalogue: Catalogue
    observations: pd.DataFrame
    indicators: pd.DataFrame
    normalised: pd.DataFrame
    scores: pd.DataFrame
    ranks: pd.DataFrame
    places: pd.DataFrame
    goalposts: pd.DataFrame
    coherence: pd.DataFrame
    gaps: pd.DataFrame
    zone_bounds: pd.DataFrame
    peers: pd.DataFrame
    peer_features: pd.DataFrame
    specialisation: pd.DataFrame
    relatedness: pd.DataFrame
    network_nodes: pd.DataFrame
    network_edges: pd.DataFrame
    entry_check: pd.DataFrame
    manifest: dict[str, Any]

    @cached_property
    def _scores_of(self) -> dict[str, pd.DataFrame]:
        return {str(node): rows for node, rows in self.scores.groupby("node", observed=True)}

    @cached_property
    def _scores_at(self) -> dict[tuple[str, int], pd.DataFrame]:
        groups = self.scores.groupby(["node", "year"], observed=True)
        return {(str(node), int(year)): rows for (node, year), rows in groups}

    @cached_property
    def _indicators_of(self) -> dict[str, pd.DataFrame]:
        return {str(name): rows for name, rows in self.indicators.groupby("indicator", observed=True)}

    @cached_property
    def _normalised_of(self) -> dict[int, pd.DataFrame]:
        return {int(year): rows for year, rows in self.normalised.groupby("year")}

    @cached_property
    def _ranks_in(self) -> dict[tuple[str, int], pd.DataFrame]:
        groups = self.ranks.astype({"place": str}).groupby(["node", "year"], observed=True)
        return {(str(node), int(year)): rows.set_index("place") for (node, year), rows in groups}

    @cached_property
    def _no_ranks(self) -> pd.DataFrame:
        return self.ranks.iloc[:0].set_index("place")

    @cached_property
    def _indicators_at(self) -> _ByPlace:
        return _ByPlace(self.indicators)

    @cached_property
    def _observations_at(self) -> _ByPlace:
        return _ByPlace(self.observations)

    @cached_property
    def _peers_of(self) -> _ByPlace:
        return _ByPlace(self.peers)

    @cached_property
    def _specialisation_of(self) -> _ByPlace:
        return _ByPlace(self.specialisation)

    @cached_property
    def _alphas(self) -> dict[tuple[str, str, int], float]:
        table = self.coherence.astype({"set": str, "node": str})
        keys = zip(table["set"], table["node"], table["year"].astype(int), strict=True)
        return dict(zip(keys, table["alpha"].astype(float), strict=True))

    def alpha(self, index_set: str, node: str, year: int) -> float:
        """Return Cronbach's alpha of a dimension in a set and year.

        Parameters
        ----------
        index_set, node : str
            Ids of the set and of the dimension.
        year : int

        Returns
        -------
        float
            NaN where it has none.
        """
        return self._alphas.get((index_set, node, year), float("nan"))

    def scores_of(self, nodes: Iterable[str]) -> pd.DataFrame:
        """Return the scores of some dimensions or elements: a small part of the table, enough for a page.

        Parameters
        ----------
        nodes : iterable of str
            Ids; one without scores adds no row.
        """
        return _stack_rows([self._scores_of[n] for n in nodes if n in self._scores_of], self.scores)

    def scores_at(self, nodes: Iterable[str], year: int) -> pd.DataFrame:
        """Return the scores of some dimensions or elements in one year, of every set that has it.

        Parameters
        ----------
        nodes : iterable of str
            Ids; one without scores adds no row.
        year : int
        """
        return _stack_rows(
            [self._scores_at[n, year] for n in nodes if (n, year) in self._scores_at], self.scores
        )

    def values_of(self, indicator: str) -> pd.DataFrame:
        """Return the values of one indicator.

        Parameters
        ----------
        indicator : str
            Id; no row where it is unknown.
        """
        return self._indicators_of.get(indicator, self.indicators.iloc[:0])

    def indicators_at(self, place: str) -> pd.DataFrame:
        """Return the indicator values of one zone or city, of every year.

        Parameters
        ----------
        place : str
            Id of the zone or code of the city; no row where it is unknown.
        """
        return self._indicators_at.of(place)

    def observations_at(self, place: str) -> pd.DataFrame:
        """Return the observations of one city, county or district, of every year.

        Parameters
        ----------
        place : str
            Six-digit code; no row where it is unknown.
        """
        return self._observations_at.of(place)

    def peers_of(self, place: str) -> pd.DataFrame:
        """Return the peers of one zone or city by group, the nearest first.

        Parameters
        ----------
        place : str
            Id of the zone or code of the city; no row where it is unknown.
        """
        return self._peers_of.of(place)

    def specialisation_of(self, place: str) -> pd.DataFrame:
        """Return employment shares, location quotients and relatedness densities of one place in both censuses.

        Parameters
        ----------
        place : str
            Id of the zone, or code of the city or district; no row where it is unknown.
        """
        return self._specialisation_of.of(place)

    def ranks_in(self, node: str, year: int) -> pd.DataFrame:
        """Return the rank intervals of a dimension in one year.

        Parameters
        ----------
        node : str
            Id of the dimension.
        year : int

        Returns
        -------
        DataFrame by place
            Empty where no place is ranked with an interval.
        """
        return self._ranks_in.get((node, year), self._no_ranks)

    def normalised_in(self, year: int) -> pd.DataFrame:
        """Return the normalised indicators of one year.

        Parameters
        ----------
        year : int
            No row where it has none.
        """
        return self._normalised_of.get(year, self.normalised.iloc[:0])


def _stack_rows(parts: list[pd.DataFrame], like: pd.DataFrame) -> pd.DataFrame:
    if len(parts) == 1:
        return parts[0]
    return pd.concat(parts) if parts else like.iloc[:0]


def open_published(published_dir: Path) -> Atlas:
    """Open the tables that the manifest points to.

    Parameters
    ----------
    published_dir : Path
        Folder with the manifest.

    Raises
    ------
    DataFaults
        When nothing has been published yet, or another version published it without some of the tables.
    """
    manifest = store.read_json(published_dir / "manifest.json")
    folder = published_dir / str(manifest.get("tables"))
    if not manifest or not folder.is_dir():
        message = "nothing published yet: run `zone-atlas build`"
        raise DataFaults([Fault(published_dir.name, 0, "", message)])
    lacking = [name for name in TABLES if not (folder / f"{name}.parquet").is_file()]
    if lacking:
        message = f"published by another version, without {', '.join(lacking)}: run `zone-atlas build`"
        raise DataFaults([Fault(published_dir.name, 0, "", message)])
    tables = {name: store.read_parquet(folder / f"{name}.parquet") for name in TABLES}
    opened = Atlas(catalogue=load_catalogue(folder / "catalogue"), manifest=manifest, **tables)
    store.give_back_memory()
    return opened
