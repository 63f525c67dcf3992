"""Does the data dictionary say what the data are?"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import ModuleType

import pytest

from zone_atlas import paths
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import Catalogue

PAGE = paths.ROOT / "docs" / "data.md"


@pytest.fixture(scope="module")
def writer(load_tool: Callable[[str], ModuleType]) -> ModuleType:
    return load_tool("write_data_page")


def test_the_data_page_is_that_of_the_data(writer: ModuleType, atlas: Atlas) -> None:
    made, kept = writer.make_data_page(atlas).splitlines(), PAGE.read_text(encoding="utf-8").splitlines()
    differing = [(old, new) for old, new in zip(kept, made, strict=False) if old != new]
    assert differing[:3] == [], "docs/data.md is stale: run `make docs`"
    assert len(made) == len(kept), "docs/data.md is stale: run `make docs`"


def test_every_indicator_has_its_lines_and_every_series_and_source_a_row(catalogue: Catalogue) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^#### (\w+)$", text, re.MULTILINE) == [
        i.id for element in catalogue.elements for i in catalogue.indicators_of(element)
    ]
    rows = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert rows == [*catalogue.joins, *catalogue.series, *catalogue.sources]


def test_years_are_named_one_by_one_only_while_they_are_few(writer: ModuleType) -> None:
    assert writer.name_years([]) == "—"
    assert writer.name_years([2020, 2010]) == "2010, 2020"
    assert writer.name_years(range(2000, 2024)) == "2000–2023"
    assert writer.name_years([2018, 2019, 2021, 2022]) == "2018–2022 (4 年 · years)"


def test_a_formula_reads_as_it_is_computed(writer: ModuleType, catalogue: Catalogue) -> None:
    formula = {i.id: writer.write_formula(i.formula) for i in catalogue.indicators.values()}
    assert formula["d1_trade"] == "`(exports + imports) / gdp_joined × 100`"
    assert formula["b1_fiscal_gap"] == "`(fiscal_expenditure − fiscal_revenue) / fiscal_expenditure × 100`"
    assert (
        formula["d3_structure_level"] == "`(share_primary + 2 × share_secondary + 3 × share_tertiary) × 0.01`"
    )
    assert formula["b3_pm25"] == "`pm25`"
    assert formula["b2_growth_volatility"] == "`volatility(gdp_index)`"


def test_breaks_are_those_within_the_years_of_the_indicator(writer: ModuleType, atlas: Atlas) -> None:
    catalogue = atlas.catalogue
    firms = catalogue.indicators["d1_industrial_firms"]
    lines = writer.describe_breaks(catalogue, firms, atlas.values_of(firms.id))
    assert [re.findall(r"\d{4}", line)[0] for line in lines[:2]] == ["2011", "2005"]
    # High-tech firms are known for 2023 only: nothing can break within one year.
    only = catalogue.indicators["d1_hightech_firms"]
    assert writer.describe_breaks(catalogue, only, atlas.values_of(only.id)) == []
