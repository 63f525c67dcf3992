"""No line crosses a gap, a new definition or the step from a zone's own figure to a proxy's."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.analysis import bands, lines


@pytest.mark.parametrize(
    ("years", "breaks", "expected"),
    [
        ([], [], []),
        ([2018], [2018], [0]),
        ([2018, 2019, 2020], [], [0, 0, 0]),
        ([2006, 2007, 2009, 2010, 2011], [2011], [0, 0, 1, 1, 2]),
        ([2017, 2018, 2019], [2019], [0, 0, 1]),
        ([2017, 2018, 2020], [2019], [0, 0, 1]),
        ([2017, 2018, 2020], [2020], [0, 0, 1]),
        ([2010, 2020], [], [0, 1]),
    ],
)
def test_a_stretch_ends_at_a_gap_and_before_a_new_definition(
    years: list, breaks: list, expected: list
) -> None:
    assert lines.number_stretches(years, breaks) == expected


def indicators(*rows: tuple) -> pd.DataFrame:
    columns = ["place", "year", "indicator", "value", "status", "basis", "breaks"]
    return pd.DataFrame(rows, columns=columns)


def test_the_line_of_an_indicator_is_ordered_begins_where_asked_and_is_one_places_own() -> None:
    table = indicators(
        ("Z", 2020, "i", 3.0, "A", "exact", False),
        ("Z", 2019, "i", 2.0, "P", "exact", False),
        ("Z", 2005, "i", 1.0, "A", "exact", False),
        ("Z", 2020, "j", 9.0, "A", "exact", False),
        ("Y", 2020, "i", 9.0, "A", "exact", False),
        ("Z", 2021, "i", 9.0, "A", "proxy", False),
    )
    line = lines.indicator_line(table, "i", "Z", 2006, proxies=False)
    assert line.to_dict("list") == {
        "year": [2019, 2020],
        "value": [2.0, 3.0],
        "status": ["P", "A"],
        "basis": ["exact", "exact"],
        "breaks": [False, False],
        "segment": [0, 0],
    }


def test_a_doubtful_value_does_not_hide_a_new_definition() -> None:
    table = indicators(("Z", 2018, "i", 1.0, "A", "exact", False), ("Z", 2019, "i", 2.0, "V", "exact", True))
    assert list(lines.indicator_line(table, "i", "Z", 2006, proxies=False)["segment"]) == [0, 1]


def test_a_line_does_not_run_from_a_zones_own_figure_into_a_proxy() -> None:
    table = indicators(
        ("Z", 2018, "i", 1.0, "A", "exact", False),
        ("Z", 2019, "i", 1.0, "A", "exact", False),
        ("Z", 2019, "i", 9.0, "A", "proxy", False),
        ("Z", 2020, "i", 9.0, "A", "proxy", False),
        ("Z", 2021, "i", 1.0, "A", "exact", False),
    )
    with_proxies = lines.indicator_line(table, "i", "Z", 2006, proxies=True)
    assert list(with_proxies["value"]) == [1, 9, 9, 1]
    assert list(with_proxies["segment"]) == [0, 1, 1, 2]


def scores(*rows: tuple) -> pd.DataFrame:
    columns = ["place", "year", "set", "node", "score", "status", "basis", "ranked"]
    return pd.DataFrame(rows, columns=columns)


def test_the_line_of_a_score_breaks_where_its_status_says_so() -> None:
    table = scores(
        *(
            ("Z", y, "trend", "D1", float(y - 2000), "B" if y == 2020 else "A", "exact", True)
            for y in range(2018, 2022)
        ),
        ("Z", 2018, "full", "D1", 99.0, "A", "exact", True),
    )
    line = lines.score_line(table, "trend", "D1", "Z", proxies=False)
    assert list(line["value"]) == [18, 19, 20, 21]
    assert list(line["segment"]) == [0, 0, 1, 1]


def test_the_line_of_an_unknown_place_is_empty() -> None:
    assert lines.score_line(scores(), "trend", "D1", "Z", proxies=False).empty
    assert lines.indicator_line(indicators(), "i", "Z", 2006, proxies=True).empty


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


def drawn(years: list[int], segments: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"year": years, "segment": segments, "value": [float(y) for y in years]})


@pytest.mark.parametrize(
    ("years", "segments", "stretch"),
    [
        ([2018, 2019, 2020, 2021], [0, 0, 1, 1], lines.Stretch(2020, 2021)),
        ([2018, 2019, 2020, 2021, 2023], [0, 0, 0, 0, 1], lines.Stretch(2018, 2021, (2023,))),
        ([2018, 2019, 2021, 2023], [0, 0, 1, 2], lines.Stretch(2018, 2019, (2021, 2023))),
        ([2018, 2020, 2022], [0, 1, 2], None),
        ([2018], [0], None),
        ([], [], None),
    ],
)
def test_the_last_stretch_has_two_years_at_least_and_years_after_it_stand_alone(
    years: list[int], segments: list[int], stretch: lines.Stretch | None
) -> None:
    assert lines.last_stretch(drawn(years, segments)) == stretch


def test_a_stretch_of_line_and_band_together_ends_where_either_is_parted() -> None:
    line = drawn([2018, 2019, 2020, 2021, 2022, 2023], [0, 1, 1, 1, 1, 1])
    band = drawn([2018, 2019, 2020, 2021, 2022, 2023], [0, 0, 0, 0, 0, 1])
    assert lines.last_stretch(line, band) == lines.Stretch(2019, 2022, (2023,))
    assert lines.last_stretch(line.tail(1), band) is None


def test_no_change_lies_between_two_years_with_a_break_between_them() -> None:
    line = drawn([2018, 2019, 2020, 2021], [0, 0, 1, 1])
    assert lines.change_between(line, 2020, 2021) == 1
    assert lines.change_between(line, 2019, 2020) is None
    assert lines.change_between(line, 2021, 2022) is None


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
