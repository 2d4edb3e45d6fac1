"""Pieces of a drawing that stands alone as a file: no style sheet, no script, nothing from an address."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from analysis.briefing.fitting import is_wide, runs_leftward, wrapped

INK, QUIET, LINE, PAGE = "#1d1d1b", "#5d5c57", "#d8d6cf", "#ffffff"
FILLS = {
    "favourable": "#542788", "leaning favourable": "#998ec3", "unfavourable": "#b35806",
    "leaning unfavourable": "#f1a340", "neutral": "#e6e4dd", "undetermined": "#f3f2ee", "mixed": "url(#mixed)",
    "too little evidence": "url(#little)",
}  # fmt: skip
"""What a verdict's cell is filled with: the page's own colours (style.css)."""
_FONTS = (
    "'Source Sans 3', 'Noto Sans', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', 'Noto Sans CJK SC', "
    "'Noto Sans CJK KR', 'Noto Sans Arabic', 'Noto Nastaliq Urdu', sans-serif"
)
_EAST_ASIAN = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Malgun Gothic', " + _FONTS
)
"""First where a text has such letters: what makes a PNG takes one typeface for a line, the first that there is."""
_PATTERNS = (
    '<defs><pattern id="little" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff"/><rect width="1" height="8" fill="#d8d6cf"/></pattern>'
    '<linearGradient id="mixed" x1="1" y1="1" x2="0" y2="0"><stop offset="0.5" stop-color="#d9d3ea"/>'
    '<stop offset="0.5" stop-color="#fad9ab"/></linearGradient></defs>'
)
_LINE_HEIGHT = 1.32
_REGULAR = 0.9
"""How wide letters run that are not bold, beside those that are."""


@dataclass(slots=True)
class Drawing:
    """A picture that grows; it keeps the pieces drawn so far. Sizes are in pixels.

    words: what a screen reader says of the whole.
    """

    width: float
    words: str
    _pieces: list[str] = field(default_factory=list)

    def add_rect(self, x: float, y: float, width: float, height: float, fill: str, *, edge: str = "") -> None:
        """A filled rectangle. edge: its stroke, "dashed" for a dashed one."""
        stroke = ""
        if edge:
            dash = ' stroke-dasharray="4 3"' if edge == "dashed" else ""
            stroke = f' stroke="{"#86847c" if edge == "dashed" else edge}"{dash}'
        self._pieces.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" fill="{fill}"{stroke}/>'
        )

    def add_line(self, x1: float, y1: float, x2: float, y2: float, color: str, width: float = 1,
                 dash: str = "") -> None:  # fmt: skip
        """A line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._pieces.append(
            f'<line x1="{x1:.2f}" y1="{y1:.1f}" x2="{x2:.2f}" y2="{y2:.1f}" stroke="{color}" stroke-width="{width}"{dashed}/>'
        )

    def add_dot(self, x: float, y: float, color: str, *, is_filled: bool, title: str) -> None:
        """A dot, hollow or filled, that says its figure where one points at it."""
        self._pieces.append(
            f'<circle cx="{x:.2f}" cy="{y:.1f}" r="5" fill="{color if is_filled else PAGE}" stroke="{color}" '
            f'stroke-width="2"><title>{escape(title)}</title></circle>'
        )

    def add_text(self, x: float, y: float, text: str, size: int, *, color: str = INK, bold: bool = False,
                 anchor: str = "start") -> None:  # fmt: skip
        """Words on one line; y is where they stand on."""
        weight = ' font-weight="600"' if bold else ""
        way = ""
        if runs_leftward(text) and anchor != "middle":  # start and end change sides with the direction
            way, anchor = ' direction="rtl"', "end" if anchor == "start" else "start"
        text = text.replace("＋", "+")  # the wide one would take the line to an East Asian typeface
        face = f' font-family="{_EAST_ASIAN}"' if any(map(is_wide, text)) else ""
        self._pieces.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{color}" text-anchor="{anchor}"{weight}{way}{face}>'
            f"{escape(text)}</text>"
        )

    def add_lines(self, x: float, y: float, lines: Sequence[str], size: int, *, color: str = INK,
                  bold: bool = False) -> float:  # fmt: skip
        """Lines below each other from the top y; returns where they end."""
        for line in lines:
            self.add_text(x, y + size, line, size, color=color, bold=bold)
            y += size * _LINE_HEIGHT
        return y

    def add_paragraph(self, x: float, y: float, text: str, width: float, size: int, *, most: int = 99,
                      color: str = INK, bold: bool = False) -> float:  # fmt: skip
        """Words broken into lines inside a width; returns where they end."""
        narrow = size if bold or any(map(is_wide, text)) else size * _REGULAR
        return self.add_lines(x, y, wrapped(text, width, narrow, most), size, color=color, bold=bold)

    def svg(self, height: float) -> str:
        """The file's text."""
        size = f'width="{self.width:.0f}" height="{height:.0f}" viewBox="0 0 {self.width:.0f} {height:.0f}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{_FONTS}">'
            f"<title>{escape(self.words)}</title>{_PATTERNS}"
            f'<rect width="100%" height="100%" fill="{PAGE}"/>{"".join(self._pieces)}</svg>\n'
        )


def lines_height(n: int, size: int) -> float:
    """Pixels that so many lines take."""
    return n * size * _LINE_HEIGHT
