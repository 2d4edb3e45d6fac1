"""RTF files: text in the encoding that they name, headings by their style, heads and feet as furniture."""

import codecs
from collections.abc import Iterable, Sequence
from datetime import datetime

from analysis.errors import DocumentError
from analysis.ingest.limits import MAX_GROUPS
from analysis.ingest.metadata.properties import note_created, read_properties
from analysis.ingest.records import Draft, Material
from analysis.ingest.rtf.groups import HEADING, TITLE, Groups, Scanner, TooDeepError
from analysis.ingest.text.extracted import Piece, clean, lay_out

_BLANK = b"\xef\xbb\xbf \t\r\n"
# Numbers of code pages that Python knows by another name.
_CODE_PAGES = {"cp10000": "mac_roman", "cp10007": "mac_cyrillic", "cp20127": "ascii", "cp28591": "latin-1"}
_USUAL = "cp1252"
_AGAIN = "open it in its own program and save it again"

HEAD = "A running head of the document."
FOOT = "A running foot of the document."


def looks_like(material: Material) -> bool:
    """Whether the text begins as RTF does, whatever the file is called."""
    return material.data[:64].lstrip(_BLANK).startswith(b"{\\rtf")


def read(material: Material) -> list[Draft]:
    """The text as one draft. Raises DocumentError."""
    source, notes = _decode(material.data)
    try:
        groups = Scanner(source, MAX_GROUPS).scan()
    except TooDeepError as error:
        reason = f"its groups are nested deeper than {MAX_GROUPS} levels"
        raise DocumentError(material.name, "", reason, _AGAIN) from error
    encoding, told = _find_encoding(groups)
    texts = _Texts(groups, encoding, material.name)
    metadata, left_out = read_properties(
        {key: texts.convert(text) for key, text in groups.information.items()}
    )
    pieces, title = _find_pieces(groups, texts)
    raw, blocks = lay_out(pieces)
    if not any(not block.furniture for block in blocks):
        reason = "no text stands in this RTF file" if groups.is_whole else "it is cut off before its text"
        raise DocumentError(material.name, "", reason, _AGAIN)
    if title:
        metadata["title"] = title
    notes += (*told, *left_out, *note_created(_find_day(groups)))
    if groups.notes:
        notes += (f"{len(groups.notes)} footnote(s) stand at the end of the text.",)
    if groups.has_hidden:
        notes += ("Text that the document hides or has deleted is left out.",)
    if not groups.is_whole:
        notes += ("The file is cut off before its end.",)
        metadata["complete"] = "no"
    return [Draft(raw, blocks, "rtf", metadata, notes)]


class _Texts:
    """Converts the parts of one file: all have its fonts and its encoding."""

    def __init__(self, groups: Groups, encoding: str, name: str) -> None:
        from striprtf.striprtf import charset_map

        fonts = "".join(
            f"{{\\f{font}\\fcharset{charset} x;}}"
            for font, charset in groups.fonts.items()
            if _is_known(charset_map.get(charset, encoding))
        )
        self._head = f"{{\\rtf1{{\\fonttbl{fonts}}}\\deff{groups.default_font} \\f{groups.default_font} "
        self._encoding = encoding
        self._name = name

    def convert(self, source: Sequence[str]) -> str:
        """A part as text. Raises DocumentError."""
        from striprtf.striprtf import rtf_to_text

        try:
            text: str = rtf_to_text(f"{self._head}{''.join(source)}}}", self._encoding, errors="replace")  # type: ignore[no-untyped-call]
            return text
        except Exception as error:  # a parser on hostile bytes: it raises whatever they hit upon
            reason = f"this RTF file is broken ({type(error).__name__}: {str(error)[:120]})"
            raise DocumentError(self._name, "", reason, _AGAIN) from error

    def find_pieces(self, source: Sequence[str], *, others: bool | None) -> Iterable[tuple[Piece, bool]]:
        """The paragraphs of a part, each with whether it is the title. others: whether those without a mark are headings."""
        lines = self.convert(source).split("\n")
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            text = line.replace(HEADING, "").replace(TITLE, "")
            mark = following[:1]
            yield Piece(text, True if mark in (HEADING, TITLE) and mark else others), mark == TITLE


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The file as signs of one byte each, as it should be; as UTF-8 where it holds such."""
    if any(byte > 0x7F for byte in data):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        else:
            # Taken one byte at a time, they would be letters of the file's own encoding.
            source = "".join(char if char < "\x80" else _escape(char) for char in text)
            return source, ("Its letters beyond ASCII were read as UTF-8: a guess, RTF should have none.",)
    return data.decode("latin-1"), ()


def _escape(char: str) -> str:
    """A character as RTF writes it: in halves where it is beyond two bytes."""
    units = char.encode("utf-16-le")
    return "\\uc0" + "".join(
        f"\\u{int.from_bytes(units[place : place + 2], 'little')} " for place in range(0, len(units), 2)
    )


def _find_encoding(groups: Groups) -> tuple[str, tuple[str, ...]]:
    """The encoding of the text, and a note where the file names one that is not known."""
    named = _CODE_PAGES.get(groups.encoding, groups.encoding) or _USUAL
    if _is_known(named):
        return named, ()
    return _USUAL, (
        f"Read as {_USUAL}: the file names the encoding {named}, which is not known; this is a guess.",
    )


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _find_pieces(groups: Groups, texts: _Texts) -> tuple[list[Piece], str]:
    """All paragraphs, and the title where a style says which it is: heads, body, boxes, notes, feet."""
    body = list(texts.find_pieces(groups.body, others=False if groups.has_headings else None))
    rest = [
        piece for part in (*groups.boxes, *groups.notes) for piece, _ in texts.find_pieces(part, others=False)
    ]
    heads: dict[Piece, None] = {}
    for word, part in groups.heads:
        reason = HEAD if word.startswith("head") else FOOT
        heads |= {
            Piece(clean(piece.text), False, reason): None
            for piece, _ in texts.find_pieces(part, others=False)
        }
    title = next((clean(piece.text) for piece, is_title in body[:5] if is_title), "")
    before = [piece for piece in heads if piece.furniture == HEAD]
    after = [piece for piece in heads if piece.furniture == FOOT]
    return [*before, *(piece for piece, _ in body), *rest, *after], title


def _find_day(groups: Groups) -> datetime | None:
    """The day on which the file was made, as far as it tells one that exists."""
    made = groups.created
    try:
        return datetime(made["yr"], made["mo"], made["dy"])
    except (KeyError, ValueError, OverflowError):
        return None
