"""Files that are not read yet, recognised so that the message can say what they are and what to do.

A format moves from here to a file of its own when it can be read.
"""

import re

from analysis.errors import DocumentError
from analysis.ingest.records import Draft, Material

# First bytes → what the file is and what to do with it. Content counts before the extension.
_SAVE_TEXT = "save it as text"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", _SAVE_TEXT),
    (b"PK\x03\x04", "a Word, Excel or ZIP file", "save each document in it as text"),
    (b"PK\x05\x06", "an empty ZIP file", "name the documents themselves"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", _SAVE_TEXT),
    (b"{\\rtf", "an RTF file", _SAVE_TEXT),
    (b"\x89PNG\r\n", "a picture", "type its text or recognise it with a program for that"),
    (b"\xff\xd8\xff", "a picture", "type its text or recognise it with a program for that"),
    (b"GIF8", "a picture", "type its text or recognise it with a program for that"),
    (b"BM", "a picture", "type its text or recognise it with a program for that"),
    (b"II*\x00", "a picture", "type its text or recognise it with a program for that"),
    (b"MM\x00*", "a picture", "type its text or recognise it with a program for that"),
    (b"RIFF", "a sound, film or picture", "give its transcript as text"),
    (b"ID3", "a sound file", "give its transcript as text"),
    (b"OggS", "a sound or film", "give its transcript as text"),
    (b"\x1aE\xdf\xa3", "a film", "give its transcript as text"),
    (b"\x1f\x8b", "a compressed file", "unpack it"),
    (b"BZh", "a compressed file", "unpack it"),
    (b"\xfd7zXZ\x00", "a compressed file", "unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file", "unpack it"),
    (b"Rar!\x1a\x07", "a compressed file", "unpack it"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90\x00", "a program", "leave it out"),
    (b"SQLite format 3\x00", "a database", "export its texts"),
    (b"PAR1", "a Parquet table", "export its texts"),
)

_SUFFIXES: dict[str, tuple[str, str]] = {
    ".html": ("a web page", "copy the article's text into a text file"),
    ".csv": ("a table", "save the text of each row as a text file"),
    ".eml": ("a mail", _SAVE_TEXT),
    ".mhtml": ("a saved web page", "copy the article's text into a text file"),
    ".rss": ("a feed", "save the text of each entry as a text file"),
    ".xml": ("an XML file", _SAVE_TEXT),
    ".jsonl": ("a file of JSON lines", "save the text of each line as a text file"),
    ".pdf": ("called a PDF", _SAVE_TEXT),
    ".docx": ("called a Word file", _SAVE_TEXT),
    ".xlsx": ("called an Excel file", _SAVE_TEXT),
    ".rtf": ("called an RTF file", _SAVE_TEXT),
    ".toml": ("a settings file", "leave it out"),
    ".py": ("a program", "leave it out"),
    ".css": ("a web page's style", "leave it out"),
    ".js": ("a web page's script", "leave it out"),
}
_SAME = {
    ".htm": ".html", ".xhtml": ".html", ".tsv": ".csv", ".mht": ".mhtml", ".atom": ".rss",
    ".ndjson": ".jsonl",
    ".doc": ".docx", ".odt": ".docx", ".xls": ".xlsx", ".ods": ".xlsx", ".yaml": ".toml", ".yml": ".toml",
    ".ini": ".toml", ".mjs": ".js",
}  # fmt: skip

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>]|head[\s>])", re.I | re.S
)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss[\s>]|feed[\s>])", re.I)

_READS = "Framelens reads plain text, Markdown and WordPress records so far"


def looks_like(material: Material) -> bool:
    """Whether a file is of a kind that is known and not read."""
    return _recognise(material) is not None


def read(material: Material) -> list[Draft | DocumentError]:
    """Always raises the DocumentError that says what the file is."""
    kind, remedy = _recognise(material) or ("of a kind that is not read", _SAVE_TEXT)
    raise DocumentError(material.name, "", f"this is {kind}; {_READS}", remedy)


def _recognise(material: Material) -> tuple[str, str] | None:
    for signature, kind, remedy in _SIGNATURES:
        # Two letters are no proof: a text may begin with "BM".
        if material.data.startswith(signature) and (len(signature) > 3 or b"\x00" in material.data[:64]):
            return kind, remedy
    head = material.data[:2_000]
    if _PAGE.match(head):
        return _SUFFIXES[".html"]
    if _XML.match(head):
        return _SUFFIXES[".xml"]
    return _SUFFIXES.get(_SAME.get(material.suffix, material.suffix))
