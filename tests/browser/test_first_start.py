"""What does a reader see when the data are new, broken, or published by somebody else just now?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from zone_atlas import paths
from zone_atlas.store import read_json

from .conftest import NewReader, Start

pytestmark = pytest.mark.browser
BUILD_MILLISECONDS = 90_000
BROKEN_FILE = "places/places.csv"


def saved_in_another_encoding(project: Path) -> int:
    """Save the list of places as a spreadsheet in China does; return the first row that is no longer UTF-8."""
    path = project / "data" / BROKEN_FILE
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_bytes("\n".join(lines).encode("gbk", errors="replace"))
    return next(number for number, line in enumerate(lines, start=1) if not line.isascii())


def test_two_apps_that_start_at_once_both_end_up_with_the_tables(
    reader: NewReader, start_app: Start, project: Path
) -> None:
    servers = [start_app(project), start_app(project)]
    windows = [reader("en"), reader("zh")]
    for window, server in zip(windows, servers, strict=True):
        window.page.goto(server.wait().url())
    for window, server in zip(windows, servers, strict=True):
        page = window.page
        expect(page.locator(".st-key-frame-matrix .main-svg").first).to_be_attached(
            timeout=BUILD_MILLISECONDS
        )
        window.ready()
        assert page.locator(".choroplethlayer path").count() > 300
        assert "Traceback" not in server.log()
    manifest = read_json(project / "published" / "manifest.json")
    folders = [path.name for path in (project / "published").iterdir() if path.is_dir()]
    assert folders == [manifest["tables"]]


def test_a_broken_file_is_named_while_the_tables_published_last_stay_in_use(
    reader: NewReader, start_app: Start, project: Path
) -> None:
    tables = read_json(paths.PUBLISHED / "manifest.json")["tables"]
    shutil.copytree(paths.PUBLISHED / tables, project / "published" / tables)
    shutil.copy(paths.PUBLISHED / "manifest.json", project / "published" / "manifest.json")
    for path in paths.STATIC.glob("*.json"):
        shutil.copy(path, project / "static" / path.name)
    row = saved_in_another_encoding(project)
    window = reader("en")
    page = window.visit(start_app(project).wait().url())
    expect(page.locator(".st-key-start-failed")).to_contain_text(window.t("start.failed.old"))
    page.get_by_text(window.t("start.faults", count=1)).click()
    expect(page.locator(".st-key-start-failed code")).to_contain_text(f"{BROKEN_FILE}:{row}:")
    assert page.locator(".choroplethlayer path").count() > 300
    expect(page.locator(".st-key-frame-matrix .main-svg").first).to_be_attached()
    assert "Traceback" not in page.locator("body").inner_text()


def test_a_broken_file_on_a_fresh_machine_is_explained_without_a_traceback(
    reader: NewReader, start_app: Start, project: Path
) -> None:
    row = saved_in_another_encoding(project)
    window = reader("zh")
    window.page.goto(start_app(project).wait().url("map"))
    notice = window.page.locator(".st-key-start-failed")
    expect(notice).to_contain_text(window.t("start.failed"), timeout=BUILD_MILLISECONDS)
    expect(notice.locator("code")).to_contain_text(f"{BROKEN_FILE}:{row}:")
    shown = window.page.locator("body").inner_text()
    assert "Traceback" not in shown
    assert "Error" not in shown
    expect(window.page.get_by_role("button", name=window.t("start.retry"))).to_be_visible()
