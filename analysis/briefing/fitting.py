"""How large a text may be set so that it stays inside its box, and which way it runs."""

import math
import unicodedata
from collections.abc import Sequence

from analysis.briefing.phrases import is_leftward, shortened

_EM = 0.56
"""Mean width of a letter, in parts of its size: of Arial bold."""
_LINE, _WIDE_LINE = 1.22, 1.45
_POINTS = 72


def fitting_size(text: str, width: float, height: float, sizes: Sequence[int]) -> tuple[int, str]:
    """The first size, largest first, at which the text fits into width × height inches, and the text.

    Where none fits, the text is cut with "…" at the smallest size.
    """
    for size in sizes:
        if text_height(text, width, size) <= height:
            return size, text
    size = sizes[-1]
    low, high = 0, max(len(text) - 2, 0)  # with one letter less and "…" it is no shorter, and left whole
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if text_height(text[:middle] + "…", width, size) <= height else (low, middle - 1)
        )
    return size, shortened(text, low + 1)


def text_height(text: str, width: float, size: int) -> float:
    """Inches that the text takes. East Asian letters are as wide as they are high, and their lines higher."""
    room = width * _POINTS / size
    return sum(
        _n_lines(paragraph, room) * (_WIDE_LINE if any(map(is_wide, paragraph)) else _LINE)
        for paragraph in text.split("\n")
    ) * size / _POINTS  # fmt: skip


def _n_lines(paragraph: str, room: float) -> int:
    """Lines of a paragraph, a word that is wider than the room broken. room: in letters as wide as high."""
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        wide = _width(word)
        if used and used + _EM + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (_EM / 2 if used else 0)
        if used > room:
            lines, used = lines + math.floor(used / room), used % room
    return lines


def is_wide(letter: str) -> bool:
    """Whether a letter is as wide as it is high: East Asian ones."""
    return unicodedata.east_asian_width(letter) in "WF"


def _width(word: str) -> float:
    """Width of a word, in letters as wide as high."""
    return sum(1.0 if is_wide(letter) else _EM for letter in word)


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """The lines of a text inside a width of pixels, the last that may stand ended by "…" where there are more."""
    room, line = width / size, ""
    lines: list[str] = []
    for word in text.split():
        while _width(word) > room:  # a word wider than the room is broken
            n = next(n for n in range(len(word), 0, -1) if n == 1 or _width(word[:n]) <= room)
            lines += [line, word[:n]] if line else [word[:n]]
            word, line = word[n:], ""
        if line and _width(f"{line} {word}") > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines = [*lines, line] if line else lines
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    return [*lines[: most - 1], (last[:-1] if _width(f"{last}…") > room else last).rstrip(" ,;:") + "…"]


def runs_leftward(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    for letter in text:
        if is_leftward(letter):
            return True
        if unicodedata.bidirectional(letter) == "L":
            return False
    return False
