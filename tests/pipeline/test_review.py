"""A reviewed figure takes the value, status, source and note of the register; a withdrawn one keeps its row."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.catalogue.reviews import Review
from zone_atlas.catalogue.text import Text
from zone_atlas.faults import DataFaults
from zone_atlas.pipeline.join import panel_of
from zone_atlas.pipeline.review import apply_reviews

SOURCES = ("s1", "s2")
FACTS = """
    340700 2018 gdp 100
    340700 2019 gdp 900 s1 D
    420200 2019 gdp 200
"""


def entry(
    disposition: str, value: float = 900.0, place: str = "340700", year: int = 2019, **more: object
) -> Review:
    fields = {"right": None, "right_source": "", "pattern": "times_10", "row": 7} | more
    return Review(
        place=place,
        year=year,
        series="gdp",
        value=value,
        disposition=disposition,
        reason=Text("表2", "table 2"),
        date="2026-01-01",
        **fields,
    )


def reviewed(make, *entries: Review) -> tuple[pd.DataFrame, int]:
    facts = make.observations(FACTS)
    facts.loc[1, "note"] = "rounded"
    return apply_reviews(facts.astype({"status": "category", "note": "category"}), entries, SOURCES)


def cell(frame: pd.DataFrame, place: str = "340700", year: int = 2019) -> pd.Series:
    found = frame[(frame["place"] == place) & (frame["year"] == year)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.mark.parametrize(
    ("disposition", "status"),
    [("low_reliability", "U"), ("estimated", "E"), ("break", "B"), ("real", "D")],
)
def test_a_marked_figure_keeps_its_number_and_its_own_note(make, disposition, status) -> None:
    frame, withdrawn = reviewed(make, entry(disposition))
    row = cell(frame)
    assert (row["value"], row["status"]) == (900.0, status)
    assert row["note"] == "rounded | reviewed 340700.2019.gdp"
    assert withdrawn == 0


def test_a_withdrawn_figure_keeps_its_row_without_a_value(make) -> None:
    frame, withdrawn = reviewed(make, entry("withdraw"))
    row = cell(frame)
    assert pd.isna(row["value"])
    assert (row["status"], row["note"]) == ("O", "rounded | reviewed 340700.2019.gdp")
    assert withdrawn == 1


def test_a_withdrawn_figure_enters_no_calculation(make) -> None:
    panel = panel_of(reviewed(make, entry("withdraw"))[0], SOURCES)
    where = ("340700", 2019), "gdp"
    assert pd.isna(panel.values.loc[where])
    assert pd.isna(panel.severity.loc[where])
    assert panel.sources.loc[where] == 0


@pytest.mark.parametrize(
    ("right_source", "source", "status"),
    [
        ("s2: table 2-16, exports", "s2", "A"),
        ("s2 grade D: CEIC", "s2", "V"),
        ("communiqué of the city", "s1", "A"),
    ],
)
def test_a_replaced_figure_names_the_source_of_the_right_one(make, right_source, source, status) -> None:
    frame, _ = reviewed(make, entry("replace", right=90.0, right_source=right_source))
    row = cell(frame)
    assert (row["value"], row["status"], row["source_id"]) == (90.0, status, source)


def test_nothing_else_is_touched(make) -> None:
    before = make.observations(FACTS)
    frame, _ = reviewed(make, entry("withdraw"))
    for place, year in [("340700", 2018), ("420200", 2019)]:
        assert list(cell(frame, place, year)) == list(cell(before, place, year))


def test_every_entry_whose_source_shows_another_value_is_named(make) -> None:
    with pytest.raises(DataFaults) as caught:
        reviewed(make, entry("withdraw", 901.0, row=3), entry("real", year=2020, row=5))
    assert [(f.file, f.row, f.column) for f in caught.value.faults] == [
        ("reviewed_values.csv", 3, "value"),
        ("reviewed_values.csv", 5, "value"),
    ]
    assert "now shows 900" in caught.value.faults[0].message
    assert "no such observation" in caught.value.faults[1].message
