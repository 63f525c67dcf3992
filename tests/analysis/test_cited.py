"""Which table of a yearbook a value was read from: of the inputs that entered it, and of no others."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.analysis import rows
from zone_atlas.analysis.cited import pairs_of
from zone_atlas.analysis.provenance import inputs_of
from zone_atlas.catalogue.citations import source_series_pairs


@pytest.fixture(scope="module")
def values(atlas) -> pd.DataFrame:
    """A spread of indicator values: zones and cities, exact and proxies, early and late."""
    table = atlas.indicators[atlas.indicators["year"].between(2016, 2023)]
    return rows.of_indicators(table.sample(400, random_state=7), atlas.catalogue)


def test_the_pairs_of_a_value_are_those_of_the_observations_on_its_card(atlas, values) -> None:
    found = pairs_of(values, atlas.observations, atlas.catalogue)
    tabled = 0
    for (_, row), text in zip(values.iloc[::4].iterrows(), found.iloc[::4], strict=True):
        indicator = atlas.catalogue.indicators[str(row["item"])]
        card = inputs_of(
            atlas.observations, atlas.catalogue, indicator, row["place"], int(row["year"]), row["basis"]
        )
        card = card.astype({"source_id": str, "series": str})
        behind = set(zip(card["source_id"], card["series"], strict=True))
        named = {pair for pair in source_series_pairs(text) if pair[1]}
        assert named <= behind, row["item"]
        # Every input whose table is known is named, unless the value took another source instead.
        known = {p for p in behind if (p[1], p[0]) in atlas.catalogue.source_tables}
        assert named == {p for p in known if p[0] in str(row["sources"]).split(";")}, row["item"]
        tabled += bool(named)
    assert tabled > 30


def test_every_source_of_a_value_stays_and_in_its_order(atlas, values) -> None:
    found = pairs_of(values, atlas.observations, atlas.catalogue)
    for ids, text in zip(values["sources"], found, strict=True):
        assert list(dict.fromkeys(source for source, _ in source_series_pairs(text))) == str(ids).split(";")


def test_an_observation_has_its_own_series_and_a_score_its_sources_alone(atlas) -> None:
    shape = pd.DataFrame(
        [
            {"place": "130200", "year": 2019, "item": "exports", "sources": "yearbook2020"},
            {"place": "130200", "year": 2022, "item": "gdp_joined", "sources": "yearbook2023"},
            {"place": "130200", "year": 2022, "item": "B1", "sources": "yearbook2023;deflator296"},
        ]
    )
    assert list(pairs_of(shape, atlas.observations, atlas.catalogue)) == [
        "yearbook2020:exports",
        "yearbook2023:gdp",
        "yearbook2023;deflator296",
    ]
