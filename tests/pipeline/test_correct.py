"""Known errors are corrected by the register alone, and never after the source has been mended."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.catalogue.records import Correction, Text
from zone_atlas.faults import DataFaults
from zone_atlas.pipeline.correct import apply_corrections

FACTS = """
    340700 2018 gdp 100
    340700 2019 gdp 900
    420200 2019 gdp 200
"""


def correction(
    action: str, wrong: float, place: str = "340700", year: int = 2019, **more: object
) -> Correction:
    fields = {"right": None, "status": "", "row": 7} | more
    return Correction(
        place=place,
        year=year,
        series="gdp",
        wrong=wrong,
        action=action,
        evidence=Text("表2", "table 2"),
        date="2026-01-01",
        **fields,
    )


def cell(frame: pd.DataFrame, place: str, year: int) -> pd.Series:
    found = frame[(frame["place"] == place) & (frame["year"] == year)]
    assert len(found) == 1
    return found.iloc[0]


def test_a_replaced_value_is_the_right_one_and_says_that_it_was_corrected(make) -> None:
    frame, withdrawn = apply_corrections(
        make.observations(FACTS), (correction("replace", 900.0, right=90.0),)
    )
    fixed = cell(frame, "340700", 2019)
    assert (fixed["value"], fixed["status"], fixed["note"]) == (90.0, "A", "corrected")
    assert withdrawn == 0


def test_a_withdrawn_value_is_gone_and_counted_but_its_row_says_so(make) -> None:
    frame, withdrawn = apply_corrections(make.observations(FACTS), (correction("withdraw", 900.0),))
    assert withdrawn == 1
    row = cell(frame, "340700", 2019)
    assert pd.isna(row["value"])
    assert (row["status"], row["note"]) == ("O", "withdrawn_by_correction")


def test_a_marked_value_keeps_its_number_and_takes_the_status(make) -> None:
    frame, withdrawn = apply_corrections(make.observations(FACTS), (correction("mark", 900.0, status="U"),))
    marked = cell(frame, "340700", 2019)
    assert (marked["value"], marked["status"], marked["note"]) == (900.0, "U", "marked_by_correction")
    assert withdrawn == 0


def test_nothing_else_is_touched(make) -> None:
    before = make.observations(FACTS)
    frame, _ = apply_corrections(before, (correction("replace", 900.0, right=90.0),))
    for place, year in [("340700", 2018), ("420200", 2019)]:
        assert list(cell(frame, place, year)) == list(cell(before, place, year))
    assert cell(before, "340700", 2019)["value"] == 900.0, "the caller's frame must stay as it was"


def test_the_guard_fails_once_the_source_shows_another_value(make) -> None:
    with pytest.raises(DataFaults) as caught:
        apply_corrections(make.observations(FACTS), (correction("replace", 901.0, right=90.0, row=12),))
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("corrections.yaml", 12, "wrong")
    assert "should show 901" in fault.message
    assert "now shows 900" in fault.message


def test_the_guard_fails_when_the_observation_is_gone(make) -> None:
    with pytest.raises(DataFaults, match="no such observation"):
        apply_corrections(make.observations(FACTS), (correction("withdraw", 900.0, year=2020),))


def test_every_broken_guard_is_named_at_once(make) -> None:
    register = (
        correction("withdraw", 1.0, row=3),
        correction("mark", 200.0, place="420200", status="U", row=5),
        correction("replace", 2.0, year=2018, right=3.0, row=9),
    )
    with pytest.raises(DataFaults) as caught:
        apply_corrections(make.observations(FACTS), register)
    assert [fault.row for fault in caught.value.faults] == [3, 9]


def test_the_shipped_register_is_applied_to_the_published_observations(atlas) -> None:
    cells = atlas.observations.set_index(["place", "year", "series"])
    assert atlas.catalogue.corrections
    for item in atlas.catalogue.corrections:
        key = (item.place, item.year, item.series)
        if item.action == "withdraw":
            assert pd.isna(cells.loc[key, "value"]), key
            assert cells.loc[key, "status"] == "O", key
        elif item.action == "replace":
            assert cells.loc[key, "value"] == item.right, key
        else:
            assert cells.loc[key, "status"] == item.status, key
