"""The build: fresh or stale, whole or not at all, once for all who ask, and told what it left out."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zone_atlas import paths
from zone_atlas.atlas import TABLES, open_published
from zone_atlas.faults import DataFaults
from zone_atlas.pipeline import build as b
from zone_atlas.pipeline import geometry


class Workshop:
    """A data folder that a test may change, and what is built from it."""

    def __init__(self, root: Path, data: Path) -> None:
        self.data, self.published, self.static = data, root / "published", root / "static"

    def build(self, **options: object) -> b.Report:
        return b.publish_tables(self.data, self.published, static_dir=self.static, **options)

    def stale(self) -> bool:
        return b.is_stale(self.data, self.published, self.static)

    def manifest(self) -> dict:
        return json.loads((self.published / b.MANIFEST).read_text(encoding="utf-8"))

    def damage(self, file: str, old: str, new: str) -> None:
        path = self.data / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_employment(data: Path) -> None:
    """Cut the city files that two functions read beyond what the indicators list down to the places of ``data``."""
    with (data / "places" / "places.csv").open(encoding="utf-8", newline="") as stream:
        known = {row["adcode"] for row in csv.DictReader(stream)}
    for path in (paths.DATA / "observations" / "city").glob("census_*.csv"):
        if path.stem.startswith("census_emp_share_") or path.stem == "census_workers_sample":
            header, *lines = path.read_text(encoding="utf-8").splitlines()
            kept = [header, *(line for line in lines if line.split(",")[0] in known)]
            (data / "observations" / "city" / path.name).write_text("\n".join(kept) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def built(small_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a first build, to copy."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(small_data, root / "data")
    shutil.copytree(paths.DATA / "boundaries", root / "data" / "boundaries")
    add_employment(root / "data")
    Workshop(root, root / "data").build()
    return root


@pytest.fixture
def workshop(built: Path, tmp_path: Path) -> Workshop:
    """A finished build of one's own."""
    root = shutil.copytree(built, tmp_path / "own")
    return Workshop(root, root / "data")


