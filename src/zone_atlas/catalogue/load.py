"""Load the catalogue: from the files of data/ to typed records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue import load_policy_records
from zone_atlas.catalogue.records import (
    Catalogue,
    Correction,
    Dimension,
    Element,
    Member,
    Park,
    Place,
    Series,
    SeriesBreak,
    Source,
    Text,
    Unit,
    Zone,
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


def _english_place(row: dict[str, Any]) -> str:
    # A prefecture-level city is known by its name alone; a county needs its type word to differ from its city.
    plain = row["level"] in ("municipality", "prefecture", "province") or row["type_en"] in ("City", "")
    return row["name_en"] if plain else f"{row['name_en']} {row['type_en']}"


def load_places(data_dir: Path) -> dict[str, Place]:
    """Load the places by administrative code.

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
        row["adcode"]: Place(
            name=Text(row["name_zh"], _english_place(row)),
            **{k: row[k] for k in ("adcode", "level", "province", "prefecture", "region")},
            resource_based=row.get("resource_based", ""),
            lifecycle=row.get("lifecycle", ""),
        )
        for row in rows_of_table(data_dir, "places/places.csv")
    }


def load_zones(data_dir: Path) -> dict[str, Zone]:
    """Load the zones with their members.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Returns
    -------
    dict of str to Zone
        In the order of designation.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    members: dict[str, list[Member]] = {}
    for row in rows_of_table(data_dir, "places/zone_members.csv"):
        member = Member(
            zone=row["zone"],
            adcode=row["adcode"],
            name=bilingual_text(row, "name"),
            coverage=row["coverage"],
            proxy=row["proxy"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            note=row.get("note", ""),
        )
        members.setdefault(member.zone, []).append(member)
    keep = ("region", "province", "designation_title", "designation_number", "designation_date", "address")
    return {
        row["zone"]: Zone(
            id=row["zone"],
            name=bilingual_text(row, "name"),
            short=bilingual_text(row, "short"),
            cohort=int(row["cohort"]),
            members=tuple(members.get(row["zone"], [])),
            **{k: row.get(k, "") for k in keep},
        )
        for row in rows_of_table(data_dir, "places/zones.csv")
    }


def load_parks(data_dir: Path) -> dict[str, Park]:
    """Load the parks whose county is sourced, by identifier.

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
        row["park"]: Park(
            id=row["park"],
            adcode=row["adcode"],
            county=bilingual_text(row, "county"),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            industries=tuple(filter(None, row.get("industries_zh", "").split(";"))),
            **{k: row.get(k, "") for k in ("name_zh", "designated", "status", "notice", "address", "note")},
        )
        for row in rows_of_table(data_dir, "places/parks.csv")
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


def load_breaks(data_dir: Path, places: dict[str, Place]) -> tuple[SeriesBreak, ...]:
    """Load the breaks of single places.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    places : dict of str to Place

    Returns
    -------
    tuple of SeriesBreak
        One per place, series and year; a row for a province stands for all its cities.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    cities: dict[str, list[str]] = {}
    for place in places.values():
        if place.level == "prefecture":
            cities.setdefault(place.province, []).append(place.adcode)
    breaks: list[SeriesBreak] = []
    for row in rows_of_table(data_dir, "places/series_breaks.csv"):
        # Expanded rows share one text: a few thousand breaks hold a few hundred reasons.
        code, year, reason = row["place"], int(row["year"]), bilingual_text(row, "reason")
        province = code in places and places[code].level == "province"
        breaks += [
            SeriesBreak(place, series, year, reason)
            for place in (cities.get(code, []) if province else [code])
            for series in row["series"].split(";")
        ]
    return tuple(breaks)


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
    from zone_atlas.catalogue.formulas import load_indicators

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
