"""How large a text may be set so that it stays inside its box, and which way it runs."""

import math
import unicodedata
from collections.abc import Sequence

from analysis.briefing.phrases import shortened

_EM = 0.56
"""Mean width of a letter, in parts of its size: of Arial bold."""
_LINE = 1.22
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
    """Inches that the text takes. East Asian letters are as wide as they are high."""
    room = width * _POINTS / size
    return sum(_n_lines(paragraph, room) for paragraph in text.split("\n")) * size * _LINE / _POINTS


def _n_lines(paragraph: str, room: float) -> int:
    """Lines of a paragraph, a word that is wider than the room broken. room: in letters as wide as high."""
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        wide = sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else _EM for letter in word)
        if used and used + _EM + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (_EM / 2 if used else 0)
        if used > room:
            lines, used = lines + math.floor(used / room), used % room
    return lines


def runs_leftward(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
