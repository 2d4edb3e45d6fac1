"""OpenDocument tables (.ods): the first sheet that holds text, one document a row; values, not formulas.

Read by expat as a stream, so that no cell counts before it is needed: a table
says of a cell or a row how often it is repeated, and a small file can say so
of more cells than any memory holds.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_COLUMNS, MAX_PARTS, MAX_SHEET_TAGS, MAX_UNPACKED
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

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the form, not the parser

_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OFFICE, _TABLE, _TEXT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text")
)
_NOTES = (f"{_OFFICE}annotation", f"{_TEXT}note")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError)

Cells = list[str | None]


def looks_like(material: Material) -> bool:
    """Whether it is a ZIP that says at its beginning that it is such a table, or is called one."""
    if not material.data.startswith(b"PK\x03\x04"):
        return False
    return material.suffix == ".ods" or (material.data[30:38] == b"mimetype" and _TYPE in material.data[:200])


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each row of the first sheet with text; an error in the place of a row without. Raises DocumentError."""
    return read_first(_read_sheets(material), material, kind="ods")


def preview(material: Material) -> Preview:
    """What the columns of that sheet would be taken for. Raises DocumentError."""
    return preview_first(_read_sheets(material), material)


def _read_sheets(material: Material) -> Iterator[Sheet]:
    content = _unpack(material.data, material.name)
    tables = list(islice(_read_tables(content, material.name), MOST_SHEETS))
    titles = [title for title, _ in tables]
    for number, (title, rows) in enumerate(tables, start=1):
        yield make_sheet(title, rows, titles[number:], path=material.name)


def _unpack(data: bytes, name: str) -> bytes:
    """The part with the cells. Raises DocumentError where it is damaged, encrypted, or larger than any real one."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise _too_large(name)
            manifest = (
                archive.read("META-INF/manifest.xml") if _is_small(archive, "META-INF/manifest.xml") else b""
            )
            if b"encryption-data" in manifest:
                raise DocumentError(
                    name, "", "this table is encrypted with a password", "save it without one"
                )
            if not _is_small(archive, "content.xml"):
                raise _too_large(name)
            content = archive.read("content.xml")
    except (KeyError, *_BROKEN) as error:
        raise _damaged(name) from error
    if len(content) > MAX_UNPACKED or content.count(b"<") > MAX_SHEET_TAGS:
        raise _too_large(name)
    return content


def _is_small(archive: zipfile.ZipFile, part: str) -> bool:
    return archive.getinfo(part).file_size <= MAX_UNPACKED


@dataclass
class _Table:
    """A sheet on its way. blank: empty rows that count only where a filled one follows."""

    title: str
    rows: list[Cells] = field(default_factory=list)
    row: Cells = field(default_factory=list)
    blank: int = 0

    def add_cell(self, value: str | None, times: int) -> None:
        """A cell, as often as it is repeated, up to one column more than is read."""
        self.row += [value] * min(times, MAX_COLUMNS + 1 - len(self.row))

    def end_row(self, times: int) -> None:
        """A row, as often as it is repeated, up to as many as are looked at."""
        row, self.row = self.row, []
        if not any(row):
            self.blank = min(self.blank + times, MOST_ROWS)
            return
        room = MOST_ROWS - len(self.rows)
        self.rows += [[] for _ in range(min(self.blank, room))]
        self.rows += [row] * min(times, MOST_ROWS - len(self.rows))
        self.blank = 0


def _read_tables(content: bytes, name: str) -> Iterator[tuple[str, list[Cells]]]:
    """The titles of the sheets and their rows. Raises DocumentError."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    table: _Table | None = None
    depth = 0  # a cell may hold a table
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end")):
            tag = element.tag
            if tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    table = _Table(element.get(f"{_TABLE}name", ""))
                elif event == "end" and depth == 0 and table is not None:
                    yield table.title, table.rows
                    table = None
                    element.clear()
            elif event == "end" and depth == 1 and table is not None:
                if tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                    times = _read_number(element.get(f"{_TABLE}number-columns-repeated"))
                    table.add_cell(_read_cell(element), times)
                    element.clear()
                elif tag == f"{_TABLE}table-row":
                    table.end_row(_read_number(element.get(f"{_TABLE}number-rows-repeated")))
                    element.clear()
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _damaged(name) from error


def _read_number(text: str | None) -> int:
    """How often something is repeated: once where nothing or nonsense is said."""
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1


def _read_cell(cell: "Element") -> str | None:
    """The value of a cell: a date in its own form, paragraphs on lines of their own; None for an empty one."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value")
    if kind in ("float", "percentage", "currency"):
        number = cell.get(f"{_OFFICE}value", "")
        return number.removesuffix(".0")
    lines = ["".join(_read_words(child)) for child in cell if child.tag == f"{_TEXT}p"]
    return "\n".join(lines) or None


def _read_words(paragraph: "Element") -> Iterator[str]:
    """The words of a paragraph without comments and notes in it; spaces and line breaks are elements of their own."""
    waiting: list[Element | str] = [paragraph]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if one.tag == f"{_TEXT}s":
            yield " " * min(_read_number(one.get(f"{_TEXT}c")), 1_000)
        elif one.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            yield "\n" if one.tag.endswith("break") else "\t"
        elif one.tag not in _NOTES:
            inner = [part for child in one for part in (child, child.tail or "")]
            waiting += reversed([one.text or "", *inner])


def _damaged(name: str) -> DocumentError:
    return DocumentError(name, "", "this table is damaged or was not saved whole", SAVE_AGAIN)


def _too_large(name: str) -> DocumentError:
    reason = (
        f"unpacked, it has more than {MAX_UNPACKED / 1e6:.0f} MB, "
        f"{MAX_PARTS} parts or {MAX_SHEET_TAGS // 6} cells"
    )
    return DocumentError(name, "", reason, "save the sheet with the texts as a file of its own")
