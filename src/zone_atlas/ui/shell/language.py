"""Know the language of a session, and write messages, numbers and lists of names in it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from zone_atlas.catalogue.rules import (
    FIRST_CORE_YEAR,
    FIRST_FULL_YEAR,
    FIRST_LINE_YEAR,
    LAST_SCORED_YEAR,
    RANKED_FROM,
)
from zone_atlas.locales import messages
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons

# A language is named in itself, whatever the language of the page.
_OWN_NAMES = {"zh": "中文", "en": "English"}
# What every text may name without being given it: the rules of the index, so that a new year is written nowhere else.
STANDING_FACTS = {
    "first_year": FIRST_FULL_YEAR,
    "last_year": LAST_SCORED_YEAR,
    "core_year": FIRST_CORE_YEAR,
    "line_year": FIRST_LINE_YEAR,
    "least": f"{100 * RANKED_FROM:.0f}",
}


def language_parameter() -> state.Parameter:
    """Return the address parameter of the language; its default is the browser's language."""
    return state.Parameter("lang", "choice", messages.LANGUAGES, browser_language())


def browser_language() -> str:
    """Return ``zh`` for any Chinese browser, else ``en``."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def current_language() -> str:
    """Return the language of this session, ``zh`` or ``en``."""
    return str(state.value_of_parameter("lang") or browser_language())


def t(key: str, **values: object) -> str:
    """Return a message in the current language; see ``write_message``."""
    return write_message(current_language(), key, **values)


def write_message(language: str, key: str, **values: object) -> str:
    """Return a message in a language, with `STANDING_FACTS` and the values filled in.

    Parameters
    ----------
    language : str
        ``zh`` or ``en``.
    key : str
        Symbolic message id, such as ``filter.year``.
    **values : object
        What the other placeholders of the message stand for.

    Raises
    ------
    KeyError
        As ``messages.translate`` does.
    """
    return messages.translate(language, key, **STANDING_FACTS | values)


def number(value: Any, decimals: int = 0) -> str:
    """Write a number for reading in the current language; see ``messages.format_number``."""
    return messages.format_number(value, decimals, current_language())


def fixed_number(value: Any, decimals: int) -> str:
    """Write a number with exactly so many decimals; see ``messages.format_fixed_decimals``."""
    return messages.format_fixed_decimals(value, decimals, current_language())


def signed_number(value: Any, decimals: int) -> str:
    """Write a number with its sign; one that rounds to zero has none, and a missing one is a dash."""
    text = number(value, decimals)
    return text if text.startswith("−") or text in ("0", messages.MISSING_NUMBER) else f"+{text}"


def list_names(names: list[str]) -> str:
    """Write names as a list in a sentence of the current language."""
    return messages.join_names(names, current_language())


def draw_language_switch() -> None:
    """Draw the control that changes the language; the parameter was registered before."""
    draw_choice_buttons(language_parameter(), t("language.label"), _OWN_NAMES, hide_label=True)
