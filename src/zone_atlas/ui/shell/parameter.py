"""Describe one entry of the address: which values it may have, and how they are read and written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["choice", "multi", "int", "flag", "text"]
Code = str | int

_INTEGER = re.compile(r"-?[0-9]{1,9}")
# With four such parameters the address stays below the length at which messengers cut links.
_LONGEST = 400


@dataclass(frozen=True)
class Parameter:
    """One entry of the address.

    Parameters
    ----------
    name : str
        The name in the address, lower case.
    kind : {"choice", "multi", "int", "flag", "text"}
        One code, several codes (none means all), a whole number, on and off (``1`` and ``0``), or a short text.
    allowed : tuple of str or int
        The codes, in the order they are shown; numbers for ``int``; empty for ``flag`` and ``text``.
    default : str, int, bool or tuple
        Never written to the address.
    pattern : str
        What a ``text`` must match as a whole.
    """

    name: str
    kind: Kind
    allowed: tuple[Code, ...] = ()
    default: Any = None
    pattern: str = ""

    @property
    def key(self) -> str:
        """Return the key of the control that shows this parameter."""
        return control_key(self.name)


def control_key(name: str) -> str:
    """Return the key of the control that shows the parameter of a name."""
    return f"address-{name}"


def allowed_codes(parameter: Parameter) -> tuple[Code, ...]:
    """Return the codes that the address may name."""
    return (1, 0) if parameter.kind == "flag" else parameter.allowed


def decode_value(parameter: Parameter, text: str | None) -> tuple[Any, bool]:
    """Return the value a piece of address stands for, and whether all of it was known."""
    if text is None:
        return parameter.default, True
    if parameter.kind == "text":
        return (text, True) if _is_readable(parameter, text) else (parameter.default, False)
    codes = {str(code): code for code in allowed_codes(parameter)}
    if parameter.kind == "multi":
        parts = {part.strip() for part in text.split(",") if part.strip()}
        chosen = tuple(code for name, code in codes.items() if name in parts)
        return (chosen or parameter.default), parts <= codes.keys()
    if parameter.kind == "int" and not _INTEGER.fullmatch(text):
        return parameter.default, False
    if text not in codes:
        return parameter.default, False
    return (codes[text] == 1 if parameter.kind == "flag" else codes[text]), True


def valid_value(parameter: Parameter, shown: Any) -> Any:
    """Return a control's value if the parameter still allows it, else the default."""
    if parameter.kind == "flag":
        return bool(shown)
    if parameter.kind == "multi":
        return tuple(code for code in parameter.allowed if code in (shown or ()))
    if parameter.kind == "text":
        return shown if _is_readable(parameter, shown) else parameter.default
    return shown if shown in parameter.allowed else parameter.default


def _is_readable(parameter: Parameter, text: Any) -> bool:
    """Say whether the parameter allows a short text."""
    return isinstance(text, str) and len(text) <= _LONGEST and bool(re.fullmatch(parameter.pattern, text))


def encode_value(value: Any) -> str:
    """Write a value as it stands in the address."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(str(code) for code in value) if isinstance(value, tuple) else str(value)
