"""Files that are not read yet, recognised so that the message can say what they are and what to do.

A format moves from here to a file of its own when it can be read.
"""

import re

from analysis.errors import DocumentError
from analysis.ingest.records import Draft, Material

# First bytes → what the file is and what to do with it. Content counts before the extension.
_SAVE_TEXT = "save it as text"
_RENAME = "save it again, or give it the extension that it should have"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file", _SAVE_TEXT),
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
)

_SUFFIXES: dict[str, tuple[str, str]] = {
    ".xml": ("an XML file", _SAVE_TEXT),
    ".pdf": ("called a PDF, but is none", _RENAME),
    ".docx": ("called a Word file, but is none", _RENAME),
    ".xlsx": ("called an Excel file, but is none", _RENAME),
    ".xls": ("called an old Excel file, but is none", _RENAME),
    ".ods": ("called an OpenDocument table, but is none", _RENAME),
    ".msg": ("called an Outlook mail, but is none", _RENAME),
    ".rtf": ("called an RTF file, but is none", _RENAME),
    ".zip": ("called a ZIP file, but is none", _RENAME),
    ".toml": ("a settings file", "leave it out"),
    ".py": ("a program", "leave it out"),
    ".css": ("a web page's style", "leave it out"),
    ".js": ("a web page's script", "leave it out"),
}
_SAME = {
    ".doc": ".docx", ".odt": ".docx", ".yaml": ".toml", ".yml": ".toml",
    ".ini": ".toml", ".mjs": ".js",
}  # fmt: skip

_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss[\s>]|feed[\s>])", re.I)

_READS = "Framelens does not read it"


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
    if _XML.match(head):
        return _SUFFIXES[".xml"]
    return _SUFFIXES.get(_SAME.get(material.suffix, material.suffix))
