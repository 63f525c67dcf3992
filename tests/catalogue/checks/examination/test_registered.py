"""Are residents noticed that are the registered population under another name?"""

from __future__ import annotations

RESIDENTS = [560.0, 565, 570, 588.5, 600, 610]
REGISTERED = [580.0, 583, 586, 588.5, 590, 592]


def _people(figures, residents):
    figures.series("pop_resident", residents, growth=1.001, first=2008)
    figures.series("pop_registered", REGISTERED, growth=1.0015, others=140, first=2008)
    return figures


def test_residents_equal_to_the_registered_are_named(figures):
    _people(figures, [680.0, 683, 686, 588.5, 690, 692])
    assert figures.named("registered") == [("pop_resident", 2011)]
    assert "residents 588.5 equal the registered population 588.5" in figures.details("registered")[0]


def test_where_the_two_hardly_differ_equality_says_nothing(figures):
    _people(figures, [582.0, 584, 587, 588.5, 591, 594])
    assert figures.named("registered") == []


def test_a_census_may_find_the_two_alike(figures):
    _people(figures, [680.0, 683, 586, 688.5, 690, 692])
    assert figures.named("registered") == []


def test_the_residents_of_dalian_in_2011_are_named(shipped):
    assert "registered" in shipped.rules("210200", "pop_resident", 2011)
