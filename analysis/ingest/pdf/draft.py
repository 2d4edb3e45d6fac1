"""A PDF → its draft: pages in reading order, without running heads and numbers of pages.

A PDF has no paragraphs, only letters with their places on a page. What belongs
together is told by these places: it is a good guess, never more.
"""

import logging
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import Configuration, PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_OPERATORS, MAX_PAGES, MAX_PDF_SECONDS, MAX_UNPACKED
from analysis.ingest.metadata.properties import note_created, read_properties
from analysis.ingest.pdf.edges import Height, find_edges
from analysis.ingest.pdf.lines import Line, find_lines, find_runs
from analysis.ingest.pdf.paragraphs import find_pieces
from analysis.ingest.pdf.text import UNREADABLE, Drawing, read_page
from analysis.ingest.records import Draft, Material
from analysis.ingest.text.extracted import Piece, lay_out

_TAIL = 4_096  # bytes among which the mark of the end stands
_CATALOG = re.compile(rb"(\d{1,8} \d{1,4}) obj\s{0,9}<<[^>]{0,300}?/Type\s{0,9}/Catalog")
_SCAN = 25  # letters a page has at most that is a picture: its number, the name of the scanner
_A4: Height = (0.0, 842.0)
_RECOGNISE = "recognise its text with a program for that (OCR), and give the result"
_AGAIN = "open it in its own program and save it again as a PDF or as text"


class _TooLongError(Exception):
    """The time for a file is over."""


@dataclass
class _Pages:
    """What was read of the pages. drawings: None for a page that could not be read, which has no runs."""

    drawings: list[Drawing | None] = field(default_factory=list)
    runs: list[list[Line]] = field(default_factory=list)
    heights: list[Height] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def make_draft(material: Material) -> Draft:
    """The pages as one draft. Raises DocumentError."""
    limits = Configuration(
        zlib_maximum_output_length=MAX_UNPACKED,
        lzw_maximum_output_length=MAX_UNPACKED,
        run_length_maximum_output_length=MAX_UNPACKED,
        array_based_stream_maximum_output_length=MAX_UNPACKED,
        stream_parsing_work_maximum_count=MAX_OPERATORS,
    )
    with _quiet(), apply_configuration(limits):
        end = time.monotonic() + MAX_PDF_SECONDS
        data, is_whole = _mend(material.data)
        reader, numbered = _open(data, material.name)
        read_pages = _read_pages(numbered, end)
        metadata, told = _read_information(reader)
    if not is_whole:
        read_pages.notes.append("The file is cut off before its end.")
    _check_letters(read_pages, material.name)
    pieces = _find_pieces(read_pages)
    if all(piece.furniture for piece in pieces):  # then it is the text, however short
        pieces = [Piece(piece.text) for piece in pieces]
    raw, blocks = lay_out(pieces)
    complete, notes = _find_gaps(read_pages)
    if UNREADABLE in raw:
        notes += (f"Letters that the file's fonts do not tell stand as “{UNREADABLE}”.",)
    return Draft(raw, blocks, "pdf", metadata | complete, (*told, *notes))


