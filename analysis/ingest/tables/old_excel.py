"""Excel workbooks of the old kind (.xls): the first sheet that holds text, one document a row; values, not formulas.

xlrd reads them: in Python throughout, so that a broken file is an exception
and never the end of the process. (python-calamine was tried: a file whose
sectors lead in a circle makes it ask for all memory and abort.)
"""

import datetime
import io
from collections.abc import Iterator
from typing import Any

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_COLUMNS
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables.preview import Preview
from analysis.ingest.tables.sheets import (
    MOST_SHEETS,
    SAVE_AGAIN,
    Sheet,
    make_sheet,
    preview_first,
    read_first,
)
from analysis.ingest.tables.table import MOST_ROWS

_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_WORD = "WordDocument".encode("utf-16-le")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TOO_LATE = 2_958_466  # the number of the first day of the year 10000


def looks_like(material: Material) -> bool:
    """Whether it is an old Office file that holds a workbook, or is called one."""
    if not material.data.startswith(_MARK) or _ENCRYPTED in material.data:
        return False
    if material.suffix == ".xls":
        return True
    # A Word file may hold a workbook too.
    return _WORD not in material.data and any(name + b"\0\0" in material.data for name in _STREAMS)


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each row of the first sheet with text; an error in the place of a row without. Raises DocumentError."""
    return read_first(_read_sheets(material), material, kind="xls")


def preview(material: Material) -> Preview:
    """What the columns of that sheet would be taken for. Raises DocumentError."""
    return preview_first(_read_sheets(material), material)


def _read_sheets(material: Material) -> Iterator[Sheet]:
    """The visible sheets, one after another. Raises DocumentError."""
    import xlrd  # seldom needed

    name = material.name
    try:
        # What it has to say of a broken file goes to a log, by default to standard output.
        book = xlrd.open_workbook(
            file_contents=material.data, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
        numbers = [number for number in range(book.nsheets) if not book._sheet_visibility[number]]
        titles = [book.sheet_names()[number] for number in numbers]
        for position, number in enumerate(numbers[:MOST_SHEETS], start=1):
            sheet = book.sheet_by_index(number)
            rows = [
                [_read_cell(cell, book.datemode) for cell in sheet.row_slice(n, 0, MAX_COLUMNS + 1)]
                for n in range(min(sheet.nrows, MOST_ROWS))
            ]
            yield make_sheet(titles[position - 1], rows, titles[position:], path=name)
            book.unload_sheet(number)
    except DocumentError:
        raise
    # The records are of any content, and xlrd lets through whatever breaks on it: struct.error, IndexError,
    # AssertionError, CompDocError, …
    except Exception as error:
        raise _broken(name, error) from error


def _read_cell(cell: Any, datemode: int) -> object:
    """The value of a cell; None for an empty one and for a formula that failed."""
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype != xlrd.XL_CELL_DATE:
        value: object = cell.value
        return value
    if not 61 <= cell.value < _TOO_LATE:  # a time without a day, and days that Excel counts wrongly
        return str(cell.value)
    when: datetime.datetime = xlrd.xldate_as_datetime(cell.value, datemode)
    return when.date() if when.time() == datetime.time() else when


def _broken(name: str, error: Exception) -> DocumentError:
    told = " ".join(str(error).split())[:200]
    if "encrypted" in told.casefold():
        return DocumentError(name, "", "this workbook is encrypted with a password", "save it without one")
    reason = f"this workbook is damaged or was not saved whole ({told or type(error).__name__})"
    return DocumentError(name, "", reason, SAVE_AGAIN)
