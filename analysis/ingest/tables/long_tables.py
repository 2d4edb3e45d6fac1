"""JSON lines, CSV and Parquet of any length → documents, in memory that does not grow with them.

What is shorter is read by `json_lines` and `delimited`, whole; the documents
and their ids are the same.
"""

import codecs
import gzip
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

from analysis.errors import DocumentError
from analysis.ingest.assemble import assemble, make_id
from analysis.ingest.entries import make_drafts
from analysis.ingest.json import lines as json_lines
from analysis.ingest.json.lines import parse_line
from analysis.ingest.json.records import read_records
from analysis.ingest.limits import MAX_BYTES, MAX_RECORDS
from analysis.ingest.metadata.sources import Told
from analysis.ingest.records import Draft
from analysis.ingest.tables import delimited, parquet
from analysis.ingest.tables.columns import Chosen
from analysis.ingest.tables.delimited import Dialect, find_dialect, read_stream
from analysis.ingest.tables.table import Row, find_table, make_entries, without_errors
from analysis.types import Document

_PACKED = ".gz"

ROWS = 500
"""Rows that are looked at together: enough to tell what a column holds, few enough for little memory."""

_BLOCK = 1_000_000
_LINES_OF_A_CELL = 50
_REPAIRED = "Broken bytes stand as “�”."

Results = Sequence[Draft | DocumentError]


def is_long(path: Path, n_bytes: int, n_lines: int) -> bool:
    """Whether a file is a table that is packed, or longer than what is read at once. n_lines: of Parquet, its rows."""
    name = path.name.lower()
    if name.endswith(parquet.SUFFIXES):
        return n_bytes > MAX_BYTES or n_lines > MAX_RECORDS
    if not name.removesuffix(_PACKED).endswith((*json_lines.SUFFIXES, *delimited.SUFFIXES)):
        return False
    return name.endswith(_PACKED) or n_bytes > MAX_BYTES or n_lines > MAX_RECORDS


def read_long(
    path: Path, *, told: Told | None, sha256: str, skip: int = 0
) -> Iterator[Document | DocumentError]:
    """The documents of such a table, an error in the place of a row that cannot be read; without the first `skip`."""
    chosen = told.columns if told else {}
    name, where = unicodedata.normalize("NFC", path.name), str(path)
    try:
        with _open(path) as file:
            for n_results, results in _read_several(file, path, skip, chosen):
                for draft in islice(results, skip, None):
                    if isinstance(draft, DocumentError):
                        yield draft
                    else:
                        doc_id = make_id(name, draft.place, draft.raw)
                        yield assemble(draft, doc_id=doc_id, told=told, path=where, sha256=sha256)
                skip = max(0, skip - n_results)
    except DocumentError as error:
        yield DocumentError(where, error.place, error.reason, error.remedy)
    except (OSError, EOFError, zlib.error) as error:
        reason = f"the file breaks off or cannot be read ({getattr(error, 'strerror', None) or error})"
        yield DocumentError(where, "", reason, "check whether it was saved whole")


def _read_several(file: IO[Any], path: Path, skip: int, chosen: Chosen) -> Iterator[tuple[int, Results]]:
    """The drafts of some rows at a time, and how many results they are; none are made of those to be skipped."""
    name, where = path.name.lower().removesuffix(_PACKED), str(path)
    if name.endswith(parquet.SUFFIXES):
        return _make_results(parquet.read_rows(file, where), "parquet", where, skip, chosen)
    if name.endswith(json_lines.SUFFIXES):
        return _read_lines(file, where, skip, chosen)
    return _read_rows(file, where, skip, chosen)


def _open(path: Path) -> IO[Any]:
    opened: Any = gzip.GzipFile if path.name.lower().endswith(_PACKED) else open
    file: IO[Any] = opened(path, "rb")
    return file


def _read_lines(file: IO[Any], path: str, skip: int, chosen: Chosen) -> Iterator[tuple[int, Results]]:
    """See `_read_several`."""
    lines = _number_lines(file, path)
    while several := list(islice(lines, ROWS)):
        results: Results = [] if len(several) <= skip else _read_records(several, path, chosen)
        skip = max(0, skip - len(several))
        yield len(several), results


