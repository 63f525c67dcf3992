"""Has every finding the form that CONTRIBUTING states?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zone_atlas import paths

from .conftest import read_text

FINDINGS = paths.ROOT / "findings"
SCRIPTS = sorted(FINDINGS.glob("*.sh"))
# What the head of a script states, in this order, after the library, tool or format that it is about.
HEAD = ("Seen:", "Output:", "Expected:", "Why it matters:")


def test_the_list_names_every_finding_and_no_other() -> None:
    named = re.findall(r"^- \[(\w+)\]\((\w+)\.sh\): .{20,}", read_text(FINDINGS / "README.md"), re.MULTILINE)
    assert all(name == file for name, file in named)
    assert sorted(name for name, _ in named) == [path.stem for path in SCRIPTS]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_a_finding_states_what_was_seen_and_leaves_nothing_behind(script: Path) -> None:
    text = read_text(script)
    head = text.split("\n\n")[0]
    assert re.search(r"^# (?:Library|Libraries|Tool|Format): .*\d", head, re.MULTILINE)
    places = [head.find(f"# {word}") for word in HEAD]
    assert -1 not in places, dict(zip(HEAD, places, strict=True))
    assert places == sorted(places)
    assert text.startswith("#!/usr/bin/env bash\nset -euo pipefail\n")
    assert "mktemp -d" in text
    assert "trap 'rm -rf \"$tmp\"' EXIT" in text
    assert "zone_atlas" not in text
    packages = re.findall(r"[A-Za-z][\w-]*(?:\[[\w,]+\])?==[\w.]+", text)
    assert packages, "pinned packages"
