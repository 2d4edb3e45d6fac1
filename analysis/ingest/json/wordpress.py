"""Records of WordPress's REST interface: one, a list, or one that was cut off before its end."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from analysis.errors import DocumentError
from analysis.ingest.html.fragments import find_blocks, resolve
from analysis.ingest.json.lenient import Located, NotJsonError, Parsed, parse
from analysis.ingest.limits import MAX_RECORDS
from analysis.ingest.metadata import find_host
from analysis.ingest.records import Block, Draft, Material

# A record or a list of records; and brackets in a row, which only a program writes.
_JSON = re.compile(r"[\s\ufeff]*(?:\[\s*)?\{\s*(?:\"(?:[^\"\\]|\\.){0,200}\"\s*:|\}|\{)|[\s\ufeff]*[\[{]{5}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CUT_MARKUP = re.compile(r"(?:</?[a-zA-Z][^<>]{0,2000}|</?|&#?\w{0,10})$")
EXCERPT_END = re.compile(r"(?:\[(?:…|\.\.\.)\]|(?:read|continue) (?:more|reading)\W{0,5})$", re.IGNORECASE)

CUT_OFF = "The record is cut off before its end."


def looks_like(material: Material) -> bool:
    """Whether the text begins as JSON does, whatever the file is called, or is called so."""
    return material.suffix == ".json" or _JSON.match(material.text) is not None


def read(material: Material) -> list[Draft | DocumentError]:
    """A draft for each record; an error in the place of a record without text. Raises DocumentError."""
    raw = material.text
    parsed = _parse(raw, material.name)
    records = parsed.value if isinstance(parsed.value, list) else [parsed.value]
    if not any(_is_record(record) for record in records):
        raise DocumentError(
            material.name,
            "",
            "this is JSON, but no WordPress record (“title”, “content” with “rendered”)",
            "save the text of the documents in it as text files",
        )
    if len(records) > MAX_RECORDS:
        raise DocumentError(
            material.name, "", f"{len(records)} records in one file", f"split it into files of {MAX_RECORDS}"
        )
    if not isinstance(parsed.value, list):
        return [_read_record(parsed.value, raw, "", material, is_cut=not parsed.is_complete)]
    found: list[Draft | DocumentError] = []
    for number, (start, end) in enumerate(parsed.items, start=1):
        is_cut = not parsed.is_complete and number == len(records)
        one = raw[start:end]
        found.append(_read_record(parse(one).value, one, f"record {number}", material, is_cut=is_cut))
    return found


def _parse(raw: str, name: str) -> Parsed:
    try:
        return parse(raw)
    except NotJsonError as error:
        line = raw.count("\n", 0, error.position) + 1
        raise DocumentError(
            name, f"line {line}", f"this is JSON that cannot be read: {error.reason}", "export it again"
        ) from error


def _is_record(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(_rendered(value.get("content")), str)


def _rendered(value: Any) -> Any:
    """The text of a field: {"rendered": text} in the current interface, the text itself in older ones."""
    return value.get("rendered") if isinstance(value, Mapping) else value


def _read_record(
    record: Any, raw: str, place: str, material: Material, *, is_cut: bool
) -> Draft | DocumentError:
    """One record as a draft; an error where it has no text."""
    content = _rendered(record.get("content")) if _is_record(record) else None
    blocks: tuple[Block, ...] = ()
    if isinstance(content, Located):
        blocks = find_blocks(_CUT_MARKUP.sub("", content) if is_cut else content, content.place)
    if not blocks:
        reason = "the record has no text in “content”" + (": it is cut off before" if is_cut else "")
        return DocumentError(material.name, place, reason, "export the whole post, with its content")
    notes = material.notes
    if is_cut:
        notes += (CUT_OFF,)
    elif EXCERPT_END.search(blocks[-1].text):
        notes += ("The record ends as an excerpt does.",)
    complete = "no" if len(notes) > len(material.notes) else "yes"
    return Draft(raw, blocks, "wordpress", {"complete": complete} | _find_metadata(record), notes, place)


def _find_metadata(record: Mapping[str, Any]) -> dict[str, str]:
    """Title, day, address and source, as far as the record tells them."""
    found: dict[str, str] = {}
    title = _rendered(record.get("title"))
    if isinstance(title, str) and (clean := resolve(title)):
        found["title"] = clean
    day = _DAY.match(str(record.get("date", "")))
    if day and _is_day(day.group()):
        found |= {"published": day.group(), "published_precision": "day"}
    link = record.get("link")
    if isinstance(link, str) and (host := find_host(link)):
        found |= {"address": str(link), "source": host}
    embedded = record.get("_embedded")
    authors = embedded.get("author") if isinstance(embedded, Mapping) else None
    if isinstance(authors, list) and len(authors) == 1 and isinstance(authors[0], Mapping):
        name = authors[0].get("name")
        if isinstance(name, str) and (clean := resolve(name)):
            found["author"] = clean
    return found


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
