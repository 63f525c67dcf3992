"""Observations that go missing are noticed, in a clean clone as beside a published build."""

from __future__ import annotations

import orjson
import pandas as pd
import pytest
from click.testing import CliRunner

from zone_atlas import paths
from zone_atlas.catalogue.checks.counts import (
    LOSSES,
    RECORD,
    count_observations,
    read_record,
    record_text,
    undeclared_losses,
)
from zone_atlas.catalogue.checks.run_checks import check_folder
from zone_atlas.cli import main
from zone_atlas.faults import DataFaults
from zone_atlas.pipeline.losses import refuse_losses

FILE = "observations/city/gdp.csv"
HEAD = "observations,before,after,date,reason_zh,reason_en\n"


@pytest.fixture
def recorded(damaged):
    """The small data folder with a record of its observations."""
    counts = check_folder(damaged.root).counts
    (damaged.root / RECORD).write_text(record_text(counts), encoding="utf-8")
    return damaged


def lose_row(damaged) -> tuple[int, int]:
    """Take the last row of the file; numbers of observations before and after."""
    lines = (damaged.root / FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    (damaged.root / FILE).write_text("".join(lines[:-1]), encoding="utf-8")
    return len(lines) - 1, len(lines) - 2


def test_the_shipped_record_counts_the_shipped_observations():
    assert read_record(paths.DATA) == check_folder(paths.DATA).counts


def test_a_folder_as_it_was_recorded_has_no_fault(recorded):
    assert not recorded.faults()


def test_a_row_that_goes_missing_is_a_fault_of_its_file(recorded):
    before, after = lose_row(recorded)
    fault = recorded.only_fault()
    assert fault.file == FILE
    assert f"{after} observations, {before - after} fewer than recorded" in fault.message


def test_a_file_that_is_emptied_or_deleted_is_missed(recorded):
    head = (recorded.root / FILE).read_text(encoding="utf-8").splitlines()[0]
    (recorded.root / FILE).write_text(f"{head}\n", encoding="utf-8")
    assert any(f.file == FILE and "0 observations" in f.message for f in recorded.faults())
    (recorded.root / FILE).unlink()
    assert any(f.file == FILE and "fewer than recorded" in f.message for f in recorded.faults())


def test_a_declared_loss_is_no_fault_and_a_further_one_is(recorded):
    before, after = lose_row(recorded)
    (recorded.root / LOSSES).write_text(
        f"{HEAD}city/gdp,{before},{after},2026-11-28,重复,double\n", encoding="utf-8"
    )
    assert not recorded.faults()
    lose_row(recorded)
    assert recorded.only_fault().file == FILE


def test_a_loss_declared_without_its_reason_or_with_odd_numbers_is_a_fault(recorded):
    (recorded.root / LOSSES).write_text(f"{HEAD}city/gdp,3,5,2026-11-28,,double\n", encoding="utf-8")
    assert {(f.file, f.row, f.column) for f in recorded.faults()} == {
        (LOSSES, 2, "after"),
        (LOSSES, 2, "reason_zh"),
    }


def test_losses_declared_one_after_another_cover_what_a_build_of_before_them_had(recorded):
    losses = pd.DataFrame(
        {"observations": ["city/gdp"] * 2, "before": [1000, 900], "after": [900, 800]},
    )
    assert not undeclared_losses({"city/gdp": 1000}, {"city/gdp": 800}, losses)
    assert undeclared_losses({"city/gdp": 1000}, {"city/gdp": 790}, losses) == {"city/gdp": 210}
    assert undeclared_losses({"city/gdp": 1010}, {"city/gdp": 800}, losses) == {"city/gdp": 210}


def test_a_loss_of_less_than_a_thousandth_and_a_gain_are_tolerated(recorded):
    losses = (
        check_folder(recorded.root)
        .inputs.tables["units.csv"]
        .iloc[:0]
        .assign(observations=[], before=[], after=[])
    )
    assert not undeclared_losses({"city/gdp": 5000}, {"city/gdp": 4996}, losses)
    assert undeclared_losses({"city/gdp": 5000}, {"city/gdp": 4994}, losses)
    assert not undeclared_losses({"city/gdp": 5000}, {"city/gdp": 6000}, losses)


def test_a_file_that_cannot_be_read_is_one_fault_and_its_rows_are_not_said_to_be_missing(recorded):
    row = recorded.replace(FILE, "\n", "\n\n")
    recorded.assert_only(FILE, row + 1, "", "the row is empty")


def test_a_record_that_cannot_be_read_is_named(recorded):
    recorded.replace(RECORD, "city/gdp,", "city/gdp,many")
    assert {(f.file, f.column) for f in recorded.faults()} == {(RECORD, "rows")}


def test_the_command_says_how_the_count_moved_and_where(recorded):
    lose_row(recorded)
    result = CliRunner().invoke(main, ["check", str(recorded.root)])
    assert result.exit_code == 1
    assert "(-1): city/gdp -1" in result.output
    assert result.output.rstrip().endswith("1 fault in 1 file")


def test_a_build_is_refused_that_would_publish_fewer_observations_than_the_last_one(recorded):
    now = check_folder(recorded.root).counts
    before = {**now, "city/gdp": now["city/gdp"] + 1}
    refuse_losses(recorded.root, {"observations": now}, now)
    refuse_losses(recorded.root, {}, now)
    with pytest.raises(DataFaults, match="fewer than in the build published on 2026-11-28"):
        refuse_losses(recorded.root, {"observations": before, "built_at": "2026-11-28T10:00:00"}, now)


def test_the_command_holds_the_projects_own_data_against_the_last_published_build(
    recorded, tmp_path, monkeypatch
):
    now = check_folder(recorded.root).counts
    published = tmp_path / "published"
    published.mkdir()
    manifest = {"observations": {**now, "city/gdp": now["city/gdp"] + 2}, "built_at": "2026-11-28T10:00:00"}
    (published / "manifest.json").write_bytes(orjson.dumps(manifest))
    monkeypatch.setattr(paths, "PUBLISHED", published)
    monkeypatch.setattr(paths, "DATA", recorded.root)
    result = CliRunner().invoke(main, ["check", str(recorded.root)])
    assert result.exit_code == 1
    assert f"{FILE}: " in result.output
    assert "2 fewer than in the build published on 2026-11-28" in result.output
    assert result.output.rstrip().endswith("1 fault in 1 file")


def test_counts_are_those_of_the_files(recorded):
    observations = check_folder(recorded.root).inputs.observations
    assert count_observations(observations)["city/gdp"] == len(recorded.rows(FILE)) - 1
    assert sum(count_observations(observations).values()) == len(observations)
