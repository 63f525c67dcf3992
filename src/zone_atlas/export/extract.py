"""Rows of a file for the reader: exactly those shown, each with its source.

The rows follow one schema whatever they hold (observations, indicators or scores), so that extracts of different pages
can be put one under the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from zone_atlas.analysis.cited import pairs_of
from zone_atlas.catalogue import citations
from zone_atlas.catalogue.breaks import ALL
from zone_atlas.catalogue.records import NOTES_JOINED_BY, Catalogue
from zone_atlas.catalogue.reviews import REVIEWED, Review

COLUMNS = (
    "place",
    "adcode",
    "zone",
    "year",
    "indicator",
    "value",
    "unit",
    "status",
    "source_title",
    "source_address",
    "digitisation",
    "note",
)


def _map_column(column: pd.Series, names: dict[str, str]) -> pd.Series:
    return column.astype(str).map(lambda key: names.get(key, key))


def _join_texts(column: pd.Series, texts: dict[str, str]) -> pd.Series:
    """Texts of semicolon-joined source identifiers, each once, joined by ' | '."""

    def one(ids: str) -> str:
        known_texts = [texts[i] for i in ids.split(";") if texts.get(i)]
        return " | ".join(dict.fromkeys(known_texts))

    known = {ids: one(ids) for ids in column.astype(str).unique()}
    return column.astype(str).map(known)


def _citations_of_rows(
    rows: pd.DataFrame, observations: pd.DataFrame, catalogue: Catalogue, language: str
) -> pd.Series:
    """Citation of each row: publication, edition, table and scope, joined by ' | '."""
    pairs = pairs_of(rows, observations, catalogue).astype(str)
    # A score has dozens of tables behind it: its publications are named without them, and no table is missed.
    nodes = rows["item"].isin([*catalogue.dimensions, *catalogue.elements])
    keys = pd.Series(list(zip(pairs, ~nodes, strict=True)), index=rows.index)
    texts = {
        key: " | ".join(citations.cite_pairs(key[0], catalogue, language, complete=bool(key[1])))
        for key in keys.unique()
    }
    return keys.map(texts)


def digitisations_of(catalogue: Catalogue) -> dict[str, str]:
    """File and address of the digitisation of each source."""
    return {
        key: f"{source.digitisation} <{source.digitisation_address}>"
        for key, source in catalogue.sources.items()
        if source.digitisation_address
    }


def item_names(catalogue: Catalogue, language: str) -> dict[str, str]:
    """Names of everything that may stand in the column `indicator`.

    Parameters
    ----------
    catalogue : Catalogue
    language : {'zh', 'en'}

    Returns
    -------
    dict of str to str
        By identifier of a series, join, indicator, element or dimension.
    """
    records: list[Mapping[str, Any]] = [
        catalogue.series,
        catalogue.joins,
        catalogue.indicators,
        catalogue.elements,
        catalogue.dimensions,
    ]
    return {key: record.name.of(language) for group in records for key, record in group.items()}


def _review_text(review: Review, catalogue: Catalogue, language: str) -> str:
    """Result of the review of a figure, and its reason; a replacement names the publication of the other reading."""
    source = review.source(catalogue.sources)
    replacement = catalogue.sources[source].publication.of(language) if source else review.right_source
    return (
        catalogue.notes[f"{REVIEWED}_{review.disposition}"]
        .of(language)
        .format(value=f"{review.value:,.10g}", reason=review.reason.of(language), source=replacement)
    )


def note_text(note: str, catalogue: Catalogue, language: str) -> str:
    """Notes of an observation in the reader's language, each once; what a note refers to is spelled out.

    Parameters
    ----------
    note : str
        Codes of notes with their details, joined by `NOTES_JOINED_BY`.
    catalogue : Catalogue
    language : {'zh', 'en'}
    """
    texts = [_one_note(part, catalogue, language) for part in note.split(NOTES_JOINED_BY)]
    return ("；" if language == "zh" else "; ").join(dict.fromkeys(texts))


def _one_note(note: str, catalogue: Catalogue, language: str) -> str:
    code, _, detail = note.partition(" ")
    if code == REVIEWED and detail in catalogue.reviews:
        return _review_text(catalogue.reviews[detail], catalogue, language)
    known = catalogue.notes.get(code)
    text = known.of(language) if known else code
    if code == "break":
        reason = break_reason(detail, catalogue, language)
        return f"{text}{'：' if language == 'zh' else ': '}{reason}" if reason else text
    return f"{text} ({detail})" if detail else text


def break_reason(address: str, catalogue: Catalogue, language: str) -> str:
    """Declared reason of a break by its address, `PLACE.SERIES.YEAR`; '' where none is declared.

    The place is '*' for a break of a series everywhere, the series '*' for one of a place in everything.

    Parameters
    ----------
    address : str
    catalogue : Catalogue
    language : {'zh', 'en'}
    """
    place, series, year = [*address.split("."), "", "", ""][:3]
    if place == ALL:
        record = catalogue.series.get(series)
        return record.break_note.of(language) if record else ""
    reason = catalogue.breaks_at.get(place, {}).get(series, {}).get(int(year) if year.isdigit() else 0)
    return reason.of(language) if reason else ""


def extract_table(
    rows: pd.DataFrame,
    places: pd.DataFrame,
    catalogue: Catalogue,
    language: str,
    observations: pd.DataFrame,
) -> pd.DataFrame:
    """Rows with names, units and sources spelled out.

    Parameters
    ----------
    rows : DataFrame
        Columns of `analysis.rows.SHAPE`; `item` is a series, indicator, element or dimension, `sources` is
        semicolon-joined.
    places : DataFrame
        The published places.
    catalogue : Catalogue
    language : {'zh', 'en'}
    observations : DataFrame
        The published observations: they tell from which table of a yearbook each input was read.

    Returns
    -------
    DataFrame
        Columns of `COLUMNS`, in the order of `rows`.
    """
    known = places.set_index("place")
    place = rows["place"].astype(str)
    zone = place.map(known["zone"]).fillna("")
    is_zone = place.map(known["kind"]).eq("zone")
    notes = {n: note_text(n, catalogue, language) for n in rows["note"].astype(str).unique()}
    shorts = {key: z.short.of(language) for key, z in catalogue.zones.items()}
    sources = catalogue.sources.items()
    return pd.DataFrame(
        {
            "place": place.map(known[f"name_{language}"]).fillna(place),
            "adcode": place.where(~is_zone, place.map(known["members"]).fillna("").str.replace(",", ";")),
            "zone": zone.map(shorts).fillna(""),
            "year": rows["year"],
            "indicator": _map_column(rows["item"], item_names(catalogue, language)),
            "value": rows["value"],
            "unit": _map_column(
                rows["unit"], {key: u.name.of(language) for key, u in catalogue.units.items()}
            ),
            "status": rows["status"].astype(str),
            "source_title": _citations_of_rows(rows, observations, catalogue, language),
            "source_address": _join_texts(rows["sources"], {key: s.address for key, s in sources}),
            "digitisation": _join_texts(rows["sources"], digitisations_of(catalogue)),
            "note": rows["note"].astype(str).map(notes),
        }
    ).reset_index(drop=True)
