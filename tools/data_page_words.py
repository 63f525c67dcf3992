"""Words of docs/data.md: both languages of a text, codes, years and formulas as Markdown shows them."""

from __future__ import annotations

from collections.abc import Iterable

from zone_atlas.catalogue.framework import Formula, Mean, Ratio
from zone_atlas.catalogue.text import Text

NONE = "—"
# So many years are named one by one, more of them by the first and the last.
NAMED_YEARS = 3


def escape_markdown(text: str) -> str:
    """Return a text that means the same inside a table of Markdown."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def join_languages(text: Text, sign: str = " · ") -> str:
    """Return a text in Chinese and English; once where both are the same."""
    return sign.join(escape_markdown(part) for part in dict.fromkeys((text.zh, text.en)) if part)


def name_codes(codes: Iterable[str]) -> str:
    """Return codes as they stand in the files, each in the type of code."""
    return ", ".join(f"`{code}`" for code in codes) or NONE


def name_years(years: Iterable[int]) -> str:
    """Return the years that have a figure: a few one by one, else the first and last, and how many if not all."""
    known = sorted({int(year) for year in years})
    if len(known) <= NAMED_YEARS:
        return ", ".join(map(str, known)) or NONE
    first, last = known[0], known[-1]
    complete = len(known) == last - first + 1
    return f"{first}–{last}" if complete else f"{first}–{last} ({len(known)} 年 · years)"


def write_sum(terms: dict[str, float]) -> str:
    """Return a weighted sum of series as a line of arithmetic."""
    text = ""
    for name, factor in terms.items():
        size = "" if abs(factor) == 1 else f"{abs(factor):g} × "
        sign = "−" if factor < 0 else "+"
        text += f" {sign} {size}{name}" if text else f"{'−' if factor < 0 else ''}{size}{name}"
    return text


def write_formula(formula: Formula) -> str:
    """Return how an indicator is computed of its series."""
    if isinstance(formula, Mean):
        return f"`{formula.series}`"
    if not isinstance(formula, Ratio):
        return f"`{formula.name}({', '.join(formula.series)})`"
    above, below = write_sum(formula.numerator), write_sum(formula.denominator)
    above = f"({above})" if len(formula.numerator) > 1 and (below or formula.scale != 1) else above
    below = f"({below})" if len(formula.denominator) > 1 else below
    scale = "" if formula.scale == 1 else f" × {formula.scale:g}"
    return f"`{above}{f' / {below}' if below else ''}{scale}`"