@contextmanager
def _quiet() -> Iterator[None]:
    """Without pypdf's own warnings: what they tell of a file is in its notes where it matters."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _mend(data: bytes) -> tuple[bytes, bool]:
    """A file with an end that it can be opened by, and whether it had one itself."""
    if b"%%EOF" in data[-_TAIL:]:
        return data, True
    root = _CATALOG.search(data)
    trailer = b"trailer\n<</Root %s R>>\n" % root[1] if root else b""
    return data + b"\n" + trailer + b"startxref\n0\n%%EOF\n", False


def _open(data: bytes, name: str) -> tuple[PdfReader, list[PageObject]]:
    """The file as pypdf has it, and its pages. Raises DocumentError."""
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(
                name, "", "it is protected by a password", "open it with its password and save it without one"
            )
        pages = list(reader.pages)
    except DocumentError:
        raise
    except DependencyError as error:
        reason = "it is encrypted in a way that needs the package “cryptography”"
        raise DocumentError(name, "", reason, "install it, or save the file without protection") from error
    except Exception as error:  # a parser on hostile bytes: it raises whatever they hit upon
        raise DocumentError(
            name, "", f"this PDF is broken or cut off ({_describe(error)})", _AGAIN
        ) from error
    if not pages:
        raise DocumentError(name, "", "this PDF has no page", _AGAIN)
    if len(pages) > MAX_PAGES:
        raise DocumentError(
            name,
            "",
            f"{len(pages)} pages are more than the {MAX_PAGES} that are read",
            "split it into its documents",
        )
    return reader, pages


def _read_pages(pages: Sequence[PageObject], end: float) -> _Pages:
    """What each page draws. end: when to stop; a page that is broken is left out and said."""
    found = _Pages()

    def tick() -> None:
        if time.monotonic() > end:
            raise _TooLongError

    for number, page in enumerate(pages, start=1):
        drawing: Drawing | None = None
        height = _A4
        try:
            tick()
            height = 0.0, float(page.mediabox.width if page.rotation % 180 else page.mediabox.height)
            drawing = read_page(page, tick)
        except _TooLongError:
            found.notes.append(
                f"Left out: page {number} and what follows; reading took more than {MAX_PDF_SECONDS} seconds."
            )
            break
        except Exception as error:  # noqa: BLE001  # fonts and pages are only parsed here: see _open
            found.notes.append(f"Left out: page {number}, which is broken or too large ({_describe(error)}).")
        if drawing and drawing.is_cut:
            found.notes.append(f"Page {number} draws more than is read: a part of it is left out.")
        found.runs.append(find_runs(drawing.spans, page=number - 1) if drawing else [])
        found.drawings.append(drawing)
        found.heights.append(height)
    return found


def _describe(error: Exception) -> str:
    """A library's error in a few words."""
    text = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _read_information(reader: PdfReader) -> tuple[dict[str, str], tuple[str, ...]]:
    """Title and author as the file tells them, and notes: on what is none, and on the day it was made."""
    try:
        told = reader.metadata
        values = {"title": told.title or "", "author": told.author or ""} if told else {}
        created = told.creation_date if told else None
    except Exception as error:  # noqa: BLE001  # the information is parsed only here: see _open
        return {}, (f"The file's information cannot be read ({_describe(error)}).",)
    metadata, notes = read_properties({key: str(value) for key, value in values.items()})
    return metadata, (*notes, *note_created(created))


def _check_letters(pages: _Pages, name: str) -> None:
    """Raise DocumentError where there is no text to read, and say why."""
    read_ones = [drawing for drawing in pages.drawings if drawing]
    text = "".join(span.text for drawing in read_ones for span in drawing.spans)
    n_letters = sum(char.isalnum() for char in text)
    n_pictures = sum(drawing.has_picture for drawing in read_ones)
    if text.count(UNREADABLE) > n_letters:
        raise DocumentError(name, "", "its fonts do not tell which letters they show", _RECOGNISE)
    if n_pictures and n_pictures == len(read_ones) and n_letters <= _SCAN * n_pictures:
        raise DocumentError(name, "", "this is a scan: its pages are pictures, without text", _RECOGNISE)
    if not n_letters:
        reason = pages.notes[0].rstrip(".") if pages.notes else "no text stands in this PDF"
        raise DocumentError(name, "", reason, _RECOGNISE if n_pictures else _AGAIN)


def _find_pieces(pages: _Pages) -> list[Piece]:
    """Paragraphs and what stands at the edges of pages, in the order in which they are read."""
    runs = pages.runs
    edges = find_edges(runs, pages.heights)
    lines = [
        find_lines([run for number, run in enumerate(page_runs) if (page, number) not in edges])
        for page, page_runs in enumerate(runs)
    ]
    beside: list[list[Piece]] = [[] for _ in runs]
    for (page, number), reason in sorted(edges.items()):
        beside[page].append(Piece(runs[page][number].text, furniture=reason))
    return find_pieces(lines, beside)


def _find_gaps(pages: _Pages) -> tuple[dict[str, str], tuple[str, ...]]:
    """Whether the document is complete as far as is known, and notes on what is not read."""
    pictures = [
        number
        for number, drawing in enumerate(pages.drawings, start=1)
        if drawing and drawing.has_picture and not any(span.text.strip() for span in drawing.spans)
    ]
    notes = tuple(pages.notes)
    if pictures:
        named = ", ".join(map(str, pictures[:10])) + (", …" if len(pictures) > 10 else "")
        notes += (f"Pages that are pictures, without text: {named}. What they say is not read.",)
    if pages.notes:
        return {"complete": "no"}, notes
    return ({"complete": "suspected"} if pictures else {}), notes
