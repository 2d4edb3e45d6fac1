"""A Word file as it is packed → the parts that hold text, checked before a library opens them.

Everything else (pictures, fonts, macros) stays packed: an empty part stands in its place.
"""

import re
import zipfile
import zlib
from io import BytesIO

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_PARTS, MAX_UNPACKED

_PART = re.compile(
    r"(?:\[Content_Types\]\.xml|.*\.(?:rels|psmdcp)|(?:word|docProps)/[^/]+\.xml)", re.IGNORECASE
)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([^\"']{1,40})[\"']")
_ENCODINGS = {b"utf-8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
# The kinds of Word file that differ in their macros or in what opening them does, not in their text.
_KIND = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled\.main\+xml|"
    rb"openxmlformats-officedocument\.wordprocessingml\.template\.main\+xml)"
)
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# "Strict Open XML" has the same words under other names.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml)/")
_AGAIN = "open it in Word and save it again as .docx"


def is_word(data: bytes, *, is_called_so: bool) -> bool:
    """Whether a packed file is a Word document: by its parts, and by its name only where it is too broken to tell."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, UnicodeError):
        return is_called_so
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def repack(data: bytes, name: str) -> BytesIO:
    """The same file with nothing in it but checked XML. Raises DocumentError."""
    packed = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(packed, "w") as checked:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                reason = f"it is packed of {len(parts)} parts, more than the {MAX_PARTS} that are read"
                raise DocumentError(name, "", reason, _AGAIN)
            wanted = {part.filename: part for part in parts}
            # What a part says of its size is a bound: the library reads no further.
            n_bytes = sum(part.file_size for part in parts if _PART.fullmatch(part.filename))
            if n_bytes > MAX_UNPACKED:
                reason = f"it unpacks to {n_bytes / 1e6:.0f} MB, more than the {MAX_UNPACKED / 1e6:.0f} MB that are read"
                raise DocumentError(
                    name, "", reason, "split it into its documents, or leave it out: it may be a trap"
                )
            for path, part in wanted.items():
                is_xml = _PART.fullmatch(path) is not None
                checked.writestr(path, _check(archive.read(part), path, name) if is_xml else b"")
    except RuntimeError as error:  # zipfile's own for a part that needs a password
        raise DocumentError(name, "", f"it is protected ({error})", "save it without a password") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise DocumentError(name, "", f"this Word file is broken or cut off ({error})", _AGAIN) from error
    packed.seek(0)
    return packed


def _check(part: bytes, path: str, name: str) -> bytes:
    """A part without what makes XML dangerous. Raises DocumentError."""
    head = part[:1_024].replace(b"\0", b"")
    declared = _ENCODING.search(head)
    is_hidden = declared is not None and declared[1].lower() not in _ENCODINGS
    # Word never declares entities: whoever does wants them to grow, or to fetch a file.
    if is_hidden or b"<!DOCTYPE" in part.replace(b"\0", b"") or b"<!ENTITY" in part.replace(b"\0", b""):
        raise DocumentError(
            name,
            path,
            "it declares entities or a strange encoding, as no Word file does",
            "leave it out: it may be a trap",
        )
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        raise DocumentError(name, path, "this part of the Word file is no XML", _AGAIN)
    part = _KIND.sub(_DOCUMENT, part)
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", part)
