"""Is what a reader can open, call or set described, and is what is described there?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from itertools import product
from types import ModuleType

import click
import pytest

from zone_atlas import cli, paths
from zone_atlas.locales.messages import translate
from zone_atlas.ui.shell.navigation import PAGES

from .conftest import READMES, read_code, read_section, read_table, read_text

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])
HEADINGS = {
    "pages": {"en": "## The pages", "zh": "## 页面"},
    "run": {"en": "## Run it", "zh": "## 运行"},
}
IMAGES = paths.ROOT / "docs" / "images"
SETTINGS = paths.ROOT / "docs" / "settings.md"
# Set by people who work on the repository, and named among the tests and checks there.
CODE = ("src", "tools", "bench", "pages", "tests")


@LANGUAGES
def test_every_page_stands_in_the_readme_in_the_order_of_the_menu(language: str) -> None:
    rows = read_table(read_section(READMES[language], HEADINGS["pages"][language]))
    assert [row[0] for row in rows] == [translate(language, f"page.{page}") for page in PAGES]
    assert all(row[1] for row in rows)


def commands(command: click.Command, name: str = "zone-atlas") -> Iterator[tuple[str, click.Command]]:
    """Walk the commands of the command line by the words that call them."""
    if isinstance(command, click.Group):
        for word, child in command.commands.items():
            yield from commands(child, f"{name} {word}")
    else:
        yield name, command


@pytest.mark.parametrize(("name", "command"), list(commands(cli.main)), ids=str)
def test_every_command_and_option_is_documented(
    name: str, command: click.Command, documentation: str
) -> None:
    assert re.search(rf"^ *{name}\b", documentation, re.MULTILINE)
    options = [option for p in command.params if isinstance(p, click.Option) for option in p.opts]
    assert [o for o in options if not re.search(rf"{o}(?![\w-])", documentation)] == []


def test_no_command_is_documented_with_an_option_that_it_does_not_have(documentation: str) -> None:
    known = dict(commands(cli.main))
    for called in re.findall(r"zone-atlas [a-z][^\n]*", documentation):
        name = " ".join(called.split()[:2])
        assert name in known, called
        options = {option for p in known[name].params for option in p.opts}
        assert set(re.findall(r"--[a-z-]+", called)) <= options, called


def environment_variables() -> set[str]:
    """Names of the variables that the code, the tools and the tests read from the environment."""
    files = [path for folder in CODE for path in (paths.ROOT / folder).rglob("*.py")]
    texts = [read_text(path) for path in [paths.ROOT / "app.py", *files]]
    calls = re.compile(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"")
    return {name for text in texts for name in calls.findall(text)}


def test_every_setting_is_documented_and_no_other() -> None:
    makefile = read_text(paths.ROOT / "Makefile")
    of_make = set(re.findall(r"^([A-Z_]+) \?=", makefile, re.MULTILINE))
    # The set-up script reads the interpreter from the environment.
    known = environment_variables() | of_make | {"PYTHON"}
    assert "PYTHON:-" in read_text(paths.ROOT / "tools" / "setup.sh")
    described = {row[0].strip("`") for row in read_table(read_section(SETTINGS, "## Variables"))}
    assert described == known


def test_every_option_of_streamlit_that_we_set_is_documented_with_its_value() -> None:
    config = tomllib.loads(read_text(paths.ROOT / ".streamlit" / "config.toml"))
    is_set = {
        f"{room}.{option}": value
        for room, options in config.items()
        for option, value in options.items()
        if room != "theme"
    }
    rows = read_table(read_section(SETTINGS, "## Streamlit"))
    described = {row[0].strip("`"): row[1].strip("`") for row in rows}
    assert described == {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in is_set.items()
    }


@LANGUAGES
def test_every_target_of_make_is_documented_and_no_other(language: str) -> None:
    makefile = read_text(paths.ROOT / "Makefile")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    section = read_code(read_section(READMES[language], HEADINGS["run"][language]))
    described = set(re.findall(r"\bmake ([a-z-]+)", section))
    # `install` is part of every other target, `lock` is for whoever changes a dependency: CONTRIBUTING has it.
    assert described == targets - {"install", "lock"}
    assert "`make lock`" in read_text(paths.ROOT / "CONTRIBUTING.md")


@pytest.fixture(scope="module")
def screenshots(load_tool: Callable[[str], ModuleType]) -> ModuleType:
    return load_tool("screenshots")


def test_every_page_has_its_picture_in_both_languages_and_every_picture_its_page(
    screenshots: ModuleType,
) -> None:
    assert set(screenshots.PAGES) == set(PAGES)
    taken = screenshots.GALLERY
    assert {(p.page, p.language) for p in taken if not p.width.phone} == set(product(PAGES, READMES))
    assert {path.name for path in IMAGES.iterdir()} == {picture.file for picture in taken}
    for picture in taken:
        assert picture.file.startswith(f"{picture.page}-{picture.language}"), picture.file


def test_the_gallery_shows_every_picture_and_each_readme_those_of_its_language(
    screenshots: ModuleType,
) -> None:
    text = read_text(screenshots.GALLERY_PAGE)
    assert text == screenshots.make_gallery_page(), "stale: run `make screenshots ARGS=--readme`"
    gallery = re.findall(r"\]\(images/([^)]+)\)", text)
    assert gallery == sorted(set(gallery), key=gallery.index)
    assert set(gallery) == {picture.file for picture in screenshots.GALLERY}
    of = {picture.file: picture.language for picture in screenshots.GALLERY}
    for language, readme in READMES.items():
        shown = re.findall(r"\]\(docs/images/([^)]+)\)", read_text(readme))
        assert len(shown) >= 6
        assert {of[file] for file in shown} == {language}
