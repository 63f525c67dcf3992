"""Does docs/architecture.md describe the rooms as the layers hold them, and name what exists?"""

from __future__ import annotations

import re

import pytest
from tests.test_layers import ALLOWED, FOLDERS, MODULES, PACKAGE, folder_of

from zone_atlas import paths

from .conftest import DOCUMENTS, read_section, read_table, read_text

PAGE = paths.ROOT / "docs" / "architecture.md"
CONTRIBUTING = paths.ROOT / "CONTRIBUTING.md"
ROOMS = {row[0].strip("`"): row[1:] for row in read_table(read_section(PAGE, "## The rooms"))}
# Where a name may stand that the documents for contributors put in the type of code.
SOURCES = (
    "src/**/*.py",
    "src/**/*.po",
    "tests/**/*.py",
    "tools/*.py",
    "bench/*.py",
    "data/*.yaml",
    "data/*.csv",
)
SOURCES += ("data/places/*.csv", "app.py", "pages/*.py", "Makefile", "pyproject.toml", ".ci/run")
# Names of at least two words, which stand for one thing alone: a function, a constant, a parameter, a class.
NAME = re.compile(r"(?<=`)@?((?:[a-z]+\.)?[A-Za-z]+_[A-Za-z_]+|[A-Z][a-z]+[A-Z][A-Za-z]+)(?=[`(])")


def codes(cell: str) -> set[str]:
    """Return what a cell shows as code."""
    return set(re.findall(r"`([^`]+)`", cell))


def test_every_room_has_its_row_and_may_import_what_the_row_says() -> None:
    assert ROOMS.keys() == ALLOWED.keys() - {"__init__"}
    assert {room: codes(cells[1]) for room, cells in ROOMS.items()} == {
        room: allowed for room, allowed in ALLOWED.items() if room != "__init__"
    }
    assert all(cells[0] for cells in ROOMS.values())


# In these rooms a folder that is not shared is that of a page, and the pages are not named one by one.
OF_PAGES = ("ui", "analysis")


def test_every_folder_stands_in_the_row_of_its_room() -> None:
    folders = {room: {path.parent.name for path in (PACKAGE / room).glob("*/__init__.py")} for room in ROOMS}
    for room, cells in ROOMS.items():
        of_pages = folders[room] - set(FOLDERS[room]) if room in OF_PAGES else set()
        assert codes(cells[2]) == folders[room] - of_pages, room
        assert ("a folder per page" in cells[2]) == bool(of_pages), room


def test_a_folder_of_a_page_in_the_analysis_serves_the_folder_of_that_name_in_the_ui() -> None:
    of = {room: {folder_of(m) for m in MODULES if m.startswith(f"{room}.")} for room in OF_PAGES}
    assert of["analysis"] - set(FOLDERS["analysis"]) - {""} <= of["ui"] - set(FOLDERS["ui"])


def test_what_the_pages_share_is_told_from_what_one_page_has() -> None:
    for room, shared in FOLDERS.items():
        before, _, after = ROOMS[room][2].partition(";")
        assert codes(before) == set(shared) - {""}, room
        assert not codes(after) & set(shared), room
    assert folder_of("ui.zone.header") == "zone"


def test_the_flow_names_every_room_that_holds_more_than_one_module() -> None:
    drawn = read_text(PAGE).split("```mermaid")[1].split("```")[0]
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms <= set(re.findall(r"^ +(?:\w+ --> )?(\w+)", drawn, re.MULTILINE)) | set(
        re.findall(r"--> (\w+)", drawn)
    )
    flows = set(re.findall(r"^ +(\w+)(?:\[.*?\])? --> (\w+)", drawn, re.MULTILINE))
    against = {
        (one, other)
        for one, other in flows
        if one in ALLOWED and other in ALLOWED and one not in ALLOWED[other]
    }
    assert against == set(), "an arrow runs against what may be imported"


@pytest.fixture(scope="module")
def sources() -> str:
    return "\n".join(read_text(path) for pattern in SOURCES for path in sorted(paths.ROOT.glob(pattern)))


@pytest.mark.parametrize("document", [PAGE, CONTRIBUTING], ids=lambda path: path.name)
def test_every_name_that_contributors_are_given_exists(document, sources: str) -> None:
    assert document in DOCUMENTS
    names = {name.rpartition(".")[2] for name in NAME.findall(read_text(document))}
    assert len(names) > 10
    assert sorted(name for name in names if not re.search(rf"(?<!\w){name}(?!\w)", sources)) == []
