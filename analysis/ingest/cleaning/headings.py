"""Which lines of a text without markup are headings."""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.ingest.cleaning.page import has_inner_end, is_cut_off, is_numbered, is_sentence, measure
from analysis.ingest.limits import MAX_HEADING
from analysis.ingest.records import Block

_MOST_WORDS = 14
_MOST_IN_A_ROW = 2  # a heading and the one below it; three short lines in a row are a list
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NOT_FIRST = re.compile(r"[\"“‘«(\[\-–—•*·>]|\W*[a-z]")
_NOT_LAST = (":", ",", ";", "—", "–", "-")


def mark_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; those whose format did not tell are headings or not.

    A heading is a short line without the end of a sentence, which stands alone
    above running text, and is numbered, in capitals, or of a few words.
    Furniture is passed over: put back, a line that may be a heading is one.
    """
    marked = [replace(block, is_heading=_is_heading_by_itself(block)) for block in blocks]
    kept = [number for number, block in enumerate(blocks) if not block.furniture]
    row: list[int] = []
    for number in kept:
        block = blocks[number]
        if block.is_heading is None and block.is_alone and _may_be_heading(block.text):
            row.append(number)
            continue
        if block.is_heading is not True and len(row) <= _MOST_IN_A_ROW and _is_text(block.text):
            for heading in row:
                marked[heading] = replace(marked[heading], is_heading=True)
        row = []
    return tuple(marked)


def _is_heading_by_itself(block: Block) -> bool:
    """What can be said of a block without its neighbours."""
    if block.is_heading is None and block.furniture:
        return _may_be_heading(block.text)
    return bool(block.is_heading)


def _may_be_heading(text: str) -> bool:
    """Whether a line, by itself, could be a heading."""
    words = _WORD.findall(text)
    if len(text) > MAX_HEADING or not words or len(words) > _MOST_WORDS:
        return False
    is_a_number = is_numbered(text)
    if text.endswith(_NOT_LAST) or is_cut_off(text) or (has_inner_end(text) and not is_a_number):
        return False
    if is_sentence(text) and not (is_a_number and text.endswith("?")):
        return False
    if is_a_number:
        return True
    return _NOT_FIRST.match(text) is None and (len(words) <= 8 or _is_capitalised(words))


def _is_capitalised(words: Sequence[str]) -> bool:
    """Whether most words that can have a capital do: longer than three letters."""
    long = [word for word in words if len(word) > 3]
    return sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _is_text(text: str) -> bool:
    """Whether a block is a sentence or more, as what stands below a heading is."""
    return measure(text) >= 30 and (
        is_sentence(text) or has_inner_end(text) or measure(text) > 2 * MAX_HEADING
    )
