"""References to copy: a figure with the publications behind it, after GB/T 7714-2015 and APA 7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from zone_atlas.catalogue import citations
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.catalogue.sources import Source, SourceTable
from zone_atlas.export.extract import item_names

# Of the hash of the inputs: enough to tell the versions of the data apart.
VERSION_LENGTH = 12


@dataclass(frozen=True)
class Figure:
    """A figure to cite: zone or code, series or indicator, year."""

    place: str
    item: str
    year: int


@dataclass(frozen=True)
class Reference:
    """One figure, cited twice: in Chinese after the national standard, in English after APA."""

    gb_t_7714: str
    apa_7: str


def version_of(manifest: Mapping[str, Any]) -> tuple[str, str]:
    """Version of the data and the day on which they were processed.

    Parameters
    ----------
    manifest : mapping
        `inputs` and `built_at` of the build.
    """
    return str(manifest["inputs"])[:VERSION_LENGTH], str(manifest["built_at"])[:10]


def write_reference(
    figure: Figure,
    observations: pd.DataFrame,
    places: pd.DataFrame,
    catalogue: Catalogue,
    manifest: Mapping[str, Any],
) -> Reference:
    """References of a figure: which it is, the publications of the observations behind it, then the atlas as the tool.

    Parameters
    ----------
    figure : Figure
    observations : pd.DataFrame
        Columns source_id and series: what the figure is made of.
    places : pd.DataFrame
        The published places.
    catalogue : Catalogue
    manifest : mapping
        `inputs` and `built_at` of the build.
    """
    cited = _cite_observations(catalogue, observations)
    version, built = version_of(manifest)
    chinese = [citations.gb_t_7714(*one) for one in cited] + [citations.tool_gb_t_7714(version, built)]
    english = [citations.apa_7(*one) for one in cited] + [citations.tool_apa_7(version, built)]
    names = places.set_index("place")
    return Reference(
        "\n".join([_name_figure(figure, names, catalogue, "zh"), *_number_references(chinese)]),
        "\n".join([_name_figure(figure, names, catalogue, "en"), *dict.fromkeys(english)]),
    )


def _cite_observations(
    catalogue: Catalogue, observations: pd.DataFrame
) -> list[tuple[Source, SourceTable | None]]:
    """Each publication with each of its tables, once, in the order of the observations."""
    cited: list[tuple[Source, SourceTable | None]] = []
    rows = observations[["source_id", "series"]].astype(str)
    for name in rows["source_id"].unique():
        series = rows.loc[rows["source_id"].eq(name), "series"].unique()
        tables: Sequence[SourceTable | None] = citations.tables_of(catalogue, name, series) or [None]
        cited += [(catalogue.sources[name], table) for table in tables]
    return cited


def _number_references(references: list[str]) -> list[str]:
    return [f"[{number}] {text}" for number, text in enumerate(dict.fromkeys(references), start=1)]


def _name_figure(figure: Figure, places: pd.DataFrame, catalogue: Catalogue, language: str) -> str:
    """Name of the figure: place, series or indicator, year."""
    where = str(places[f"name_{language}"].get(figure.place, figure.place))
    what = item_names(catalogue, language).get(figure.item, figure.item)
    if language == "zh":
        return f"{where}，{what}，{figure.year}年"
    return f"{where}, {what}, {figure.year}"
