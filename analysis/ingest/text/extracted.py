"""Paragraphs that a program took out of a file → the raw text and its blocks.

For formats whose bytes are no text (PDF, Word, RTF): what was read is then the
text that came out, its paragraphs apart by blank lines, so that every place is
exact.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from analysis.ingest.assemble import SEPARATOR
from analysis.ingest.records import Block
from analysis.ingest.text.plain import flatten

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\xad": None}
)
_RADICAL = re.compile(r"[\u2e80-\u2fd5]")  # as some fonts name the Chinese characters that look like them
_SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a heading, a table's cell or a running head, as it came out of a file.

    is_heading: True or False where the format tells, None where it must be found out.
    furniture: the reason to take it out ("" otherwise).
    """

    text: str
    is_heading: bool | None = None
    furniture: str = ""


def lay_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The raw text that pieces make, and their blocks; a piece without a word has none."""
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        text = clean(piece.text)
        if text:
            start, end = position, position + len(text)
            blocks.append(Block(start, end, text, piece.is_heading, furniture=piece.furniture))
            position = end + len(SEPARATOR)
    return SEPARATOR.join(block.text for block in blocks), tuple(blocks)


def clean(text: str) -> str:
    """A paragraph on one line: ligatures are letters, soft hyphens gone, spaces single."""
    # Halves of characters stand in pairs where a program wrote UTF-16.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    whole = _RADICAL.sub(lambda match: unicodedata.normalize("NFKC", match.group()), whole)
    return flatten(_SPACES.sub(" ", flatten(whole.translate(_LIGATURES))))
