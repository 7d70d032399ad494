"""Reads a table from a CSV file, as platforms and spreadsheets write them."""

import csv
import io
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from grader.errors import CannotStart
from grader.printable import one_line
from grader.read_file import read_file

_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of Excel, new and old, and of LibreOffice
_LINES_ABOVE = 20
_SHOWN = 80


def plain(column: str) -> str:
    """The name of a column without case, blanks and marks."""
    return "".join(c for c in column.casefold() if c.isalnum())


def read_table(path: Path, known: Set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read the rows of a table.

    Parameters
    ----------
    path : Path
    known : set of str
        Names of columns, as of `plain`. The first line that has one of them is the header; above it there may be a
        title or a spreadsheet's ``sep=;``.

    Yields
    ------
    int
        The number of the line on which the row ends.
    dict of str to str
        The row, by columns as they are written.

    Raises
    ------
    CannotStart
        It cannot be read, is no table in text, or has none of these columns.
    """
    lines = _text(path).splitlines(keepends=True)
    try:
        found = _header(lines, known)
        if found is None:
            first = one_line(lines[0])[:_SHOWN] if lines else ""
            raise CannotStart(
                f"Got {path}, which begins with “{first}”, expected a CSV file with columns such as ID number, "
                "Username or Email address, as the platform exports it."
            )
        above, delimiter = found
        rows = csv.DictReader(io.StringIO("".join(lines[above:]), newline=""), delimiter=delimiter)
        for row in rows:
            yield above + rows.line_num, {str(key): str(value or "").strip() for key, value in row.items()}
    except csv.Error as error:
        raise CannotStart(f"Got {path}, expected a CSV file ({error}).") from None


def _header(lines: Sequence[str], known: Set[str]) -> tuple[int, str] | None:
    """How many lines are above the header, and what stands between columns."""
    for above, line in enumerate(lines[:_LINES_ABOVE]):
        delimiter = max(",;\t", key=line.count)
        columns = next(csv.reader([line], delimiter=delimiter), [])
        if not known.isdisjoint(plain(column) for column in columns):
            return above, delimiter
    return None


def _text(path: Path) -> str:
    try:
        data = read_file(path)
    except FileNotFoundError:
        raise CannotStart(f"there is no file {path}: give the CSV file that the platform made") from None
    except (OSError, ValueError) as error:
        raise CannotStart(f"Got {path}, which cannot be read ({error}).") from None
    if data.startswith(_WORKBOOKS):
        raise CannotStart(f"Got {path}, which is a workbook of a spreadsheet, expected a CSV file; save it as CSV.")
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeError:
            continue
    raise CannotStart(f"Got {path}, which is no text, expected a CSV file.")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(_BYTE_ORDER_MARKS):
        return ("utf-16",)
    if b"\0" in data[:2]:  # a letter of two bytes, one of which is zero
        return ("utf-16-be",) if data[:1] == b"\0" else ("utf-16-le",)
    return () if b"\0" in data else ("utf-8", "cp1252")
