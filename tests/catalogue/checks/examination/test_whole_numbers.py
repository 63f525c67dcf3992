"""Is a fraction noticed where firms, people or patents are counted?"""

from __future__ import annotations


def test_a_fraction_among_counts_is_named(figures):
    figures.series("doctors", [1200, 1230, 1260, 129.1, 1310, 1350], decimals=0)
    assert figures.named("fraction") == [("doctors", 2013)]


def test_fractions_are_normal_where_values_have_them(figures):
    figures.series("loans", [1200.1, 1230.4, 1260.7, 1291.2, 1310.3, 1350.9])
    assert figures.named("fraction") == []
