"""Numbers as cells of tables write them."""

from __future__ import annotations


def parse_whole_number(text: str) -> int | None:
    """Whole number that a cell holds.

    Parameters
    ----------
    text : str

    Returns
    -------
    int or None
        None for whatever is not written with the digits 0 to 9 alone.
    """
    return int(text) if text.isascii() and text.isdigit() else None
