"""Sheets of a workbook, whoever wrote it → drafts of the first one that holds text, one document a row."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables.preview import Preview, preview_table
from analysis.ingest.tables.table import MOST_ROWS, Row, collect, read_table

MOST_SHEETS = 50
"""Looked at to find the one with text."""

CUT_OFF = f"Only the first {MOST_ROWS} rows of the sheet were looked at, blank ones included."
SAVE_AGAIN = "open it in a spreadsheet program and save it as .xlsx or CSV"
_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}


class Sheet(NamedTuple):
    """A sheet's rows as text. others: the titles of the visible sheets behind it. is_cut: whether it may have more rows."""

    title: str
    rows: Sequence[Row]
    others: tuple[str, ...]
    is_cut: bool


def make_sheet(title: str, rows: Iterable[Sequence[object]], others: Sequence[str], *, path: str) -> Sheet:
    """A sheet of rows of values. others: the titles of the visible sheets behind it. Raises DocumentError."""
    found = [row for row in collect(map(_write_row, rows), path=path) if not isinstance(row, DocumentError)]
    # A sheet has no broken rows: what is not filled is empty.
    width = max(map(len, found), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in found]
    return Sheet(title, filled, tuple(f"“{other}”" for other in others), is_cut=len(found) >= MOST_ROWS)


def read_first(sheets: Iterator[Sheet], material: Material, *, kind: str) -> list[Draft | DocumentError]:
    """A draft for each row of the first sheet with text; an error in the place of a row without. Raises DocumentError."""
    errors: list[DocumentError] = []
    for sheet in sheets:
        try:
            notes = _tell(sheet, is_first=not errors)
            return read_table(sheet.rows, kind=kind, path=material.name, notes=notes, chosen=material.columns)
        except DocumentError as error:
            errors.append(_at(sheet, error))
    raise errors[0] if errors else _without_sheet(material)


def preview_first(sheets: Iterator[Sheet], material: Material) -> Preview:
    """What the columns of that sheet would be taken for; of the first that is filled where none has text. Raises DocumentError."""
    errors: list[DocumentError] = []
    unsure: Preview | None = None
    for sheet in sheets:
        try:
            found = preview_table(sheet.rows, path=material.name, notes=_tell(sheet, is_first=not errors))
        except DocumentError as error:
            errors.append(_at(sheet, error))
            continue
        if not found.problem:
            return found
        unsure = unsure or found
        errors.append(_at(sheet, DocumentError(material.name, "", found.problem, "")))
    if unsure:
        return unsure
    raise errors[0] if errors else _without_sheet(material)


def _tell(sheet: Sheet, *, is_first: bool) -> tuple[str, ...]:
    note = f"Read from the sheet “{sheet.title}”, the first one with text"
    note += f"; not read: {', '.join(sheet.others)}." if sheet.others else "."
    chosen = () if is_first and not sheet.others else (note,)
    return (*chosen, *((CUT_OFF,) if sheet.is_cut else ()))


def _at(sheet: Sheet, error: DocumentError) -> DocumentError:
    return DocumentError(error.path, f"sheet “{sheet.title}”", error.reason, error.remedy)


def _without_sheet(material: Material) -> DocumentError:
    return DocumentError(material.name, "", "the workbook has no sheet", SAVE_AGAIN)


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
