"""Turn plain texts into Markdown that shows them as they are, large, quiet or with a label."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MARKUP = re.compile(r"([\\`*_{}\[\]<>$~#|:])")


def escape_markdown(text: str) -> str:
    """Escape a text so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", text)


def quiet_markdown(text: str) -> str:
    """Return Markdown that shows a plain text small and grey."""
    return f":small[:gray[{escape_markdown(text)}]]"


def list_labelled_facts(facts: Iterable[tuple[str, str]], *, quietly: bool = False) -> str:
    """Return Markdown with one line per label and text; facts without a text are left out.

    Parameters
    ----------
    facts : iterable of (label, text)
        Plain texts; the label is small and grey.
    quietly : bool
        Whether the texts are grey too.
    """
    return "  \n".join(
        f"{quiet_markdown(label)} "
        + (quiet_markdown(text) if quietly else f":small[{escape_markdown(text)}]")
        for label, text in facts
        if text
    )
