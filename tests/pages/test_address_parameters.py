"""Can whoever writes a link by hand find every parameter of an address in the README?"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from zone_atlas import paths
from zone_atlas.analysis.lab.index import INDEXES
from zone_atlas.atlas import Atlas
from zone_atlas.locales.messages import translate
from zone_atlas.ui.shell.navigation import PAGES
from zone_atlas.ui.shell.parameter import Parameter

from .conftest import Open

# Addresses at which a page has parameters that it does not have at its bare address.
ADDRESSES = (
    ("lab", {"open": "D1"}),
    ("lab", {"index": "bottlenecks"}),
    ("policies", {"zone": "GZ-LPS"}),
    ("data", {"kind": "observations"}),
    ("data", {"kind": "observations", "scope": "counties"}),
    ("data", {"kind": "scores", "scope": "cities"}),
    ("data", {"kind": "facts"}),
)
READMES = {
    "en": ("README.md", "\n## The address is the view\n", "all"),
    "zh": ("README.zh.md", "\n## 地址即视图\n", "全部"),
}
EACH_README = pytest.mark.parametrize("language", READMES)
# More codes than these are a list of places, documents or years that no table repeats.
MOST_CODES = 8
Seen = dict[str, dict[str, list[Parameter]]]


def described(language: str) -> list[tuple[set[str], set[str], set[str]]]:
    """Rows of the README's table: names, pages (none for all) and codes; `<x>` stands for the codes of x."""
    file, heading, everywhere = READMES[language]
    text = (paths.ROOT / file).read_text(encoding="utf-8")
    section = text.split(heading)[1].split("\n## ")[0]
    rows = []
    for line in (line for line in section.splitlines() if line.startswith("| `")):
        names, pages, values = (cell.strip() for cell in line.strip("|").split(" | "))
        named = set() if pages == everywhere else set(re.split(r", |、", pages))
        rows.append((set(re.findall(r"`([^`]+)`", names)), named, set(re.findall(r"`([^`]+)`", values))))
    return rows


@pytest.fixture
def seen(survey: Callable, open_page: Open) -> Seen:
    """Parameters that each page registers at the addresses above, by name."""
    return _seen(survey, open_page)


@cache
def _seen(survey: Callable, open_page: Open) -> Seen:
    visits = [survey(page, "en").visit for page in PAGES]
    visits += [open_page(page, **address) for page, address in ADDRESSES]
    found: Seen = {page: {} for page in PAGES}
    for visit in visits:
        for name, parameter in visit.app.session_state["address-store"].parameters.items():
            found[visit.page].setdefault(name, []).append(parameter)
    return found


def expanded(names: set[str], seen: Seen, atlas: Atlas) -> set[str]:
    """Names of a row with what stands between <> written out."""
    kinds = {str(code) for parameter in seen["data"]["kind"] for code in parameter.allowed}
    scopes = {str(code) for parameter in seen["data"]["scope"] for code in parameter.allowed}
    catalogue = atlas.catalogue
    nodes = {node.lower() for node in (*catalogue.dimensions, *catalogue.elements, *catalogue.indicators)}
    whole: set[str] = set()
    for name in names:
        stem = re.sub(r"<\w+>", "{}", name)
        codes = {"<kind>": kinds, "<scope>": scopes, "<node>": nodes}.get(name[: name.find(">") + 1])
        whole |= {stem.format(code) for code in codes} if codes else {name}
    return whole


@EACH_README
def test_every_parameter_of_a_page_is_documented_with_that_page(
    seen: Seen, atlas: Atlas, language: str
) -> None:
    rows = [(expanded(names, seen, atlas), pages) for names, pages, _ in described(language)]
    missing = [
        f"{page}: {name}"
        for page, parameters in seen.items()
        for name in parameters
        if not any(
            name in names and (not pages or translate(language, f"page.{page}") in pages)
            for names, pages in rows
        )
    ]
    assert missing == []


@EACH_README
def test_no_page_is_documented_with_a_parameter_that_it_does_not_have(
    seen: Seen, atlas: Atlas, language: str
) -> None:
    titles = {translate(language, f"page.{page}"): page for page in PAGES}
    dead = []
    for names, pages, _ in described(language):
        assert pages <= titles.keys()
        for page in (titles[title] for title in pages) if pages else PAGES:
            for name in names:
                written = expanded({name}, seen, atlas)
                if not written & seen[page].keys():
                    dead.append(f"{page}: {name}")
    assert dead == []


@EACH_README
def test_the_codes_of_a_parameter_are_documented(seen: Seen, atlas: Atlas, language: str) -> None:
    catalogue = atlas.catalogue
    ids = {*catalogue.dimensions, *catalogue.elements, *catalogue.indicators, *catalogue.zones}
    rows = [(expanded(names, seen, atlas), codes) for names, _, codes in described(language)]
    missing = []
    for page, parameters in seen.items():
        for name, declared in parameters.items():
            named = {code for names, codes in rows if name in names for code in codes}
            known = {str(code) for parameter in declared for code in parameter.allowed}
            words = {code for code in known - ids if code and len(known) <= MOST_CODES}
            missing += [f"{page}: {name}={code}" for code in sorted(words - named)]
    assert missing == []


def test_both_readmes_describe_the_same_parameters_with_the_same_codes() -> None:
    english, chinese = described("en"), described("zh")
    assert [(names, codes) for names, _, codes in english] == [(names, codes) for names, _, codes in chinese]


def test_the_addresses_show_all_that_is_offered(seen: Seen) -> None:
    assert {str(code) for parameter in seen["lab"]["index"] for code in parameter.allowed} == set(INDEXES)
    assert "element" in seen["lab"]
    assert {"facts_first", "counties_places", "observations_items"} <= seen["data"].keys()
