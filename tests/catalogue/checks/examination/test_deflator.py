"""Is GDP noticed that real growth cannot explain, and a sound city of a broken province left alone?"""

from __future__ import annotations

GROWTH = 1.08


def _economy(figures, levels, place="230600"):
    figures.series("gdp_revised", levels, growth=GROWTH, noise="0.02", swing="1.5", place=place)
    figures.series(
        "gdp_index", [106.0] * len(levels), others=106, growth=1, noise="0.01", swing="1.15", place=place
    )
    for n in range(40):
        for year in range(2010, 2010 + len(levels)):
            figures.values[(f"9{n:05d}", "gdp_index", year)] = 106.0
    return figures


def _levels(fall):
    return [round(1000 * GROWTH**n * (fall if n >= 4 else 1), 1) for n in range(8)]


def test_a_level_that_falls_by_a_quarter_while_real_gdp_grows_is_named(figures):
    _economy(figures, _levels(0.75))
    assert figures.named("deflator") == [("gdp_revised", 2014)]
    assert "imply a price change of -23.6 %; the median city has" in figures.details("deflator")[0]


def test_where_too_few_cities_are_known_for_a_median_none_is_told(figures):
    _economy(figures, _levels(0.75))
    for cell in [c for c in figures.values if c[0].startswith("9") and c[0] > "900019"]:
        del figures.values[cell]
    assert figures.named("deflator") == [("gdp_revised", 2014)]
    assert figures.details("deflator") == ["GDP and its real index imply a price change of -23.6 %"]


def test_a_declared_break_answers_it(figures):
    _economy(figures, _levels(0.75))
    figures.series_breaks.append(("230600", "gdp_revised", 2014))
    assert figures.named("deflator") == []


def test_a_sound_city_of_a_broken_province_is_not_accused(figures):
    _economy(figures, _levels(1.0))
    for code in ("230100", "230200", "230300", "230400"):
        _economy(figures, _levels(0.7), place=code)
    assert figures.named("deflator") == []
    assert figures.named("deflator", place="230100") == [("gdp_revised", 2014)]


def test_the_revised_gdp_of_zibo_in_2018_is_named_until_its_break_is_declared(undeclared, shipped):
    assert "deflator" in undeclared.rules("370300", "gdp_revised", 2018)
    assert "deflator" not in shipped.rules("370300", "gdp_revised", 2018)


def test_shenyang_in_2016_is_not_accused_for_its_province(shipped):
    assert shipped.rules("210100", "gdp_revised", 2016) == set()
