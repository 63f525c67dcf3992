"""Does a name find its one place, and do docstrings say what a function is given?"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import zone_atlas

PACKAGE = Path(zone_atlas.__file__).resolve().parent
TESTS = Path(__file__).resolve().parent
# The section of a numpydoc docstring.
SECTION = re.compile(r"^Parameters\n-{10}$", re.MULTILINE)
Function = ast.FunctionDef | ast.AsyncFunctionDef
# Of the public functions with parameters outside the ui; of all functions of modules. The figures are promises: more
# parameters may be described and fewer names be short or repeated, never the other way.
LEAST_DESCRIBED = 0.60
MOST_OF_ONE_WORD = 0.25
MOST_REPEATED = 0.15
# Suites of no room of the package: what a browser shows, what documents promise, the scripts of pages/ and tools/.
NO_ROOM = {"browser", "docs", "pages", "tools"}


def functions_of(path: Path) -> Iterator[Function]:
    """Yield the functions of a module, methods and inner functions left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node for node in tree.body if isinstance(node, Function))


FUNCTIONS = [
    (path.relative_to(PACKAGE).as_posix(), function)
    for path in sorted(PACKAGE.rglob("*.py"))
    for function in functions_of(path)
]


def takes_parameters(function: Function) -> bool:
    """Whether a function is given anything."""
    given = function.args
    return any((given.posonlyargs, given.args, given.kwonlyargs, given.vararg, given.kwarg))


def test_most_public_functions_say_what_they_are_given() -> None:
    public = {
        f"{module}:{function.name}": bool(SECTION.search(ast.get_docstring(function) or ""))
        for module, function in FUNCTIONS
        if not module.startswith("ui/") and not function.name.startswith("_") and takes_parameters(function)
    }
    described = sum(public.values()) / len(public)
    silent = [name for name, says in public.items() if not says]
    assert described >= LEAST_DESCRIBED, f"{described:.0%} of {len(public)}; silent: {', '.join(silent)}"


def test_few_functions_are_named_by_one_word() -> None:
    short = [
        f"{module}:{function.name}" for module, function in FUNCTIONS if "_" not in function.name.strip("_")
    ]
    assert len(short) <= MOST_OF_ONE_WORD * len(FUNCTIONS), ", ".join(short)


def test_few_names_stand_in_two_modules() -> None:
    modules = defaultdict(set)
    for module, function in FUNCTIONS:
        modules[function.name].add(module)
    repeated = {name: sorted(homes) for name, homes in modules.items() if len(homes) > 1}
    assert len(repeated) <= MOST_REPEATED * len(modules), repeated


def test_no_public_name_stands_in_two_modules() -> None:
    """What one module offers to others is found by its name."""
    modules = defaultdict(set)
    for module, function in FUNCTIONS:
        if not function.name.startswith("_"):
            modules[function.name].add(module)
    assert {name: sorted(homes) for name, homes in modules.items() if len(homes) > 1} == {}


def test_every_folder_of_tests_has_its_folder_of_the_package() -> None:
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    of_rooms = {folder for folder in folders if folder.parts and folder.parts[0] not in NO_ROOM}
    assert [folder.as_posix() for folder in sorted(of_rooms) if not (PACKAGE / folder).is_dir()] == []


def test_every_room_has_its_tests() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms == {path.name for path in TESTS.iterdir() if path.is_dir()} - NO_ROOM - {"__pycache__"}
