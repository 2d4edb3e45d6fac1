"""The groups of an RTF file → its body, heads, notes and information, each as plain RTF.

RTF is text in groups, each with words that say what it is. What is no text (pictures,
fonts, commands of fields) is passed over here, so that the library that decodes the
rest meets neither depth nor bulk.
"""

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?\ ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|"
    r"(?P<brace>[{}])|[\r\n\x00]+|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)
_HIGH = re.compile(r"[\x80-\xff]")
_HEADING_STYLE = re.compile(r"(?:heading|überschrift|titre|заголовок|título|标题)\s*\d", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|titel|заголовок|标题", re.IGNORECASE)

HEADING, TITLE = "\ue000", "\ue001"
"""Marks behind a paragraph: it is a heading, it is the title."""

_PASSED = {
    "tab",
    "emdash",
    "endash",
    "emspace",
    "enspace",
    "bullet",
    "lquote",
    "rquote",
    "ldblquote",
    "rdblquote",
}
_ENDS = {"par", "cell", "nestcell", "row", "nestrow", "sect", "page", "column"}
_HEADS = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
_DROPPED = {
    "pict", "object", "objdata", "result", "colortbl", "filetbl", "listtext", "pntext", "fldinst", "datafield", "xe", "tc",
    "rxe", "txe", "nonesttables", "sn", "sv", "shprslt", "atnid", "annotation", "template", "bkmkstart", "bkmkend",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "themedata", "datastore", "do", "ud",
    "private", "revtbl", "rsidtbl", "listtable", "listoverridetable", "generator", "xmlnstbl", "latentstyles",
}  # fmt: skip
# Of these "\*" says that an old program may pass over them; a new one reads them.
_STARRED = {"shpinst", "shptxt"}
_TABLES = {"fonttbl", "stylesheet", "creatim"}
_INFORMATION = {"title", "author"}
_MOST_FONTS = 2_000
_MOST_SKIPPED = 8  # signs that stand in for a character: usually 1, at most some bytes


class TooDeepError(Exception):
    """Groups are nested deeper than any program does."""


@dataclass(slots=True)
class _Group:
    """What holds in a group. sink: where its text goes; None where it is no text.

    is_open: whether the sink has its brace. is_new: whether nothing has stood in it so far.
    """

    sink: list[str] | None
    kind: str = ""
    is_open: bool = False
    is_new: bool = True
    is_hidden: bool = False
    style: int = 0
    level: int = 9


@dataclass
class Groups:
    """What was found. All texts are RTF still; heads: the word that says what each is, and its text."""

    body: list[str] = field(default_factory=list)
    heads: list[tuple[str, list[str]]] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    boxes: list[list[str]] = field(default_factory=list)
    information: dict[str, list[str]] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)
    fonts: dict[int, int] = field(default_factory=dict)
    encoding: str = ""
    default_font: int = 0
    has_headings: bool = False
    has_hidden: bool = False
    is_whole: bool = False


