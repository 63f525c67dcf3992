"""Is a figure of a series of one or two years noticed that its place cannot have?"""

from __future__ import annotations

import numpy as np


def _census(figures, name, numbers, scale=1.0):
    """Two censuses with changes that differ a little from place to place."""
    wobble = np.random.default_rng(5).normal(0, 0.05, 40)
    for year, number in zip((2010, 2020), numbers, strict=True):
        figures.values[("230600", name, year)] = number
        for n in range(40):
            growth = np.exp(wobble[n]) * 1.2 if year == 2020 else 1
            figures.values[(f"9{n:05d}", name, year)] = round(scale * 1e5 * (1 + n / 7) * growth)
    figures.declared[name] = ("", "", "", "persons")
    return figures


def test_of_two_censuses_that_differ_as_nowhere_else_the_odd_one_is_named(figures):
    _census(figures, "census_pop", (300_000, 350_000), 1)
    _census(figures, "census_college", (30_000, 350_000), 0.1)
    assert figures.named("change") == [("census_college", 2020)]
    assert "350,000 beside 30,000 in 2010" in figures.details("change")[0]


def test_ordinary_changes_between_censuses_are_not_accused(figures):
    _census(figures, "census_pop", (300_000, 350_000), 1)
    assert figures.flags() == []


def test_a_single_year_is_held_against_the_size_of_the_place(figures):
    figures.series("pop_resident", [300.0], growth=1, first=2023, noise="")
    figures.series("hightech_firms", [31000], others=90, first=2023, noise="", decimals=0)
    assert figures.named("size") == [("hightech_firms", 2023)]


def test_the_research_spending_of_anshan_in_2019_is_named(shipped):
    assert shipped.rules("210300", "rd_expenditure", 2019) & {"size", "change"}
