"""The XML of a Word file → its paragraphs in order, with what their styles say of them.

Changes that were tracked are read as if accepted: what was put in is text, what
was taken out is not. Boxes of text come after the paragraph that holds them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document as WordDocument

from analysis.ingest.limits import MAX_GROUPS
from analysis.ingest.text.extracted import Piece

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"heading \d|(?:überschrift|titre|заголовок|标题)\s*\d", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|toc heading|table of (?:figures|authorities)", re.IGNORECASE)
_LIST = re.compile(r"list\b", re.IGNORECASE)
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "‑", "ptab": " "}
# What Word shows nowhere in the text, or what was taken out of it.
_PASSED = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "rPr",
    "pPr",
    "tblPr",
    "tcPr",
    "sectPr",
    "fldData",
}
_MOST_BASES = 20  # styles that a style may be based on, one on the other: real ones have 5

CONTENTS = "A line of a table of contents."


@dataclass(frozen=True)
class Styles:
    """What the styles of a document say, by their ids: "heading", "title", "contents", "list" or ""."""

    kinds: dict[str, str]

    @classmethod
    def of(cls, word: WordDocument) -> "Styles":
        """The styles of a document; none where it has no table of them."""
        table = {_value(style, "styleId"): style for style in word.styles.element.iter(_W + "style")}
        return cls({key: _find_kind(key, table) for key in table})


def _find_kind(key: str, table: dict[str, Any]) -> str:
    """What a style is, by its own name or by that of the styles that it is based on."""
    for _ in range(_MOST_BASES):
        style = table.get(key)
        if style is None:
            return ""
        name = _value(style.find(_W + "name"), "val")
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        if name.casefold() in ("title", "titel"):
            return "title"
        if _CONTENTS.match(name):
            return "contents"
        if _HEADING.match(name) or (level is not None and _value(level, "val") in set("012345678")):
            return "heading"
        if _LIST.match(name):
            return "list"
        key = _value(style.find(_W + "basedOn"), "val")
    return ""


def _value(element: Any, name: str) -> str:
    return str(element.get(_W + name, "")) if element is not None else ""


@dataclass
class Walk:
    """Goes through parts of one document; keeps the title and what is to be said of what it passed over."""

    styles: Styles
    title: str = ""
    _notes: dict[str, None] = field(default_factory=dict)
    _n_pieces: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """What was passed over or decided, each once."""
        return tuple(self._notes)

    def find_pieces(self, root: Any, *, others: bool | None = None) -> Iterator[Piece]:
        """The paragraphs below an element, in order. others: whether those are headings whose style is none."""
        pieces = list(self._walk(root, 0))
        if others is None and any(piece.is_heading for piece in pieces):
            others = False
        for piece in pieces:
            is_open = piece.is_heading is None
            yield Piece(piece.text, others if is_open else piece.is_heading, piece.furniture)

    def _walk(self, element: Any, depth: int) -> Iterator[Piece]:
        if depth > MAX_GROUPS:
            self._say(f"What is nested deeper than {MAX_GROUPS} levels is left out.")
            return
        for child in element:
            if child.tag == _W + "p":
                yield from self._read_paragraph(child, depth)
            elif child.tag == _W + "altChunk":
                self._say("A document within the document is left out.")
            elif child.tag != _FALLBACK and not _is_passed(child):
                yield from self._walk(child, depth + 1)

    def _read_paragraph(self, paragraph: Any, depth: int) -> Iterator[Piece]:
        """A paragraph, then the boxes of text that hang on it."""
        boxes: list[Any] = []
        text = "".join(self._read_runs(paragraph, boxes, 0))
        if text.strip():
            yield self._make_piece(paragraph, text)
        for box in boxes:
            yield from self._walk(box, depth + 1)

    def _make_piece(self, paragraph: Any, text: str) -> Piece:
        self._n_pieces += 1
        kind = self.styles.kinds.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle"), "val"), "")
        level = _value(paragraph.find(f"{_W}pPr/{_W}outlineLvl"), "val")
        if kind == "title" and not self.title and self._n_pieces <= 5:
            self.title = text
        if kind == "contents":
            return Piece(text, False, CONTENTS)
        if kind in ("title", "heading") or level in set("012345678"):
            return Piece(text, True)
        is_list = kind == "list" or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        is_cell = paragraph.getparent() is not None and paragraph.getparent().tag == _W + "tc"
        return Piece(text, False if is_list or is_cell else None)

    def _read_runs(self, element: Any, boxes: list[Any], depth: int) -> Iterator[str]:
        """The text of a paragraph; boxes of text in it are put aside."""
        if depth > MAX_GROUPS:
            self._say(f"What is nested deeper than {MAX_GROUPS} levels is left out.")
            return
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            name = tag.removeprefix(_W)
            if name in ("ins", "del", "moveFrom", "moveTo"):
                self._say("Tracked changes are read as if they were accepted.")
            if tag == _W + "t":
                yield child.text or ""
            elif tag == _W + "txbxContent":
                boxes.append(child)
            elif tag == _W + "r" and _is_hidden(child):
                self._say("Text that the document hides is left out.")
            elif tag.startswith(_W) and name in _SIGNS:
                yield _SIGNS[name]
            elif tag and tag != _FALLBACK and not _is_passed(child):
                yield from self._read_runs(child, boxes, depth + 1)

    def _say(self, note: str) -> None:
        self._notes[note] = None


def _is_passed(element: Any) -> bool:
    """Whether an element holds no text, or one that was taken out; comments in the XML are none either."""
    return not isinstance(element.tag, str) or element.tag.removeprefix(_W) in _PASSED


def _is_hidden(run: Any) -> bool:
    """Whether a run with text in it is set to be hidden."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return (
        mark is not None
        and _value(mark, "val") not in ("0", "false", "off")
        and any(text.text for text in run.iter(_W + "t"))
    )