class Scanner:
    """Goes through an RTF file once, from its first brace to the one that closes it."""

    def __init__(self, source: str, max_depth: int) -> None:
        self.found = Groups()
        self._source = source
        self._max_depth = max_depth
        self._stack: list[_Group] = []
        self._group = _Group(self.found.body, is_open=True)
        self._font = 0
        self._styles: dict[int, str] = {}
        self._marks: dict[int, str] = {}
        self._style = 0

    def scan(self) -> Groups:
        """Everything that the file tells. Raises TooDeepError."""
        position = 0
        while match := _TOKEN.match(self._source, position):
            position = match.end()
            if match["brace"] == "{":
                self._open()
            elif match["brace"]:
                if not self._stack:
                    break
                self._close()
                if not self._stack:
                    self.found.is_whole = True
                    break
            elif match["word"] == "bin":
                position += max(0, int(match["number"] or 0))
            elif match["word"]:
                number = int(match["number"]) if match["number"] else None
                self._read_word(match["word"], number)
            elif match["sign"] == "*" and self._group.is_new:
                self._group.kind = "*"
            elif match["sign"]:
                self._write(_read_sign(match["sign"]))
            elif match["hex"]:
                self._write(f"\\'{match['hex']}")
            elif match["text"]:
                self._read_text(match["text"])
        return self.found

    def _open(self) -> None:
        self._settle()
        self._stack.append(self._group)
        if len(self._stack) > self._max_depth:
            raise TooDeepError
        outer = self._group
        kind = outer.kind if outer.kind in _TABLES else ""
        self._group = _Group(outer.sink, kind, False, True, outer.is_hidden, outer.style, outer.level)

    def _close(self) -> None:
        if self._group.is_open and self._group.sink is not None:
            self._group.sink.append("}")
        self._group = self._stack.pop()

    def _settle(self) -> None:
        """The first thing in a group that is none of its names: the sink gets its brace."""
        group = self._group
        if group.is_new:
            group.is_new = False
            group.sink = None if group.kind == "*" else group.sink
            if group.sink is not None and not group.is_open:
                group.sink.append("{")
                group.is_open = True

    def _turn(self, sink: list[str] | None, kind: str) -> None:
        """The group is one of its own: its text goes elsewhere, or nowhere."""
        if sink is not None:
            sink.append("{")
        if self._group.is_open and self._group.sink is not None and self._stack:
            self._group.sink.append("}")
        group = self._group
        group.sink, group.kind, group.is_open, group.is_new = sink, kind, sink is not None, False

    def _write(self, source: str) -> None:
        self._settle()
        if source and self._group.sink is not None and not self._group.is_hidden:
            self._group.sink.append(source)

    def _read_text(self, text: str) -> None:
        if self._group.kind == "stylesheet":
            self._styles[self._style] = (self._styles.get(self._style, "") + text)[:100]
            return
        self._write(_HIGH.sub(lambda match: f"\\'{ord(match.group()):02x}", text))

    def _read_word(self, word: str, number: int | None) -> None:
        group, found = self._group, self.found
        if group.kind == "*" and group.is_new and word not in _STARRED:
            self._turn(None, word)
        elif self._turn_to(word):
            pass
        elif group.kind in _TABLES:
            self._read_table(word, number or 0)
        elif word in _ENDS:
            self._end_paragraph()
        elif word in _PASSED:
            self._write(f"\\{word} ")
        elif word == "line":
            self._write(" ")
        elif word == "u" and number is not None:
            self._write(f"\\u{number & 0xFFFF} ")
        elif word == "uc":
            self._write(f"\\uc{min(max(number or 0, 0), _MOST_SKIPPED)} ")
        elif word == "f":
            self._write(f"\\f{max(number or 0, 0)} ")
        elif word == "deff":
            found.default_font = max(number or 0, 0)
        elif word in ("mac", "pc", "pca") and not found.encoding:
            found.encoding = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
        elif word == "ansicpg":
            found.encoding = f"cp{number}"
        else:
            self._set(word, number)

    def _turn_to(self, word: str) -> bool:
        """Whether a word makes the group one of its own; if so, it is."""
        own: list[str] = []
        sink: list[str] | None = own
        if word in _HEADS:
            self.found.heads.append((word, own))
        elif word == "footnote":
            self.found.notes.append(own)
        elif word == "shptxt":
            self.found.boxes.append(own)
        elif word in _INFORMATION and self._stack and self._stack[-1].kind == "info":
            sink = self.found.information.setdefault(word, [])
        elif word in _DROPPED or word in _TABLES or word in ("info", "shpinst"):
            sink = None
        else:
            return False
        self._turn(sink, word)
        return True

    def _read_table(self, word: str, number: int) -> None:
        """A word in the tables of fonts and styles, or in the day on which the file was made."""
        kind = self._group.kind
        if kind == "fonttbl" and word == "f":
            self._font = number
        elif kind == "fonttbl" and word == "fcharset" and len(self.found.fonts) < _MOST_FONTS:
            self.found.fonts[self._font] = number
        elif kind == "stylesheet" and word == "s":
            self._style = number
        elif kind == "creatim":
            self.found.created[word] = number

    def _set(self, word: str, number: int | None) -> None:
        """A word that holds until the group ends."""
        self._settle()
        group = self._group
        if word in ("v", "deleted"):
            self.found.has_hidden |= number != 0
            group.is_hidden = number != 0
        elif word == "plain":
            group.is_hidden = False
            self._write(f"\\f{self.found.default_font} ")
        elif word == "pard":
            group.style, group.level = 0, 9
        elif word == "s":
            group.style = number or 0
        elif word == "outlinelevel":
            group.level = number if number is not None else 9

    def _end_paragraph(self) -> None:
        """A paragraph ends: what its style says of it stands behind it, for the line break to keep."""
        self._settle()
        mark = self._find_mark(self._group.style)
        if not mark and 0 <= self._group.level < 9:
            mark = HEADING
        self.found.has_headings |= bool(mark)
        self._write("\\par " + mark)

    def _find_mark(self, style: int) -> str:
        """What the name of a style says: a heading, the title, or neither."""
        if style not in self._marks:
            name = self._styles.get(style, "").strip(" ;")
            is_heading = _HEADING_STYLE.match(name) is not None
            self._marks[style] = TITLE if _TITLE_STYLE.fullmatch(name) else HEADING if is_heading else ""
        return self._marks[style]


def _read_sign(sign: str) -> str:
    """An escaped sign as the library takes it; "" for what marks nothing in the text."""
    if sign in "\r\n":
        return "\\par "
    return f"\\{sign}" if sign in "{}\\~_-" else ""
