"""Does a check that shares what earlier checks found say what it says alone?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zone_atlas.catalogue.checks.run_checks import find_faults

from .conftest import SHARED, Damaged


def spoil_a_place(damaged: Damaged) -> None:
    row = damaged.row_of("places/places.csv", adcode="210200")
    damaged.edit("places/places.csv", row, province="999999", name_en="")


def spoil_a_series(damaged: Damaged) -> None:
    damaged.edit("series.csv", damaged.row_of("series.csv", series="gdp"), unit="yards", minimum="9")


def spoil_a_figure(damaged: Damaged) -> None:
    damaged.edit("observations/city/gdp.csv", 2, value="-1", source_id="nobody")


def state_a_break_twice(damaged: Damaged) -> None:
    damaged.copy_row("places/series_breaks.csv", 2)


def spoil_the_framework(damaged: Damaged) -> None:
    damaged.replace("framework.yaml", "D1", "D9")


def take_the_register_away(damaged: Damaged) -> None:
    (damaged.root / "reviewed_values.csv").unlink()


@pytest.mark.parametrize(
    "damage",
    [
        spoil_a_place,
        spoil_a_series,
        spoil_a_figure,
        state_a_break_twice,
        spoil_the_framework,
        take_the_register_away,
    ],
)
def test_a_shared_check_finds_what_a_check_alone_finds(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Damaged], None]
) -> None:
    assert damaged.faults() == []
    damage(damaged)
    shared = damaged.faults()
    for module, name, alone in SHARED.alone:
        monkeypatch.setattr(module, name, alone)
    assert shared
    assert shared == find_faults(damaged.root)
