"""Is a value that leaves the path of its place for a year or two noticed, and a steady one left alone?"""

from __future__ import annotations

import pytest

NAMING = {"spike_strict", "unit_factor", "end_strict"}
STEADY = [100.0, 104, 111, 115, 121, 127, 135, 140, 148, 155]


def test_a_value_far_off_both_neighbours_is_named_with_its_numbers(figures):
    figures.series("loans", [*STEADY[:5], 270, *STEADY[6:]])
    assert figures.named("spike_strict") == [("loans", 2015)]
    assert "270 between 121 and 135" in figures.details("spike_strict")[0]


@pytest.mark.parametrize("factor", [0.1, 0.5, 1.9, 10])
@pytest.mark.parametrize("at", [1, 4, 8])
def test_it_is_named_whichever_way_and_whenever_it_leaves(figures, factor, at):
    numbers = list(STEADY)
    numbers[at] *= factor
    figures.series("loans", numbers)
    assert figures.named("spike_strict") == [("loans", 2010 + at)]


def test_a_steady_path_is_not_accused(figures):
    figures.series("loans", STEADY)
    assert figures.flags() == []


def test_a_year_in_which_all_places_jump_accuses_nobody(figures):
    figures.series("loans", STEADY)
    for cell in [c for c in figures.values if c[2] == 2015]:
        figures.values[cell] *= 3
    assert figures.flags() == []


def test_two_wrong_years_side_by_side_are_both_named(figures):
    numbers = [*STEADY[:4], 11.5, 12.1, *STEADY[6:]]
    figures.series("library_books", numbers)
    assert figures.named("spike_strict") == [("library_books", 2014), ("library_books", 2015)]


def test_a_lasting_step_is_no_spike(figures):
    figures.series("loans", [*STEADY[:5], *(2 * number for number in STEADY[5:])])
    assert figures.named("spike_strict") == []
    assert figures.named("step") == [("loans", 2015)]


def test_a_mild_spike_is_listed_and_does_not_fail(figures):
    figures.series("loans", [*STEADY[:5], 127 * 1.4, *STEADY[6:]])
    assert figures.named("spike_strict") == []
    assert figures.named("spike") == [("loans", 2015)]
    judged = figures.verdict()
    assert judged.open == []
    assert [flag.year for flag in judged.listed if flag.rule == "spike"] == [2015]


def test_a_series_that_swings_by_itself_is_given_room(figures):
    figures.series("fdi_used", [*STEADY[:5], 500, *STEADY[6:]], noise="0.18", swing="6")
    assert figures.named("spike_strict") == []


def test_small_counts_may_vary_by_chance(figures):
    figures.series("patents_granted_cnrds", [2, 1, 3, 2, 6, 2, 3, 1, 2, 3], decimals=0, swing="1.6")
    assert figures.named("spike_strict") == []


def test_years_across_a_declared_break_are_no_neighbours(figures):
    figures.series("loans", [*STEADY[:5], 260, 270, 280, 290, 300])
    figures.series_breaks.append(("230600", "*", 2015))
    assert figures.flags() == []


def test_a_break_of_a_province_parts_the_years_of_its_prefectures(figures):
    figures.series("loans", [*STEADY[:5], 260, 270, 280, 290, 300])
    figures.series_breaks.append(("230000", "loans", 2015))
    assert figures.flags() == []


def test_what_is_withheld_or_withdrawn_accuses_nobody(figures):
    figures.series("loans", [*STEADY[:5], 270, *STEADY[6:]])
    figures.statuses[("230600", "loans", 2015)] = "U"
    assert figures.flags() == []


def test_a_known_slip_of_the_sources_is_named(shipped):
    assert shipped.rules("410300", "road_area_per_capita", 2011) & NAMING


@pytest.mark.parametrize(
    ("place", "series", "year"), [("320300", "nox_industrial", 2019), ("231200", "pop_resident", 2021)]
)
def test_a_known_slip_next_to_a_break_is_named_until_the_break_is_declared(undeclared, place, series, year):
    assert undeclared.rules(place, series, year) & NAMING


@pytest.mark.parametrize(
    ("before", "value", "after"), [(18.0, 3153, 0.51), (12.15, 886.16, 141.39), (1000, 8, 39640)]
)
def test_a_value_far_beyond_both_neighbours_is_named_though_they_quarrel(figures, before, value, after):
    figures.series("fdi_used", [None, None, None, before, value, after], noise="0.18", swing="6")
    assert ("fdi_used", 2014) in figures.named("spike_strict")


def test_between_neighbours_that_quarrel_a_value_off_one_of_them_is_left_alone(figures):
    figures.series("fdi_used", [None, None, None, 18, 200, 300], noise="0.18", swing="6")
    assert figures.named("spike_strict") == []


@pytest.mark.parametrize(
    ("place", "series", "year"),
    [("620500", "fdi_used", 2002), ("141100", "fdi_used", 2018), ("520600", "imports", 2022)],
)
def test_a_known_slip_between_neighbours_that_quarrel_is_named(shipped, place, series, year):
    assert "spike_strict" in shipped.rules(place, series, year)
