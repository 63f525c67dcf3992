"""Messages and numbers in the reader's language.

The catalogues are gettext ``.po`` files with symbolic message ids (``filter.year``), so that a
translator can work on them with the usual tools and the code never holds a sentence. They are read
once per process.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import NumberPattern, parse_pattern

LANGUAGES = ("zh", "en")
# British English has no comma before "and".
_LOCALES = {"zh": "zh", "en": "en_GB"}
MISSING_NUMBER = "—"

# Keys built at run time from a code: the catalogues hold one message for each code.
DYNAMIC_PREFIXES = (
    "basis.",
    "build.",
    "cohort.",
    "compare.feature.",
    "compare.group.",
    "compare.level.",
    "compare.no_peers.",
    "compare.profile.finding.",
    "compare.reason.",
    "compare.rule.",
    "compare.why.",
    "correction.",
    "disposition.",
    "elements.finding.",
    "ends.",
    "extract.",
    "grade.",
    "grades.found.",
    "group.",
    "industry.",
    "kind.",
    "kinds.",
    "lab.extract.",
    "lab.factor.",
    "lab.index.",
    "lab.mean.",
    "lab.measure.",
    "lab.part.",
    "lab.scale.",
    "lab.weights.",
    "left_out.",
    "level.",
    "lifecycle.",
    "map.finding.",
    "methods.download.",
    "methods.note.",
    "methods.step.",
    "methods.table.",
    "methods.text.",
    "mining.",
    "page.",
    "parks.extract.",
    "parks.how.",
    "parks.industry.",
    "parks.item.",
    "parks.level.",
    "parks.name.",
    "parks.note.",
    "parks.quality.",
    "parks.status.",
    "parks.subtitle.",
    "parks.years.none.",
    "pathways.benchmark.",
    "pathways.cost.",
    "pathways.index.",
    "pathways.link.",
    "pathways.mark.",
    "pathways.measure.",
    "pathways.phase.",
    "pathways.predictor.",
    "pathways.verdict.",
    "policies.mark.",
    "question.",
    "record.",
    "region.",
    "reliability.",
    "resource.",
    "scope.",
    "set.",
    "show.",
    "size.",
    "source_kind.",
    "spread.finding.",
    "status.",
    "table_scope.",
    "trends.note.",
    "zone.census.how.",
    "zone.facts.role.",
    "zone.link.",
    "zone.newest.how.",
    "zone.newest.name.",
    "zone.newest.nosum.",
    "zone.newest.short.",
    "zone.peers.",
    "zone.profile.end.",
    "zone.profile.finding.",
    "zone.rank.",
    "zone.reason.",
)


@cache
def messages_of(language: str) -> Mapping[str, str]:
    """Return every message of a language by its key.

    Parameters
    ----------
    language : str
        ``zh`` or ``en``.

    Returns
    -------
    Mapping[str, str]
        Read-only; values may hold ``str.format`` placeholders.

    Raises
    ------
    KeyError
        For a language without a catalogue.
    """
    if language not in LANGUAGES:
        raise KeyError(f"no message catalogue for language {language!r}; there are {', '.join(LANGUAGES)}")
    with Path(__file__).with_name(f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    return MappingProxyType({str(message.id): str(message.string) for message in messages if message.id})


def translate(language: str, key: str, **values: object) -> str:
    """Return a message with its values filled in.

    Parameters
    ----------
    language : str
        ``zh`` or ``en``.
    key : str
        Symbolic message id, such as ``filter.year``.
    **values : object
        What the message's placeholders stand for.

    Raises
    ------
    KeyError
        When the language has no such message, or a placeholder has no value.
    """
    try:
        message = messages_of(language)[key]
    except KeyError:
        raise KeyError(f"message {key!r} is missing in language {language!r}") from None
    return message.format(**values) if values else message


def has_message(language: str, key: str) -> bool:
    """Say whether a language has a message of that key.

    Parameters
    ----------
    language : str
        ``zh`` or ``en``.
    key : str
        Symbolic message id.
    """
    return key in messages_of(language)


def format_number(value: Any, decimals: int, language: str) -> str:
    """Write a number for reading: grouped by thousands, at most ``decimals`` decimals.

    Parameters
    ----------
    value : float or None
        ``None``, NaN and pandas' missing value print as an em dash; a gap is never a zero.
    decimals : int
        The most decimals to print; trailing zeros are dropped.
    language : str
        ``zh`` or ``en``.

    Returns
    -------
    str
        For example ``12,345.6`` or ``−0.3`` (with a true minus sign).
    """
    number = _finite_number(value)
    return (
        MISSING_NUMBER if number is None else _write_number(round(number, decimals), "#" * decimals, language)
    )


def format_fixed_decimals(value: Any, decimals: int, language: str) -> str:
    """Write a number for a column or a row of them: as `format_number`, but with exactly ``decimals`` decimals.

    Parameters
    ----------
    value : float or None
        Missing values print as an em dash.
    decimals : int
        Decimals to print, zeros included.
    language : str
        ``zh`` or ``en``.
    """
    number = _finite_number(value)
    return (
        MISSING_NUMBER if number is None else _write_number(round(number, decimals), "0" * decimals, language)
    )


def join_names(names: Sequence[str], language: str) -> str:
    """Write names as a list in a sentence: ``A, B and C``, ``A、B和C``.

    Parameters
    ----------
    names : sequence of str
        In the order of the list; no name gives an empty text.
    language : str
        ``zh`` or ``en``.
    """
    return format_list(names, locale=_LOCALES[language])


@lru_cache(maxsize=65_536)
def _write_number(rounded: float, fraction: str, language: str) -> str:
    # −0.04 at one decimal is zero, and a zero carries no sign.
    return _number_pattern(fraction).apply(rounded if rounded else 0.0, language).replace("-", "−")


def _finite_number(value: Any) -> float | None:
    """Return a float, or None for whatever stands for a missing value."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


@cache
def _number_pattern(fraction: str) -> NumberPattern:
    """Parse the number pattern once for each number of decimals, '##' for at most two, '00' for always two."""
    return parse_pattern(f"#,##0.{fraction}" if fraction else "#,##0")
