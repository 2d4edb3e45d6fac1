"""The rows of a table → drafts: where its header stands, what its columns hold, one document a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest.cleaning.page import is_prose
from analysis.ingest.entries import Entry, make_drafts, make_entry
from analysis.ingest.limits import MAX_COLUMNS, MAX_RECORDS
from analysis.ingest.metadata import find_host
from analysis.ingest.records import Draft
from analysis.ingest.tables.columns import Chosen, Columns, count_known, find_columns

_ABOVE = 20  # rows an export may set above its header (Brandwatch: 6, with the query and its dates)
_LONGEST_NAME = 60
MOST_ROWS = 4 * MAX_RECORDS
"""Rows of a table that are looked at, the blank ones included."""

Row = Sequence[str]


class Table(NamedTuple):
    """A table of which the columns are known. first: the number of its first row below the header."""

    names: tuple[str, ...]
    columns: Columns
    first: int


def find_table(rows: Sequence[Row], *, path: str, chosen: Chosen | None = None) -> Table:
    """Where the documents of a table stand. chosen: the columns as told. Raises DocumentError where none holds text."""
    names, first, notes = find_names(rows, path=path, chosen=chosen)
    columns = find_columns(names, rows[first:], path=path, chosen=chosen)
    return Table(names, replace(columns, notes=(*columns.notes, *notes)), first)


def find_names(
    rows: Sequence[Row], *, path: str, chosen: Chosen | None = None
) -> tuple[tuple[str, ...], int, tuple[str, ...]]:
    """The names of the columns, the number of the first row below them, and a note where no row has names."""
    width = max(map(len, rows), default=0)
    if width > MAX_COLUMNS:
        raise DocumentError(
            path,
            "",
            f"a row has {width} cells, more than the {MAX_COLUMNS} that are read",
            "check whether this is a table, with one document a row",
        )
    if not any(any(map(str.strip, row)) for row in rows):
        raise DocumentError(path, "", "the table is empty", "check whether it was saved whole")
    head = _find_header(rows, chosen or {})
    if head is not None:
        return tuple(rows[head]), head + 1, ()
    names = tuple(f"column {number}" for number in range(1, width + 1))
    note = "No row names the columns: only the text was taken from the table."
    return names, 0, () if chosen else (note,)


def collect(rows: Iterable[Row | DocumentError], *, path: str) -> list[Row | DocumentError]:
    """The rows of a table, no more than are read. Raises DocumentError where there are more."""
    found: list[Row | DocumentError] = []
    n_filled = 0
    for row in rows:
        found.append(row)
        n_filled += isinstance(row, DocumentError) or any(map(str.strip, row))
        if n_filled > MAX_RECORDS + _ABOVE or len(found) > MOST_ROWS:
            raise DocumentError(
                path, "", f"it has more than {MAX_RECORDS} rows", f"split it into files of {MAX_RECORDS}"
            )
    return found


def read_table(
    rows: Sequence[Row | DocumentError],
    *,
    kind: str,
    path: str,
    notes: tuple[str, ...] = (),
    chosen: Chosen | None = None,
) -> list[Draft | DocumentError]:
    """A draft for each row below the header; an error in the place of a row that is broken or without text.

    A row's place is its number as a spreadsheet counts, the header included.
    """
    table = find_table(without_errors(rows), path=path, chosen=chosen)
    entries = make_entries(table, rows, path)
    return make_drafts(entries, kind=kind, path=path, notes=(*notes, *table.columns.notes))


def without_errors(rows: Sequence[Row | DocumentError]) -> list[Row]:
    """The rows, an empty one in the place of each that is broken. Raises DocumentError where all are."""
    errors = [row for row in rows if isinstance(row, DocumentError)]
    if errors and len(errors) == len(rows):
        raise errors[0]
    return [() if isinstance(row, DocumentError) else row for row in rows]


def make_entries(
    table: Table, rows: Iterable[Row | DocumentError], path: str, *, first: int = 1
) -> Iterator[Entry | DocumentError]:
    """The entry of each row below the header that is filled. first: the number of the first of these rows."""
    n_named, width = len(_trim(table.names)), len(table.names)
    for number, row in enumerate(rows, start=first):
        if isinstance(row, DocumentError):
            yield row
        elif number > table.first and any(map(str.strip, row)):
            if len(row) < n_named or len(_trim(row)) > width:
                reason = f"it has {len(row)} cells, the row with the names has {width}"
                remedy = "put the cell that holds a line break or a delimiter in quotation marks"
                yield DocumentError(path, f"row {number}", reason, remedy)
            else:
                yield make_entry(table.columns, row, f"row {number}")


def _find_header(rows: Sequence[Row], chosen: Chosen) -> int | None:
    """The number of the row with the names of the columns; None where there is none."""
    told = {name for names in chosen.values() for name in names}
    if told and (having := [number for number, row in enumerate(rows[:_ABOVE]) if told <= set(row)]):
        return having[0]
    known = [
        count_known(row) if all(len(cell) <= _LONGEST_NAME for cell in row) else 0 for row in rows[:_ABOVE]
    ]
    if several := [number for number, n in enumerate(known) if n >= 2]:
        return several[0]
    if known and known[0] == 1:
        return 0
    # Unknown names are short words, of which each stands there once, above something longer.
    first = _trim(rows[0]) if rows else ()
    filled = [cell.strip() for cell in first if cell.strip()]
    if not filled or len({cell.casefold() for cell in filled}) < len(filled) or len(rows) < 2:
        return None
    if not all(map(_may_be_name, filled)):
        return None
    has_text = any(any(map(is_prose, row)) for row in rows[1:_ABOVE])
    return 0 if not has_text or any(map(is_prose, rows[1])) else None


def _may_be_name(cell: str) -> bool:
    is_value = find_host(cell) or not any(map(str.isalpha, cell)) or is_prose(cell)
    return len(cell) <= _LONGEST_NAME and not is_value


def _trim(row: Row) -> Row:
    """A row without the blank cells at its end."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]
