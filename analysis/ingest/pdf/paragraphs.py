"""Lines of a PDF's pages → paragraphs, headings and notes; words broken at the end of a line are whole again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from analysis.ingest.limits import MAX_TITLE
from analysis.ingest.pdf.lines import Line
from analysis.ingest.text.extracted import Piece

_END = re.compile(r"[.!?…:。！？][\"'”’»)\]\d]*$")
_LIST = re.compile(r"(?:[•◦▪■●‣·*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s+\S")
_LEADER = re.compile(r"(?:[.…·_]\s?){5}")  # the dots that lead to the number of a page
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])\s*\S")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef]")
# What keeps its hyphen at the end of a line too, unless the document writes it as one word elsewhere.
_PREFIX = re.compile(
    r"(?:self|ex|well|long|short|high|low|vice|cross|half|far|north|south|east|west|so)", re.I
)

_INDENT = 0.8  # of the size: a first line that stands in by more begins a paragraph
_GAP = 1.3  # of the usual distance of lines: a wider one parts paragraphs
_LARGE = 1.15  # of the usual size: larger letters are a heading
_SMALL = 0.93  # of the usual size: smaller letters at the foot of a page are notes


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together. is_note: whether it is a note at the foot of a page."""

    lines: list[Line] = field(default_factory=list)
    is_note: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual in a document: the size of its letters, the distance of its lines, its words."""

    size: float
    leading: float
    words: frozenset[str]
    hyphened: frozenset[str]


def find_pieces(pages: Sequence[Sequence[Line]], edges: Sequence[Sequence[Piece]]) -> list[Piece]:
    """The paragraphs of a document in the order in which they are read.

    edges: what stands at the edges of each page. Notes at the foot of pages come
    after the text, so that a sentence that goes on over the page is whole.
    """
    usual = _measure([line for lines in pages for line in lines])
    found: list[Piece | _Paragraph] = []
    notes: list[_Paragraph] = []
    last: _Paragraph | None = None
    for lines, beside in zip(pages, edges, strict=True):
        found += beside
        for paragraph in _find_paragraphs(lines, usual):
            if paragraph.is_note:
                notes.append(paragraph)
            elif last is not None and _runs_over(last.last, paragraph.first, usual):
                last.lines += paragraph.lines
            else:
                found.append(paragraph)
                last = paragraph
    return [piece if isinstance(piece, Piece) else _make_piece(piece, usual) for piece in (*found, *notes)]


def _measure(lines: Sequence[Line]) -> _Usual:
    sizes: Counter[float] = Counter()
    words: set[str] = set()
    hyphened: set[str] = set()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
        text = line.text.casefold()
        hyphened.update(_HYPHENED.findall(text))
        # The last word may be half a word, and so may the first.
        words.update(_WORD.findall(text)[1:-1])
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    gaps = [
        one.y - two.y
        for one, two in pairwise(lines)
        if one.page == two.page and not two.is_first and 0.5 * size < one.y - two.y < 3 * size
    ]
    return _Usual(size, _find_leading(gaps, size), frozenset(words), frozenset(hyphened))


def _find_leading(gaps: Sequence[float], size: float) -> float:
    """The usual distance of lines: the most frequent one, to half a point."""
    steps = Counter(round(gap * 2) / 2 for gap in gaps)
    return steps.most_common(1)[0][0] if steps else 1.2 * size


def _find_paragraphs(lines: Iterable[Line], usual: _Usual) -> Iterator[_Paragraph]:
    """The paragraphs of a page; a column's first line begins one, even if it goes on from the last."""
    paragraph = _Paragraph()
    is_note = False
    for line in lines:
        if line.is_first:
            is_note = False
        if paragraph.lines and (line.is_first or _begins(paragraph, line, usual)):
            yield paragraph
            paragraph = _Paragraph()
        if not paragraph.lines:
            # Small letters below the text, from the first one that has a note's number.
            is_small = line.size < _SMALL * usual.size
            is_note = is_small and (is_note or (not line.is_first and _NOTE.match(line.text) is not None))
            paragraph.is_note = is_note
        paragraph.lines.append(line)
    if paragraph.lines:
        yield paragraph


