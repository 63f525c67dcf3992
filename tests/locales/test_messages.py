"""Every word a reader meets exists in both languages, and nothing is left over."""

from __future__ import annotations

import ast
import math
import string
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from zone_atlas.catalogue.framework import KINDS
from zone_atlas.locales.messages import (
    DYNAMIC_PREFIXES,
    LANGUAGES,
    format_fixed_decimals,
    format_number,
    join_names,
    messages_of,
    translate,
)

ROOT = Path(__file__).resolve().parents[2]
CALLS = {"t", "translate"}
# These hand a key on; the keys are checked where they are written.
PASS_ON = {f"src/zone_atlas/ui/shell/{name}.py" for name in ("filters", "language", "start")}


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Yield every source file of the app."""
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "src").rglob("*.py")]
    for path in files:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def key_expressions(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the key of each call to a translating function; choices give both branches."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in CALLS:
            continue
        position = 1 if name == "translate" else 0
        if len(node.args) > position:
            key = node.args[position]
            yield from (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,)


def literal_keys() -> dict[str, str]:
    """Return every key written out in the code, with a file that uses it."""
    return {
        key.value: file
        for file, tree in sources()
        for key in key_expressions(tree)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def placeholders(message: str) -> set[str]:
    """Return the names a message wants values for."""
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_both_languages_hold_the_same_messages() -> None:
    assert set(messages_of("zh")) == set(messages_of("en"))


@pytest.mark.parametrize("key", sorted(messages_of("en")))
def test_a_message_wants_the_same_values_in_both_languages_and_is_not_empty(key: str) -> None:
    texts = [messages_of(language)[key] for language in LANGUAGES]
    assert all(text.strip() for text in texts)
    assert placeholders(texts[0]) == placeholders(texts[1])


def test_every_key_in_the_code_has_a_message() -> None:
    missing = {key: file for key, file in literal_keys().items() if key not in messages_of("en")}
    assert missing == {}


def test_no_message_is_left_over() -> None:
    used = literal_keys()
    unused = [key for key in messages_of("en") if key not in used and not key.startswith(DYNAMIC_PREFIXES)]
    assert unused == []


def test_keys_made_at_run_time_begin_with_a_declared_prefix() -> None:
    undeclared = []
    for file, tree in sources():
        for key in key_expressions(tree):
            first = key.values[0] if isinstance(key, ast.JoinedStr) else key
            text = first.value if isinstance(first, ast.Constant) else ""
            known = isinstance(key, ast.Constant) or str(text).startswith(DYNAMIC_PREFIXES)
            if not known and file not in PASS_ON:
                undeclared.append(f"{file}:{key.lineno}")
    assert undeclared == []


def test_a_declared_prefix_has_messages() -> None:
    assert [
        prefix for prefix in DYNAMIC_PREFIXES if not any(k.startswith(prefix) for k in messages_of("en"))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_filter_code_has_its_label(language: str) -> None:
    from zone_atlas.ui.shell.filters import Options

    options = Options()
    codes = {
        "cohort": options.cohorts,
        "region": options.regions,
        "lifecycle": options.lifecycles,
        "resource": options.resource,
        "mining": options.mining,
        "size": options.size,
    }
    for prefix, values in codes.items():
        labels = [translate(language, f"{prefix}.{code}") for code in values]
        assert len(set(labels)) == len(labels)


def test_drivers_and_bottlenecks_have_each_text_that_is_chosen_by_kind() -> None:
    prefixes = ("elements.finding.", "map.finding.", "spread.finding.")
    prefixes += ("zone.profile.end.", "zone.profile.finding.", "zone.rank.")
    for prefix in prefixes:
        named = {key.removeprefix(prefix) for key in messages_of("en") if key.startswith(prefix)}
        assert named - {"none", "unranked"} == set(KINDS), prefix


def test_a_missing_message_names_key_and_language() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.key.*zh"):
        translate("zh", "no.such.key")
    with pytest.raises(KeyError, match="fr"):
        translate("fr", "filter.year")


def test_chinese_text_carries_chinese_punctuation() -> None:
    for key, text in messages_of("zh").items():
        for mark in ",;?!()":
            inside_chinese = any(
                text[i - 1 : i] > "\u4e00" for i, letter in enumerate(text) if letter == mark and i
            )
            assert not inside_chinese, f"{key}: {text}"


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234567.891, 1, "1,234,567.9"),
        (5.0, 2, "5"),
        (-3.25, 1, "−3.2"),
        (-0.04, 1, "0"),
        (0, 0, "0"),
        (2.5, 3, "2.5"),
        (None, 1, "—"),
        (math.nan, 1, "—"),
        (pd.NA, 1, "—"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_grouped_and_never_invented(
    value: object, decimals: int, expected: str, language: str
) -> None:
    assert format_number(value, decimals, language) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.8, 2, "0.80"),
        (12_345.6, 2, "12,345.60"),
        (-1.25, 1, "−1.2"),
        (-0.004, 2, "0.00"),
        (7.5, 0, "8"),
        (math.nan, 2, "—"),
        (None, 2, "—"),
    ],
)
def test_numbers_of_a_column_have_the_same_decimals(
    value: float | None, decimals: int, expected: str
) -> None:
    assert {format_fixed_decimals(value, decimals, language) for language in LANGUAGES} == {expected}


def test_names_are_listed_as_each_language_lists_them() -> None:
    names = ["A", "B", "C"]
    assert [join_names(names[:n], "en") for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert [join_names(names[:n], "zh") for n in range(4)] == ["", "A", "A和B", "A、B和C"]
