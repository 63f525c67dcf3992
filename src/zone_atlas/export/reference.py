"""References to copy: a figure with the publications behind it, after GB/T 7714-2015 and APA 7."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue import citations
from zone_atlas.catalogue.sources import Source, SourceTable
from zone_atlas.export.extract import item_names

# Of the hash of the inputs: enough to tell the versions of the data apart.
VERSION_LENGTH = 12


@dataclass(frozen=True)
class Reference:
    """One figure, cited twice: in Chinese after the national standard, in English after APA."""

    gb_t_7714: str
    apa_7: str


def version_of(atlas: Atlas) -> tuple[str, str]:
    """Version of the data and the day on which they were processed."""
    return str(atlas.manifest["inputs"])[:VERSION_LENGTH], str(atlas.manifest["built_at"])[:10]


def reference(atlas: Atlas, place: str, item: str, year: int, observations: pd.DataFrame) -> Reference:
    """References of a figure: which it is, the publications of the observations behind it, then the atlas as the tool.

    Parameters
    ----------
    atlas : Atlas
    place, item : str
        Zone or code, and series or indicator, of the figure.
    year : int
    observations : pd.DataFrame
        Columns source_id and series.
    """
    cited = _cited(atlas, observations)
    version, built = version_of(atlas)
    chinese = [citations.gb_t_7714(*one) for one in cited] + [citations.tool_gb_t_7714(version, built)]
    english = [citations.apa_7(*one) for one in cited] + [citations.tool_apa_7(version, built)]
    return Reference(
        "\n".join([_figure(atlas, place, item, year, "zh"), *_numbered(chinese)]),
        "\n".join([_figure(atlas, place, item, year, "en"), *dict.fromkeys(english)]),
    )


def _cited(atlas: Atlas, observations: pd.DataFrame) -> list[tuple[Source, SourceTable | None]]:
    """Each publication with each of its tables, once, in the order of the observations."""
    found: list[tuple[Source, SourceTable | None]] = []
    catalogue = atlas.catalogue
    rows = observations[["source_id", "series"]].astype(str)
    for name in rows["source_id"].unique():
        series = rows.loc[rows["source_id"].eq(name), "series"].unique()
        tables: Sequence[SourceTable | None] = citations.tables_of(catalogue, name, series) or [None]
        found += [(catalogue.sources[name], table) for table in tables]
    return found


def _numbered(references: list[str]) -> list[str]:
    return [f"[{number}] {text}" for number, text in enumerate(dict.fromkeys(references), start=1)]


def _figure(atlas: Atlas, place: str, item: str, year: int, language: str) -> str:
    """Which figure it is: place, series or indicator, year."""
    names = atlas.places.set_index("place")[f"name_{language}"]
    where, what = str(names.get(place, place)), item_names(atlas.catalogue, language).get(item, item)
    return f"{where}，{what}，{year}年" if language == "zh" else f"{where}, {what}, {year}"
