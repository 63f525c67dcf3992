"""Promises about the data the project ships."""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas import paths
from zone_atlas.catalogue.checks.run_checks import Examination, check_folder
from zone_atlas.catalogue.functions import FUNCTIONS
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.catalogue.records import Catalogue


@pytest.fixture(scope="module")
def shipped() -> Examination:
    return check_folder(paths.DATA)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(paths.DATA)


def test_the_shipped_data_have_no_fault(shipped):
    assert not shipped.faults, "\n".join(map(str, shipped.faults))


def test_every_indicator_is_named_and_defined_in_chinese_and_english_with_unit_and_direction(catalogue):
    for indicator in catalogue.indicators.values():
        for text in (indicator.name, indicator.definition):
            assert text.zh.strip(), indicator.id
            assert text.en.strip(), indicator.id
            assert text.zh != text.en, indicator.id
        assert indicator.unit in catalogue.units, indicator.id
        assert indicator.direction in (1, -1), indicator.id


def test_every_series_has_a_source_that_says_where_it_was_published(shipped, catalogue):
    observations = shipped.inputs.observations
    named = observations.groupby("series", observed=True)["source_id"].unique()
    assert set(named.index) == set(catalogue.series)
    for series, sources in named.items():
        for source in sources:
            record = catalogue.sources[source]
            assert record.publication.en, (series, source)
            assert record.address or record.digitisation_address, (series, source)


def test_every_element_of_the_framework_is_measured(catalogue):
    for element in catalogue.elements:
        assert catalogue.indicators_of(element), element


def test_every_function_an_indicator_may_name_is_used(catalogue):
    used = {i.formula.name for i in catalogue.indicators.values() if hasattr(i.formula, "name")}
    assert used == set(FUNCTIONS)


def test_a_share_of_the_districts_that_leaps_for_one_year_is_withheld_from_scores(shipped):
    rows = shipped.inputs.observations
    rows = rows[rows["level"].eq("city") & rows["series"].isin(["gdp", "gdp_districts"])]
    rows = rows.astype({"place": str, "series": str, "status": str})
    wide = rows.pivot(index=["place", "year_number"], columns="series", values="number").dropna()
    share = (wide["gdp_districts"] / wide["gdp"]).unstack("year_number")
    before, after = share.shift(1, axis=1), share.shift(-1, axis=1)
    agree = np.maximum(before / after, after / before) < 1.15
    leaps = agree & (np.maximum(share / np.maximum(before, after), np.minimum(before, after) / share) > 1.25)
    marked = rows[rows["series"].eq("gdp_districts") & rows["status"].eq("U")]
    assert len(marked) >= 5
    found = {
        (share.index[i], int(share.columns[k])) for i, k in zip(*leaps.to_numpy().nonzero(), strict=True)
    }
    assert found
    assert found <= set(zip(marked["place"], marked["year_number"], strict=True))
