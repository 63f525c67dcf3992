"""Is a slipped decimal point or another unit noticed, even in a series that swings?"""

from __future__ import annotations

import pytest

NAMING = {"unit_factor", "spike_strict", "end_strict", "size", "change"}
SWINGING = [100.0, 130, 110, 140, 120, 125, 150, 130, 160, 140]


@pytest.mark.parametrize("factor", [1e-4, 1e-3, 0.01, 0.1, 10, 100, 1e3, 1e4])
def test_a_power_of_ten_is_named_in_a_series_that_swings(figures, factor):
    numbers = list(SWINGING)
    numbers[5] *= factor
    figures.series("fdi_used", numbers, noise="0.18", swing="6", decimals=6)
    assert figures.named("unit_factor") == [("fdi_used", 2015)]


def test_five_times_its_neighbours_is_no_power_of_ten(figures):
    numbers = list(SWINGING)
    numbers[5] *= 5
    figures.series("fdi_used", numbers, noise="0.18", swing="6")
    assert figures.verdict().open == []


def test_profits_that_turn_negative_are_not_judged_by_powers_of_ten(figures):
    figures.series(
        "industrial_profit", [150.0, 152, 160, 160, 13.6, 150, -20, 140, 150, 150], noise="0.2", swing="12"
    )
    assert figures.named("unit_factor") == []


@pytest.mark.parametrize(
    ("place", "series", "year"),
    [
        ("340400", "va_tertiary", 2022),
        ("520600", "exports", 2019),
        ("510400", "drainage_pipes", 2018),
        ("451300", "fdi_used", 2018),
        ("620500", "imports", 2022),
        ("450700", "telecom_revenue", 2023),
        ("532900", "statutory_debt", 2025),
        ("431200", "telecom_revenue", 2023),
    ],
)
def test_a_known_slip_of_the_point_is_named(shipped, place, series, year):
    assert shipped.rules(place, series, year) & NAMING


def test_a_known_slip_next_to_a_break_is_named_until_the_break_is_declared(undeclared):
    assert undeclared.rules("510400", "nox_industrial", 2019) & NAMING
