"""`sources.csv` → what it says of each file: one file a row, the columns named as in the documents table."""

import csv
from collections.abc import Sequence

from analysis.ingest.metadata import FIELDS
from analysis.ingest.metadata.listed import BadTableError, Listed

_FILE = "file"
_KNOWN = (_FILE, *FIELDS, "notes")
_DELIMITERS = ",;\t"  # a spreadsheet in Europe writes ";"


def read_csv(text: str) -> list[Listed]:
    """What a table says of each file, and what is wrong in it. Raises BadTableError.

    Blank cells and blank rows tell nothing. Each file has one row: of several the first counts.
    """
    head, _, _ = text.partition("\n")
    delimiter = max(_DELIMITERS, key=head.count)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        numbered = [(f"line {rows.line_num}", [cell.strip() for cell in row]) for row in rows]
    except csv.Error as error:
        raise BadTableError(f"line {rows.line_num}", f"it is no CSV: {error}", "correct the line") from None
    names = [name.casefold() for name in numbered[0][1]] if numbered else []
    if _FILE not in names:
        remedy = "name the columns in the first line, or rename the table if it holds documents"
        raise BadTableError("line 1", f"no column is called “{_FILE}”", remedy)
    return [*_find_unknown(names), *_read_rows(numbered[1:], names)]


def _find_unknown(names: Sequence[str]) -> list[Listed]:
    """What is wrong with the names of the columns."""
    listed = []
    for name in sorted({name for name in names if name not in _KNOWN or names.count(name) > 1}):
        reason = f"the column “{name[:60]}” stands there twice"
        if name not in _KNOWN:
            reason = f"the column “{name[:60]}” is no field; the fields are {', '.join(_KNOWN)}"
        listed.append(Listed("", "line 1", wrong=(reason, "correct its name or take it out")))
    return listed


def _read_rows(rows: Sequence[tuple[str, list[str]]], names: Sequence[str]) -> list[Listed]:
    listed: list[Listed] = []
    seen: set[str] = set()
    for place, cells in rows:
        if not any(cells):
            continue
        values = {name: cell for name, cell in reversed(list(zip(names, cells, strict=False))) if cell}
        file = values.pop(_FILE, "")
        wrong = None
        if any(cells[len(names) :]):
            wrong = (
                f"it has {len(cells)} cells, the first line has {len(names)}",
                "put the cell that holds a delimiter in quotation marks",
            )
        elif not file:
            wrong = (f"the cell “{_FILE}” is empty", "fill in the name of the file, or take the row out")
        elif file in seen:
            wrong = (f"“{file}” has a row above already, and that one counts", "leave one of the two")
        seen.add(file)
        known = {name: value for name, value in values.items() if name in _KNOWN}
        listed.append(Listed(file, place, known, dict.fromkeys(known, place), wrong))
    return listed
