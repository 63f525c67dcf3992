"""Is a first or last value that leaves the steady years beside it noticed?"""

from __future__ import annotations

import pytest

STEADY = [100.0, 104, 111, 115, 121, 127, 135, 140, 148, 155]


@pytest.mark.parametrize("factor", [0.1, 0.3, 3, 10])
@pytest.mark.parametrize("at", [0, 9])
def test_a_first_or_last_value_far_off_is_named(figures, at, factor):
    numbers = list(STEADY)
    numbers[at] *= factor
    figures.series("loans", numbers)
    assert figures.named("end_strict") == [("loans", 2010 + at)]


def test_the_detail_says_which_end_and_by_how_much(figures):
    figures.series("loans", [*STEADY[:9], 930])
    (detail,) = figures.details("end_strict")
    assert detail.startswith("930 after 148: the last value is off by a factor of")


def test_years_that_are_not_steady_accuse_no_end(figures):
    figures.series("fdi_used", [10, 40, 12, 35, 9, 44, 11, 30, 12, 50], noise="0.03", swing="1.6")
    assert figures.named("end_strict") == []


def test_the_first_value_after_a_break_is_an_end(figures):
    figures.series("loans", [*STEADY[:5], 1270, *STEADY[6:]])
    figures.series_breaks.append(("230600", "loans", 2015))
    assert figures.named("end_strict") == [("loans", 2015)]


def test_the_newest_year_is_held_to_half_the_distance_of_others(figures):
    figures.series("pop_resident", [*STEADY[:9], 155 * 1.75], noise="0.01", swing="1.25", first=2014)
    assert figures.named("end_strict") == [("pop_resident", 2023)]


def test_the_loans_of_jiuquan_in_2023_are_named(shipped):
    assert "unit_factor" in shipped.rules("620900", "loans", 2023)
