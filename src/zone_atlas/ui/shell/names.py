"""Name places and nodes of the framework in a language, and write a figure with its unit."""

from __future__ import annotations

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.locales.messages import format_number
from zone_atlas.memo import remember_with_tables


def name_place(atlas: Atlas, language: str, place: str) -> str:
    """Return the name of a zone or place; a code that is not in the table stays as it is."""
    return _names_of_places(atlas, language).get(place, place)


@remember_with_tables(maxsize=4)
def _names_of_places(atlas: Atlas, language: str) -> dict[str, str]:
    return dict(zip(atlas.places["place"], atlas.places[f"name_{language}"], strict=True))


def name_node(catalogue: Catalogue, language: str, node: str) -> str:
    """Return the name of a dimension, element, indicator, joined series or series; another code stays as it is."""
    for records in (
        catalogue.dimensions,
        catalogue.elements,
        catalogue.indicators,
        catalogue.joins,
        catalogue.series,
    ):
        if node in records:
            return records[node].name.of(language)
    return node


def write_figure(catalogue: Catalogue, language: str, value: float, unit: str) -> str:
    """Write a value with its unit, at the decimals of the unit."""
    record = catalogue.units[unit]
    text = format_number(value, record.decimals, language)
    name = record.name.of(language)
    # A unit that begins with a number (100 million yuan) would run into the figure.
    if name[:1].isdigit():
        return f"{text} ({name})"
    gap = "" if name.startswith("%") and language == "zh" else " "
    return f"{text}{gap}{name}"
