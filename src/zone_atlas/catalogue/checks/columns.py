"""Checks of a column; the message of each says what is allowed, with ``{value}`` for the cell at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import pandera.pandas as pa

from zone_atlas.catalogue.addresses import starts_personal
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR

ADDRESS = r"https?://"

Checks = list[pa.Check]


def column_satisfies(test: Callable[[pd.Series], object], message: str) -> Checks:
    """Check of a whole column.

    Parameters
    ----------
    test : callable
        Takes the column and returns a bool for each cell.
    message : str
        ``{value}`` in it stands for the cell at fault.
    """
    return [pa.Check(test, error=message)]


def one_of(allowed: Iterable[str], what: str) -> Checks:
    """Check that cells hold one of a closed list of codes.

    Parameters
    ----------
    allowed : iterable of str
    what : str
        Name of the code in the message.
    """
    codes = list(allowed)
    shown = ", ".join(code or "(empty)" for code in codes)
    return column_satisfies(lambda s: s.isin(codes), f"unknown {what} '{{value}}'; allowed: {shown}")


def column_is_listed_in(known: set[str] | None, what: str, where: str, extra: Iterable[str] = ()) -> Checks:
    """Check that cells are listed in another file.

    Parameters
    ----------
    known : set of str or None
        What the file lists; None where it could not be read, and then nothing is checked.
    what, where : str
        Name of the code and of the file in the message.
    extra : iterable of str
        Further allowed values.
    """
    if known is None:
        return []
    allowed = [*known, *extra]
    return column_satisfies(
        lambda s: s.isin(allowed), f"unknown {what} '{{value}}'; it must be listed in {where}"
    )


def column_lies_within(low: float, high: float, what: str) -> Checks:
    """Check that cells hold a number between two bounds.

    Parameters
    ----------
    low, high : float
        Both are allowed.
    what : str
        Name of the number in the message.
    """
    return column_satisfies(
        lambda s: pd.to_numeric(s, errors="coerce").between(low, high),
        f"{what} '{{value}}' is not a number between {low:g} and {high:g}",
    )


def optional_within(low: float, high: float, what: str) -> Checks:
    """Check that cells are empty or hold a number between two bounds.

    Parameters
    ----------
    low, high : float
        Both are allowed.
    what : str
        Name of the number in the message.
    """
    return column_satisfies(
        lambda s: (s == "") | pd.to_numeric(s, errors="coerce").between(low, high),
        f"{what} '{{value}}' is neither empty nor a number between {low:g} and {high:g}",
    )


FILLED = column_satisfies(lambda s: s.str.strip() != "", "empty; a text is needed")
UNIQUE = [
    *FILLED,
    *column_satisfies(lambda s: ~s.duplicated(), "'{value}' stands here twice; an identifier must be unique"),
]
NUMBER = column_satisfies(lambda s: pd.to_numeric(s, errors="coerce").notna(), "'{value}' is not a number")
OWN_PAGE = column_satisfies(
    lambda s: ~s.map(starts_personal).astype(bool),
    "'{value}' is a person's account, which is not an address to cite; put it under digitisation_address, or behind "
    "the page of an issuer or a publisher",
)
SOURCED = [
    *column_satisfies(
        lambda s: s.str.contains(ADDRESS), "'{value}' is not an address; give the http address it was read at"
    ),
    *OWN_PAGE,
]
ADDRESS_OR_NONE = column_satisfies(
    lambda s: s.eq("") | s.str.contains(ADDRESS),
    "'{value}' is not an address; give an http address or leave the cell empty",
)
YEAR = column_lies_within(FIRST_YEAR, LAST_YEAR, "year")
BOTH_NAMES: dict[str, Checks] = {"name_zh": FILLED, "name_en": FILLED}


def all_listed(known: set[str] | None, what: str, where: str, *, optional: bool = False) -> Checks:
    """Check that cells hold lists, joined by ';', of codes that another file lists.

    Parameters
    ----------
    known : set of str or None
        What the file lists; None where it could not be read, and then nothing is checked.
    what, where : str
        Name of the code and of the file in the message.
    optional : bool
        Whether a cell may be empty.
    """
    if known is None:
        return []
    allowed = known | ({""} if optional else set())
    return column_satisfies(
        lambda s: s.map(lambda text: set(text.split(";")) <= allowed),
        f"'{{value}}' holds an unknown {what}; each must be listed in {where}, separated by ';'",
    )
