"""Are exchanged columns and dollars in a yuan series noticed, and both figures named?"""

from __future__ import annotations

import pytest

EXPORTS = [40.0, 45, 50, 52, 55, 57, 60, 63]
IMPORTS = [800.0, 850, 900, 950, 990, 1000, 1100, 1150]


def _trade(figures, exports, imports):
    figures.series("exports", exports, noise="0.15", swing="2.5")
    return figures.series("imports", imports, noise="0.24", swing="3")


def test_exchanged_exports_and_imports_are_both_named(figures):
    _trade(figures, [*EXPORTS[:4], 990.0, *EXPORTS[5:]], [*IMPORTS[:4], 55.0, *IMPORTS[5:]])
    assert figures.named("swapped") == [("exports", 2014), ("imports", 2014)]
    assert "exports 990 and imports 55 look exchanged (usual: " in figures.details("swapped")[0]


def test_the_year_beside_an_exchange_is_not_accused_of_one(figures):
    _trade(figures, [*EXPORTS[:4], 990.0, *EXPORTS[5:]], [*IMPORTS[:4], 55.0, *IMPORTS[5:]])
    assert {year for _, year in figures.named("swapped")} == {2014}


def test_both_columns_lower_by_the_exchange_rate_look_like_dollars(figures):
    _trade(figures, [*EXPORTS[:4], 55 / 6.9, *EXPORTS[5:]], [*IMPORTS[:4], 990 / 6.9, *IMPORTS[5:]])
    assert figures.named("dollars") == [("exports", 2014), ("imports", 2014)]


def test_a_collapse_of_exports_alone_does_not_look_like_dollars(figures):
    _trade(figures, [*EXPORTS[:4], 55 / 6.9, *EXPORTS[5:]], IMPORTS)
    assert figures.named("dollars") == []


def test_exchanged_sector_shares_are_named_though_they_still_sum_to_a_hundred(figures):
    figures.series(
        "share_secondary", [54, 55, 54.5, 54, 38.6, 54, 53.5, 53], growth=1, others=5, noise="0.03"
    )
    figures.series("share_tertiary", [38, 37, 38, 38.5, 54.2, 38.6, 39, 39], growth=1, others=5, noise="0.03")
    assert figures.named("swapped") == [("share_secondary", 2014), ("share_tertiary", 2014)]


@pytest.mark.parametrize("series", ["exports", "imports"])
@pytest.mark.parametrize(
    ("place", "year", "rule"),
    [
        ("230600", 2022, "swapped"),
        ("210400", 2020, "swapped"),
        ("210400", 2021, "swapped"),
        ("620300", 2020, "swapped"),
        ("441400", 2022, "swapped"),
        ("420200", 2019, "dollars"),
        ("120000", 2019, "dollars"),
        ("511000", 2019, "dollars"),
    ],
)
def test_a_known_exchange_or_a_known_year_in_dollars_is_named(shipped, place, year, rule, series):
    assert rule in shipped.rules(place, series, year)
