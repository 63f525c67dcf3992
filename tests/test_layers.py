"""Data flows one way: who may import whom, who may read files, and what a start of the app may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import zone_atlas

PACKAGE = Path(zone_atlas.__file__).resolve().parent
ROOT = PACKAGE.parents[1]
SOURCES = sorted(PACKAGE.rglob("*.py"))
SCRIPTS = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]
TOOLS = sorted((ROOT / "tools").glob("*.py"))

# Room → what it may import of ours; a room may import itself. Nothing else is allowed.
ALLOWED = {
    "__init__": set(),
    "paths": set(),
    "faults": set(),
    "memo": set(),
    "table_text": set(),
    "yaml_text": {"table_text"},
    "store": {"faults", "table_text", "yaml_text"},
    "index": set(),
    "catalogue": {"faults", "paths", "store"},
    "pipeline": {"catalogue", "faults", "index", "paths", "store"},
    "score": {"faults", "index", "store"},
    "atlas": {"catalogue", "faults", "store"},
    "analysis": {"atlas", "catalogue", "index", "memo"},
    "charts": set(),
    "export": {"analysis", "catalogue"},
    "locales": set(),
    "ui": {"analysis", "atlas", "catalogue", "charts", "export", "faults", "index", "locales", "memo"},
    "cli": {"catalogue", "export", "faults", "paths", "pipeline", "score", "store"},
}
# Within a room: folder → the folders beside it that it may import. A folder that is not named here is a page's, in
# charts a form's: it imports those that are, and no other folder imports it. `""` stands for modules at the root.
FOLDERS: dict[str, dict[str, set[str]]] = {
    "ui": {"shell": set(), "blocks": {"shell"}},
    "analysis": {"": {"census", "policy"}, "census": {""}, "policy": {""}},
    "charts": {"base": set()},
    "catalogue": {"": set(), "checks": {""}},
}
# What one module may import beyond its room: the app builds its tables when they are stale, and only there.
EXCEPT = {"ui.shell.start": {"paths", "pipeline.build"}, "ui.shell.tables": {"paths"}}
# An analysis reads what was published; it examines no files.
NEVER = {"analysis": {"catalogue.checks.run_checks"}}


def name_of(path: Path) -> str:
    """Module within the package, 'pipeline.build' or 'store'."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = {name_of(path).removesuffix(".__init__") for path in SOURCES}


def imports(path: Path) -> Iterator[str]:
    """Everything a file imports, wherever in it, as full dotted names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the import in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(path: Path) -> set[str]:
    """Our own modules that a file imports, without the package's name."""
    found = set()
    for name in imports(path):
        if name == "zone_atlas" or name.startswith("zone_atlas."):
            inner = name.removeprefix("zone_atlas").removeprefix(".")
            parts = inner.split(".")
            known = [".".join(parts[:k]) for k in range(len(parts), 0, -1)]
            found.add(next((m for m in known if m in MODULES), "__init__"))
    return found


def within(module: str, allowed: set[str]) -> bool:
    return any(module == a or module.startswith(f"{a}.") for a in allowed)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_imports_only_what_lies_upstream_of_it(path: Path) -> None:
    room = name_of(path).split(".", maxsplit=1)[0]
    assert room in ALLOWED, f"say in ALLOWED what the new room {room} may import"
    allowed = ALLOWED[room] | {room} | EXCEPT.get(name_of(path), set())
    for module in own_imports(path) - {"__init__"}:
        assert within(module, allowed), f"{name_of(path)} must not import {module}"
        assert not within(module, NEVER.get(room, set())), f"{name_of(path)} must not import {module}"


def folder_of(module: str) -> str:
    """Folder of a module within its room; '' at its root, where a page of the ui is a page too."""
    parts = module.split(".")
    return parts[1] if len(parts) > 2 or (len(parts) == 2 and parts[0] == "ui") else ""


@pytest.mark.parametrize("path", [p for p in SOURCES if name_of(p).split(".")[0] in FOLDERS], ids=name_of)
def test_no_page_imports_another_and_what_pages_share_imports_no_page(path: Path) -> None:
    module = name_of(path)
    room, folder = module.split(".")[0], folder_of(module)
    shared = FOLDERS[room]
    allowed = {folder} | (shared[folder] if folder in shared else set(shared))
    for other in own_imports(path):
        if other.startswith(f"{room}."):
            assert folder_of(other) in allowed, f"{module} must not import {other}"


def test_what_one_page_alone_asks_is_asked_by_no_other_room() -> None:
    pages = {folder_of(m) for m in MODULES if m.startswith("analysis.")} - set(FOLDERS["analysis"])
    assert pages
    for path in SOURCES:
        for other in own_imports(path):
            if other.startswith("analysis.") and folder_of(other) in pages:
                assert folder_of(other) == folder_of(name_of(path)), (
                    f"{name_of(path)} must not import {other}"
                )


