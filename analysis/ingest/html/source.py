"""The source of a web page → its lines and paragraphs with their places, and what its head tells.

Reads tags as browsers do where it matters: what ends what, what is not text.
Nothing is executed, loaded or looked up. Time and memory grow with the length
of the source, whatever stands in it.
"""

import html
import re
from collections import Counter

from analysis.ingest.html.records import HEADINGS, Element, Line, Source, Time
from analysis.ingest.limits import MAX_PAGE_DEPTH, MAX_TAGS

_BLOCK_NAMES = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset header hgroup hr html legend li main menu nav ol option p pre "
    "search section select summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = HEADINGS | frozenset(_BLOCK_NAMES.split())
_VOID_NAMES = "area base br col embed frame hr img input link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
# What stands in these is a program's, another document's, or shown only where something is missing.
_DROPPED_NAMES = "audio canvas datalist head map math object svg template video"
_DROPPED = frozenset(_DROPPED_NAMES.split())
_RAW_NAMES = "iframe noembed noframes noscript script style textarea title xmp"
_RAW = frozenset(_RAW_NAMES.split())
_INNER_NAMES = "body button caption html option tbody td tfoot th thead tr"
_ENDS_P = _BLOCKS - frozenset(_INNER_NAMES.split())
# A new one of these ends an open one of those, unless a list or table began in between.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir", "td", "th"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "td", "th"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "td", "th"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"tbody", "thead"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_RUNNING = ("p", "li", "a", "span", *sorted(HEADINGS))
_SCOPE = frozenset({"td", "th", "caption", "table", "button"})
_TABLE = frozenset({"td", "th", "tr", "tbody", "thead", "tfoot", "table", "caption", "html", "body"})

# Quotation marks hold a ">" only after "=": that is how browsers see it. Nothing is tried twice.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{0,60})(?=[\s/>])"
    r"(?P<rest>(?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>])*+)>"
)
_TAG_START = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:-]{0,60}(?=[\s/>]|$)")
_OPENING = re.compile(r"<(?:/?[a-zA-Z]|[!?])")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]{1,80})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")
_UNSEEN = re.compile("[\u00ad\u200b\ufeff\ud800-\udfff]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|assistive-text|off-?screen)(?:\s|$)", re.I
)


class TooManyTagsError(ValueError):
    """The page has more tags than are read."""


def read_source(raw: str) -> Source:
    """Everything that the source of a page tells. Raises TooManyTagsError."""
    reader = _Reader(raw)
    reader.run()
    return reader.source


def flatten(text: str) -> str:
    """Source text as it reads: entities resolved, spaces single, what nobody sees left out."""
    return _SPACE.sub(" ", _UNSEEN.sub("", html.unescape(text))).strip()


