"""PDF files. What reads them, and the library that it needs, is loaded with the first one."""

from analysis.ingest.records import Draft, Material

_MARK = b"%PDF-"
_HEAD = 1_024  # bytes among which the mark may stand: mails and servers leave lines before it


def looks_like(material: Material) -> bool:
    """Whether the mark of a PDF stands at its head."""
    head = material.data[:_HEAD]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(_MARK) or (
        material.suffix == ".pdf" and _MARK in head
    )


def read(material: Material) -> list[Draft]:
    """The pages as one draft. Raises DocumentError."""
    from analysis.ingest.pdf.draft import make_draft

    return [make_draft(material)]
