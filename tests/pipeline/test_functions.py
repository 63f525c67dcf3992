"""The named functions, each against figures computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from zone_atlas.catalogue.formulas import formula_of
from zone_atlas.catalogue.framework import Mean
from zone_atlas.catalogue.functions import FUNCTIONS, declared_function
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES
from zone_atlas.pipeline.functions import (
    COMPUTATIONS,
    bind_functions,
    change_since_last_census,
    five_year_volatility,
    ratio_volatility,
    theil_index,
)

SECTORS = ("primary", "secondary", "tertiary")


def frame(columns: dict[str, dict[tuple[str, int], float]]) -> pd.DataFrame:
    """Values by series, then by (unit, year); what is not given is missing."""
    index = sorted({key for column in columns.values() for key in column})
    made = pd.DataFrame(columns, index=pd.MultiIndex.from_tuples(index, names=["unit", "year"]))
    return made.astype(float)


def of_years(series: str, values: list[float], first: int, unit: str = "c1") -> pd.DataFrame:
    """One unit, consecutive years."""
    return frame({series: {(unit, first + k): v for k, v in enumerate(values)}})


def employment(**shares: float) -> dict[str, dict[tuple[str, int], float]]:
    return {
        f"census_emp_share_{n}": {("c1", 2020): shares.get(n, 0.0)} for n in map(_industry, EMPLOYMENT_SHARES)
    }


def _industry(series: str) -> str:
    return series.removeprefix("census_emp_share_")


def theil_of(output: tuple[float, float, float], **shares: float) -> float:
    columns = {name: {("c1", 2020): value} for name, value in zip(SECTORS, output, strict=True)}
    return theil_index(frame(columns | employment(**shares)), SECTORS, [])[("c1", 2020)]


def test_theil_is_nought_when_output_and_employment_agree() -> None:
    assert theil_of((20, 30, 50), agriculture=20, mining=10, manufacturing=20, education=50) == pytest.approx(
        0.0
    )


def test_theil_of_an_unbalanced_city() -> None:
    """Output 10/40/50, workers 40/20/40: 0.1·ln(0.1/0.4) + 0.4·ln(0.4/0.2) + 0.5·ln(0.5/0.4) = 0.2502."""
    expected = 0.1 * math.log(0.25) + 0.4 * math.log(2) + 0.5 * math.log(1.25)
    value = theil_of((10, 40, 50), agriculture=40, utilities=5, construction=15, hotels=10, health=30)
    assert expected == pytest.approx(0.2502, abs=5e-5)
    assert value == pytest.approx(expected)


def test_theil_takes_shares_that_do_not_add_up_to_100_as_proportions() -> None:
    assert theil_of((5, 20, 25), agriculture=4, mining=2, finance=4) == pytest.approx(
        theil_of((10, 40, 50), agriculture=40, mining=20, finance=40)
    )


def test_theil_of_a_city_without_farming_leaves_that_sector_out() -> None:
    """Output 0/40/60, workers 0/40/60: the farm term is 0·ln 0 → 0."""
    assert theil_of((0, 40, 60), mining=40, finance=60) == pytest.approx(0.0)


def test_theil_is_missing_when_a_sector_with_output_has_no_workers_or_an_industry_is_unknown() -> None:
    assert math.isnan(theil_of((10, 40, 50), mining=50, finance=50))
    columns = {n: {("c1", 2020): v} for n, v in zip(SECTORS, (10, 40, 50), strict=True)} | employment(
        agriculture=40
    )
    columns["census_emp_share_mining"] = {("c1", 2020): np.nan}
    assert math.isnan(theil_index(frame(columns), SECTORS, [])[("c1", 2020)])


def test_volatility_is_the_sample_deviation_over_five_years() -> None:
    """106, 108, 110, 112, 114: mean 110, squares 16 + 4 + 0 + 4 + 16 = 40, over 4 is 10, root 3.162."""
    result = five_year_volatility(of_years("index", [106, 108, 110, 112, 114, 114], 2015), ("index",), [])
    assert result[("c1", 2019)] == pytest.approx(math.sqrt(10))
    assert result.loc["c1"].loc[2015:2018].isna().all()


def test_volatility_needs_all_five_years() -> None:
    result = five_year_volatility(
        of_years("index", [106, 108, np.nan, 112, 114, 115, 116, 117], 2010), ("index",), []
    )
    assert result.loc["c1"].loc[:2016].isna().all()
    assert result.notna().sum() == 1, "only 2013–2017 is whole"


def test_volatility_never_reaches_into_another_city() -> None:
    values = frame(
        {"index": {(u, y): y for u, ys in [("c1", range(2010, 2013)), ("c2", range(2013, 2017))] for y in ys}}
    )
    assert five_year_volatility(values, ("index",), []).isna().all()


def test_volatility_of_a_ratio_is_that_of_its_percentages() -> None:
    """Profit 1…5 over 10 each year: 10, 20, 30, 40, 50 %; squares 400 + 100 + 0 + 100 + 400, over 4 is 250."""
    years = range(2015, 2020)
    values = frame(
        {
            "profit": {("c1", y): k + 1.0 for k, y in enumerate(years)},
            "output": {("c1", y): 10.0 for y in years},
        }
    )
    result = ratio_volatility(values, ("profit", "output"), [])
    assert result[("c1", 2019)] == pytest.approx(math.sqrt(250))


def test_change_since_the_census_is_in_per_cent_of_the_earlier_one() -> None:
    """742,000 became 624,000: 100 · (624 / 742 − 1) = −15.9 %."""
    years = {("c1", y): np.nan for y in range(2010, 2021)}
    values = frame({"pop": years | {("c1", 2010): 742_000.0, ("c1", 2020): 624_000.0}})
    result = change_since_last_census(values, ("pop",), [])
    assert result[("c1", 2020)] == pytest.approx(-15.9, abs=0.01)
    assert result.notna().sum() == 1


def test_a_town_counted_once_has_no_change() -> None:
    years = {("c1", y): np.nan for y in range(2010, 2021)}
    result = change_since_last_census(frame({"pop": years | {("c1", 2020): 624_000.0}}), ("pop",), [])
    assert result.isna().all()


def test_a_function_that_is_misspelt_on_either_side_stops_the_build_by_name() -> None:
    misspelt = {"teil" if name == "theil" else name: compute for name, compute in COMPUTATIONS.items()}
    with pytest.raises(ValueError, match=r"not computed: theil; computed but not declared: teil"):
        bind_functions(misspelt)


def test_an_indicator_that_names_no_known_function_is_refused_when_it_is_read() -> None:
    entry = {"id": "b9", "function": {"name": "volatilty", "series": ["gdp_index"]}}
    with pytest.raises(KeyError, match=r"no function 'volatilty'; there are theil, volatility"):
        formula_of(entry)


def test_the_years_behind_a_value_are_those_its_function_declares() -> None:
    assert FUNCTIONS["volatility"].years_behind(2023) == [2019, 2020, 2021, 2022, 2023]
    assert FUNCTIONS["change_since_last_census"].years_behind(2020) == [2010, 2020]
    assert declared_function(Mean("gdp")).years_behind(2020) == [2020]