def _number_lines(file: IO[Any], path: str) -> Iterator[tuple[str, str | DocumentError]]:
    """The place and the text of each line that is not blank."""
    number = 0
    while line := file.readline(MAX_BYTES):
        number += 1
        place, is_cut = f"line {number}", False
        while len(line) >= MAX_BYTES and not line.endswith(b"\n"):
            is_cut, line = True, file.readline(MAX_BYTES) or b"\n"
        if is_cut:
            reason = f"the line has more than {MAX_BYTES / 1e6:.0f} MB"
            yield place, DocumentError(path, place, reason, "split it into its documents")
            continue
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            reason = f"it is not UTF-8 ({error.reason})"
            yield place, DocumentError(path, place, reason, "save the file as UTF-8")
            continue
        if text.strip():
            yield place, text


def _read_records(lines: Sequence[tuple[str, str | DocumentError]], path: str, chosen: Chosen) -> Results:
    records: dict[str, object] = {}
    cut: set[str] = set()
    for place, line in lines:
        if isinstance(line, DocumentError):
            records[place] = line
            continue
        records[place], is_whole = parse_line(line, place, path)
        if not is_whole:
            cut.add(place)
    try:
        return read_records(records, kind="json lines", path=path, cut=cut, chosen=chosen)
    except DocumentError as error:  # no key of any of these records holds text
        return [
            record
            if isinstance(record, DocumentError)
            else DocumentError(path, place, error.reason, error.remedy)
            for place, record in records.items()
        ]


def _read_rows(file: IO[Any], path: str, skip: int, chosen: Chosen) -> Iterator[tuple[int, Results]]:
    """See `_read_several`."""
    head: bytes = file.read(_BLOCK)
    encoding, notes = _find_encoding(head)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    first = decoder.decode(head)
    dialect = _find_dialect(first)
    rows = read_stream(_blocks(first, file, decoder), dialect, path, longest=MAX_BYTES)
    kind = "tsv" if dialect.delimiter == "\t" else "csv"
    yield from _make_results(rows, kind, path, skip, chosen, notes)


def _make_results(
    rows: Iterator[Row | DocumentError],
    kind: str,
    path: str,
    skip: int,
    chosen: Chosen,
    notes: tuple[str, ...] = (),
) -> Iterator[tuple[int, Results]]:
    """As `_read_several`, of the rows of a table; its first ones tell what its columns are."""
    table, number = None, 1
    while several := list(islice(rows, ROWS)):
        if table is None:
            table = find_table(without_errors(several), path=path, chosen=chosen)
        entries = list(make_entries(table, several, path, first=number))
        number += len(several)
        results: Results = []
        if len(entries) > skip:
            drafts = make_drafts(entries, kind=kind, path=path, notes=(*notes, *table.columns.notes))
            results = [_note_repaired(draft) for draft in drafts]
        skip = max(0, skip - len(entries))
        yield len(entries), results


def _find_dialect(head: str) -> Dialect:
    """How a table is written of which the beginning is there: it may end within a cell, whose mark is open then."""
    dialect, end = find_dialect(head), len(head)
    for _ in range(_LINES_OF_A_CELL):
        if dialect.has_quotes:
            break
        end = head.rfind("\n", 0, max(0, end - 1)) + 1
        shorter = find_dialect(head[:end])
        dialect = shorter if shorter.has_quotes and shorter.width == dialect.width else dialect
    return dialect


def _blocks(first: str, file: IO[Any], decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    yield first
    while block := file.read(_BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _find_encoding(head: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-8 where the head is, UTF-16 where it says so, else that of Windows."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252", ("Read as cp1252: it is not UTF-8, and the encoding is a guess.",)
    return "utf-8-sig", ()


def _note_repaired(draft: Draft | DocumentError) -> Draft | DocumentError:
    if isinstance(draft, DocumentError) or "�" not in draft.raw:
        return draft
    return replace(draft, notes=(*draft.notes, _REPAIRED))
