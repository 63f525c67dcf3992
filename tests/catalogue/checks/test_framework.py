"""What a maintainer is told who adds an indicator or edits the framework."""

from __future__ import annotations

import pytest

FRAMEWORK, INDICATORS = "framework.yaml", "indicators.yaml"
FIRST = "- id: d1_invention_patents"
RATIO = "  ratio:\n    numerator:\n      industrial_firms: 1\n"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("    zh: 每万人发明专利授权", "name.zh"),
        ("    en: Invention patents granted per 10,000 residents", "name.en"),
        ("    en: Invention patents granted in the year over resident population", "definition.en"),
        ("    zh: 当年发明专利授权数除以常住人口", "definition.zh"),
    ],
)
def test_an_indicator_without_its_texts_in_both_languages_is_named(damaged, text, column):
    damaged.replace(INDICATORS, text, text.split(":")[0] + ": ''")
    damaged.assert_only(INDICATORS, damaged.row_with(INDICATORS, FIRST), column, "both languages")


@pytest.mark.parametrize(
    ("old", "new", "column", "word"),
    [
        ("  unit: patents_per_1e4\n", "", "unit", "units.csv"),
        ("  unit: patents_per_1e4", "  unit: bushels", "unit", "'bushels'"),
        ("  direction: 1\n", "", "direction", "allowed: 1, -1"),
        ("  direction: 1\n", "  direction: up\n", "direction", "'up'"),
        ("  direction: 1\n", "  direction: 0\n", "direction", "'0'"),
        ("  goalposts: log", "  goalposts: cubic", "goalposts", "linear, log"),
        ("  - full\n  - trend", "  - full\n  - some", "sets", "full, trend, core"),
    ],
)
def test_an_indicator_that_cannot_be_read_or_scored_is_named(damaged, old, new, column, word):
    damaged.replace(INDICATORS, old, new)
    damaged.assert_only(INDICATORS, damaged.row_with(INDICATORS, FIRST), column, word)


def test_an_indicator_of_an_unknown_element_is_named(damaged):
    damaged.replace(INDICATORS, "  element: D1.innovation", "  element: D1.inovation")
    row = damaged.row_with(INDICATORS, FIRST)
    assert (INDICATORS, row, "element") in {(f.file, f.row, f.column) for f in damaged.faults()}


def test_an_element_without_indicator_is_named(damaged):
    damaged.replace(INDICATORS, "  element: D1.innovation", "  element: D1.enterprises")
    row = damaged.row_with(FRAMEWORK, "D1.innovation")
    damaged.assert_only(FRAMEWORK, row, "id", "'D1.innovation' has no indicator")


def test_an_unknown_series_in_a_formula_is_named(damaged):
    damaged.replace(INDICATORS, RATIO, RATIO.replace("industrial_firms", "industrial_farms"))
    row = damaged.row_with(INDICATORS, "- id: d1_industrial_firms")
    damaged.assert_only(INDICATORS, row, "ratio.numerator", "'industrial_farms'", "series.csv")


def test_a_factor_that_is_no_number_is_named(damaged):
    damaged.replace(INDICATORS, RATIO, RATIO.replace(": 1", ": one"))
    row = damaged.row_with(INDICATORS, "- id: d1_industrial_firms")
    damaged.assert_only(INDICATORS, row, "ratio.numerator", "factors")


def test_an_indicator_whose_series_was_never_observed_is_named_as_without_source(damaged):
    for path in (damaged.root / "observations").glob("*/industrial_firms.csv"):
        path.unlink()
    row = damaged.row_with(INDICATORS, "- id: d1_industrial_firms")
    damaged.assert_only(INDICATORS, row, "ratio.numerator", "'industrial_firms'", "no source")


def test_an_unknown_series_in_a_join_is_named(damaged):
    row = damaged.replace(INDICATORS, "series: patents_granted_cnrds", "series: patents_grantd_cnrds")
    damaged.assert_only(INDICATORS, row, "parts.series", "'patents_grantd_cnrds'")


def test_an_unknown_function_is_named_with_the_functions_there_are(damaged):
    damaged.replace(INDICATORS, "    name: theil\n", "    name: gini\n")
    row = damaged.row_with(INDICATORS, "- id: d3_theil")
    damaged.assert_only(INDICATORS, row, "function.name", "'gini'", "theil")


def test_an_indicator_without_formula_is_named(damaged):
    damaged.replace(INDICATORS, RATIO, RATIO.replace("ratio:", "ration:"))
    row = damaged.row_with(INDICATORS, "- id: d1_industrial_firms")
    missing, unknown = damaged.faults()
    assert (missing.file, missing.row, missing.column) == (INDICATORS, row, "formula")
    assert "ratio, mean, function" in missing.message
    assert (unknown.file, unknown.row, unknown.column) == (INDICATORS, row, "ration")


def test_two_indicators_of_one_name_are_named_with_the_row_of_the_first(damaged):
    first = damaged.row_with(INDICATORS, FIRST)
    row = damaged.replace(INDICATORS, "- id: d1_industrial_firms", FIRST)
    damaged.assert_only(INDICATORS, row, "id", f"row {first}")


def test_a_dimension_without_elements_is_named(damaged):
    row = damaged.row_with(FRAMEWORK, "- id: D1")
    damaged.replace(FRAMEWORK, "    elements:\n", "    parts:\n")
    found = {(f.file, f.row, f.column) for f in damaged.faults()}
    assert (FRAMEWORK, row, "elements") in found


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("en: Agents", "en: ''", "short.en"),
        ("zh: 内生动力", "zh: ''", "counterpart.zh"),
        ("    kind: driver", "    kind: motor", "kind"),
    ],
)
def test_a_dimension_without_its_texts_or_kind_is_named(damaged, old, new, column):
    damaged.replace(FRAMEWORK, old, new)
    damaged.assert_only(FRAMEWORK, damaged.row_with(FRAMEWORK, "- id: D1"), column)


def test_a_pathway_that_answers_nothing_is_named(damaged):
    damaged.replace(FRAMEWORK, "answers: B1", "answers: B9")
    damaged.assert_only(FRAMEWORK, damaged.row_with(FRAMEWORK, "- id: P1"), "answers", "'B9'")
