"""Single facts in the schema of every extract, so that their rows can be put under those of the series."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from zone_atlas.catalogue.addresses import is_official, split_addresses
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.export.extract import COLUMNS


def fact_table(
    facts: Sequence[Fact],
    places: pd.DataFrame,
    catalogue: Catalogue,
    language: str,
    note_of: Callable[[Fact], str],
) -> pd.DataFrame:
    """Facts with names, units and sources spelled out.

    Parameters
    ----------
    facts : sequence of Fact
    places : DataFrame
        The published places.
    catalogue : Catalogue
    language : {'zh', 'en'}
    note_of : callable
        Returns the note of a fact: its period, its quality and what a reader must know of it.

    Returns
    -------
    DataFrame
        Columns of `COLUMNS`, in the order of `facts`; a page that is not the issuer's own is where the figure was
        read, not its source. `year` is the first year of the period. An area without a
        code stands by its name. A column for which facts have nothing is empty.
    """
    known = places.set_index("place")
    zones = {code: str(zone) for code, zone in known["zone"].items()}
    names = known[f"name_{language}"].to_dict()
    shorts = {key: zone.short.of(language) for key, zone in catalogue.zones.items()}
    rows = pd.DataFrame(
        {
            "place": [names.get(f.place, f.place) if f.place else f.area.of(language) for f in facts],
            "adcode": [f.place for f in facts],
            "zone": [shorts.get(zones.get(f.place, ""), "") for f in facts],
            "year": [f.year for f in facts],
            "indicator": [f.name.of(language) for f in facts],
            "value": [f.value for f in facts],
            "unit": [f.unit.of(language) for f in facts],
            "status": [f.status for f in facts],
            "source_title": [f.source.of(language) for f in facts],
            "source_address": [" | ".join(filter(is_official, split_addresses(f.address))) for f in facts],
            "digitisation": [
                " | ".join(a for a in split_addresses(f.address) if not is_official(a)) for f in facts
            ],
            "note": [note_of(f) for f in facts],
        }
    )
    return rows.reindex(columns=list(COLUMNS), fill_value="")
