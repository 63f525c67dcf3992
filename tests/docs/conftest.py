"""The documents that a reader of the repository meets, and what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zone_atlas import paths

FOLDERS = ("", "docs", "data", "findings", ".github", ".github/ISSUE_TEMPLATE")
DOCUMENTS = [path for folder in FOLDERS for path in sorted((paths.ROOT / folder).glob("*.md"))]
READMES = {"en": paths.ROOT / "README.md", "zh": paths.ROOT / "README.zh.md"}


def read_text(path: Path) -> str:
    """Return a document as one text."""
    return path.read_text(encoding="utf-8")


def read_section(path: Path, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    level = heading.split(" ", maxsplit=1)[0]
    text = read_text(path)
    start = text.index(f"\n{heading}\n") + len(heading) + 2
    end = re.search(rf"^#{{1,{len(level)}}} ", text[start:], re.MULTILINE)
    return text[start : start + end.start()] if end else text[start:]


def read_table(section: str) -> list[list[str]]:
    """Return the rows of the first table of a section, without its heading, cell by cell."""
    lines = [line for line in section.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in rows[1:] if not set("".join(row)) <= {"-", ":"}]


def read_code(text: str) -> str:
    """Return what a document shows as code: indented lines, and what stands between backticks."""
    lines = [line for line in text.splitlines() if line.startswith("    ")]
    return "\n".join([*lines, *re.findall(r"`([^`\n]+)`", text)])


@pytest.fixture(scope="session")
def documentation() -> str:
    """What the documents of the project show as code: commands, options, names."""
    names = ("README.md", "CONTRIBUTING.md", "docs/*.md", "data/README.md")
    return "\n".join(read_code(read_text(path)) for name in names for path in sorted(paths.ROOT.glob(name)))