def test_every_exception_among_the_imports_is_still_needed() -> None:
    of = {name_of(path): own_imports(path) for path in SOURCES}
    assert {module: set(names) & of[module] for module, names in EXCEPT.items()} == EXCEPT


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_pages_import_the_ui_and_streamlit_alone(path: Path) -> None:
    for module in own_imports(path) - {"__init__"}:
        assert within(module, {"ui"}), f"{path.name} must not import {module}"
    outside = {name.split(".")[0] for name in imports(path)} - {"zone_atlas"} - sys.stdlib_module_names
    assert outside <= {"streamlit"}, f"{path.name} must not import {outside - {'streamlit'}}"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_streamlit_stays_in_the_ui(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert "streamlit" not in roots or name_of(path).startswith("ui."), name_of(path)


def test_plotly_stays_in_the_charts_and_the_ui_and_is_never_express() -> None:
    for path in [*SOURCES, *SCRIPTS, *TOOLS]:
        of_plotly = {name for name in imports(path) if name.split(".")[0] == "plotly"}
        assert not any(name.startswith("plotly.express") for name in of_plotly), path
        if of_plotly:
            assert path in SOURCES, path
            assert name_of(path).startswith(("charts.", "ui.")), path


GEOMETRY = {"geopandas", "pyogrio", "pyproj", "shapely"}


def test_geometry_libraries_stay_where_the_build_makes_shapes() -> None:
    at = {
        path: {name.split(".")[0] for name in imports(path)} & {*GEOMETRY, "frykit"}
        for path in [*SOURCES, *SCRIPTS]
    }
    assert {path.relative_to(ROOT).as_posix(): roots for path, roots in at.items() if roots} == {
        "src/zone_atlas/pipeline/geometry.py": {"geopandas", "shapely"}
    }


def test_heavy_libraries_are_imported_where_they_are_used_and_not_at_the_top() -> None:
    heavy = {*GEOMETRY, "pyfixest", "esda", "docx", "openpyxl"}
    for path in [*SOURCES, *SCRIPTS]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {n.split(".")[0] for n in names} & heavy, f"{path}:{node.lineno}"


def test_nobody_writes_raw_html_into_a_page() -> None:
    for path in [*SOURCES, *SCRIPTS]:
        assert "unsafe_allow_html" not in path.read_text(encoding="utf-8"), path


# Call → the one module that makes it, so that a change of what readers take away is a change in one place.
ONE_PLACE = {"download_button": "ui.blocks.downloads", "to_csv": "export.write"}
# Scores on the command line are a table to compute with, in the form of the tables that the command reads.
NO_DOWNLOAD = {("to_csv", "score.score_files")}


def calls(path: Path) -> set[str]:
    """Names of all functions that a file calls or hands on, without what they are attributes of."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in nodes if isinstance(node, ast.Name)}


@pytest.mark.parametrize(("call", "home"), ONE_PLACE.items())
def test_a_download_is_drawn_and_written_in_one_place(call: str, home: str) -> None:
    named = {name_of(path) for path in SOURCES if call in calls(path)}
    assert named - {module for known, module in NO_DOWNLOAD if known == call} == {home}
    assert not [path.name for path in SCRIPTS if call in calls(path)]


def test_no_csv_is_put_together_row_by_row() -> None:
    for path in [*SOURCES, *SCRIPTS]:
        assert not {"DictWriter", "writerow", "writerows"} & calls(path), path


# Calls that read a file. Data are read in the store alone; the others read what is no data, or geometry.
READERS = {
    "ParquetFile",
    "open",
    "read_bytes",
    "read_csv",
    "read_excel",
    "read_json",
    "read_parquet",
    "read_table",
    "read_text",
}
MAY_READ = {
    "store": READERS,
    "locales.messages": {"open"},  # its own catalogues of texts
    "pipeline.geometry": {"read_parquet"},  # boundaries, which are no table of observations
    "pipeline.build": {"read_text"},  # checksums.txt, to compare with
    "ui.shell.tables": {"read_bytes"},  # the manifest, to notice that it changed
}


def reads(path: Path) -> Iterator[tuple[str, int]]:
    """Calls of a reader other than the store's own, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in READERS:
            yield called.id, node.lineno
        elif (
            isinstance(called, ast.Attribute)
            and called.attr in READERS
            and ast.unparse(called.value) != "store"
        ):
            yield called.attr, node.lineno


@pytest.mark.parametrize("path", [*SOURCES, *SCRIPTS], ids=lambda p: p.stem)
def test_data_are_read_in_the_store_alone(path: Path) -> None:
    allowed = MAY_READ.get(name_of(path), set()) if path in SOURCES else set()
    for call, line in reads(path):
        assert call in allowed, f"{path.name}:{line} reads a file with {call}"


START = """
import importlib, sys
from pathlib import Path
published = Path(sys.argv[1])
for module in sys.argv[2:]:
    importlib.import_module(module)
from zone_atlas import paths
from zone_atlas.atlas import open_published
from zone_atlas.pipeline.build import is_stale
is_stale(paths.DATA, published, published.parent / "static")
open_published(published)
heavy = {"pandera", "shapely", "geopandas", "pyproj", "pyogrio"}
heavy |= {"pyfixest", "esda", "docx", "openpyxl", "scipy", "matplotlib"}
sys.stdout.write(",".join(sorted(heavy & set(sys.modules))))
"""


def test_a_start_on_fresh_tables_loads_no_library_it_does_not_need(published: Path) -> None:
    screens = [f"zone_atlas.{m}" for m in sorted(MODULES) if m.startswith("ui.")]
    assert len(screens) > 10
    command = [sys.executable, "-c", START, str(published), *screens]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(PACKAGE.parent)}
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == ""
