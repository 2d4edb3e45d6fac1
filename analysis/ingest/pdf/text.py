"""A page of a PDF → pieces of text with their places on the page.

A page is a program that draws: this follows it, and keeps what it writes, where,
and how large. Fonts are decoded by pypdf. Nothing that a page names is executed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject

# The class that pypdf's own extraction decodes with; hence pypdf is held below its next major version.
from pypdf.generic._font import Font

from analysis.ingest.limits import MAX_FORM_DEPTH, MAX_FORMS, MAX_SPANS

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_TICK = 500  # operators between two looks at the clock
UNREADABLE = "\ufffd"


@dataclass(frozen=True, slots=True)
class Span:
    """Text that stands on one line without a gap. x0, x1: its left and right end; y: its baseline, upwards.

    is_level: whether it reads from left to right along the page's foot.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool = False
    is_level: bool = True


@dataclass(slots=True)
class _State:
    """What a page's program has set, and `q` keeps."""

    ctm: Matrix = _UNIT
    font: Font | None = None
    is_readable: bool = True
    size: float = 0.0
    char: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class Drawing:
    """What a page has written so far, whether it holds pictures, and whether a limit cut it off."""

    tick: Callable[[], None]
    spans: list[Span] = field(default_factory=list)
    has_picture: bool = False
    n_operators: int = 0
    n_forms: int = 0
    is_cut: bool = False

    def follow(
        self, content: ContentStream, resources: DictionaryObject, ctm: Matrix, depth: int = 0
    ) -> None:
        """Run the operators of a page or of a form that it shows."""
        fonts: dict[str, tuple[Font, bool]] = {}
        state, kept = _State(ctm), list[_State]()
        text = line = _UNIT
        for operands, operator in content.operations:
            self.n_operators += 1
            if self.n_operators % _TICK == 0:
                self.tick()
            values = [float(value) for value in operands if isinstance(value, int | float)]
            match operator:
                case b"q" if len(kept) < 1_000:
                    kept.append(_copy(state))
                case b"Q" if kept:
                    state = kept.pop()
                case b"cm" if len(values) == 6:
                    state.ctm = _multiply(_matrix(values), state.ctm)
                case b"BT":
                    text = line = _UNIT
                case b"Tf" if len(operands) == 2 and values:
                    state.font, state.is_readable = _find_font(str(operands[0]), resources, fonts)
                    state.size = values[0]
                case b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" if values:
                    _set(state, operator, values[0])
                case b"Tm" if len(values) == 6:
                    text = line = _matrix(values)
                case b"Td" | b"TD" if len(values) == 2:
                    if operator == b"TD":
                        state.leading = -values[1]
                    text = line = _multiply((1, 0, 0, 1, values[0], values[1]), line)
                case b"T*":
                    text = line = _multiply((1, 0, 0, 1, 0, -state.leading), line)
                case b"'" | b'"':
                    if operator == b'"' and len(values) >= 2:
                        state.word, state.char = values[:2]
                    text = line = _multiply((1, 0, 0, 1, 0, -state.leading), line)
                    text = self._show(operands[-1:], state, text)
                case b"Tj":
                    text = self._show(operands[:1], state, text)
                case b"TJ" if operands and isinstance(operands[0], ArrayObject):
                    text = self._show(operands[0], state, text)
                case b"Do" if operands:
                    self._show_object(str(operands[0]), resources, state.ctm, content.pdf, depth)
                case b"INLINE IMAGE":
                    self.has_picture = True

    def _show(self, items: list[Any], state: _State, text: Matrix) -> Matrix:
        """Write strings; numbers between them move on. Gives back where the next one begins."""
        for item in items:
            if isinstance(item, int | float):
                text = _move(text, -float(item) / 1000 * state.size * state.scale)
            elif isinstance(item, bytes | str) and state.font is not None:
                letters, width = _decode(item, state)
                after = _move(text, width)
                self._add(letters, state, text, after)
                text = after
        return text

    def _add(self, letters: str, state: _State, text: Matrix, after: Matrix) -> None:
        if not letters:
            return
        if len(self.spans) >= MAX_SPANS:
            self.is_cut = True
            return
        a, b, c, d, x0, y = _multiply((1, 0, 0, 1, 0, state.rise), _multiply(text, state.ctm))
        x1 = _multiply(after, state.ctm)[4]
        size = abs(state.size) * (c * c + d * d) ** 0.5
        is_level = a * state.size > 0 and abs(b) <= 0.1 * abs(a)
        if max(abs(x0), abs(x1), abs(y), size) < 1e6:  # False for NaN as well
            bold = _BOLD.search(state.font.name) is not None if state.font else False
            self.spans.append(Span(letters, min(x0, x1), max(x0, x1), y, size, bold, is_level))

    def _show_object(self, name: str, resources: DictionaryObject, ctm: Matrix, pdf: Any, depth: int) -> None:
        """Show a picture, or a form: a drawing within the drawing, which may show others."""
        found = _find(resources, "/XObject", name)
        if not isinstance(found, StreamObject):
            return
        if found.get("/Subtype") == "/Image":
            self.has_picture = True
        elif found.get("/Subtype") == "/Form":
            if depth >= MAX_FORM_DEPTH or self.n_forms >= MAX_FORMS:
                self.is_cut = True
                return
            # A form that shows itself ten times, eight levels deep, is shown a hundred million times.
            self.n_forms += 1
            self.tick()
            own = found.get("/Resources", resources)
            own = own.get_object() if hasattr(own, "get_object") else own
            numbers = found.get("/Matrix")
            values = [float(value) for value in numbers] if isinstance(numbers, ArrayObject) else []
            inner = _multiply(_matrix(values), ctm) if len(values) == 6 else ctm
            content = ContentStream(found, pdf, "bytes")
            self.follow(content, own if isinstance(own, DictionaryObject) else resources, inner, depth + 1)


