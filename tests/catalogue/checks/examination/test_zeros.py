"""Is a zero that stands for a missing value told from a true one?"""

from __future__ import annotations

import pytest


def test_a_zero_between_figures_is_named(figures):
    figures.series("sewage_treatment_rate", [31, 32, 33, 0, 35, 36, 38], others=10)
    assert figures.named("zero") == [("sewage_treatment_rate", 2013)]


@pytest.mark.parametrize("numbers", [[0, 0, 1, 0, 2, 0], [3, 2, 0, 1, 2, 3]])
def test_zeros_among_a_few_are_true(figures, numbers):
    figures.series("listed_manufacturing_szse", numbers, others=30, decimals=0)
    for n in range(10):
        figures.values[(f"9{n:05d}", "listed_manufacturing_szse", 2012)] = 0
        figures.values[(f"9{n:05d}", "listed_manufacturing_szse", 2013)] = 0
    assert ("listed_manufacturing_szse", 2012) not in [
        (f.series, f.year) for f in figures.flags() if f.place == "230600"
    ]


def test_a_count_among_zeros_is_named(figures):
    figures.series("listed_manufacturing_szse", [0, 0, 0, 14, 0, 0, 0], others=30, decimals=0)
    for year in range(2010, 2017):
        for n in range(10):
            figures.values[(f"9{n:05d}", "listed_manufacturing_szse", year)] = 0
    assert figures.named("zero") == [("listed_manufacturing_szse", 2013)]


def test_the_first_zero_of_an_old_series_may_be_true(figures):
    figures.series("fdi_used", [0, 40, 42, 45, 43, 48], first=2003)
    for n in range(3):
        figures.values[(f"9{n:05d}", "fdi_used", 2003)] = 0
    assert figures.named("zero") == []
