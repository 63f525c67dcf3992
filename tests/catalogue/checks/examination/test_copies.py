"""Are figures noticed that were copied from another year, column or row?"""

from __future__ import annotations

EMISSIONS = {
    "so2_industrial": [5121.0, 4833, 4833, 4120, 3999],
    "nox_industrial": [32991.0, 32287, 32287, 30111, 29002],
    "dust_industrial": [8111.0, 7902, 7555, 7001, 6888],
}


def test_two_emissions_equal_to_the_year_before_are_named(figures):
    for name, numbers in EMISSIONS.items():
        figures.series(name, numbers, decimals=0)
    assert figures.named("copied_emissions") == [("nox_industrial", 2012), ("so2_industrial", 2012)]


def test_one_figure_of_four_digits_that_repeats_is_named(figures):
    figures.series("hospital_beds", [7811.0, 7995, 7995, 8102, 8234], decimals=0)
    assert figures.named("repeated_year") == [("hospital_beds", 2012)]
    assert figures.details("repeated_year") == ["7,995 stands in 2011 and 2012"]


def test_round_numbers_may_repeat(figures):
    figures.series("hospital_beds", [7800.0, 8000, 8000, 8100, 8200], decimals=0)
    assert figures.named("repeated_year") == []


def test_people_that_stand_still_are_only_listed(figures):
    figures.series("pop_registered", [368.11, 368.52, 368.52, 369.41, 370.12], growth=1.001)
    assert figures.named("repeated_people") == [("pop_registered", 2012)]
    assert figures.verdict().open == []


def test_a_figure_of_another_column_is_named_with_that_column(figures):
    figures.series("vocational_students", [17001.0, 17120, 17203, 17350, 17401], decimals=0)
    figures.series("university_students", [32001.0, 32382, 17203, 30344, 30911], decimals=0)
    assert figures.named("row_copy") == [("university_students", 2012)]
    assert figures.details("row_copy") == ["17,203 is the figure of vocational_students in the same row"]


def test_a_row_of_another_place_is_named_on_both_sides(figures):
    for name, other in (("loans", 1234.5), ("hospital_beds", 23457), ("doctors", 9871), ("buses", 1577)):
        figures.series(name, [other, 1.02 * other + 0.11, 1.04 * other + 0.13, 1.06 * other + 0.17])
        figures.values[("210100", name, 2012)] = figures.values[("230600", name, 2012)]
    found = [(flag.place, flag.series) for flag in figures.flags() if flag.rule == "other_place"]
    assert sorted(found) == [
        (place, name)
        for place in ("210100", "230600")
        for name in ("buses", "doctors", "hospital_beds", "loans")
    ]


def test_the_copied_emissions_of_anshan_are_named(shipped):
    assert "copied_emissions" in shipped.rules("210300", "nox_industrial", 2023)
