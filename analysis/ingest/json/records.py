"""JSON that is no WordPress export: NewsAPI's {"articles": […]}, other lists of records, a single record."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.errors import DocumentError
from analysis.ingest.entries import Entry, make_drafts, make_entry
from analysis.ingest.json import wordpress
from analysis.ingest.json.fields import find_records, make_rows, read_json
from analysis.ingest.json.lenient import NotJsonError, Parsed
from analysis.ingest.limits import MAX_RECORDS
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables.columns import Chosen, find_columns
from analysis.ingest.tables.preview import Preview, make_preview

# Only WordPress wraps its texts so.
_WORDPRESS = re.compile(r"\"rendered\"\s*:")
_NO_RECORD = "this is a value of JSON, not a record with keys"


def looks_like(material: Material) -> bool:
    """Whether it is JSON, and none of WordPress."""
    return wordpress.looks_like(material) and _WORDPRESS.search(material.text) is None


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each record; an error in the place of a record without text. Raises DocumentError."""
    parsed = _parse(material.text, material.name)
    records = _find_records(parsed.value, material.name)
    if len(records) > MAX_RECORDS:
        reason = f"{len(records)} records in one file"
        raise DocumentError(material.name, "", reason, f"split it into files of {MAX_RECORDS}")
    places = [f"record {number}" if len(records) > 1 else "" for number in range(1, len(records) + 1)]
    return read_records(
        dict(zip(places, records, strict=True)),
        kind="json",
        path=material.name,
        cut=set() if parsed.is_complete else {places[-1]},
        notes=material.notes,
        chosen=material.columns,
    )


def preview(material: Material) -> Preview | None:
    """The first records, and which key would be taken for what; None for a single record. Raises DocumentError."""
    records = _find_records(_parse(material.text, material.name).value, material.name)
    return preview_records(records, material) if len(records) > 1 else None


def preview_records(records: Sequence[Any], material: Material) -> Preview:
    """The same for records that were read already."""
    names, rows = make_rows([record for record in records if isinstance(record, Mapping)])
    return make_preview(names, rows, path=material.name, notes=material.notes, what="key")


def read_records(
    records: Mapping[str, Any],
    *,
    kind: str,
    path: str,
    cut: set[str],
    notes: tuple[str, ...] = (),
    chosen: Chosen | None = None,
) -> list[Draft | DocumentError]:
    """A draft for each record by its place; an error for one without text, and for what is no record.

    cut: the places of records that are cut off before their end. chosen: the keys as told.
    Raises DocumentError where no key of any holds text.
    """
    whole = {place: record for place, record in records.items() if isinstance(record, Mapping)}
    names, rows = make_rows(list(whole.values()))
    columns = find_columns(names, rows, path=path, what="key", chosen=chosen)
    entries = {
        place: make_entry(columns, row, place, is_cut=place in cut)
        for place, row in zip(whole, rows, strict=True)
    }
    found: list[Entry | DocumentError] = [
        entries.get(place)
        or (
            record
            if isinstance(record, DocumentError)
            else DocumentError(path, place, _NO_RECORD, "leave it out")
        )
        for place, record in records.items()
    ]
    return make_drafts(found, kind=kind, path=path, notes=(*notes, *columns.notes))


def _parse(text: str, name: str) -> Parsed:
    try:
        return read_json(text)
    except NotJsonError as error:
        line = text.count("\n", 0, error.position) + 1
        reason = f"this is JSON that cannot be read: {error.reason}"
        raise DocumentError(name, f"line {line}", reason, "export it again") from error


def _find_records(value: Any, name: str) -> list[Any]:
    """The records of a file. Raises DocumentError where there is none."""
    if found := find_records(value):
        return found
    reason = "this is JSON without a record (keys such as “title”, “text”, “url”)"
    raise DocumentError(name, "", reason, "export the documents as a list of records")