def read_page(page: PageObject, tick: Callable[[], None]) -> Drawing:
    """What a page writes. tick: called now and then; it may raise to end the reading. Libraries' errors pass."""
    drawing = Drawing(tick)
    content = page.get("/Contents")
    content = content.get_object() if content is not None else None
    if isinstance(content, ArrayObject | StreamObject):
        resources = page.get("/Resources", DictionaryObject()).get_object()
        if isinstance(resources, DictionaryObject):
            drawing.follow(ContentStream(content, page.pdf, "bytes"), resources, _turn(page))
    return drawing


def _turn(page: PageObject) -> Matrix:
    """The matrix that puts a page upright which is shown turned by 90, 180 or 270 degrees."""
    box = page.mediabox
    width, height = float(box.width), float(box.height)
    to_origin = (1.0, 0.0, 0.0, 1.0, -float(box.left), -float(box.bottom))
    turns: dict[int, Matrix] = {
        90: (0, -1, 1, 0, 0, width),
        180: (-1, 0, 0, -1, width, height),
        270: (0, 1, -1, 0, height, 0),
    }
    return _multiply(to_origin, turns.get(int(page.rotation) % 360, _UNIT))


def _find(resources: DictionaryObject, kind: str, name: str) -> Any:
    """A font or an object that a page names; None where it has none."""
    named = resources.get(kind)
    named = named.get_object() if named is not None else None
    found = named.get(name) if isinstance(named, DictionaryObject) else None
    return found.get_object() if found is not None else None


def _find_font(
    name: str, resources: DictionaryObject, known: dict[str, tuple[Font, bool]]
) -> tuple[Font | None, bool]:
    """A font, and whether it tells which letters its glyphs are."""
    if name not in known:
        found = _find(resources, "/Font", name)
        if not isinstance(found, DictionaryObject):
            return None, False
        font = Font.from_font_resource(found)
        # Glyph numbers without a table of letters: subset fonts of bad programs.
        is_bare = found.get("/Encoding") in ("/Identity-H", "/Identity-V") and not font.character_map
        known[name] = font, font.interpretable and not is_bare
    return known[name]


def _decode(item: bytes | str, state: _State) -> tuple[str, float]:
    """The letters of a string in a font, and how far they reach."""
    font = state.font
    if font is None:
        return "", 0.0
    if isinstance(item, str):
        codes = letters = item
    elif isinstance(font.encoding, str):
        codes = letters = item.decode(font.encoding, "replace")
    else:
        codes = "".join(map(chr, item))
        letters = "".join(font.encoding.get(byte, chr(byte)) for byte in item)
    default = font.character_widths.get("default", 500)
    glyphs = sum(
        font.space_width if code == font.space_char else font.character_widths.get(code, default)
        for code in codes
    )
    width = glyphs / 1000 * state.size + len(codes) * state.char + codes.count(" ") * state.word
    if not state.is_readable:
        return UNREADABLE * len(codes), width * state.scale
    return "".join(str(font.character_map.get(letter, letter)) for letter in letters), width * state.scale


def _set(state: _State, operator: bytes, value: float) -> None:
    match operator:
        case b"Tc":
            state.char = value
        case b"Tw":
            state.word = value
        case b"Tz":
            state.scale = value / 100
        case b"TL":
            state.leading = value
        case b"Ts":
            state.rise = value


def _copy(state: _State) -> _State:
    return _State(
        state.ctm, state.font, state.is_readable, state.size, state.char, state.word, state.scale, state.leading,
        state.rise,
    )  # fmt: skip


def _matrix(values: list[float]) -> Matrix:
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _move(text: Matrix, distance: float) -> Matrix:
    return _multiply((1, 0, 0, 1, distance, 0), text)


def _multiply(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
