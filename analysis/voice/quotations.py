"""Where a text quotes: straight and curly marks, over sentences and paragraphs."""

import re
from collections.abc import Iterator

_OPEN_TO_CLOSE = {"“": "”", "«": "»", "„": "“"}
_MARKS = re.compile(r"''|[“”«»„\"‘']")
_LINES = re.compile(r"[^\n]+")
# ‘a word’, 'a word': it opens behind a space and closes before one; “'90s” and “dogs’ ears” open nothing
_SINGLE = re.compile(r"(?<![^\s(\[—–-])(?:‘(?=\w)|'(?=[^\W\d]))[^“”«»„\"\n‘]{1,300}?(?<=[^\s(])[’'](?!\w)")


def find_quotations(text: str) -> list[tuple[int, int]]:
    """Places of quotations, marks included, in order; none overlaps another.

    One that is never closed ends with its paragraph (where the next paragraph
    opens with a mark again, that is the next quotation). A closing mark alone
    ends what its paragraph began with: the text was cut there.
    """
    found: list[tuple[int, int]] = []
    if not _MARKS.search(text):
        return found
    for line in _LINES.finditer(text):
        found.extend(_find_in_line(text, line.start(), line.end()))
    return found


def _find_in_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    opened, closer, done = -1, "", start
    is_first = True
    for mark in _MARKS.finditer(text, start, end):
        place, sign = mark.start(), mark[0]
        if place < done:
            continue
        if opened >= 0:
            if sign == closer:
                yield opened, mark.end()
                opened, done = -1, mark.end()
            continue
        if sign in _OPEN_TO_CLOSE:
            opened, closer = place, _OPEN_TO_CLOSE[sign]
        elif sign in "‘'":
            single = _SINGLE.match(text, place, end)
            if single:
                yield single.span()
                done = single.end()
        elif sign in ('"', "''") and not _only_closes(text, place, start, end):
            if not text[max(start, place - 1) : place].isdigit():  # 5"
                opened, closer = place, sign
        elif is_first and sign in '”"' and _only_closes(text, place, start, end):
            yield start, place + 1
            done = place + 1
        is_first = False
    if opened >= 0:
        yield opened, end


def _only_closes(text: str, place: int, start: int, end: int) -> bool:
    """Whether a mark stands tight behind a stop, with space or nothing behind it."""
    return place > start and text[place - 1] in ",.!?" and (place + 1 >= end or text[place + 1].isspace())
