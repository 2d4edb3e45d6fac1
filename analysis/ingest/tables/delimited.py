"""CSV and TSV: tables as text, one document a row."""

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_BYTES
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables.columns import count_known, normalise
from analysis.ingest.tables.preview import Preview, preview_table
from analysis.ingest.tables.table import collect, read_table

SUFFIXES = (".csv", ".tsv", ".tab")
_DELIMITERS = ",;\t|"
_SAMPLE = 100  # rows looked at to find the delimiter
_SAMPLE_LENGTH = 500_000
_MOST_OPEN = 20  # quotation marks that are not closed: each has the rest of the file read once more
_MARGIN = 65_536  # characters behind a row that must be there to judge it, where a table comes in blocks
_END = "\x00the end"  # stands as a row of its own behind a table in which every quotation mark is closed
_SEP = re.compile(r"\ufeff?\"?sep=([,;|\t])\"?[ \t]*\r?\n", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")


class Dialect(NamedTuple):
    """How a table is written.

    has_backslashes: whether a quotation mark in a cell is written \\" instead of "".
    width: the cells most rows have. start: where the table begins, behind Excel's line "sep=;".
    """

    delimiter: str
    has_quotes: bool = True
    has_backslashes: bool = False
    width: int = 0
    start: int = 0


class _Row(NamedTuple):
    """A row: whether its last cell is never closed, its place, and where its second line (or the next row) begins."""

    cells: list[str]
    is_open: bool
    start: int
    end: int
    next_line: int


def looks_like(material: Material) -> bool:
    """Whether the first line names columns that are known, one of them the text; or by its extension."""
    if material.suffix in SUFFIXES:
        return True
    if material.suffix not in ("", ".txt"):
        return False
    line = material.text[:2_000].lstrip("\ufeff").partition("\n")[0]
    for delimiter in _DELIMITERS:
        cells = [cell.strip(' "\r') for cell in line.split(delimiter)]
        if len(cells) >= 3 and all(len(cell) <= 30 for cell in cells) and count_known(cells) >= 3:
            return any(normalise(cell) in ("text", "fulltext", "content", "body") for cell in cells)
    return False


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each row; an error in the place of a broken one. Raises DocumentError."""
    # The library's own limit of 131,072 characters is shorter than a long text. It holds for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    text, name = material.text, material.name
    dialect = find_dialect(text)
    rows = collect(_read_rows(text, dialect, name), path=name)
    kind = "tsv" if dialect.delimiter == "\t" else "csv"
    return read_table(rows, kind=kind, path=name, notes=material.notes, chosen=material.columns)


def preview(material: Material) -> Preview:
    """The first rows, and which column would be taken for what. Raises DocumentError."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))
    text, name = material.text, material.name
    rows = collect(_read_rows(text, find_dialect(text), name), path=name)
    return preview_table(rows, path=name, notes=material.notes)


def find_dialect(text: str) -> Dialect:
    """How a table is written: the delimiter by which most rows have equally many cells, known names among them.

    `csv.Sniffer` is not used: it takes letters for delimiters, and minutes for hostile texts.
    """
    # MySQL and Spark write \\" for a quotation mark in a cell, all others "".
    has_backslashes = '\\"' in text and '""' not in text
    sep = _SEP.match(text)
    start = sep.end() if sep else 0
    choices = [
        Dialect(delimiter, has_backslashes=has_backslashes, start=start)
        for delimiter in (sep[1] if sep else _DELIMITERS)
    ]
    sample = text[: start + _SAMPLE_LENGTH]
    ratings = [_rate(sample, dialect) for dialect in choices]
    best, (*_, width) = max(zip(choices, ratings, strict=True), key=lambda choice: choice[1])
    return best._replace(width=width, has_quotes=best.delimiter != "\t" or _is_strict(text, best))


def _rate(sample: str, dialect: Dialect) -> tuple[int, float, int]:
    """How well a delimiter fits: known names, the share of rows with equally many cells, how many these are."""
    rows = [row.cells for row in islice(_parse(sample, dialect), _SAMPLE) if any(row.cells)]
    if len(rows) > 2:
        rows.pop()  # the sample may end in the middle of a row
    widths = [len(row) for row in rows]
    if not widths:
        return 0, 0.0, 0
    usual = max(sorted(set(widths)), key=widths.count)
    share = widths.count(usual) / len(widths)
    if usual == 1:
        return 0, 0.5 if share == 1 else 0.0, 1  # a table of one column is the last thing to believe
    # A comma with a space behind it is one of a sentence.
    cells = [cell for row in rows for cell in row[1:]]
    share *= 1 - sum(cell.startswith(" ") for cell in cells) / len(cells)
    return max(count_known(row) for row in rows[:20]), share, usual


def _is_strict(text: str, dialect: Dialect) -> bool:
    """Whether quotation marks stand around whole cells; in tables with tabs they are often a cell's own."""
    try:
        return all(not row.is_open for row in _parse(text, dialect, is_strict=True))
    except csv.Error:
        return False


def _read_rows(text: str, dialect: Dialect, path: str) -> Iterator[list[str] | DocumentError]:
    """The rows of a table.

    A quotation mark that is not closed swallows the rows up to the next one,
    or all: an error stands in the place of its row, and reading goes on with
    the next line.
    """
    number, n_open, start = 0, 0, dialect.start
    while start < len(text):
        for row in _parse(text, dialect._replace(start=start)):
            number += 1
            if not row.is_open and (n_open > _MOST_OPEN or not _swallows(row, text, dialect)):
                yield row.cells
                continue
            n_open += 1
            reason = "a quotation mark opens a cell and is never closed"
            if n_open > _MOST_OPEN:
                reason += ", as in rows before; what follows was not read"
            yield DocumentError(path, f"row {number}", reason, "export the table again, or close the cell")
            start = row.next_line if n_open <= _MOST_OPEN else len(text)
            break
        else:
            return


def read_stream(
    blocks: Iterable[str], dialect: Dialect, path: str, *, longest: int
) -> Iterator[list[str] | DocumentError]:
    """The rows of a table that comes in blocks of text, of which only a few are in memory.

    longest: characters from which a row that does not end is an error, as one
    whose quotation mark is never closed.
    """
    csv.field_size_limit(max(csv.field_size_limit(), longest))
    text, position, number = "", dialect.start, 0
    for block, is_last in _with_last(blocks):
        text, position = text[position:] + block, 0 if text else position
        is_waiting = False
        while position < len(text) and not is_waiting:
            for row in _parse(text, dialect._replace(start=position)):
                is_near = row.end > len(text) - _MARGIN and not is_last
                if is_near and row.end - row.start < longest:
                    is_waiting = True  # it may go on in the next block
                    break
                number += 1
                if is_near or row.is_open or _swallows(row, text, dialect):
                    reason = "a quotation mark opens a cell and is never closed"
                    yield DocumentError(
                        path, f"row {number}", reason, "export the table again, or close the cell"
                    )
                    position = row.next_line
                    break
                yield row.cells
                position = row.end
            else:
                position = len(text)


def _with_last(blocks: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each block, and whether it is the last one."""
    source = iter(blocks)
    held = next(source, None)
    while held is not None:
        following = next(source, None)
        yield held, following is None
        held = following


def _swallows(row: _Row, text: str, dialect: Dialect) -> bool:
    """Whether a row of several lines is none as it stands, while its second line begins one that is."""
    if row.next_line == row.end:
        return False
    if len(row.cells) == dialect.width and _is_strict(text[row.start : row.end], dialect._replace(start=0)):
        return False
    following = next(_parse(text, dialect._replace(start=row.next_line)), None)
    return following is not None and not following.is_open and len(following.cells) == dialect.width > 1


def _parse(text: str, dialect: Dialect, *, is_strict: bool = False) -> Iterator[_Row]:
    """The rows from a place on. Broken quotation marks are taken as they are, as spreadsheets do."""
    lines = _Lines(text, dialect.start)
    reader = csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.has_quotes else csv.QUOTE_NONE,
        escapechar="\\" if dialect.has_backslashes else None,
        strict=is_strict,
    )
    for cells in reader:
        if cells == [_END] and lines.end == lines.row_start:
            return
        is_open = bool(cells) and cells[-1].endswith(_END)
        yield _Row(cells, is_open, lines.row_start, lines.end, lines.next_line)
        lines.begin_row()


class _Lines:
    """The lines of a text, and behind them one that shows whether the last cell was closed.

    row_start, end: the place of the row that is being read, as far as it was read.
    next_line: where the line behind its first one begins.
    """

    def __init__(self, text: str, start: int) -> None:
        self._matches = _LINE.finditer(text, start)
        self._is_over = False
        self.row_start = self.end = self.next_line = start

    def begin_row(self) -> None:
        """What comes is a row of its own."""
        self.row_start = self.next_line = self.end

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        match = next(self._matches, None)
        if match is not None:
            self.end = match.end()
            if self.next_line == self.row_start:
                self.next_line = self.end
            return match.group()
        if self._is_over:
            raise StopIteration
        self._is_over = True
        return _END
