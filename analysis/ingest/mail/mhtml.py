"""MHTML: a web page saved in one file, with its pictures. Its page is read as any other."""

from email.message import Message

from analysis.errors import DocumentError
from analysis.ingest import html
from analysis.ingest.entries import tell
from analysis.ingest.mail.mime import (
    BREAKS_OFF,
    decode_part,
    is_cut_off,
    list_parts,
    parse_message,
    read_fields,
    read_header,
)
from analysis.ingest.records import Draft, Material
from analysis.types import UNKNOWN

_SUFFIXES = (".mhtml", ".mht")
_PAGES = ("text/html", "application/xhtml+xml")


def looks_like(material: Material) -> bool:
    """Whether a browser wrote its head, or it is a message around a page; by its extension too."""
    fields = read_fields(material.data)
    if "snapshot-content-location" in fields or (material.suffix in _SUFFIXES and fields):
        return True
    head = material.data[:4_000].lower()
    is_related = b"multipart/related" in head and b"text/html" in head
    return is_related and b"saved by" in head and "mime-version" in fields


def read(material: Material) -> list[Draft]:
    """The page as one draft. Raises DocumentError where there is none, or it has no text."""
    name = material.name
    message = parse_message(material.data, name)
    address = read_header(message, "Snapshot-Content-Location")
    page = _find_page(message, address, name)
    text, notes = decode_part(page, name)
    draft = html.draft(text, name, notes=notes)
    told, _ = tell({"address": address or read_header(page, "Content-Location")})
    metadata = {"source": told.pop("source", UNKNOWN)} | dict(draft.metadata) | told
    added: tuple[str, ...] = ()
    if is_cut_off(message):
        metadata["complete"] = "suspected"
        added = (BREAKS_OFF,)
    return [Draft(draft.raw, draft.blocks, "mhtml", metadata, (*draft.notes, *added))]


def _find_page(message: Message, address: str, name: str) -> Message:
    """The page itself among the pages in its frames: the one at its address, else the first."""
    pages = [part.message for part in list_parts(message, name) if part.kind in _PAGES]
    if not pages:
        reason = "there is no page in it: it was not saved whole, or holds something else"
        raise DocumentError(name, "", reason, "save the page again")
    at_address = [part for part in pages if address and read_header(part, "Content-Location") == address]
    return (at_address or pages)[0]
