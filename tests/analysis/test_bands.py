"""The band of all cities: quartiles of each year, cut where a new definition or many breaks keep years apart."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis import bands


def indicators(*rows: tuple) -> pd.DataFrame:
    columns = ["place", "year", "indicator", "value", "status", "basis", "breaks"]
    return pd.DataFrame(rows, columns=columns)


def scores(*rows: tuple) -> pd.DataFrame:
    columns = ["place", "year", "set", "node", "score", "status", "basis", "ranked"]
    return pd.DataFrame(rows, columns=columns)


def test_a_band_holds_the_quartiles_of_each_year() -> None:
    """Of 0, 10, 20, 30, 40 the quartiles are 10, 20 and 30."""
    years = pd.Series([2018] * 5 + [2019] * 5 + [2021] * 5)
    band = bands.quartile_band(years, pd.Series([40.0, 0, 10, 20, 30] * 3), breaks=[2019], broken=years.eq(0))
    assert band[["q25", "median", "q75"]].to_numpy().tolist() == [[10, 20, 30]] * 3
    assert list(band["segment"]) == [0, 1, 2]


def test_a_band_of_nothing_has_the_same_columns() -> None:
    empty = bands.quartile_band(pd.Series(dtype=int), pd.Series(dtype=float), [], pd.Series(dtype=bool))
    assert list(empty.columns) == ["year", "q25", "median", "q75", "segment", "broken"]


def test_the_band_of_scores_is_of_ranked_cities_on_their_own_figures() -> None:
    table = scores(
        ("c1", 2020, "full", "D1", 10.0, "A", "exact", True),
        ("c2", 2020, "full", "D1", 20.0, "A", "exact", True),
        ("c3", 2020, "full", "D1", 90.0, "A", "exact", False),
        ("Z", 2020, "full", "D1", 95.0, "A", "exact", True),
        ("c1", 2020, "trend", "D1", 99.0, "A", "exact", True),
    )
    band = bands.score_band(table, "full", "D1", ["c1", "c2", "c3"], [])
    assert list(band["median"]) == [15]


def test_the_band_of_an_indicator_leaves_out_what_is_withheld() -> None:
    table = indicators(
        ("c1", 2020, "i", 10.0, "A", "exact", False),
        ("c2", 2020, "i", 20.0, "V", "exact", False),
        ("c3", 2020, "i", 900.0, "U", "exact", False),
        ("c1", 2004, "i", 900.0, "A", "exact", False),
    )
    band = bands.indicator_band(table, "i", ["c1", "c2", "c3"], 2006, [])
    assert (list(band["year"]), list(band["median"])) == ([2020], [15])


def test_the_years_that_part_a_band_are_named_with_their_share_and_new_definitions_are_not() -> None:
    years = pd.Series([2018] * 20 + [2019] * 20 + [2020] * 20)
    values = pd.Series(range(60), dtype=float)
    broken = pd.Series([False] * 20 + [True] * 20 + [True] * 3 + [False] * 17)
    band = bands.quartile_band(years, values, [2019], broken)
    assert bands.parted_by_cities(band, [2019]) == [(2020, 0.15)]


def test_a_band_is_parted_where_more_than_a_tenth_of_the_cities_break_and_not_where_one_does() -> None:
    years = pd.Series([2018] * 20 + [2019] * 20 + [2020] * 20)
    values = pd.Series(range(60), dtype=float)
    broken = pd.Series([False] * 20 + [True] * 2 + [False] * 18 + [True] * 3 + [False] * 17)
    assert list(bands.quartile_band(years, values, [], broken)["segment"]) == [0, 0, 1]
