"""Does every link of the documents lead somewhere?"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from zone_atlas import paths

from .conftest import DOCUMENTS, read_text

LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+(?:\([^()]*\))?)\)")
FILE = re.compile(r"(?<=`)[\w.-]+(?:/[\w.-]+)+\.(?:csv|md|po|py|sh|toml|txt|yaml|yml)(?=`)")
# Where a path in the type of code may begin.
STARTS = (paths.ROOT, paths.ROOT / "src" / "zone_atlas")
EACH_DOCUMENT = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(paths.ROOT).as_posix()
)


def plain_lines(text: str) -> list[str]:
    """Return the lines of a document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL).splitlines()


def anchors_of(text: str) -> set[str]:
    """Return the anchors that forges make of headings, and those that are written out."""
    found = set(re.findall(r'<a id="([^"]+)"', text))
    for line in plain_lines(text):
        if heading := re.match(r"#{1,6} (.+)", line):
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).lower()
            slug, count = re.sub(r"[^\w\- ]", "", words).replace(" ", "-"), 0
            while (anchor := f"{slug}-{count}" if count else slug) in found:
                count += 1
            found.add(anchor)
    return found


def dead_links(document: Path) -> list[str]:
    """Return the relative links of a document whose file or heading does not exist."""
    dead = []
    for target in LINK.findall("\n".join(plain_lines(read_text(document)))):
        name, _, anchor = unquote(target).partition("#")
        if re.match(r"[a-z]+:", name):
            continue
        path = document.parent / name if name else document
        # Inside the repository only: a link that leaves it works on this machine alone.
        inside = path.resolve().is_relative_to(paths.ROOT.resolve())
        if not inside or not path.exists() or (anchor and anchor not in anchors_of(read_text(path))):
            dead.append(target)
    return dead


@EACH_DOCUMENT
def test_every_link_of_a_document_leads_to_a_file_and_a_heading(document: Path) -> None:
    assert dead_links(document) == []


@EACH_DOCUMENT
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    if document.name == "CHANGELOG.md":  # which tells of files that are no more
        return
    # `NAME` stands for whatever a newcomer will call it.
    named = {name for name in FILE.findall(read_text(document)) if "NAME" not in name}
    starts = (document.parent, *STARTS)
    assert sorted(name for name in named if not any((start / name).exists() for start in starts)) == []


def test_a_dead_link_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    other = tmp_path / "other.md"
    other.write_text("# A heading, with `code`\n\n## 怎样算出\n\n## 怎样算出\n", encoding="utf-8")
    page = tmp_path / "page.md"
    good = "[a](other.md) [b](other.md#a-heading-with-code) [c](other.md#怎样算出-1) ![d](https://example.org/x.png)"
    bad = "[e](none.md) [f](other.md#no-such-heading) [g](#nowhere) [h](../outside.md)"
    page.write_text(f"{good}\n\n{bad}\n\n```\n[in code](none.md)\n```\n", encoding="utf-8")
    assert dead_links(page) == ["none.md", "other.md#no-such-heading", "#nowhere", "../outside.md"]
