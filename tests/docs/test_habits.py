"""Do the templates and hooks hold what a contributor is promised?"""

from __future__ import annotations

import re

import pytest
import yaml

from zone_atlas import paths

HOOKS = paths.ROOT / ".pre-commit-config.yaml"
FORMS = sorted((paths.ROOT / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml")) + [
    paths.ROOT / ".github" / "ISSUE_TEMPLATE" / name for name in ("bug.yml", "idea.yml")
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{3}")


def test_hooks_call_the_pinned_tools_and_download_nothing() -> None:
    repositories = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    hooks = {hook["id"]: hook for hook in repositories[0]["hooks"]}
    assert hooks.keys() == {"ruff-format", "ruff-check", "mypy", "data-check"}
    for hook in hooks.values():
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/")
        assert "additional_dependencies" not in hook
    # A version stands in requirements.txt alone.
    assert not re.search(r"\d+\.\d+", HOOKS.read_text(encoding="utf-8"))


def test_hooks_and_make_check_call_the_same() -> None:
    makefile = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.split("\ncheck:")[1].split("\n\n")[0]
    assert set(re.findall(r"-m (ruff \w+|mypy [a-z ]+)", recipe)) == {
        "ruff format",
        "ruff check",
        "mypy src tools",
    }
    entries = HOOKS.read_text(encoding="utf-8")
    assert all(command in entries for command in ("ruff format", "ruff check", "mypy src tools"))


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_in_both_languages_and_wants_an_answer(form) -> None:
    asked = yaml.safe_load(form.read_text(encoding="utf-8"))
    texts = [asked["name"], asked["description"], *(field["attributes"]["label"] for field in asked["body"])]
    assert all(CHINESE.search(text) and ENGLISH.search(text) for text in texts)
    assert any(field.get("validations", {}).get("required") for field in asked["body"])
    names = [field["id"] for field in asked["body"]]
    assert len(names) == len(set(names))
