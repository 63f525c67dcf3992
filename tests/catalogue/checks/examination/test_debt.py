"""Is a balance noticed that stands still with its province, jumps, or was read off a chart?"""

from __future__ import annotations

BALANCES = [100.0, 115, 133, 153, 176, 202]


def _debt(figures, numbers, place="230600"):
    return figures.series("statutory_debt", numbers, growth=1.15, first=2018, noise="0.04", place=place)


def test_a_province_that_stands_still_while_the_nation_borrows_is_named(figures):
    codes = ("510100", "510300", "510400", "510500")
    for code in codes:
        _debt(figures, [100.0, 115, 133, 133.2, 190, 215], place=code)
    named = {(flag.place, flag.year) for flag in figures.flags() if flag.rule == "still_province"}
    assert named == {(code, 2021) for code in codes}


def test_a_balance_that_doubles_within_a_year_is_named_and_a_break_answers(figures):
    _debt(figures, [100.0, 115, 133, 306, 352, 404])
    assert figures.named("debt_jump") == [("statutory_debt", 2021)]
    figures.series_breaks.append(("230600", "statutory_debt", 2021))
    assert figures.named("debt_jump") == []


def test_a_figure_from_a_chart_is_named(figures):
    _debt(figures, BALANCES).notes[("230600", "statutory_debt", 2020)] = (
        "debt_grade_b2 SRC-SECONDARY-RATING-ANHUI-2022-CITY-CHART"
    )
    assert figures.named("chart") == [("statutory_debt", 2020)]


def test_sichuan_in_2021_is_named(shipped):
    assert "still_province" in shipped.rules("510300", "statutory_debt", 2021)
