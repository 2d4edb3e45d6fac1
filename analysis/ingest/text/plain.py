"""Plain text → blocks.

Paragraphs are apart by blank lines. Lines that stand together are one
paragraph where they were wrapped at a margin, otherwise one block each, so
that a line of furniture can be told from the line beside it.
"""

import re
from dataclasses import replace
from functools import partial
from itertools import pairwise
from operator import add

from analysis.ingest.cleaning.page import is_sentence
from analysis.ingest.html import fragments
from analysis.ingest.records import Block, Draft, Material

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029]|$)")
# From the start of a run of spaces: from each of them it would be quadratic.
_BREAK = re.compile(r"(?<!\s)\s*[\r\n\v\f\x85\u2028\u2029]\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\u200b\ufeff"
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_STARS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1$")

_WRAPPED_FROM = 45
"""Characters the widest line has at least, where lines were wrapped at a margin."""
_WRAPPED_TO = 130
"""Characters the widest line has at most: mail programs wrap at 72 to 80, editors at 100 to 120."""

Place = tuple[int, int]


def looks_like(material: Material) -> bool:
    """Always: whatever decodes is a text."""
    return True


def read(material: Material) -> list[Draft]:
    """The text as one draft."""
    return [draft(material.text, material.notes)]


def draft(text: str, notes: tuple[str, ...] = ()) -> Draft:
    """A text as it was typed, pasted or saved; tags and entities in it are resolved."""
    if fragments.has_markup(text):
        return Draft(text, _split_markup(text), "html fragment", notes=notes)
    return Draft(text, find_blocks(text), "text", notes=notes)


def find_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs and lines of a text, in order, each with its exact place."""
    blocks = (
        make_block(text, start, end, is_alone=len(paragraph) == 1)
        for paragraph in _find_paragraphs(text)
        for start, end in paragraph
    )
    return tuple(block for block in blocks if block.text)


def make_block(text: str, start: int, end: int, *, is_alone: bool) -> Block:
    """A block at a place; the marks of a Markdown heading are no part of it."""
    is_heading = None
    if hashes := _HASHES.match(text, start, end):
        start, is_heading = hashes.end(), True
        bare = text[start:end].rstrip("# ")
        end = start + len(bare) if bare else end
    if stars := _STARS.match(text, start, end):
        # Bold from end to end: a heading, unless it is a sentence that somebody found important.
        start, end = stars.span(2)
        is_heading = is_heading or (None if is_sentence(stars[2]) else True)
    return Block(start, end, flatten(text[start:end]), is_heading, is_alone)


def flatten(text: str) -> str:
    """A block on one line: line breaks are spaces, control characters and halves of characters are gone."""
    return _CONTROL.sub(" ", _BREAK.sub(" ", text)).strip(_BLANK)


def _find_paragraphs(text: str) -> list[list[Place]]:
    """Groups of places; the places of one group stand on lines without a blank line between them."""
    groups: list[list[Place]] = []
    lines: list[Place] = []
    for line in _find_lines(text):
        if line is not None:
            lines.append(line)
        elif lines:
            groups.append(_unwrap(text, lines))
            lines = []
    if lines:
        groups.append(_unwrap(text, lines))
    if len(groups) == 1 and len(groups[0]) > 1:  # no blank line at all: each line stands alone
        groups = [[place] for place in groups[0]]
    return groups


def _find_lines(text: str) -> list[Place | None]:
    """The place of each line without its margins; None for a blank one."""
    found: list[Place | None] = []
    position = 0
    while position < len(text):
        match = _LINE.match(text, position)
        end = match.end() if match else len(text)
        line = text[position:end]
        inner = line.strip(_BLANK)
        start = position + len(line) - len(line.lstrip(_BLANK))
        found.append((start, start + len(inner)) if inner else None)
        position = end
    return found


def _unwrap(text: str, lines: list[Place]) -> list[Place]:
    """Lines that were wrapped at a margin as one place each paragraph; other lines as they are.

    A line that ends although the next word would have fitted ends a paragraph.
    """
    width = max(end - start for start, end in lines)
    if not _WRAPPED_FROM <= width <= _WRAPPED_TO or not _is_running(text, lines):
        return lines
    places = [lines[0]]
    for (start, end), (next_start, next_end) in pairwise(lines):
        following = text[next_start:next_end]
        room = width - (end - start) - 1 - len(following.split(maxsplit=1)[0])
        if room <= 12 or following[0].islower():
            places[-1] = (places[-1][0], next_end)
        else:
            places.append((next_start, next_end))
    return places


def _is_running(text: str, lines: list[Place]) -> bool:
    """Whether most lines but the last go on in the next one, as wrapped text does."""
    going_on = [not is_sentence(text[start:end]) for start, end in lines[:-1]]
    n_lower = sum(text[start].islower() for start, _ in lines[1:])
    return sum(going_on) * 2 >= len(going_on) and n_lower * 4 >= len(going_on)


def _split_markup(text: str) -> tuple[Block, ...]:
    """Blocks of a text with tags or entities: its lines are blocks too where no tag makes paragraphs."""
    found: list[Block] = []
    for block in find_blocks(text) if not _has_block_tags(text) else ():
        for inner in fragments.find_blocks(text[block.start : block.end], partial(add, block.start)):
            found.append(replace(inner, is_heading=block.is_heading, is_alone=block.is_alone))
    return tuple(found) or fragments.find_blocks(text)


def _has_block_tags(text: str) -> bool:
    return (
        re.search(r"</?(?:p|div|h[1-6]|li|ul|ol|table|section|article|script|style)[\s>]|<!--", text, re.I)
        is not None
    )
