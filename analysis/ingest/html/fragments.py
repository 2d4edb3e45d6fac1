"""HTML fragments → blocks, with the place of every block in the fragment.

For text that carries tags or entities: the content of a WordPress record, a
passage pasted from a page. Tags may lack their beginning or end. What is no
known tag ("growth < 1 minute", "a <b or c") stays as it is. A whole page is
another matter: its menus need an extractor.
"""

import html
import re
from collections.abc import Callable

from analysis.ingest.records import Block

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CAPTIONS = {"figcaption"}
_PARAGRAPHS = _HEADINGS | _CAPTIONS | {"p", "li", "blockquote", "td", "th", "dd", "dt"}
_BLOCK_NAMES = (
    "address article aside blockquote body br center dd details div dl dt fieldset figure footer form "
    "header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = _HEADINGS | _CAPTIONS | set(_BLOCK_NAMES.split())
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark meta "
    "noscript picture q s samp small span strike strong sub sup time tt u var video audio source wbr"
)
_INLINE = set(_INLINE_NAMES.split())
_DROPPED = {
    "script",
    "style",
    "template",
    "iframe",
    "svg",
    "object",
    "textarea",
    "select",
    "button",
    "head",
    "title",
}

_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
    r"|<!--|<!\[CDATA\[|\]\]>|&(?:amp;)?(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
)
_GAP = re.compile(r"\r?\n[ \t]*\r?\n\s*")
_SPACE = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def has_markup(text: str) -> bool:
    """Whether a text carries a known tag or an entity that a reader should not see."""
    return any(_is_markup(match) for match in _TAG.finditer(text))


def resolve(text: str) -> str:
    """A line of HTML, such as a record's title, as plain text."""
    return " ".join(block.text for block in find_blocks(text))


def find_blocks(text: str, place: Callable[[int], int] = lambda offset: offset) -> tuple[Block, ...]:
    """The paragraphs and headings of a fragment, in order, clean of tags and entities.

    place: the place in the raw text of an offset in `text`.
    """
    blocks = _Blocks(place)
    position, last_end = 0, text.rfind("-->")
    while match := _TAG.search(text, position):
        blocks.add_lines(text[position : match.start()], position)
        position = match.end()
        token = match.group()
        name = (match["name"] or "").lower()
        if token == "<!--":
            end = _skip(text, "-->", position) if position <= last_end else -1
            if end < 0:
                blocks.add(token, match.start(), match.end())
            position = max(end, position)
        elif token.startswith("&"):
            blocks.add(_resolve_entity(token), match.start(), match.end())
        elif not _is_markup(match):
            blocks.add(token, match.start(), match.end())
        elif name in _DROPPED and not match["end"] and not token.endswith("/>"):
            end = _skip(text, f"</{name}", position)
            if end < 0:
                blocks.drop(text, position)
                return tuple(blocks.found)
            position = max(_skip(text, ">", end), end)
        elif name in _BLOCKS:
            blocks.end(name, is_end=bool(match["end"]))
    blocks.add_lines(text[position:], position)
    blocks.end("", is_end=True)
    return tuple(blocks.found)


class _Blocks:
    """The blocks found so far, and the pieces of the one that is being read."""

    def __init__(self, place: Callable[[int], int]) -> None:
        self.found: list[Block] = []
        self._place = place
        self._pieces: list[str] = []
        self._start = self._end = -1
        self._opened = ""
        self._is_inside = False

    def add_lines(self, text: str, start: int) -> None:
        """Another stretch of text. Blank lines end paragraphs where no tag holds them together."""
        position = 0
        for gap in _GAP.finditer(text) if not self._is_inside else ():
            self.add(text[position : gap.start()], start + position, start + gap.start())
            self.end("", is_end=True)
            position = gap.end()
        self.add(text[position:], start + position, start + len(text))

    def add(self, text: str, start: int, end: int) -> None:
        """Another piece of text, which stands at start:end of the fragment."""
        self._pieces.append(text)
        if inner := text.strip():
            if self._start < 0:
                self._start = start + len(text) - len(text.lstrip())
            # An entity is shorter than its place: keep the whole of it.
            self._end = start + text.index(inner) + len(inner) if end - start == len(text) else end

    def end(self, name: str, *, is_end: bool) -> None:
        """A block's tag: what was read so far is a block. A lone end tag tells what it ended."""
        tag = self._opened or (name if is_end else "")
        text = _SPACE.sub(" ", _CONTROL.sub(" ", "".join(self._pieces))).strip()
        if text:
            start, end = self._place(self._start), self._place(self._end - 1) + 1
            reason = "The caption of a picture." if tag in _CAPTIONS else ""
            self.found.append(Block(start, end, text, is_heading=tag in _HEADINGS, furniture=reason))
        self._pieces, self._start = [], -1
        if name and name not in ("br", "hr"):
            self._is_inside = not is_end and name in _PARAGRAPHS
        if name not in ("br", "hr"):
            self._opened = "" if is_end or name not in _HEADINGS | _CAPTIONS else name

    def drop(self, text: str, position: int) -> None:
        """The rest of a fragment after the tag of a script that does not end: no text, yet not lost."""
        self.end("", is_end=True)
        self.add(text[position:], position, len(text))
        n_before = len(self.found)
        self.end("", is_end=True)
        self.found[n_before:] = [
            block.remove("A script that does not end.") for block in self.found[n_before:]
        ]


def _is_markup(match: re.Match[str]) -> bool:
    token, name = match.group(), (match["name"] or "").lower()
    if token.startswith("&"):
        return _resolve_entity(token) != token
    # "a <b or c> d": a tag of one letter has its attributes with "=".
    if len(name) == 1 and len(token.split()) > 1 and "=" not in token and not token.endswith(" />"):
        return False
    return token in ("<!--", "<![CDATA[", "]]>") or name in _BLOCKS or name in _INLINE or name in _DROPPED


def _resolve_entity(entity: str) -> str:
    """The character of an entity, also where it was escaped twice on its way ("&amp;#8217;")."""
    return html.unescape(html.unescape(entity))


def _skip(text: str, end: str, position: int) -> int:
    """The offset after the next `end`, in any case of letters; -1 where there is none."""
    match = re.compile(re.escape(end), re.IGNORECASE).search(text, position)
    return match.end() if match else -1
