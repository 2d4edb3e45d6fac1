"""The dispatcher: which reader takes a file. The first that recognises it does.

A new format is one file with `looks_like(material)` and `read(material)`, and
one line here. Readers look at content first and at the extension second; those
of files with a signature come first, what is known and not read before the
formats that are text, plain text last.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from analysis.errors import DocumentError
from analysis.ingest import feed, html, mail, pdf, refused, rtf, word
from analysis.ingest.files import archives
from analysis.ingest.json import lines as json_lines
from analysis.ingest.json import records as json_records
from analysis.ingest.json import wordpress
from analysis.ingest.limits import MAX_BLOCKS, MAX_BYTES, MAX_PACKED_BYTES, PACKED
from analysis.ingest.mail import mhtml, outlook
from analysis.ingest.records import Draft, Material
from analysis.ingest.tables import delimited, excel, old_excel, open_document, parquet
from analysis.ingest.tables.preview import Preview
from analysis.ingest.text import markdown, plain


class Reader(NamedTuple):
    """A format: whether a file is of it, the drafts in a file of it, and for a table, what its columns would be taken for."""

    looks_like: Callable[[Material], bool]
    read: Callable[[Material], Sequence[Draft | DocumentError]]
    preview: Callable[[Material], Preview | None] | None = None


def _read_archive(material: Material) -> Sequence[Draft | DocumentError]:
    """What all files in an archive hold, each read as it would be alone."""
    return archives.read(material, read_drafts)


READERS: dict[str, Reader] = {
    # Before ZIP archives: it is one.
    "ods": Reader(open_document.looks_like, open_document.read, open_document.preview),
    # Then these: a file in it that is not packed further stands there as it is, and others would know it.
    "zip": Reader(archives.looks_like, _read_archive),
    "pdf": Reader(pdf.looks_like, pdf.read),
    # Before old workbooks: one may be attached to a mail.
    "msg": Reader(outlook.looks_like, outlook.read),
    "docx": Reader(word.looks_like, word.read),
    "rtf": Reader(rtf.looks_like, rtf.read),
    "excel": Reader(excel.looks_like, excel.read, excel.preview),
    "parquet": Reader(parquet.looks_like, parquet.read, parquet.preview),
    "xls": Reader(old_excel.looks_like, old_excel.read, old_excel.preview),
    "mhtml": Reader(mhtml.looks_like, mhtml.read),
    "mail": Reader(mail.looks_like, mail.read),
    "feed": Reader(feed.looks_like, feed.read),
    "html": Reader(html.looks_like, html.read),
    "not read yet": Reader(refused.looks_like, refused.read),
    "json lines": Reader(json_lines.looks_like, json_lines.read, json_lines.preview),
    "json": Reader(json_records.looks_like, json_records.read, json_records.preview),
    "wordpress": Reader(wordpress.looks_like, wordpress.read),
    "table": Reader(delimited.looks_like, delimited.read, delimited.preview),
    "markdown": Reader(markdown.looks_like, markdown.read),
    "text": Reader(plain.looks_like, plain.read),
}


def read_drafts(
    data: bytes, name: str, columns: Mapping[str, tuple[str, ...]] | None = None
) -> Sequence[Draft | DocumentError]:
    """The documents in a file, not yet cleaned; an error in the place of each that has no text.

    columns: which columns of a table hold what, as told.
    Raises DocumentError where the file as a whole cannot be read.
    """
    material = Material(data, name, columns or {})
    reader = _find_reader(material)
    if columns and not reader.preview:
        reason = "columns are told for it, but it is no table"
        raise DocumentError(name, "", reason, "take the columns out")
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


def preview_table(data: bytes, name: str) -> Preview | None:
    """What the columns of a table would be taken for; None where the file is no table of documents.

    Raises DocumentError where the file cannot be read.
    """
    material = Material(data, name)
    reader = _find_reader(material)
    return reader.preview(material) if reader.preview else None


def _find_reader(material: Material) -> Reader:
    """The first that recognises a file. Raises DocumentError for one that is empty or too large."""
    check_size(len(material.data), material.name)
    if not material.data.strip():
        raise DocumentError(material.name, "", "the file is empty", "check whether it was saved whole")
    return next(reader for reader in READERS.values() if reader.looks_like(material))


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
