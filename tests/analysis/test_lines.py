"""No line crosses a gap, a new definition or the step from a zone's own figure to a proxy's."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.analysis import lines


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


def test_a_zone_with_a_gap_in_its_line_is_not_counted_among_those_that_moved() -> None:
    whole = pd.DataFrame({"year": [2019, 2020, 2021], "value": [1.0, 2.0, 4.0], "segment": [0, 0, 0]})
    gap = pd.DataFrame({"year": [2019, 2021], "value": [1.0, 9.0], "segment": [0, 1]})
    changes = lines.changes_over_stretch({"a": whole, "b": gap}, lines.Stretch(2019, 2021))
    assert changes == {"a": 3.0}
