"""The dispatcher: which reader takes a file. The first that recognises it does.

A new format is one file with `looks_like(material)` and `read(material)`, and
one line here. Readers look at content first and at the extension second; those
of files with a signature come first, what is known and not read before the
formats that are text, plain text last.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest import (
    archives,
    delimited,
    excel,
    feed,
    html,
    json_lines,
    json_records,
    mail,
    markdown,
    mhtml,
    pdf,
    plain,
    refused,
    rtf,
    word,
    wordpress,
)
from analysis.ingest.limits import MAX_BLOCKS, MAX_BYTES, MAX_PACKED_BYTES, PACKED
from analysis.ingest.records import Draft, Material


class Reader(NamedTuple):
    """A format: whether a file is of it, and the drafts in a file of it."""

    looks_like: Callable[[Material], bool]
    read: Callable[[Material], Sequence[Draft | DocumentError]]


def _read_archive(material: Material) -> Sequence[Draft | DocumentError]:
    """What all files in an archive hold, each read as it would be alone."""
    return archives.read(material, read_drafts)


READERS: dict[str, Reader] = {
    # First: a file in it that is not packed further stands there as it is, and others would know it.
    "zip": Reader(archives.looks_like, _read_archive),
    "pdf": Reader(pdf.looks_like, pdf.read),
    "docx": Reader(word.looks_like, word.read),
    "rtf": Reader(rtf.looks_like, rtf.read),
    "excel": Reader(excel.looks_like, excel.read),
    "mhtml": Reader(mhtml.looks_like, mhtml.read),
    "mail": Reader(mail.looks_like, mail.read),
    "feed": Reader(feed.looks_like, feed.read),
    "html": Reader(html.looks_like, html.read),
    "not read yet": Reader(refused.looks_like, refused.read),
    "json lines": Reader(json_lines.looks_like, json_lines.read),
    "json": Reader(json_records.looks_like, json_records.read),
    "wordpress": Reader(wordpress.looks_like, wordpress.read),
    "table": Reader(delimited.looks_like, delimited.read),
    "markdown": Reader(markdown.looks_like, markdown.read),
    "text": Reader(plain.looks_like, plain.read),
}


def read_drafts(data: bytes, name: str) -> Sequence[Draft | DocumentError]:
    """The documents in a file, not yet cleaned; an error in the place of each that has no text.

    Raises DocumentError where the file as a whole cannot be read.
    """
    check_size(len(data), name)
    material = Material(data, name)
    if not data.strip():
        raise DocumentError(name, "", "the file is empty", "check whether it was saved whole")
    reader = next(reader for reader in READERS.values() if reader.looks_like(material))
    drafts = reader.read(material)
    if not any(isinstance(draft, Draft) and draft.blocks for draft in drafts):
        errors = [draft for draft in drafts if isinstance(draft, DocumentError)]
        raise (
            errors[0]
            if errors
            else DocumentError(
                name, "", "the file is empty: no text stands in it", "check whether it was saved whole"
            )
        )
    for draft in drafts:
        if isinstance(draft, Draft):
            check_blocks(draft, name)
    return drafts


def check_blocks(draft: Draft, name: str) -> None:
    """Raise DocumentError where a document has more paragraphs and lines than any article or book."""
    if len(draft.blocks) > MAX_BLOCKS:
        raise DocumentError(
            name,
            draft.place,
            f"{len(draft.blocks)} paragraphs are more than the {MAX_BLOCKS} that are read",
            "split it into its documents, or leave it out if it is a table",
        )


def find_most(name: str) -> int:
    """The bytes that a file of this name may have."""
    return MAX_PACKED_BYTES if name.lower().endswith(PACKED) else MAX_BYTES


def check_size(n_bytes: int, name: str) -> None:
    """Raise DocumentError where a file is larger than what is read of its kind."""
    most = find_most(name)
    if n_bytes > most:
        raise DocumentError(
            name,
            "",
            f"{n_bytes / 1e6:.0f} MB is more than the {most / 1e6:.0f} MB that are read from one file",
            "split it into its documents",
        )