def _begins(paragraph: _Paragraph, line: Line, usual: _Usual) -> bool:
    """Whether a line begins a paragraph, seen from the one above it in the same column."""
    last, size = paragraph.last, max(line.size, 1.0)
    if _LEADER.search(last.text):
        return True
    if abs(line.size - last.size) > 0.08 * max(line.size, last.size) or line.is_bold != last.is_bold:
        # A sentence may have a line of another weight.
        return not (line.size == last.size and line.text[:1].islower())
    leading = usual.leading * (
        line.size / usual.size if abs(line.size - usual.size) > 0.08 * usual.size else 1
    )
    if last.y - line.y > _GAP * max(leading, line.size):
        return True
    if _BROKEN.search(last.text):
        return False
    if _LIST.match(line.text) and (line.x0 <= paragraph.first.x0 + _INDENT * size or _ends(last)):
        return (
            line.x0 > last.left + 2 or _LIST.match(paragraph.first.text) is not None or _has_room(last, line)
        )
    step = line.x0 - last.x0
    if step > _INDENT * size:
        is_hanging = len(paragraph.lines) == 1 and _LIST.match(last.text) and not _has_room(last, line)
        return not is_hanging and not _is_centred(last, line)
    if step < -_INDENT * size and len(paragraph.lines) > 1:
        return not _is_centred(last, line)
    if not _has_room(last, line):
        return False
    return _ends(last) or not line.text[:1].islower()


def _ends(line: Line) -> bool:
    return _END.search(line.text) is not None


def _has_room(last: Line, line: Line) -> bool:
    """Whether the next word would have fitted on a line, so that it was ended on purpose."""
    word = line.text.split(maxsplit=1)[0]
    width = (line.x1 - line.x0) / max(len(line.text), 1)
    return last.right - last.x1 > width * (len(word) + 1) + 1.5 * last.size


def _is_centred(one: Line, two: Line) -> bool:
    """Whether two lines stand one in the middle above the other, both off the edges, as a title's do."""
    off = min(one.x0 - one.left, two.x0 - two.left)
    return abs((one.x0 + one.x1) - (two.x0 + two.x1)) < one.size and off > one.size


def _runs_over(last: Line, line: Line, usual: _Usual) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    if last.page == line.page and not line.is_first:
        return False
    is_alike = abs(last.size - line.size) <= 0.05 * last.size and last.is_bold == line.is_bold
    if not is_alike or last.size > _LARGE * usual.size or _LIST.match(line.text):
        return False
    if _BROKEN.search(last.text):
        return True
    if _ends(last) or line.x0 - line.left > _INDENT * line.size:
        return False
    return line.text[:1].islower() or not _has_room(last, line)


def _make_piece(paragraph: _Paragraph, usual: _Usual) -> Piece:
    text = paragraph.first.text
    for line in paragraph.lines[1:]:
        text = _append(text, line.text, usual)
    if _LEADER.search(text) and text[-1:].isalnum():
        return Piece(text, False, "A line of a table of contents.")
    size = median(line.size for line in paragraph.lines)
    is_large = size >= _LARGE * usual.size and len(text) <= MAX_TITLE and not text.endswith(".")
    is_text = len(paragraph.lines) > 2 or _LIST.match(text) is not None or paragraph.is_note
    return Piece(text, True if is_large else (False if is_text else None))


def _append(text: str, following: str, usual: _Usual) -> str:
    """A text and its next line: without the hyphen that breaks a word, without a space between Chinese."""
    broken = _BROKEN.search(text)
    if broken and following[:1].islower():
        head, tail = broken[1], _WORD.match(following)
        return (
            text[:-1] + ("-" if _keeps_hyphen(head, tail.group() if tail else "", usual) else "") + following
        )
    if text.endswith(("-", "—")) and not text[-2:-1].isspace() and len(text) > 1:
        return text + following
    if _WIDE.match(text[-1:]) and _WIDE.match(following):
        return text + following
    return f"{text} {following}"


def _keeps_hyphen(head: str, tail: str, usual: _Usual) -> bool:
    """Whether a word that is broken after a hyphen has one anyway, as far as the document shows."""
    head, tail = head.casefold(), tail.casefold()
    if head + tail in usual.words:
        return False
    if f"{head}-{tail}" in usual.hyphened:
        return True
    return _PREFIX.fullmatch(head) is not None and tail in usual.words and len(tail) >= 4
