"""Excel workbooks: the first sheet that holds text, one document a row; values, not formulas."""

import datetime
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_COLUMNS, MAX_PARTS, MAX_SHEET_TAGS, MAX_UNPACKED
from analysis.ingest.records import Draft, Material
from analysis.ingest.table import MOST_ROWS, Row, collect, read_table

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SHEETS = 50  # looked at to find the one with text
_SUFFIXES = (".xls", ".xlsx", ".xlsm", ".xlsb")
_SAVE_AGAIN = "open it in a spreadsheet program and save it as .xlsx or CSV"
CUT_OFF = f"Only the first {MOST_ROWS} rows of the sheet were looked at, blank ones included."
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


class Sheet(NamedTuple):
    """A sheet's rows as text. others: the titles of the visible sheets behind it. is_cut: whether it may have more rows."""

    title: str
    rows: Sequence[Row]
    others: tuple[str, ...]
    is_cut: bool


def looks_like(material: Material) -> bool:
    """Whether it is a workbook by its parts; of the old kind, or encrypted, by its extension too."""
    if material.data.startswith(b"PK\x03\x04"):
        return b"xl/workbook" in material.data or b"xl/worksheets" in material.data
    return material.data.startswith(_OLD) and material.suffix in _SUFFIXES


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each row of the first sheet with text; an error in the place of a row without. Raises DocumentError."""
    data, name = material.data, material.name
    if data.startswith(_OLD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            reason = "this workbook is encrypted with a password"
            raise DocumentError(name, "", reason, "save it without one")
        raise DocumentError(name, "", "this is a workbook of the old kind (.xls)", _SAVE_AGAIN)
    _check_parts(data, name)
    errors: list[DocumentError] = []
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it leaves out: they hold no text.
        warnings.simplefilter("ignore")
        for sheet in _read_sheets(data, name):
            note = f"Read from the sheet “{sheet.title}”, the first one with text"
            note += f"; not read: {', '.join(sheet.others)}." if sheet.others else "."
            try:
                chosen = (note,) if errors or sheet.others else ()
                notes = (*chosen, *((CUT_OFF,) if sheet.is_cut else ()))
                return read_table(sheet.rows, kind="excel", path=name, notes=notes)
            except DocumentError as error:
                errors.append(DocumentError(name, f"sheet “{sheet.title}”", error.reason, error.remedy))
    raise errors[0] if errors else DocumentError(name, "", "the workbook has no sheet", _SAVE_AGAIN)


def _check_parts(data: bytes, name: str) -> None:
    """Raise DocumentError where a workbook is broken, or far larger unpacked than any real one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise DocumentError(name, "", "this workbook is encrypted", "save it without a password")
            is_large = len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED
            # What takes time is the number of tags, not that of bytes.
            sheets = (part for part in parts if part.filename.endswith(".xml"))
            n_tags = 0 if is_large else sum(archive.read(part).count(b"<") for part in sheets)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        raise _broken(name, error) from error
    if is_large or n_tags > MAX_SHEET_TAGS:
        reason = (
            f"unpacked, it has more than {MAX_UNPACKED / 1e6:.0f} MB, "
            f"{MAX_PARTS} parts or {MAX_SHEET_TAGS // 6} cells"
        )
        raise DocumentError(name, "", reason, "save the sheet with the texts as a workbook of its own")


def _read_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The visible sheets of a workbook. Raises DocumentError."""
    import openpyxl  # slow to load

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        for number, sheet in enumerate(sheets[:_MOST_SHEETS], start=1):
            # The size that a sheet claims is often wrong, and reading goes by it.
            sheet.reset_dimensions()
            cells = sheet.iter_rows(max_row=MOST_ROWS, max_col=MAX_COLUMNS + 1, values_only=True)
            rows = [
                row
                for row in collect(map(_write_row, cells), path=name)
                if not isinstance(row, DocumentError)
            ]
            # A sheet has no broken rows: what is not filled is empty.
            width = max(map(len, rows), default=0)
            filled = [[*row, *[""] * (width - len(row))] for row in rows]
            others = tuple(f"“{other.title}”" for other in sheets[number:])
            yield Sheet(str(sheet.title), filled, others, is_cut=len(rows) >= MOST_ROWS)
    except DocumentError:
        raise
    # The parts are of any content, and openpyxl lets through whatever breaks on it: KeyError, TypeError,
    # ValueError, errors of zipfile, lxml and defusedxml, …
    except Exception as error:
        raise _broken(name, error) from error


def _broken(name: str, error: Exception) -> DocumentError:
    if isinstance(error, zipfile.BadZipFile | EOFError | zlib.error):
        reason = "this workbook is damaged or was not saved whole"
    else:
        told = " ".join(str(error).split())[:200]
        reason = f"this workbook cannot be read ({told or type(error).__name__})"
    return DocumentError(name, "", reason, _SAVE_AGAIN)


def _write_row(row: Sequence[object]) -> list[str]:
    """The cells of a row as text, without the empty ones at its end."""
    end = next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)
    return [_write(value) for value in row[:end]]


def _write(value: object) -> str:
    """A cell's value as text; "" for an empty cell and for a formula that failed."""
    if value is None or (isinstance(value, str) and value in _ERRORS):
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    # How Excel writes a carriage return within a cell.
    return str(value).replace("_x000D_\n", "\n").replace("_x000D_", "\n")