class _Reader:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.source = Source()
        self._stack: list[Element] = [Element("")]
        self._open: Counter[str] = Counter()
        self._pieces: list[str] = []
        self._start = self._end = -1
        self._element = self._stack[0]
        self._n_linked = 0
        self._is_break = False
        self._n_tags = 0

    def run(self) -> None:
        """Read from the first character to the last."""
        raw, position = self.raw, 0
        while opening := _OPENING.search(raw, position):
            at = opening.start()
            self._add(position, at)
            if raw.startswith(("<!", "<?"), at):
                position = self._skip_comment(at)
            elif match := _TAG.match(raw, at):
                self._n_tags += 1
                if self._n_tags > MAX_TAGS:
                    raise TooManyTagsError
                position = self._read_tag(match)
            elif _TAG_START.match(raw, at):
                self.source.is_cut = True  # a tag that does not end: browsers drop the rest, too
                position = len(raw)
            else:
                self._add(at, at + 1)
                position = at + 1
        self._add(position, len(raw))
        self._finish()

    def _skip_comment(self, at: int) -> int:
        raw = self.raw
        if raw.startswith("<!--", at):
            end = raw.find("-->", at + 2)
            self.source.is_cut |= end < 0
            if len(self.source.comments) < 10:
                self.source.comments.append(raw[at + 4 : max(end, at + 4)][:2_000])
            return end + 3 if end >= 0 else len(raw)
        if raw.startswith("<![CDATA[", at):
            end = raw.find("]]>", at)
            if end >= 0:
                self._add(at + 9, end)
                return end + 3
        end = raw.find(">", at)
        return end + 1 if end >= 0 else len(raw)

    def _read_tag(self, match: re.Match[str]) -> int:
        """Take a tag; returns where to go on."""
        name = match["name"].lower()
        if match["end"]:
            self._close(name)
            return match.end()
        attributes = _read_attributes(match["rest"])
        if name in _RAW:
            return self._read_raw(name, attributes, match.end())
        if name == "br":
            self._break_line()
        elif name in _VOID:
            self._note_void(name, attributes)
        else:
            self._open_element(name, attributes)
        return match.end()

    def _read_raw(self, name: str, attributes: dict[str, str], start: int) -> int:
        """Pass over what holds no text of the page; keep the title and the data."""
        end = _RAW_ENDS[name].search(self.raw, start)
        stop = end.start() if end else len(self.raw)
        self.source.is_cut |= end is None
        if name == "title" and not self.source.title and not self._open["svg"]:
            self.source.title = flatten(self.raw[start:stop])[:1_000]
        elif name == "script" and "ld+json" in attributes.get("type", "").lower():
            self.source.data.append(self.raw[start:stop])
        elif name == "iframe":
            self.source.n_frames += 1
        closing = self.raw.find(">", stop)
        return closing + 1 if closing >= 0 else len(self.raw)

    def _note_void(self, name: str, attributes: dict[str, str]) -> None:
        if name == "meta":
            key = (
                attributes.get("property")
                or attributes.get("name")
                or attributes.get("itemprop")
                or attributes.get("http-equiv", "")
            )
            self._note_meta(key, attributes.get("content", ""))
        elif name == "link" and attributes.get("href"):
            for rel in attributes.get("rel", "").lower().split():
                self.source.links.setdefault(rel, attributes["href"])
        elif name == "base":
            self.source.base = self.source.base or attributes.get("href", "")
        elif name == "frame":
            self.source.n_frames += 1
        elif name == "hr":
            self._finish()

    def _note_meta(self, key: str, value: str) -> None:
        if key and value.strip():
            self.source.metas.setdefault(key.lower(), []).append(flatten(value))

    def _open_element(self, name: str, attributes: dict[str, str]) -> None:
        is_block = self._is_block(name)
        if is_block:
            self._finish()
            if name in _ENDS_P and self._open["p"]:
                self._close_open(frozenset({"p"}), _SCOPE)
            if name in _ENDS:
                self._close_open(*_ENDS[name])
        elif name == "a" and self._open["a"]:
            self._close("a")
        if name == "html":
            self.source.language = self.source.language or attributes.get(
                "lang", attributes.get("xml:lang", "")
            )
        parent = self._stack[-1]
        if name in ("html", "body") and self._open[name]:
            return
        marks = " ".join(attributes.get(key, "") for key in ("class", "id", "role", "itemprop")).lower()
        is_hidden = (
            parent.is_hidden
            or "hidden" in attributes
            or name in _DROPPED
            or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
            or _HIDDEN_CLASS.search(marks) is not None
        )
        element = Element(name, marks[:300], is_hidden, parent, parent.depth + 1)
        value = attributes.get("datetime") or attributes.get("content", "")
        if name == "time" and value:
            self.source.times.append(Time(value.strip(), element))
        elif value and "itemprop" in attributes:
            self._note_meta(attributes["itemprop"], value)
        if element.depth <= MAX_PAGE_DEPTH:
            self._stack.append(element)
            self._open[name] += 1

    def _is_block(self, name: str) -> bool:
        """Whether a tag ends a line. A site's own tags do ("news-card"), but not inside a paragraph."""
        if "-" not in name:
            return name in _BLOCKS
        return not any(self._open[around] for around in _RUNNING)

    def _close_open(self, names: frozenset[str], walls: frozenset[str]) -> None:
        """End the nearest open element of these names, unless a wall stands before it."""
        for number in range(len(self._stack) - 1, 0, -1):
            name = self._stack[number].name
            if name in names:
                self._cut_stack(number)
                return
            if name in walls:
                return

    def _close(self, name: str) -> None:
        is_block = self._is_block(name)
        if is_block:
            self._finish()
        if name == "br":
            self._break_line()
        if not self._open[name]:
            return
        for number in range(len(self._stack) - 1, 0, -1):
            other = self._stack[number].name
            if other == name:
                self._cut_stack(number)
                return
            if (not is_block and other in _BLOCKS) or (other in _SCOPE and name not in _TABLE):
                return

    def _cut_stack(self, number: int) -> None:
        for element in self._stack[number:]:
            self._open[element.name] -= 1
        del self._stack[number:]

    def _break_line(self) -> None:
        """Two breaks end a paragraph. One does, unless the text goes on in lower case."""
        if self._is_break:
            self._finish()
        self._is_break = bool(self._pieces)

    def _add(self, start: int, end: int) -> None:
        """Another stretch of text."""
        if start >= end:
            return
        top = self._stack[-1]
        source = self.raw[start:end]
        text = _UNSEEN.sub("", html.unescape(source))
        inner = text.strip()
        if not inner or any(self._open[name] for name in _DROPPED):
            if self._pieces and not inner:
                self._pieces.append(" ")
            return
        if self._pieces and top.is_hidden != self._element.is_hidden:
            if top.is_hidden:
                return  # words inside a paragraph that only a program reads
            self._finish()
        if self._is_break:
            self._is_break = False
            if not inner[0].islower():
                self._finish()
            self._pieces.append(" ")
        if self._start < 0:
            self._start = start + len(source) - len(source.lstrip())
            self._element = top
        elif top is not self._element:
            self._element = _find_common(self._element, top)
        is_link = self._open["a"] > 0
        if self._pieces and is_link and self._end > 0 and self.raw[self._end : start].count("</a>"):
            self._pieces.append(" ")  # one link beside another
        self._pieces.append(text)
        self._end = start + len(source.rstrip())
        self._n_linked += len(inner) if is_link else 0

    def _finish(self) -> None:
        """What was read so far is a line."""
        text = _SPACE.sub(" ", "".join(self._pieces)).strip()
        if text:
            self.source.lines.append(Line(self._start, self._end, text, self._element, self._n_linked))
        self._pieces, self._start, self._end, self._n_linked, self._is_break = [], -1, -1, 0, False


def _find_common(one: Element, other: Element) -> Element:
    """The innermost element that both stand in."""
    while one is not other:
        if one.depth >= other.depth and one.parent:
            one = one.parent
        elif other.parent:
            other = other.parent
    return one


def _read_attributes(text: str) -> dict[str, str]:
    """The attributes of a tag by name in lower case; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text) if text.strip() else ():
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found
