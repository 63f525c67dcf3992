"""Can a release be made again, checked and read by somebody who has the file alone?"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import click
import pandas as pd
import pytest
from click.testing import CliRunner

import zone_atlas
from zone_atlas import paths
from zone_atlas.atlas import TABLES, Atlas

DAY = date(2026, 1, 31)
ROWS = 300
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A page.\n\n## [2025.12.01] - 2025-12-01\n\n- The first.\n"


@pytest.fixture(scope="module")
def packaging(load_tool: Callable[[str], ModuleType]) -> ModuleType:
    return load_tool("data_package")


@pytest.fixture(scope="module")
def release(load_tool: Callable[[str], ModuleType]) -> ModuleType:
    return load_tool("release")


@pytest.fixture(scope="module")
def short(atlas: Atlas) -> Atlas:
    """The first rows of every table: enough to read a package by."""
    return replace(atlas, **{name: getattr(atlas, name).head(ROWS) for name in TABLES})


@pytest.fixture(scope="module")
def edition(packaging: ModuleType):
    return packaging.Edition("2026.01.31", DAY)


@pytest.fixture(scope="module")
def files(packaging: ModuleType, short: Atlas, edition) -> dict[str, bytes]:
    return packaging.make_files(short, edition, {"DATA-LICENSE.md": b"terms\n"})


def test_the_same_data_and_day_give_the_same_bytes(
    packaging: ModuleType, short: Atlas, edition, files
) -> None:
    again = packaging.make_files(short, edition, {"DATA-LICENSE.md": b"terms\n"})
    # Files that were made in another order are packed in the same one.
    turned = dict(reversed(again.items()))
    assert packaging.pack_files(turned, edition) == packaging.pack_files(files, edition)


def test_every_file_of_the_zip_bears_the_day_and_lies_in_one_folder(
    packaging: ModuleType, edition, files
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(packaging.pack_files(files, edition)))
    assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 31, 0, 0, 0)}
    assert {entry.filename.split("/", 1)[0] for entry in archive.infolist()} == {"zone-atlas-2026.01.31"}
    assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


def test_checksums_name_every_other_file_and_are_those_of_the_content(files) -> None:
    lines = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert lines.keys() == files.keys() - {"SHA256SUMS"}
    assert lines == {path: hashlib.sha256(files[path]).hexdigest() for path in lines}


def test_the_package_is_described_as_a_data_package_of_version_2(files, short: Atlas) -> None:
    package = json.loads(files["datapackage.json"])
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["version"], package["created"]) == ("2026.01.31", "2026-01-31T00:00:00Z")
    assert package["licenses"][0]["path"] in files
    assert len(package["sources"]) == len(short.catalogue.sources)
    assert [r["path"] for r in package["resources"]] == [f"tables/{name}.csv" for name in TABLES]
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        assert re.fullmatch(r"[a-z-]+", resource["name"])


def test_a_table_read_by_its_schema_is_the_published_one(files, short: Atlas) -> None:
    types = {"string": "str", "integer": "int64", "number": "float64", "boolean": "bool"}
    for resource in json.loads(files["datapackage.json"])["resources"]:
        fields = resource["schema"]["fields"]
        text = [field["name"] for field in fields if field["type"] == "string"]
        read = pd.read_csv(
            io.BytesIO(files[resource["path"]]),
            dtype={field["name"]: types[field["type"]] for field in fields},
            keep_default_na=False,
            na_values={field["name"]: [""] for field in fields if field["type"] == "number"},
        )
        table = getattr(short, resource["name"].replace("-", "_")).reset_index(drop=True)
        assert list(read.columns) == list(table.columns)
        pd.testing.assert_frame_equal(read.drop(columns=text), table.drop(columns=text), check_dtype=False)
        assert read[text].equals(table[text].astype(object).fillna("").astype("str"))
        assert all(field["description"] for field in fields)
        key = resource["schema"].get("primaryKey", [])
        assert not key or not table.duplicated(key).any()


def test_the_keys_that_are_declared_are_keys_of_all_rows(packaging: ModuleType, atlas: Atlas) -> None:
    for name, key in packaging.KEYS.items():
        assert not getattr(atlas, name).duplicated(list(key)).any(), name


def test_the_way_to_read_that_the_package_recommends_keeps_the_codes(files, tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "observations.csv").write_bytes(files["tables/observations.csv"])
    command = re.search(r"^    (pandas\.read_csv.*)$", files["README.md"].decode(), re.MULTILINE)
    assert command
    script = f"import os, pandas\nos.chdir({str(tmp_path)!r})\nread = {command[1]}"
    names: dict[str, pd.DataFrame] = {}
    exec(script, names)
    assert names["read"]["place"].str.len().eq(6).all()
    assert names["read"]["note"].notna().all()


def test_what_is_unreleased_comes_under_the_heading_of_the_release(release: ModuleType, edition) -> None:
    dated = release.date_changelog(CHANGELOG, edition)
    assert (
        "## [Unreleased]\n\n## [2026.01.31] - 2026-01-31\n\n### Added\n\n- A page.\n\n## [2025.12.01]"
        in dated
    )
    assert release.find_changes(dated, "## [2026.01.31] - 2026-01-31") == "### Added\n\n- A page."
    # Frozen a second time, the heading stands once.
    assert release.date_changelog(dated, edition) == dated


def test_a_release_without_a_change_is_refused(release: ModuleType, packaging: ModuleType, edition) -> None:
    dated = release.date_changelog(CHANGELOG, edition)
    with pytest.raises(click.ClickException, match="nothing stands under"):
        release.date_changelog(dated, packaging.Edition("2026.02.01", date(2026, 2, 1)))


def test_the_changelog_that_is_shipped_can_be_dated(release: ModuleType, edition) -> None:
    dated = release.date_documents(paths.ROOT, edition)
    assert "## [2026.01.31] - 2026-01-31\n" in dated["CHANGELOG.md"]
    assert 'version: "2026.01.31"\ndate-released: "2026-01-31"\n' in dated["CITATION.cff"]
    assert '__version__ = "2026.01.31"\n' in dated["src/zone_atlas/__init__.py"]
    again = release.date_citation(dated["CITATION.cff"], edition)
    assert again == dated["CITATION.cff"]


def test_the_citation_has_the_version_of_the_package() -> None:
    citation = (paths.ROOT / "CITATION.cff").read_text(encoding="utf-8")
    version = re.search(r'^version: "?([^"\n]+)"?$', citation, re.MULTILINE)
    assert version
    assert version[1] == zone_atlas.__version__


@pytest.fixture
def repository(tmp_path: Path, release: ModuleType, monkeypatch: pytest.MonkeyPatch, published: Path) -> Path:
    """A repository with what a release reads, all of it committed, and with the published tables."""
    root = tmp_path / "repository"
    for name in ("CITATION.cff", "DATA-LICENSE.md", "NOTICE", "src/zone_atlas/__init__.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((paths.ROOT / name).read_bytes())
    (root / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    (root / ".gitignore").write_text("/published\n/dist\n", encoding="utf-8")
    (root / "published").symlink_to(published)
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "docs: begin"]):
        subprocess.run(["git", "-C", root, *words], check=True)
    monkeypatch.setattr(paths, "ROOT", root)
    monkeypatch.setattr(release, "verify_checksums", lambda data_dir: [])
    monkeypatch.setattr(release, "publish_tables", lambda: None)
    return root


def test_a_release_writes_package_checksum_and_dates(
    repository: Path, release: ModuleType, short: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "open_published", lambda folder: short)
    done = CliRunner().invoke(release.main, ["--date", "2026-01-31"])
    assert done.exit_code == 0, done.output
    package = repository / "dist" / "zone-atlas-2026.01.31.zip"
    check = (repository / "dist" / "zone-atlas-2026.01.31.zip.sha256").read_text()
    assert check == f"{hashlib.sha256(package.read_bytes()).hexdigest()}  {package.name}\n"
    inside = {name.split("/", 1)[1] for name in zipfile.ZipFile(package).namelist()}
    assert {"DATA-LICENSE.md", "NOTICE", "CITATION.cff", "CHANGES.md", "SHA256SUMS", "README.md"} <= inside
    assert {"catalogue/series.csv", "catalogue/indicators.yaml", "catalogue/places/zones.csv"} <= inside
    assert "## [2026.01.31] - 2026-01-31" in (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    # The dates are committed, and the same day is frozen again: the same package.
    first = package.read_bytes()
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", "-C", repository, *identity, "commit", "-qam", "chore: release"], check=True)
    assert CliRunner().invoke(release.main, ["--date", "2026-01-31"]).exit_code == 0
    assert package.read_bytes() == first


def test_a_tree_with_changes_is_not_released(repository: Path, release: ModuleType) -> None:
    (repository / "NOTICE").write_text("changed\n", encoding="utf-8")
    done = CliRunner().invoke(release.main, ["--date", "2026-01-31"])
    assert done.exit_code == 1
    assert "NOTICE" in done.output
    assert not (repository / "dist").exists()


def test_tables_that_are_not_those_of_the_checksums_are_not_released(
    repository: Path, release: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "verify_checksums", lambda data_dir: ["abc  scores"])
    done = CliRunner().invoke(release.main, ["--date", "2026-01-31"])
    assert done.exit_code == 1
    assert "abc  scores" in done.output
    assert not (repository / "dist").exists()
    assert (repository / "CHANGELOG.md").read_text(encoding="utf-8") == CHANGELOG
