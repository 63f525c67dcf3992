"""Load the catalogue: turn the files of data/ into typed records."""

from __future__ import annotations

from pathlib import Path

from zone_atlas import store
from zone_atlas.catalogue import load_policy_records
from zone_atlas.catalogue.formulas import load_indicators
from zone_atlas.catalogue.load_places import load_breaks, load_parks, load_places, load_zones
from zone_atlas.catalogue.records import (
    Catalogue,
    Correction,
    Dimension,
    Element,
    Series,
    SeriesBreak,
    Source,
    Text,
    Unit,
)
from zone_atlas.catalogue.reviews import Review, load_reviews
from zone_atlas.catalogue.sources import SourceTable
from zone_atlas.catalogue.tables import bilingual_pair, bilingual_text, rows_of_table
from zone_atlas.faults import DataFaults, Fault

SOURCE_TEXTS = (
    "kind",
    "edition",
    "address",
    "digitisation",
    "digitisation_address",
    "reliability",
    "published",
)


def _parse_years(text: str) -> tuple[int, ...]:
    return tuple(int(year) for year in text.split(";") if year)


def _parse_optional_number(text: str) -> float | None:
    return float(text) if text else None


def load_series(data_dir: Path) -> dict[str, Series]:
    """Load the dictionary of series by identifier.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    return {
        row["series"]: Series(
            id=row["series"],
            name=bilingual_text(row, "name"),
            unit=row["unit"],
            minimum=float(row["minimum"]),
            maximum=float(row["maximum"]),
            aggregate=row["aggregate"],
            weight=row["weight"],
            breaks=_parse_years(row["breaks"]),
            break_note=bilingual_text(row, "break_note"),
            note=bilingual_text(row, "note"),
            scope=row["scope"],
            noise=_parse_optional_number(row["noise"]),
            swing=_parse_optional_number(row["swing"]),
            examined=bilingual_text(row, "examined"),
        )
        for row in rows_of_table(data_dir, "series.csv")
    }


def load_sources(data_dir: Path) -> dict[str, Source]:
    """Load the records of sources by identifier.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    return {
        row["source_id"]: Source(
            id=row["source_id"],
            publication=bilingual_text(row, "publication"),
            publisher=bilingual_text(row, "publisher"),
            title=bilingual_text(row, "title"),
            table=bilingual_text(row, "table"),
            licence=bilingual_text(row, "licence"),
            note=bilingual_text(row, "note"),
            imprint=bilingual_text(row, "imprint"),
            **{k: row.get(k, "") for k in SOURCE_TEXTS},
        )
        for row in rows_of_table(data_dir, "sources.csv")
    }


def load_source_tables(data_dir: Path) -> dict[tuple[str, str], SourceTable]:
    """Load the tables of the publications by series and source.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    return {
        (row["series"], row["source_id"]): SourceTable(
            series=row["series"],
            source=row["source_id"],
            number=row["table"],
            title=bilingual_text(row, "title"),
            column=bilingual_text(row, "column"),
            scope=row["scope"],
        )
        for row in rows_of_table(data_dir, "source_tables.csv")
    }


def load_dimensions(data_dir: Path) -> dict[str, Dimension]:
    """Load the dimensions of the framework with their elements.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    loaded = store.read_yaml(data_dir / "framework.yaml", data_dir)
    dimensions = {}
    for d in loaded["dimensions"]:
        elements = tuple(Element(e["id"], d["id"], bilingual_pair(e["name"])) for e in d["elements"])
        texts = {key: bilingual_pair(d[key]) for key in ("name", "short", "role", "counterpart")}
        dimensions[d["id"]] = Dimension(id=d["id"], kind=d["kind"], elements=elements, **texts)
    return dimensions


def load_corrections(data_dir: Path) -> tuple[Correction, ...]:
    """Load the register of corrections in the order of the file.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    loaded = store.read_yaml(data_dir / "corrections.yaml", data_dir)
    return tuple(
        Correction(
            place=str(c["place"]),
            year=int(c["year"]),
            series=c["series"],
            wrong=float(c["wrong"]),
            action=c["action"],
            right=float(c["right"]) if "right" in c else None,
            status=c.get("status", ""),
            evidence=Text(c.get("evidence_zh") or c["evidence"], c["evidence"]),
            date=str(c["date"]),
            row=c[store.LINE],
        )
        for c in loaded["corrections"]
    )


def _reviewed_breaks(reviews: tuple[Review, ...]) -> tuple[SeriesBreak, ...]:
    """Breaks that the register of reviewed values declares; they break lines like those of series_breaks.csv."""
    return tuple(
        SeriesBreak(item.place, item.series, item.year, item.reason)
        for item in reviews
        if item.disposition == "break"
    )


def load_catalogue(data_dir: Path) -> Catalogue:
    """Load every record of the catalogue.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When a file is missing or broken, or a row cannot be turned into a record.
    """
    try:
        series = load_series(data_dir)
        places, dimensions = load_places(data_dir), load_dimensions(data_dir)
        joins, indicators = load_indicators(data_dir, series)
        reviews = load_reviews(data_dir)
        return Catalogue(
            units={
                u["unit"]: Unit(u["unit"], bilingual_text(u, "name"), int(u["decimals"]))
                for u in rows_of_table(data_dir, "units.csv")
            },
            series=series,
            joins=joins,
            sources=load_sources(data_dir),
            source_tables=load_source_tables(data_dir),
            notes={n["note"]: bilingual_text(n, "text") for n in rows_of_table(data_dir, "notes.csv")},
            places=places,
            zones=load_zones(data_dir),
            parks=load_parks(data_dir),
            dimensions=dimensions,
            indicators=indicators,
            breaks=load_breaks(data_dir, places) + _reviewed_breaks(reviews),
            reviews={item.id: item for item in reviews},
            corrections=load_corrections(data_dir),
            **load_policy_records.policy_records(data_dir),
        )
    except (KeyError, ValueError, TypeError) as error:
        message = f"a record could not be made ({error!r}); `zone-atlas check` names the row"
        raise DataFaults([Fault(data_dir.name, 0, "", message)]) from error
