"""Is a value between declared breaks noticed, where its stretch is too short to have neighbours?"""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas.catalogue.checks.examination.verdict import examine_values

STEADY = [100.0, 104, 111, 115, 121, 127, 135, 140, 148, 155]


def _broken(figures, numbers, breaks="2015;2016"):
    """All places are counted threefold in 2015 and again in 2016; the place has these numbers before that."""
    figures.series("dust_industrial", numbers, breaks=breaks, noise="0.1", swing="2")
    for cell in figures.values:
        if cell[1] == "dust_industrial":
            figures.values[cell] *= 1 if cell[2] < 2015 else 3 if cell[2] < 2016 else 9
    return figures


@pytest.mark.parametrize("factor", [0.1, 5, 10, 30])
def test_a_slip_in_the_only_year_between_two_breaks_is_named_with_both_sides(figures, factor):
    _broken(figures, [*STEADY[:5], 127 * factor, *STEADY[6:]])
    assert figures.named("seam") == [("dust_industrial", 2015)]
    (detail,) = figures.details("seam")
    assert "121 in 2014" in detail
    assert "1,215 in 2016" in detail


def test_a_break_that_all_places_share_accuses_no_value_between_breaks(figures):
    _broken(figures, STEADY)
    assert figures.flags() == []


@pytest.mark.parametrize("slip", [2014, 2015])
def test_of_two_years_between_breaks_the_wrong_one_is_named(figures, slip):
    numbers = list(STEADY)
    numbers[slip - 2010] *= 10
    figures.series("nox_industrial", numbers, breaks="2014;2016")
    assert ("nox_industrial", slip) in figures.named("seam")


def test_a_slip_in_a_last_year_beyond_a_break_is_named_on_its_one_side(figures):
    figures.series("loans", [*STEADY[:9], 155 * 20], breaks="2019")
    assert figures.named("seam") == [("loans", 2019)]
    figures.series("loans", STEADY)
    figures.values["230600", "loans", 2019] = 155 * 5
    assert figures.named("seam") == []


def test_a_break_of_one_place_is_given_more_room(figures):
    figures.series("loans", [*STEADY[:5], 127 * 6, *STEADY[6:]])
    figures.series_breaks += [("230600", "*", 2015), ("230600", "*", 2016)]
    assert figures.named("seam") == []
    figures.values["230600", "loans", 2015] = 127 * 12
    assert figures.named("seam") == [("loans", 2015)]


def test_beyond_a_break_of_its_own_an_end_is_not_judged(figures):
    figures.series("loans", [*STEADY[:9], 155 * 20])
    figures.series_breaks.append(("230600", "*", 2019))
    assert figures.named("seam") == []


def test_small_counts_between_breaks_may_vary_by_chance(figures):
    figures.series("patents_granted", [2, 1, 3, 2, 2, 12, 2, 3, 1, 2], decimals=0, breaks="2015;2016")
    assert figures.named("seam") == []


def test_a_series_not_held_against_its_neighbours_is_not_held_across_a_break(figures):
    figures.series("dust_industrial", [*STEADY[:5], 1270, *STEADY[6:]], breaks="2015;2016", swing="")
    assert figures.named("seam") == []


@pytest.mark.parametrize("series", ["so2_industrial", "nox_industrial"])
def test_nanchongs_emissions_of_2019_are_named(shipped, series):
    assert "seam" in shipped.rules("511300", series, 2019)


SLIPS = [("dust_industrial", 2020, 30), ("nox_industrial", 2019, 10), ("gdp_districts", 2018, 10)]


@pytest.fixture(scope="module")
def named_at_huangshi(shipped):
    """Series and years of Huangshi that the check names once slips between breaks are planted."""
    frame = shipped.inputs.observations
    value = frame["number"].to_numpy(copy=True)
    for series, year, factor in SLIPS:
        cell = (frame["level"] == "city") & (frame["place"] == "420200") & (frame["series"] == series)
        (position,) = np.flatnonzero(cell & (frame["year_number"] == year))
        value[position] *= factor
    judged = examine_values(shipped.inputs, value, np.array(frame["status"], dtype=object))
    return {(flag.series, flag.year) for flag in judged.open if flag.place == "420200"}


@pytest.mark.parametrize(("series", "year", "factor"), SLIPS)
def test_a_slip_of_huangshi_next_to_a_break_is_named(named_at_huangshi, series, year, factor):
    assert (series, year) in named_at_huangshi
