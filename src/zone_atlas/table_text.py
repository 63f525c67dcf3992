"""Checks of the text of a file before a library reads it: libraries accept what an author never meant.

Pure functions on the content; rows are counted as an editor counts lines, the head being row 1.
"""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Iterable, Iterator

# Row, column (empty: the row as a whole) and message.
Problem = tuple[int, str, str]

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# First bytes of files that are saved under a name that ends in .csv or .yaml without being either.
FOREIGN = (
    (b"PK\x03\x04", "this is an Excel workbook or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "this is an Excel workbook (.xls)"),
    (b"\x1f\x8b", "this is a gzip archive"),
    (b"PAR1", "this is a Parquet file"),
    (b"%PDF", "this is a PDF"),
)
WIDE = (b"\xff\xfe", b"\xfe\xff")
MARKUP = re.compile(rb"\s*<(!doctype|html|table|head|body|meta|style|\?xml)", re.IGNORECASE)
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars", "，": "full-width commas"}
DECIMAL_COMMA = re.compile(r"(?<![\d.])-?\d+,\d+(?![\d.])")
# Rows that are looked at to tell by what columns are separated.
LOOKED_AT = 20
# Blanks around a heading, those included that no editor shows: no-break, full-width and zero-width ones.
INVISIBLE = string.whitespace + "\xa0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\u3000\ufeff"
BLANK = b" \t,\r\n\x0b\x0c"


def describe_foreign_content(content: bytes, wanted: str) -> str:
    """Describe a file that is not text, with advice what to save; empty where it looks like text.

    Parameters
    ----------
    content : bytes
    wanted : str
        How to save it, such as 'save the sheet as CSV UTF-8'.
    """
    for mark, what in FOREIGN:
        if content.startswith(mark):
            return f"{what}; {wanted}"
    if content.startswith(WIDE) or b"\0" in content[:4096]:
        return f"the encoding is UTF-16 or the file is no text; {wanted}"
    if MARKUP.match(content.removeprefix(BYTE_ORDER_MARK)[:400]):
        return f"this is a web page (HTML or XML), as some sites give under the name of a workbook; {wanted}"
    return ""


def undecodable_row(content: bytes) -> int:
    """Find the first line that is not UTF-8.

    Parameters
    ----------
    content : bytes
        Of the whole file.

    Returns
    -------
    int
        From 1; 0 where every line is UTF-8.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return 0
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0


def without_blank_end(content: bytes) -> bytes:
    """Cut the content off after its last line that is not blank.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    """
    kept = len(content.rstrip(BLANK))
    end = content.find(b"\n", kept)
    return content if end < 0 else content[: end + 1]


def cells_of_heading(content: bytes) -> list[str]:
    """Split the first line into cells; none where it is empty.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    """
    first = content.removeprefix(BYTE_ORDER_MARK).splitlines()[:1]
    return _split_cells(first[0].decode("utf-8", errors="replace")) if first and first[0].strip() else []


def _split_cells(line: str, *, strict: bool = False, separator: str = ",") -> list[str]:
    return next(csv.reader([line], strict=strict, delimiter=separator), [])


def separator_problem(content: bytes) -> str:
    """Name the mark that separates the columns, with advice, if it is not the comma; empty where it is.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    """
    lines = [line.decode("utf-8", errors="replace") for line in content.splitlines()[: LOOKED_AT + 1]]
    lines = [line for line in lines if line.strip()]

    def is_it(separator: str) -> bool:
        numbers = [len(_split_cells(line, separator=separator)) for line in lines]
        # A cell may hold the mark as well; what has no comma in its head has at least some other mark there.
        divided = separator != "," and len(_split_cells(lines[0])) == 1 and min(numbers[:2]) > 1
        return divided or (len(set(numbers)) == 1 and numbers[0] > 1)

    for separator, name in SEPARATORS.items() if lines and not is_it(",") else ():
        if is_it(separator):
            commas = any(
                DECIMAL_COMMA.fullmatch(cell.strip())
                for line in lines[1:]
                for cell in _split_cells(line, separator=separator)
            )
            points = " and decimals by commas" if commas else ""
            instead = " and a point before decimals" if commas else ""
            return (
                f"the columns are separated by {name}{points}; save the table as CSV UTF-8 with commas between "
                f"the columns{instead}"
            )
    return ""


def quote_problems(content: bytes) -> Iterator[Problem]:
    """Find rows in which a quotation mark opens a cell and does not close it, so that it would swallow what follows.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    """
    if b'"' not in content:
        return
    names = cells_of_heading(content)
    for number, line in enumerate(content.removeprefix(BYTE_ORDER_MARK).splitlines(), start=1):
        if b'"' in line:
            try:
                _split_cells(line.decode("utf-8", errors="replace"), strict=True)
            except csv.Error as error:
                at = len(_split_cells(line.decode("utf-8", errors="replace"))) - 1
                is_open = "end of data" in str(error) and number > 1
                column = names[at] if is_open and at < len(names) else ""
                yield (
                    number,
                    column,
                    "a quotation mark opens a cell that is not closed as it should be in its row and would swallow "
                    "what follows; close it, write a mark within a cell twice, and leave no line break in a cell",
                )


def row_problems(content: bytes) -> Iterator[Problem]:
    """Find rows whose number of cells differs from that of the head, and rows without any.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    """
    first, *rows = content.removeprefix(BYTE_ORDER_MARK).splitlines() or [b""]
    width = len(cells_of_heading(first))
    cells_of_rows = [
        (number, 0 if not row.strip(BLANK) else len(_split_cells(row.decode("utf-8", errors="replace"))))
        for number, row in enumerate(rows, start=2)
    ]
    filled = [number for _, number in cells_of_rows if number]
    if filled and width < min(filled):
        yield (
            1,
            "",
            f"row 1 is no head: it has {_cells_of(width)}, the rows below have {min(filled)}; {NO_HEAD}",
        )
        return
    for number, cells in cells_of_rows:
        if not cells:
            yield number, "", EMPTY_ROW
        elif cells != width:
            advice = TOO_LONG if cells > width else TOO_SHORT
            yield (
                number,
                "",
                f"cannot be read as a table: Expected {width} columns, got {cells}; {advice}",
            )


TOO_LONG = "quote a cell that holds a comma, and write no comma between thousands"
TOO_SHORT = "leave the cell of a gap empty, its comma in place"
NO_HEAD = "let row 1 name each column, and remove a title above it"
EMPTY_ROW = "the row is empty; remove it"


def _cells_of(number: int) -> str:
    return f"{number} cell{'' if number == 1 else 's'}"


def remark_on_misspaced_heading(name: str, names: Iterable[str]) -> str:
    """Remark on a heading that would be `name` without the blanks, visible or not, around it; empty without one.

    Parameters
    ----------
    name : str
        The heading that is missing.
    names : iterable of str
        The headings of the table.
    """
    for heading in names:
        if heading != name and heading.strip(INVISIBLE) == name:
            return f"; a column {heading!a} stands there with blanks around its name, remove these"
    return ""


def head_problems(names: list[str], filled: list[bool]) -> Iterator[Problem]:
    """Find headings that are empty over a column that is not, and headings that stand twice.

    Parameters
    ----------
    names : list of str
        Cells of the head.
    filled : list of bool
        Whether the column under each holds anything.
    """
    nameless = [str(at) for at, name in enumerate(names, start=1) if not name.strip() and filled[at - 1]]
    if nameless:
        cells = f"cell {nameless[0]} is" if len(nameless) == 1 else f"cells {', '.join(nameless)} are"
        yield 1, "", f"row 1 is no head: {cells} empty; {NO_HEAD}"
    for name in dict.fromkeys(name for name in names if name.strip() and names.count(name) > 1):
        yield 1, name, "the column stands there twice; remove or rename one"
