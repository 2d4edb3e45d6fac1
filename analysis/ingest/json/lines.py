"""JSON lines: one record a line."""

from analysis.errors import DocumentError
from analysis.ingest.json.fields import read_json
from analysis.ingest.json.lenient import NotJsonError
from analysis.ingest.json.records import preview_records, read_records
from analysis.ingest.limits import MAX_RECORDS
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables.preview import Preview

SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")


def looks_like(material: Material) -> bool:
    """Whether its first line is a whole record and its second begins one; by its extension if the first begins one."""
    lines = [line for line in material.text[:1_000_000].lstrip("\ufeff").split("\n", 50) if line.strip()][:2]
    if not lines or not lines[0].lstrip().startswith("{"):
        return False
    if material.suffix in SUFFIXES:
        return lines[0].strip() != "{"
    if len(lines) < 2 or not lines[1].lstrip().startswith("{"):
        return False
    try:
        return read_json(lines[0]).is_complete
    except NotJsonError:
        return False


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each line; an error in the place of one that is broken or without text. Raises DocumentError."""
    records, cut = _read_lines(material)
    return read_records(
        records, kind="json lines", path=material.name, cut=cut, notes=material.notes, chosen=material.columns
    )


def preview(material: Material) -> Preview:
    """The first records, and which key would be taken for what. Raises DocumentError."""
    return preview_records(list(_read_lines(material)[0].values()), material)


def _read_lines(material: Material) -> tuple[dict[str, object], set[str]]:
    """The records by their places, and the places of those that are cut off. Raises DocumentError."""
    records: dict[str, object] = {}
    cut: set[str] = set()
    for number, line in enumerate(material.text.lstrip("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        if len(records) == MAX_RECORDS:
            reason = f"it has more than {MAX_RECORDS} records"
            raise DocumentError(material.name, "", reason, f"split it into files of {MAX_RECORDS}")
        records[place], is_whole = parse_line(line, place, material.name)
        if not is_whole:
            cut.add(place)
    errors = [record for record in records.values() if isinstance(record, DocumentError)]
    if errors and len(errors) == len(records):
        raise errors[0]
    return records, cut


def parse_line(line: str, place: str, name: str) -> tuple[object, bool]:
    """The record of a line, and whether it is there to its end; an error in the place of one that is broken."""
    try:
        parsed = read_json(line)
    except NotJsonError as error:
        reason = f"this is JSON that cannot be read: {error.reason}"
        return DocumentError(name, place, reason, "export it again"), True
    return parsed.value, parsed.is_complete
