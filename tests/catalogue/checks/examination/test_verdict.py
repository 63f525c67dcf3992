"""What does the check say of a flagged figure, and what answers it?"""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas.catalogue.checks.examination.arrange import arrange_panels
from zone_atlas.catalogue.checks.examination.registry import FAIL, LIST, RULES
from zone_atlas.catalogue.checks.examination.verdict import examine_values, flag_faults, reviewed_cells

STEADY = [100.0, 104, 111, 115, 121, 1270, 135, 140, 148, 155]
SLIP = ("230600", "loans", 2015)


def test_a_slip_becomes_a_fault_with_file_row_numbers_and_advice(figures):
    figures.series("loans", STEADY)
    (fault,) = flag_faults(figures.inputs(), figures.verdict().open)
    frame = figures.inputs().observations
    row = int(frame.loc[(frame["place"] == "230600") & (frame["year"] == "2015"), "row"].iloc[0])
    assert (fault.file, fault.row, fault.column) == ("observations/city/loans.csv", row, "value")
    for words in (
        "loans of 230600 in 2015",
        "1,270 between 121 and 135",
        "reviewed_values.csv",
        "corrections.yaml",
    ):
        assert words in fault.message


@pytest.mark.parametrize("disposition", ["real", "low_reliability", "estimated"])
def test_a_spike_with_a_disposition_passes_once(figures, disposition):
    figures.series("loans", STEADY)
    figures.reviewed.append(("230600", "loans", 2015, disposition))
    judged = figures.verdict()
    assert judged.open == []
    assert {flag.year for flag in judged.disposed} == {2015}


def test_a_replacement_answers_nothing_that_is_said_of_itself(figures):
    figures.series("loans", STEADY)
    figures.reviewed.append(("230600", "loans", 2015, "replace"))
    assert {flag.year for flag in figures.verdict().open} == {2015}


def test_a_replacement_in_corrections_answers_nothing_that_is_said_of_itself(figures):
    inputs = figures.series("loans", STEADY).inputs()
    entry = {"place": "230600", "year": 2015, "series": "loans", "action": "replace", "right": 1270}
    inputs.yaml_files["corrections.yaml"] = {"corrections": [entry]}
    frame = inputs.observations
    judged = examine_values(inputs, frame["number"].to_numpy(), np.array(frame["status"], dtype=object))
    assert {flag.year for flag in judged.open} == {2015}


def test_a_disposition_of_one_year_leaves_another_year_accused(figures):
    numbers = list(STEADY)
    numbers[2] = 1110
    figures.series("loans", numbers)
    figures.reviewed.append(("230600", "loans", 2015, "real"))
    assert {flag.year for flag in figures.verdict().open} == {2012}


def test_an_entry_in_corrections_answers_as_well(figures):
    inputs = figures.series("loans", STEADY).inputs()
    entry = {"place": "230600", "year": 2015, "series": "loans", "action": "mark", "status": "E"}
    inputs.yaml_files["corrections.yaml"] = {"corrections": [entry]}
    frame = inputs.observations
    judged = examine_values(inputs, frame["number"].to_numpy(), np.array(frame["status"], dtype=object))
    assert judged.open == []


def test_a_break_in_the_register_parts_the_years(figures):
    figures.series("loans", [*STEADY[:5], 260, 270, 280, 290, 300])
    figures.reviewed.append(("230600", "loans", 2015, "break"))
    assert figures.flags() == []


def test_without_a_register_nothing_is_reviewed(figures):
    assert reviewed_cells(figures.series("loans", STEADY).inputs()) == set()


def test_the_summary_counts_examined_flagged_disposed_and_listed(figures):
    figures.series("loans", STEADY)
    assert (
        figures.verdict().summary()
        == "410 values examined: 1 flagged, of these 0 with a disposition; 0 listed"
    )


def test_every_rule_says_what_it_does_and_whether_it_fails():
    assert {rule.severity for rule in RULES.values()} == {FAIL, LIST}
    assert all(rule.meaning for rule in RULES.values())
    assert all(key == rule.id for key, rule in RULES.items())


def test_every_rule_that_flags_is_registered(shipped):
    assert {flag.rule for flag in shipped.flags} <= set(RULES)


@pytest.mark.parametrize(
    ("place", "series", "year"),
    [
        ("370100", "gdp", 2019),
        ("370100", "gdp_revised", 2019),
        ("370100", "pop_resident", 2019),
        ("370100", "loans", 2019),
        ("310000", "fiscal_revenue", 2022),
        ("310000", "gdp_revised", 2020),
        ("310000", "statutory_debt", 2022),
        ("310000", "pop_resident", 2015),
        ("310000", "exports", 2021),
        ("110000", "gdp_revised", 2003),
    ],
)
def test_jinan_with_laiwu_and_the_size_of_shanghai_are_no_slips(shipped, place, series, year):
    assert {rule for rule in shipped.rules(place, series, year) if RULES[rule].severity == FAIL} == set()


SIBLINGS = [
    ("city", "110000", "gdp_revised", 2003, 10),
    ("city", "210100", "gdp_revised", 2012, 0.1),
    ("city", "640200", "loans", 2010, 10),
    ("city", "440200", "hospital_beds", 2021, 100),
    ("city", "420200", "pop_resident", 2014, 0.1),
    ("city", "410300", "exports", 2021, 6.9),
    ("city", "520200", "university_students", 2014, 0),
    ("city", "320300", "share_tertiary", 2008, 0.1),
    ("city", "150200", "mobile_users", 2023, 10),
    ("city", "370300", "doctors", 2018, 0.1),
    ("city", "430300", "gdp_index", 2015, 0.1),
    ("city", "130200", "co2_edgar", 2010, 10),
    ("county", "320581", "gdp", 2022, 10),
    ("county", "330782", "va_tertiary", 2021, 0.1),
    ("county", "350582", "pop_registered", 2022, 10),
]


@pytest.fixture(scope="module")
def named_after_planting(shipped):
    """Cells that the check names once each sibling of Beijing's slip is planted."""
    frame = shipped.inputs.observations
    value = frame["number"].to_numpy(copy=True)
    status = np.array(frame["status"], dtype=object)
    for level, place, series, year, factor in SIBLINGS:
        cell = (frame["level"] == level) & (frame["place"] == place) & (frame["series"] == series)
        (position,) = np.flatnonzero(cell & (frame["year_number"] == year))
        value[position] *= factor
    judged = examine_values(shipped.inputs, value, status)
    levels = frame["level"].astype(str).to_numpy()
    return {(levels[flag.position], flag.place, flag.series, flag.year) for flag in judged.open}


@pytest.mark.parametrize("sibling", SIBLINGS, ids=lambda s: f"{s[1]}-{s[2]}-{s[3]}-{s[4]:g}")
def test_a_slip_of_the_size_of_beijings_ten_times_gdp_is_named(named_after_planting, sibling):
    assert sibling[:4] in named_after_planting


def test_every_observation_stands_in_exactly_one_panel(shipped):
    frame = shipped.inputs.observations
    status = np.array(frame["status"], dtype=object)
    held = np.concatenate(
        [
            panel.position[panel.position >= 0]
            for panel in arrange_panels(shipped.inputs, frame["number"].to_numpy(), status)
        ]
    )
    assert len(np.unique(held)) == len(held) == len(frame)
