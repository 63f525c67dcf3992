"""Read the catalogue's CSV files as rows of texts, and state the columns each must have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.text import Text

COLUMNS = {
    "units.csv": ["unit", "name_zh", "name_en", "decimals"],
    "notes.csv": ["note", "text_zh", "text_en"],
    "series.csv": [
        "series",
        "name_zh",
        "name_en",
        "unit",
        "minimum",
        "maximum",
        "aggregate",
        "weight",
        "breaks",
        "scope",
        "noise",
        "swing",
        "examined_zh",
        "examined_en",
    ],
    "sources.csv": [
        "source_id",
        "kind",
        *("publication_zh", "publication_en"),
        *("title_zh", "title_en"),
        *("publisher_zh", "publisher_en"),
        "edition",
        "address",
        "digitisation",
        "digitisation_address",
    ],
    "source_tables.csv": [
        "series",
        "source_id",
        "table",
        *("title_zh", "title_en"),
        *("column_zh", "column_en"),
        "scope",
    ],
    "places/places.csv": [
        "adcode",
        "level",
        "name_zh",
        "name_en",
        "type_en",
        "province",
        "prefecture",
        "region",
    ],
    "places/zones.csv": [
        "zone",
        "name_zh",
        "name_en",
        "short_zh",
        "short_en",
        "cohort",
        "region",
        "province",
    ],
    "places/zone_members.csv": ["zone", "adcode", "name_zh", "name_en", "coverage", "proxy"],
    "places/parks.csv": ["park", "adcode", "county_zh", "county_en", "latitude", "longitude"],
    "places/series_breaks.csv": ["place", "series", "year", "reason_zh", "reason_en"],
    "reviewed_values.csv": [
        *("place", "year", "series", "value"),
        *("disposition", "right", "right_source", "pattern"),
        *("reason_zh", "reason_en"),
        "date",
    ],
    "places/county_successors.csv": ["code_2010", "name_2010", "codes_2020", "kind", "part_moved_to"],
    "places/county_towns.csv": ["adcode", "status", "address"],
    "policies.csv": [
        "policy",
        "date",
        *("issuers_zh", "issuers_en"),
        "number",
        *("title_zh", "title_en"),
        "level",
        *("summary_zh", "summary_en"),
        *("event_zh", "event_en"),
        "addresses",
        "zones",
        "status",
        "address",
        *("note_zh", "note_en"),
    ],
    "assessments.csv": [
        "year",
        "zone",
        "place",
        *("entity_zh", "entity_en"),
        "kind",
        "grade",
        "published",
        "number",
        "status",
        "address",
        *("note_zh", "note_en"),
    ],
    "assessment_years.csv": [
        "year",
        "assessed",
        "scope",
        "found",
        *("excellent_total", "excellent_members", "good_total"),
        *("note_zh", "note_en"),
        "address",
    ],
    "fact_items.csv": ["item", "name_zh", "name_en", "status"],
    "facts.csv": [
        "fact",
        "place",
        *("area_zh", "area_en"),
        "period",
        "item",
        "value",
        "unit",
        "quality",
        *("source_zh", "source_en"),
        "address",
        *("note_zh", "note_en"),
    ],
}


def read_catalogue_table(data_dir: Path, name: str) -> pd.DataFrame:
    """Read one of the catalogue's CSV files as text.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    name : str
        Key of `COLUMNS`.

    Raises
    ------
    DataFaults
        When the file is missing, cannot be read or lacks a column.
    """
    return store.read_csv(data_dir / name, COLUMNS[name], data_dir)


def rows_of_table(data_dir: Path, name: str) -> list[dict[str, Any]]:
    """Read the rows of one of the catalogue's CSV files.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    name : str
        Key of `COLUMNS`.

    Returns
    -------
    list of dict
        Text by column.

    Raises
    ------
    DataFaults
        When the file is missing, cannot be read or lacks a column.
    """
    frame = read_catalogue_table(data_dir, name)
    # Column by column: to_dict takes ten times as long, and the app waits for it.
    names = list(frame.columns)
    cells = [frame[name].to_numpy(dtype=object) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def bilingual_text(row: dict[str, Any], stem: str) -> Text:
    """Text of a row in both languages.

    Parameters
    ----------
    row : dict
        Cells by column.
    stem : str
        Name of the columns without _zh and _en; a missing column gives an empty text.
    """
    return Text(row.get(f"{stem}_zh", ""), row.get(f"{stem}_en", ""))


def bilingual_pair(value: dict[str, Any] | None) -> Text:
    """Text of a YAML mapping.

    Parameters
    ----------
    value : dict or None
        Texts under 'zh' and 'en'; a missing one gives an empty text.
    """
    value = value or {}
    return Text(str(value.get("zh", "") or ""), str(value.get("en", "") or ""))
