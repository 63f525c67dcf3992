"""Does arithmetic between series accuse the figure that is off, and only that?"""

from __future__ import annotations

import pytest

GDP = [1000.0, 1050, 1100, 1160, 1210, 1280]


def _economy(figures):
    figures.series("gdp", GDP, others=1000)
    for name, share in (("primary", 0.1), ("secondary", 0.5), ("tertiary", 0.4)):
        figures.series(f"va_{name}", [round(share * g, 2) for g in GDP], others=1000 * share)
        figures.series(f"share_{name}", [100 * share] * len(GDP), others=100 * share, growth=1, noise="0.03")
        for n in range(40):
            for year in range(2010, 2016):
                figures.values[(f"9{n:05d}", f"share_{name}", year)] = 100 * share
    return figures


def test_an_economy_that_adds_up_is_not_accused(figures):
    assert _economy(figures).flags() == []


def test_sectors_that_are_twice_gdp_accuse_the_one_off_its_path(figures):
    _economy(figures).values[("230600", "va_secondary", 2013)] *= 3
    assert ("va_secondary", 2013) in figures.named("sectors_sum")
    assert [name for name, _ in figures.named("sectors_sum")] == ["va_secondary"]


def test_a_share_that_contradicts_its_sector_is_named(figures):
    _economy(figures).values[("230600", "share_primary", 2013)] = 25.0
    assert figures.named("share_of_sectors") == [("share_primary", 2013)]


def test_a_part_above_its_whole_is_named(figures):
    figures.series("patents_granted", [400, 420, 90, 450, 480], decimals=0)
    figures.series("invention_patents_granted", [100, 110, 115, 120, 130], others=20, decimals=0)
    assert figures.named("part_above_whole") == [("patents_granted", 2012)]


def test_what_two_sources_say_of_one_thing_may_differ_a_little(figures):
    figures.series("patents_granted", [400, 420, 440, 450, 480], decimals=0)
    figures.series("patents_granted_cnrds", [410, 400, 470, 455, 4950], decimals=0)
    named = figures.named("two_readings")
    assert named == [("patents_granted_cnrds", 2014)]


def test_age_groups_that_do_not_sum_to_a_hundred_are_named(figures):
    for name, share in (("0_14", 17.0), ("15_64", 72.0), ("65", 11.0)):
        figures.series(f"census_age{name}_share", [share], others=share, first=2020, noise="")
        for n in range(40):
            figures.values[(f"9{n:05d}", f"census_age{name}_share", 2020)] = share
    assert figures.flags() == []
    figures.values[("230600", "census_age65_share", 2020)] = 1.1
    assert ("census_age65_share", 2020) in figures.named("ages_sum")


def test_a_doubt_that_the_source_marks_answers_the_sum_but_not_the_slip(figures):
    _economy(figures).values[("230600", "va_secondary", 2013)] *= 3
    figures.statuses[("230600", "va_secondary", 2013)] = "V"
    rules = {flag.rule for flag in figures.verdict().open if flag.series == "va_secondary"}
    assert "sectors_sum" not in rules
    assert "spike_strict" in rules


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("gdp_districts", "gdp"),
        ("pop_resident_districts", "pop_resident"),
        ("pop_registered_districts", "pop_registered"),
    ],
)
def test_districts_larger_than_their_city_are_named(figures, part, whole):
    figures.series(whole, GDP, others=1000)
    figures.series(part, [*(number / 2 for number in GDP[:5]), GDP[5] * 1.2], others=300)
    assert figures.named("part_above_whole") == [(part, 2015)]
    figures.values["230600", part, 2015] = GDP[5] * 1.03
    assert figures.named("part_above_whole") == []
