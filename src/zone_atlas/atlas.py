"""The published tables as one object, for everything downstream of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.faults import DataFaults, Fault
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.catalogue.records import Catalogue

TABLES = ("observations", "indicators", "normalised", "scores", "places", "goalposts", "gaps")


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
    places: pd.DataFrame
    goalposts: pd.DataFrame
    gaps: pd.DataFrame
    manifest: dict[str, Any]


def open_published(published_dir: Path) -> Atlas:
    """Open the tables that the manifest points to.

    Raises
    ------
    DataFaults
        When nothing has been published yet.
    """
    manifest = store.read_json(published_dir / "manifest.json")
    folder = published_dir / str(manifest.get("tables"))
    if not manifest or not folder.is_dir():
        message = "nothing published yet: run `zone-atlas build`"
        raise DataFaults([Fault(published_dir.name, 0, "", message)])
    tables = {name: store.read_parquet(folder / f"{name}.parquet") for name in TABLES}
    return Atlas(catalogue=load_catalogue(folder / "catalogue"), manifest=manifest, **tables)
