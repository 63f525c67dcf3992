"""The newest figures of a zone as rows of an extract."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from zone_atlas.analysis.newest_figures import Block
from zone_atlas.analysis.newest_value import FIGURES, Newest
from zone_atlas.analysis.rows import SHAPE
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.export.extract import COLUMNS, extract_table
from zone_atlas.export.fact_extract import fact_table

CHANGE = ("change", "change_basis")
DECIMALS = 6


def rows_of(
    block: Block,
    places: pd.DataFrame,
    observations: pd.DataFrame,
    catalogue: Catalogue,
    language: str,
    labels: Mapping[str, str],
    hows: Mapping[str, str],
    note_of: Callable[[Fact], str],
) -> pd.DataFrame:
    """Figures of every city, then the sums of the zone, in the schema of every extract.

    Parameters
    ----------
    block : Block
    places, observations : DataFrame
        The published places and observations.
    catalogue : Catalogue
    language : {'zh', 'en'}
    labels : mapping of str to str
        Name of each figure.
    hows : mapping of str to str
        Wording of how a growth was obtained, by 'computed' and 'stated'.
    note_of : callable
        Note of a fact.

    Returns
    -------
    DataFrame
        Columns of `COLUMNS`, then `change` (in per cent of the year before) and `change_basis`; both empty where
        no growth is known. Figures that a city lacks and sums that cannot be made have no row.
    """
    sums = [one for one in block.sums.values() if isinstance(one, Newest)]
    shown = [one for one in block.figures.values() if one is not None] + sums
    stated = [one for one in shown if one.fact is not None]
    counted = [one for one in shown if one.fact is None]
    facts = [one.fact for one in stated if one.fact is not None]
    table = pd.concat(
        [
            extract_table(_extract_rows(counted), places, catalogue, language, observations),
            fact_table(facts, places, catalogue, language, note_of),
        ],
        ignore_index=True,
    )
    units = {key: unit.name.of(language) for key, unit in catalogue.units.items()}
    both = [*counted, *stated]
    table["indicator"] = [labels[one.figure.id] for one in both]
    table["unit"] = [units[one.figure.unit] for one in both]
    table["change"] = [round(100 * one.change, DECIMALS) if one.how else None for one in both]
    table["change_basis"] = [hows.get(one.how, "") for one in both]
    order = sorted(range(len(both)), key=lambda k: (_place_row(block, both[k]), _figure_row(both[k])))
    return table.iloc[order].reset_index(drop=True)[[*COLUMNS, *CHANGE]]


def _extract_rows(shown: list[Newest]) -> pd.DataFrame:
    """Observations and sums in the shape of `analysis.rows`."""
    rows = [
        (o.place, o.year, o.series or o.figure.series[0], o.value, o.figure.unit, o.status, o.sources, o.note)
        for o in shown
    ]
    frame = pd.DataFrame(rows, columns=[name for name in SHAPE if name != "basis"])
    return frame.assign(sources=frame["sources"].map(";".join), basis=EXACT)[SHAPE]


def _place_row(block: Block, one: Newest) -> int:
    return block.cities.index(one.place) if one.place in block.cities else len(block.cities)


def _figure_row(one: Newest) -> int:
    return FIGURES.index(one.figure)