@pytest.fixture
def quick(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the tables of the first build instead of computing them again, where only their keeping is at stake."""
    atlas = open_published(built / "published")
    tables = {name: getattr(atlas, name) for name in TABLES}
    monkeypatch.setattr(b, "make_tables", lambda *_: tables)


def content(workshop: Workshop) -> str:
    """Checksums of the tables that a reader would open."""
    atlas = open_published(workshop.published)
    return b.checksums_of_tables({name: getattr(atlas, name) for name in TABLES})


def test_tables_are_stale_before_the_first_build_and_fresh_after_it(
    small_data: Path, workshop: Workshop
) -> None:
    assert b.is_stale(small_data, workshop.published.parent / "nowhere", workshop.static)
    assert not workshop.stale()


def test_a_second_build_finds_the_tables_fresh_and_makes_nothing(quick: None, workshop: Workshop) -> None:
    before = workshop.manifest()
    assert workshop.build().fresh
    assert workshop.manifest() == before
    assert not workshop.build(force=True).fresh
    assert workshop.manifest()["tables"] != before["tables"]


def test_a_changed_cell_makes_the_tables_stale_and_a_touched_file_does_not(workshop: Workshop) -> None:
    file = workshop.data / "observations" / "city" / "loans.csv"
    file.touch()
    assert not workshop.stale(), "the contents are as they were"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\n", encoding="utf-8")
    assert workshop.stale()
    file.write_text(text, encoding="utf-8")
    assert not workshop.stale()


@pytest.mark.parametrize("lost", ["manifest", "tables", "geometry"])
def test_whatever_is_lost_of_the_output_is_made_again(quick: None, workshop: Workshop, lost: str) -> None:
    if lost == "manifest":
        (workshop.published / b.MANIFEST).unlink()
    elif lost == "tables":
        shutil.rmtree(workshop.published / workshop.manifest()["tables"])
    else:
        (workshop.static / "zones.json").unlink()
    assert workshop.stale()
    assert not workshop.build().fresh
    assert not workshop.stale()
    assert (workshop.static / "zones.json").is_file()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tables": "."}'])
def test_a_manifest_that_cannot_be_used_counts_as_stale(workshop: Workshop, text: str) -> None:
    (workshop.published / b.MANIFEST).write_text(text, encoding="utf-8")
    assert workshop.stale()


@pytest.mark.parametrize("step", ["write_geometry", "_write_tables", "_remove_older_builds"])
def test_a_build_interrupted_at_any_step_leaves_whole_tables(
    quick: None, workshop: Workshop, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before, old = content(workshop), workshop.manifest()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(geometry if step == "write_geometry" else b, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            workshop.build(force=True)
    assert content(workshop) == before
    if step != "_remove_older_builds":
        assert workshop.manifest() == old
    assert not workshop.build(force=True).fresh
    assert not list(workshop.published.glob(".tables-*"))


def test_a_build_interrupted_while_it_writes_leaves_the_old_tables(
    quick: None, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, written, write = content(workshop), [], b.store.write_parquet

    def third_fails(path: Path, frame: object) -> None:
        written.append(path)
        if len(written) == 3:
            raise OSError("no space left on device")
        write(path, frame)

    with monkeypatch.context() as patch:
        patch.setattr(b.store, "write_parquet", third_fails)
        with pytest.raises(OSError, match="no space"):
            workshop.build(force=True)
    assert content(workshop) == before
    workshop.build(force=True)
    assert not list(workshop.published.glob(".tables-*")), "what the broken build left is swept away"


def test_a_broken_table_keeps_the_old_tables_and_names_file_row_and_column(workshop: Workshop) -> None:
    before = content(workshop)
    rows = (workshop.data / "observations/city/loans.csv").read_text(encoding="utf-8").splitlines()
    place, year, series, value, *_ = rows[4].split(",")
    workshop.damage(
        "observations/city/loans.csv", f"{place},{year},{series},{value}", f"{place},{year},{series},12,5"
    )
    with pytest.raises(DataFaults) as caught:
        workshop.build()
    (fault,) = (f for f in caught.value.faults if f.file == "observations/city/loans.csv")
    assert (fault.row, "Expected 8 columns, got 9" in fault.message) == (5, True)
    assert content(workshop) == before


def test_a_wrong_cell_keeps_the_old_tables_and_names_file_row_and_column(workshop: Workshop) -> None:
    before = content(workshop)
    rows = (workshop.data / "observations/city/loans.csv").read_text(encoding="utf-8").splitlines()
    start = ",".join(rows[4].split(",")[:4])
    workshop.damage("observations/city/loans.csv", start, start + "x")
    with pytest.raises(DataFaults) as caught:
        workshop.build()
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("observations/city/loans.csv", 5, "value")
    assert content(workshop) == before
    assert workshop.stale(), "it must be tried again once the file is mended"


@pytest.mark.parametrize(
    "file", ["units.csv", "sources.csv", "places/zones.csv", "framework.yaml", "indicators.yaml"]
)
def test_the_published_catalogue_survives_a_broken_file_of_the_data(workshop: Workshop, file: str) -> None:
    before = open_published(workshop.published).catalogue
    (workshop.data / file).write_text("\x00 not what it was", encoding="utf-8")
    with pytest.raises(DataFaults) as caught:
        workshop.build()
    assert file in {fault.file for fault in caught.value.faults}
    assert open_published(workshop.published).catalogue == before


def test_a_guard_that_no_longer_holds_stops_the_build_and_keeps_the_tables(workshop: Workshop) -> None:
    before = content(workshop)
    register = (workshop.data / "corrections.yaml").read_text(encoding="utf-8")
    wrong = next(line for line in register.splitlines() if "wrong:" in line)
    workshop.damage("corrections.yaml", wrong, wrong + "1")
    with pytest.raises(DataFaults, match=r"corrections\.yaml"):
        workshop.build()
    assert content(workshop) == before


def test_missing_boundaries_are_named_with_what_to_do(workshop: Workshop) -> None:
    before = content(workshop)
    (workshop.data / "boundaries" / "china.parquet").unlink()
    with pytest.raises(DataFaults, match="make boundaries"):
        workshop.build()
    assert content(workshop) == before


def test_a_park_outside_its_prefecture_stops_the_build_and_the_old_tables_stay(workshop: Workshop) -> None:
    before = content(workshop)
    workshop.damage("places/parks.csv", ",38.1474,", ",31.1474,")
    with pytest.raises(DataFaults, match=r"places/parks\.csv:2:latitude: .* outside the polygon of 130100"):
        workshop.build()
    assert content(workshop) == before


def test_only_the_last_two_builds_are_kept(quick: None, workshop: Workshop) -> None:
    for _ in range(3):
        workshop.build(force=True)
    assert len(list(workshop.published.glob("tables-*"))) == b.KEPT_FOLDERS
    assert (workshop.published / workshop.manifest()["tables"]).is_dir()


def test_a_second_build_gives_the_same_content_and_tells_how_far_it_is(workshop: Workshop) -> None:
    before, told = content(workshop), []
    workshop.build(force=True, progress=lambda fraction, key: told.append((fraction, key)))
    assert content(workshop) == before
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert all(key.startswith("build.") for _, key in told)


def test_a_changed_value_changes_the_checksum(workshop: Workshop) -> None:
    before = content(workshop).splitlines()
    rows = (workshop.data / "observations/city/loans.csv").read_text(encoding="utf-8").splitlines()
    cells = rows[4].split(",")
    old, cells[3] = rows[4], f"{float(cells[3]) * 1.01:.6f}"
    workshop.damage("observations/city/loans.csv", old, ",".join(cells))
    workshop.build()
    changed = {line.split("  ")[1] for line in set(content(workshop).splitlines()) - set(before)}
    assert "observations" in changed
    assert "places" not in changed


TWO_AT_ONCE = """
import sys, time
from pathlib import Path
from zone_atlas.pipeline import build as b
root = Path(sys.argv[1])
make = b.make_tables
def slow(*arguments):
    (root / f"begun-{sys.argv[2]}").touch()
    made = make(*arguments)
    time.sleep(1.0)  # long enough for the other to come and find the lock
    return made
b.make_tables = slow
report = b.publish_tables(root / "data", root / "published", static_dir=root / "static")
sys.stdout.write("fresh" if report.fresh else "built")
"""


def test_of_two_builds_at_once_one_works_and_the_other_waits_and_finds_fresh_tables(
    built: Path, tmp_path: Path
) -> None:
    root = tmp_path / "both"
    shutil.copytree(built / "data", root / "data")
    command = [sys.executable, "-c", TWO_AT_ONCE, str(root)]
    environment = {"PYTHONPATH": str(Path(b.__file__).parents[2])}
    started = [
        subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True, env=environment)
        for name in "ab"
    ]
    said = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert sorted(said) == ["built", "fresh"]
    assert len(list(root.glob("begun-*"))) == 1
    assert len(list((root / "published").glob("tables-*"))) == 1


def test_what_is_left_out_is_told_with_its_number_and_reason(atlas) -> None:
    left_out = atlas.manifest["left_out"]
    told = {(entry["what"], entry["why"].split(":")[0]): entry["count"] for entry in left_out}
    withdrawn = sum(item.action == "withdraw" for item in atlas.catalogue.corrections)
    withdrawn += sum(item.disposition == "withdraw" for item in atlas.catalogue.reviews.values())
    why = "withdrawn by the registers of corrections and of reviewed values"
    assert told["observations", why] == withdrawn
    assert (
        told["indicator values", "an input has low reliability"] == (atlas.indicators["status"] == "U").sum()
    )
    (gaps,) = (entry["count"] for entry in left_out if entry["what"] == "zone figures")
    assert gaps == len(atlas.gaps)
    (members,) = (entry for entry in left_out if entry["what"] == "zone members")
    assert members["count"] == 1
    assert "Ningdong" in members["why"]
    dimensions = atlas.scores[atlas.scores["node"].isin(list(atlas.catalogue.dimensions))]
    thin = dimensions["basis"].eq("exact") & ~dimensions["ranked"]
    assert told["dimension scores", "coverage under 65 %"] == thin.sum()
    assert told["dimension scores", "computed with proxies"] == dimensions["basis"].eq("proxy").sum()
    assert all(entry["count"] for entry in left_out)


def test_the_manifest_counts_the_rows_of_each_table(atlas) -> None:
    for name, count in atlas.manifest["rows"].items():
        assert len(getattr(atlas, name)) == count


def test_nothing_published_is_said_with_the_command_that_helps(tmp_path: Path) -> None:
    with pytest.raises(DataFaults, match="zone-atlas build"):
        open_published(tmp_path)
