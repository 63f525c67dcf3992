"""The bytes of a file: the downloads of every page are written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
from pandas.api.types import is_float_dtype

# Spreadsheets take a CSV for UTF-8, and so show its Chinese, only when it starts with this mark.
BYTE_ORDER_MARK = "\ufeff"
# RFC 4180 prescribes it for the rows of a CSV.
LINE_END = "\r\n"
# Up to ten significant digits: further ones are noise of the computation.
NUMBER = "%.10g"


@dataclass(frozen=True)
class Extract:
    """Content of a file, whatever its format.

    Attributes
    ----------
    table : DataFrame
        One row per row of the file, its cells as they are written; the index is not written.
    headings : mapping of str to str
        Heading of each column in the reader's language; a column that is not named keeps its own name.
    """

    table: pd.DataFrame
    headings: Mapping[str, str] = field(default_factory=dict)


def write_csv(extract: Extract) -> bytes:
    r"""Write an extract as CSV: RFC 4180 with `\r\n`, in UTF-8 with a byte order mark.

    Parameters
    ----------
    extract : Extract

    Returns
    -------
    bytes
        Numbers have up to ten significant digits and zero no sign, a missing value is an empty cell, and texts stand
        as they are.
    """
    named = extract.table.rename(columns=dict(extract.headings))
    # What a difference rounds to from below is zero, not minus zero.
    for position, kind in enumerate(named.dtypes):
        if is_float_dtype(kind):
            named.isetitem(position, named.iloc[:, position] + 0.0)
    text = named.to_csv(index=False, lineterminator=LINE_END, float_format=NUMBER)
    return (BYTE_ORDER_MARK + text).encode()
