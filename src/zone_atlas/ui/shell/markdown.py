"""Texts that Markdown shows as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


_MARKUP = re.compile(r"([\\`*_{}\[\]<>$~#|:])")


def escape_markdown(text: str) -> str:
    """Escape a text so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\1", text)


def quiet_markdown(text: str) -> str:
    """Return Markdown that shows a plain text small and grey."""
    return f":small[:gray[{escape_markdown(text)}]]"
