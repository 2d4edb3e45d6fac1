"""Mails (.eml): the text of one mail; what it quotes and its signature as furniture, attachments named only."""

import re
from email.message import Message

from analysis.errors import DocumentError
from analysis.ingest import html
from analysis.ingest.cleaning.page import is_prose, measure
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
from analysis.ingest.mail.quotes import split_mail
from analysis.ingest.records import Draft, Material
from analysis.ingest.text import plain

_FIELDS = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "content-type",
}
_ANSWER = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|rv|ответ|回复|转发)\s?(?:\[\d{1,3}\])?\s?[:：]\s?)+", re.IGNORECASE
)
_STUB = 400  # letters up to which a plain text may only say that the mail has to be read as a page
_MOST_NAMES = 20  # attachments a note lists at most


def looks_like(material: Material) -> bool:
    """Whether it begins with the fields of a mail's head; by its extension too."""
    return material.suffix == ".eml" or len(read_fields(material.data) & _FIELDS) >= 4


def read(material: Material) -> list[Draft]:
    """The mail as one draft. Raises DocumentError where it has no text."""
    name = material.name
    message = parse_message(material.data, name)
    parts = list_parts(message, name)
    texts = [part.message for part in parts if part.kind == "text/plain" and not part.is_attached]
    pages = [part.message for part in parts if part.kind == "text/html" and not part.is_attached]
    others = [
        part.called for part in parts if part.is_attached or part.kind not in ("text/plain", "text/html")
    ]
    draft = _read_body(texts, pages, name)
    metadata, notes = tell(_find_values(message))
    if others:
        listed = ", ".join(f"“{other}”" for other in others[:_MOST_NAMES])
        more = f" and {len(others) - _MOST_NAMES} more" if len(others) > _MOST_NAMES else ""
        notes += (f"Attached and not read: {listed}{more}.",)
    if is_cut_off(message):
        metadata["complete"] = "suspected"
        notes += (BREAKS_OFF,)
    return [Draft(draft.raw, draft.blocks, "mail", metadata, (*draft.notes, *notes))]


def _find_values(message: Message) -> dict[str, str]:
    """What the head tells, by column of the documents table."""
    # Not `email.utils.parseaddr`: brackets in brackets exhaust its stack.
    name, _, address = read_header(message, "From").rpartition("<")
    return {
        "title": _ANSWER.sub("", read_header(message, "Subject"), count=1),
        "author": name.strip(" \"'") or address.strip(" >"),
        "published": read_header(message, "Date"),
        "language": read_header(message, "Content-Language"),
    }


def _read_body(texts: list[Message], pages: list[Message], name: str) -> Draft:
    """The plain text of a mail, its page where there is none or it only points to the page."""
    found: Draft | None = None
    if texts:
        written = [decode_part(part, name) for part in texts]
        # Programs of mailing lists add their lines as a part of its own.
        text = "\n\n".join(text for text, _ in written)
        blocks = split_mail(text)
        if blocks:
            found = Draft(text, blocks, "mail", notes=tuple(note for _, notes in written for note in notes))
            if not pages or measure(text) > _STUB or any(is_prose(block.text) for block in blocks):
                return found
    for part in pages:
        text, notes = decode_part(part, name)
        if draft := _read_page(text, name, notes):
            return draft
    if found is None:
        raise DocumentError(
            name, "", "the mail has no text", "open its attachments, and save those with text"
        )
    return found


def _read_page(text: str, name: str, notes: tuple[str, ...]) -> Draft | None:
    """The page in a mail as a draft; None where it has no text."""
    try:
        page = html.draft(text, name, notes=notes)
    except DocumentError:
        page = plain.draft(text, notes)
    return page if page.blocks else None
