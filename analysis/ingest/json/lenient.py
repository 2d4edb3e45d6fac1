"""JSON as it is found in the wild: with literal line breaks in strings, or cut off before its end.

Python's own reader refuses both. Strings know their place in the text, so
that what is taken out of a record can be shown where it stood.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from analysis.ingest.limits import MAX_DEPTH

_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)(\\?)("?)', re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL
)
_CUT_ESCAPE = re.compile(
    r"\\(?:u[0-9a-fA-F]{0,3})?$|\\u[dD][89abAB][0-9a-fA-F]{2}(?:\\(?:u[0-9a-fA-F]{0,3})?)?$"
)
_SCALAR = re.compile(r"-?[0-9][0-9.eE+-]*|true|false|null")
_SPACE = re.compile(r"[\s\ufeff]*")
_NAMES = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": "\n"}
_CONSTANTS = {"true": True, "false": False, "null": None}


class NotJsonError(Exception):
    """The text breaks the rules of JSON before its end; `position` says where."""

    def __init__(self, position: int, reason: str) -> None:
        self.position, self.reason = position, reason
        super().__init__(reason)


class Located(str):
    """A decoded string that knows its place in the text it came from."""

    _steps: tuple[list[int], list[int]]

    def place(self, offset: int) -> int:
        """The place in the text of the character at `offset` of the decoded string."""
        decoded, written = self._steps
        step = bisect_right(decoded, offset) - 1
        return written[step] + offset - decoded[step]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value and whether the text went on to its end. items: the places of a list's members."""

    value: Any
    is_complete: bool
    items: tuple[tuple[int, int], ...] = ()


def parse(text: str) -> Parsed:
    """The value that a text holds, as far as it goes. Raises NotJsonError."""
    reader = _Reader(text)
    value = reader.read_value(0)
    is_complete = not reader.is_cut
    if is_complete and reader.skip() < len(text):
        raise NotJsonError(reader.position, "something follows after its end")
    return Parsed(value, is_complete, tuple(reader.items))


class _Reader:
    """A place in the text, and whether the text broke off."""

    def __init__(self, text: str) -> None:
        self.text, self.position, self.is_cut = text, 0, False
        self.items: list[tuple[int, int]] = []

    def skip(self) -> int:
        match = _SPACE.match(self.text, self.position)
        self.position = match.end() if match else self.position
        self.is_cut = self.is_cut or self.position >= len(self.text)
        return self.position

    def read_value(self, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise NotJsonError(self.position, f"it is nested more than {MAX_DEPTH} levels deep")
        if self.skip() >= len(self.text):
            return None
        char = self.text[self.position]
        if char == "{":
            return self._read_object(depth)
        if char == "[":
            return self._read_list(depth)
        if char == '"':
            return self._read_string()
        return self._read_scalar()

    def _read_object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.position += 1
        while not self._ends("}", is_first=not found):
            if self.text[self.position] != '"':
                raise NotJsonError(self.position, "a name in quotation marks was expected")
            name = self._read_string()
            if self.skip() >= len(self.text):
                break
            self._expect(":")
            found[str(name)] = self.read_value(depth + 1)
        return found

    def _read_list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self.position += 1
        while not self._ends("]", is_first=not found):
            start = self.position
            found.append(self.read_value(depth + 1))
            if depth == 0:
                self.items.append((start, self.position))
        return found

    def _ends(self, end: str, *, is_first: bool) -> bool:
        """Whether an object or a list is over; steps over the comma before its next member."""
        if self.is_cut or self.skip() >= len(self.text):
            return True
        if self.text[self.position] == end:
            self.position += 1
            return True
        if not is_first:
            self._expect(",")
            return self.skip() >= len(self.text)
        return False

    def _expect(self, char: str) -> None:
        if self.text[self.position] != char:
            raise NotJsonError(self.position, f"“{char}” was expected")
        self.position += 1

    def _read_string(self) -> Located:
        match = _STRING.match(self.text, self.position)
        if match is None:
            raise NotJsonError(self.position, "a text in quotation marks was expected")
        written, start = match[1], match.start(1)
        if not match[3]:
            self.is_cut = True
            written = _CUT_ESCAPE.sub("", written)
        self.position = match.end()
        return _decode(written, start)

    def _read_scalar(self) -> Any:
        match = _SCALAR.match(self.text, self.position)
        if match is None:
            rest = self.text[self.position :]
            if any(word.startswith(rest) for word in _CONSTANTS):
                self.position, self.is_cut = len(self.text), True
                return None
            raise NotJsonError(self.position, "a value was expected")
        self.position = match.end()
        return _CONSTANTS.get(match.group(), match.group())


def _decode(written: str, start: int) -> Located:
    """A string without its escapes, and the steps from its offsets to places."""
    pieces: list[str] = []
    decoded, places, length, last = [0], [start], 0, 0
    for match in _ESCAPE.finditer(written):
        high, low, code, name = match.groups()
        if high:
            char = chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
        elif code:
            char = chr(int(code, 16))
            char = "�" if "\ud800" <= char <= "\udfff" else char
        else:
            char = _NAMES.get(name, name)
        pieces += (written[last : match.start()], char)
        length += match.start() - last
        decoded += (length, length + 1)
        places += (start + match.start(), start + match.end())
        length, last = length + 1, match.end()
    pieces.append(written[last:])
    found = Located("".join(pieces))
    found._steps = decoded, places
    return found
