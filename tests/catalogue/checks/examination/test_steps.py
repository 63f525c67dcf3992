"""Is a lasting step told from a spike, and a step of a whole province from that of one place?"""

from __future__ import annotations

STEP = [100.0, 104, 111, 115, 121, 227, 235, 240, 248, 255]


def test_a_lasting_step_is_listed(figures):
    figures.series("loans", STEP)
    assert figures.named("step") == [("loans", 2015)]
    assert figures.verdict().open == []


def test_a_declared_break_is_no_step(figures):
    figures.series("loans", STEP)
    figures.series_breaks.append(("230600", "loans", 2015))
    assert figures.named("step") == []


def test_a_province_that_steps_alike_is_listed_as_one(figures):
    codes = ("230100", "230200", "230300", "230600")
    for code in codes:
        figures.series("fdi_used", STEP, place=code)
    named = {(flag.place, flag.year) for flag in figures.flags() if flag.rule == "province_step"}
    assert named == {(code, 2015) for code in codes}
    assert figures.named("step") == []
