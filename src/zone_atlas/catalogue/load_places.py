"""Load the records of places: places, zones with their members, parks, and the breaks of single places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zone_atlas.catalogue.records import Member, Park, Place, SeriesBreak, Text, Zone
from zone_atlas.catalogue.tables import bilingual_text, rows_of_table


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
