"""Label breaking and number printing shared by the charts."""

from __future__ import annotations

import math
import unicodedata

MISSING = "—"
SOFT_HYPHEN = "\u00ad"


def format_chart_number(value: float, decimals: int = 0) -> str:
    """Return a number for a chart label; missing prints as an em dash, minus as U+2212.

    Parameters
    ----------
    value : float
        NaN where missing.
    decimals : int
        Printed after the point.
    """
    if value is None or math.isnan(value):
        return MISSING
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "\u2212") if float(text.replace(",", "")) else text.lstrip("-")


def measure_text(text: str) -> int:
    """Return the width of a text in half-em columns: a Chinese character takes two.

    Parameters
    ----------
    text : str
        Soft hyphens take no width.
    """
    return sum(
        2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text if letter != SOFT_HYPHEN
    )


def _split_word(word: str, width: int) -> list[str]:
    if measure_text(word) <= width:
        return [word.replace(SOFT_HYPHEN, "")]
    if SOFT_HYPHEN in word:
        return _join_syllables(word.split(SOFT_HYPHEN), width)
    if not any(unicodedata.east_asian_width(letter) in "WF" for letter in word):
        return [word]
    lines = math.ceil(measure_text(word) / width)
    step = math.ceil(len(word) / lines)
    return [word[start : start + step] for start in range(0, len(word), step)]


def _join_syllables(syllables: list[str], width: int) -> list[str]:
    pieces = [syllables[0]]
    for syllable in syllables[1:]:
        if measure_text(pieces[-1] + syllable) < width:
            pieces[-1] += syllable
        else:
            pieces[-1] += "-"
            pieces.append(syllable)
    return pieces


def wrap_label(text: str, width: int) -> str:
    """Break a label into ``<br>`` lines of about a width.

    Latin text breaks between words and at soft hyphens (U+00AD), never elsewhere; Chinese breaks
    into lines of even length.

    Parameters
    ----------
    text : str
    width : int
        Half-em columns of a line.
    """
    lines: list[str] = []
    for word in text.split():
        for piece in _split_word(word, width):
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and not lines[-1].endswith("-") and measure_text(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return "<br>".join(lines)


def count_lines(text: str) -> int:
    """Return how many lines a label with ``<br>`` takes.

    Parameters
    ----------
    text : str
    """
    return text.count("<br>") + 1


def cut_label(text: str, width: int) -> str:
    """Cut a label to a width; an ellipsis after it says that something was cut.

    Parameters
    ----------
    text : str
    width : int
        Half-em columns.
    """
    kept = text
    while measure_text(kept) > width:
        kept = kept[:-1]
    return kept if kept == text else f"{kept.rstrip()}…"
