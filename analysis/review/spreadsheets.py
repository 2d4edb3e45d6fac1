"""CSV, JSON lines and workbooks → rows of named cells, for what people have reviewed or coded elsewhere."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import DocumentError
from analysis.ingest.records import Material
from analysis.ingest.tables import excel
from analysis.ingest.tables.delimited import find_dialect

_NAMES = {
    "text": ("text", "sentence text", "quote", "segment"),
    "sentence": ("sentence", "sentence key"),
    "doc_id": ("doc_id", "doc id", "document id"),
    "sentence_id": ("sentence_id", "sentence id"),
    "actor_id": ("actor_id", "actor id", "actor", "state", "country", "target"),
    "label": ("label", "stance", "polarity"),
    "voice": ("voice",),
    "holder": ("holder", "speaker"),
    "holder_type": ("holder_type", "holder type"),
    "note": ("note", "comment", "memo", "remark"),
    "who": ("reviewer", "coder", "who", "annotator", "name"),
    "tag": ("tag", "code", "frame"),
}
"""What a column holds, and the names that it is known by. Any other column keeps its own name."""

_HEADER_WITHIN = 20  # rows: above it stand titles and notes
MAX_CELL = 30_000
"""Characters that a cell of a workbook can have are 32,767; a longer one is no sentence."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a table. place: where it stands, for a person. cells: by the names of `_NAMES`, blanks cut off."""

    place: str
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell of this name; "" where there is none."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that could not be taken in: where, why, what to do."""

    place: str
    reason: str
    remedy: str


def read_sheet(data: bytes, name: str) -> tuple[list[SheetRow], list[Unread]]:
    """The rows of a table, and those that are broken. name: of the file; its extension tells the format.

    Raises DocumentError for a file that is no table, or one without a column of sentences.
    """
    material = Material(data, name)
    if excel.looks_like(material):
        return _name_cells(_read_workbook(material), name), []
    if material.suffix in (".jsonl", ".ndjson", ".json"):
        return _read_lines(material.text, name)
    text = material.text
    dialect = find_dialect(text)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = text[dialect.start :].lstrip("\ufeff").splitlines(keepends=True)
    return _name_cells([list(row) for row in csv.reader(lines, delimiter=dialect.delimiter)], name), []


def _read_workbook(material: Material) -> list[Sequence[str]]:
    """The rows of the first sheet that has any."""
    for sheet in excel.read_sheets(material):
        if sheet.rows:
            return list(sheet.rows)
    raise DocumentError(material.name, "", "the workbook is empty", "save the sheet with the answers in it")


def _find_name(cell: str) -> str:
    plain = " ".join(cell.strip().casefold().split())
    for name, known in _NAMES.items():
        if plain in known:
            return name
    return plain.replace(" ", "_")


def _name_cells(rows: Sequence[Sequence[str]], path: str) -> list[SheetRow]:
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [_find_name(cell) for cell in row]
        if {"text", "sentence", "item_id", "sentence_id"} & set(names) and len(names) > 1:
            return [
                SheetRow(f"row {at}", _clean(dict(zip(names, cells, strict=False))))
                for at, cells in enumerate(rows[number + 1 :], start=number + 2)
                if any(cell.strip() for cell in cells)
            ]
    raise DocumentError(
        path, "", "no row names a column of sentences", "call the columns text, actor, label, voice and note"
    )


def _clean(cells: Mapping[str, str]) -> dict[str, str]:
    """Cells without blanks around them, and without the mark that keeps a spreadsheet from reading a formula."""
    cleaned = {name: cell.strip() for name, cell in cells.items()}
    return {
        name: cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell
        for name, cell in cleaned.items()
    }


def _read_lines(text: str, path: str) -> tuple[list[SheetRow], list[Unread]]:
    rows, broken = [], []
    for place, value in _parse_lines(text):
        if not isinstance(value, dict):
            broken.append(Unread(place, "it is no JSON object", "write one object in braces a line"))
            continue
        cells = {_find_name(str(name)): _write(cell) for name, cell in value.items()}
        rows.append(SheetRow(place, {name: cell.strip() for name, cell in cells.items()}))
    if not rows and not broken:
        raise DocumentError(path, "", "it has no line", "export the answers again")
    return rows, broken


def _parse_lines(text: str) -> Iterator[tuple[str, object]]:
    if text.lstrip("\ufeff \t\r\n").startswith("["):  # one list of objects, as a script may write it
        try:
            whole = json.loads(text.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            whole = None
        if isinstance(whole, list) and any(isinstance(value, dict) for value in whole):
            yield from ((f"record {number}", value) for number, value in enumerate(whole, start=1))
            return
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        if line.strip():
            try:
                yield f"line {number}", json.loads(line)
            except (ValueError, RecursionError):
                yield f"line {number}", None


def _write(cell: object) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
