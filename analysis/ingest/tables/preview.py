"""A table before it is read: its first rows, and which column would be taken for what. A person confirms or corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import DocumentError
from analysis.ingest.metadata import COLUMN_FIELDS
from analysis.ingest.tables.columns import find_columns, rank_columns
from analysis.ingest.tables.table import Row, find_names, without_errors

_SHOWN = 5
_LONGEST = 400  # characters of a cell that are shown


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table, and what its columns would be taken for.

    names: of the columns, or the keys of records. rows: their first cells, long
    ones cut short. n_rows: filled rows in all. columns: the names by field, the
    preferred one first, none where no column was found; `columns` of
    `read_bytes` takes them so. notes: what was guessed. problem: why the table
    cannot be read as it stands ("" where it can), such as no column with text.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_rows: int
    columns: dict[str, tuple[str, ...]]
    notes: tuple[str, ...] = ()
    problem: str = ""


def preview_table(rows: Sequence[Row | DocumentError], *, path: str, notes: tuple[str, ...] = ()) -> Preview:
    """The preview of a table of which the names of its columns are not known yet. Raises DocumentError."""
    whole = without_errors(rows)
    names, first, _ = find_names(whole, path=path)
    return make_preview(names, whole[first:], path=path, notes=notes)


def make_preview(
    names: Sequence[str], rows: Sequence[Row], *, path: str, notes: tuple[str, ...] = (), what: str = "column"
) -> Preview:
    """The preview of rows below their names."""
    filled = [row for row in rows if any(map(str.strip, row))]
    problem = ""
    try:
        columns = find_columns(names, filled, path=path, what=what)
    except DocumentError as error:
        columns, problem = rank_columns(names), error.reason
    found = {
        field: tuple(names[number] for number in columns.numbers.get(field, ())) for field in COLUMN_FIELDS
    }
    shown = tuple(
        tuple(_shorten(row[n]) if n < len(row) else "" for n in range(len(names))) for row in filled[:_SHOWN]
    )
    return Preview(tuple(names), shown, len(filled), found, (*notes, *columns.notes), problem)


def _shorten(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
