"""The lexicon: what its file says, ready to be looked up in a sentence."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from analysis.errors import RequestError

Kind = Literal["verb", "noun", "adjective"]
FILE = "lexicon.toml"
_PIECE = re.compile(r"\[[^\]]*\]|\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word, or a phrase, of the lexicon does to the actors of its clause. Effects are in −1..1."""

    text: str
    group: str
    kind: Kind
    subject: float = 0.0
    object: float = 0.0
    holder: float = 0.0
    names: bool = False
    is_tie: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Where an entry stands in a sentence: items first to last; `is_past` where it may be a participle."""

    first: int
    last: int
    entry: Entry
    is_past: bool


Piece = frozenset[str] | Literal["~"] | None
Pattern = tuple[Piece, ...]


@dataclass(frozen=True)
class Lexicon:
    """All entries by their first word, and the small words that turn, soften and part."""

    version: str
    single: Mapping[str, tuple[Entry, bool]]
    phrases: Mapping[str, tuple[tuple[Pattern, Entry, bool], ...]]
    words: Mapping[str, frozenset[str]]
    known: frozenset[str]

    def find_cues(self, lower: Sequence[str], is_name: Sequence[bool]) -> list[Cue]:
        """The entries that stand in a sentence, longest first at each place, never overlapping."""
        cues: list[Cue] = []
        place = 0
        while place < len(lower):
            cue = None if is_name[place] else self._cue_at(place, lower, is_name)
            if cue is None:
                place += 1
            else:
                cues.append(cue)
                place = cue.last + 1
        return cues

    def _cue_at(self, place: int, lower: Sequence[str], is_name: Sequence[bool]) -> Cue | None:
        word = lower[place]
        best: Cue | None = None
        for pattern, entry, is_past in self.phrases.get(word, ()):
            last = _match(pattern, place, lower, is_name)
            if last is not None and (best is None or last > best.last):
                best = Cue(place, last, entry, is_past)
        if best is None and word in self.single:
            entry, is_past = self.single[word]
            best = Cue(place, place, entry, is_past)
        return best


def _match(pattern: Pattern, place: int, lower: Sequence[str], is_name: Sequence[bool]) -> int | None:
    """The last token of a phrase that begins at `place`, or None."""
    for index, piece in enumerate(pattern):
        if piece == "~":
            rest = pattern[index + 1 :]
            ends = (_match(rest, place + skipped, lower, is_name) for skipped in range(3))
            return next((end for end in ends if end is not None), None)
        if place >= len(lower) or (is_name[place] and piece is not None):
            return None
        if piece is not None and lower[place] not in piece:
            return None
        place += 1
    return place - 1


@cache
def read_lexicon() -> Lexicon:
    """The lexicon that comes with Framelens."""
    return make_lexicon(files("analysis.stance").joinpath(FILE).read_text(encoding="utf-8"))


def make_lexicon(text: str) -> Lexicon:
    """A lexicon from the text of its file.

    Raises: RequestError that names the group and the word where something is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RequestError(f"{FILE}: {error}; correct the file at that line.") from error
    forms: Mapping[str, list[str]] = data.get("forms", {})
    single: dict[str, tuple[Entry, bool]] = {}
    phrases: dict[str, list[tuple[Pattern, Entry, bool]]] = {}
    for group in data.get("group", ()):
        for word in group.get("words", ()):
            entry = _make_entry(group, word)
            for first, is_past in _first_forms(word, entry, forms, adverb=group.get("adverb", False)):
                if group.get("past", False) and (not is_past or first == word):
                    continue
                rest = _PIECE.findall(word.replace("-", " "))[1:]
                if rest:
                    pattern = (frozenset({first}), *(_make_piece(piece, forms) for piece in rest))
                    phrases.setdefault(first, []).append((pattern, entry, is_past))
                else:
                    _add_single(single, first, entry, is_past=is_past)
    words = {name: frozenset(listed) for name, listed in data.get("words", {}).items()}
    known = frozenset(single) | frozenset(phrases)
    small = frozenset(word for listed in words.values() for word in listed if " " not in word)
    frozen = {first: tuple(listed) for first, listed in phrases.items()}
    return Lexicon(str(data.get("version", "")), single, frozen, words, known | small)


def _make_entry(group: Mapping[str, Any], word: str) -> Entry:
    for key in ("name", "kind", "meaning", "origin"):
        if not group.get(key):
            raise RequestError(f'{FILE}: group "{group.get("name", "?")}": no {key}; write {key} = "…".')
    kind = group.get("like", "noun") if group["kind"] == "phrase" else group["kind"]
    if kind not in ("verb", "noun", "adjective"):
        raise RequestError(
            f'{FILE}: group "{group["name"]}": kind "{kind}"; write verb, noun, adjective or phrase.'
        )
    effects = {name: float(group.get(name, 0)) for name in ("subject", "object", "holder")}
    return Entry(
        word,
        group["name"],
        kind,
        **effects,
        names=group.get("names", False),
        is_tie=group.get("scope") == "all",
    )


def _add_single(single: dict[str, tuple[Entry, bool]], form: str, entry: Entry, *, is_past: bool) -> None:
    """Keep the first entry of a form; the same form with the opposite sense is a mistake in the file."""
    if form not in single:
        single[form] = (entry, is_past)
        return
    before = single[form][0]
    signs = {_sign(before), _sign(entry)}
    if signs == {-1, 1}:
        raise RequestError(
            f'{FILE}: "{form}" stands in "{before.group}" and in "{entry.group}", which say the opposite; '
            "take it out of one of them."
        )


def _sign(entry: Entry) -> int:
    total = entry.subject + entry.object + entry.holder
    return (total > 0) - (total < 0)


def _first_forms(
    word: str, entry: Entry, forms: Mapping[str, list[str]], *, adverb: bool
) -> list[tuple[str, bool]]:
    """The forms that the first word of an entry takes, and whether each may be a participle."""
    first = _PIECE.findall(word.replace("-", " "))[0]
    if first.startswith("["):
        return [(form, False) for form in sorted(_alternatives(first, forms))]
    is_alone = first == word
    plain = first.removesuffix("*")
    if plain != first or (entry.kind == "verb" and is_alone):
        return [(form, _may_be_past(form)) for form in verb_forms(plain, forms)]
    if not is_alone:
        return [(plain, False)]
    if entry.kind == "noun":
        return [(plain, False), *((form, False) for form in forms.get(plain, [_plural(plain)]))]
    return [(plain, False), *([(_adverb(plain), False)] if adverb else [])]


def verb_forms(plain: str, forms: Mapping[str, list[str]]) -> list[str]:
    """A verb's plain form and its others: those listed, or those made by rule."""
    if plain in forms:
        return [plain, *forms[plain]]
    if plain.endswith("e"):
        return [plain, plain + "s", plain + "d", plain[:-1] + "ing"]
    if plain.endswith("y") and plain[-2] not in "aeiou":
        return [plain, plain[:-1] + "ies", plain[:-1] + "ied", plain + "ing"]
    return [plain, _plural(plain), plain + "ed", plain + "ing"]


def _may_be_past(form: str) -> bool:
    return not form.endswith("ing") and not (form.endswith("s") and not form.endswith("ss"))


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _adverb(adjective: str) -> str:
    if adjective.endswith("ic"):
        return adjective + "ally"
    if adjective.endswith("le"):
        return adjective[:-1] + "y"
    if adjective.endswith("y"):
        return adjective[:-1] + "ily"
    return adjective + "ly"


def _make_piece(piece: str, forms: Mapping[str, list[str]]) -> Piece:
    if piece == "~":
        return "~"
    if piece == "_":
        return None
    return _alternatives(piece, forms)


def _alternatives(piece: str, forms: Mapping[str, list[str]]) -> frozenset[str]:
    choices: Iterable[str] = piece[1:-1].split("|") if piece.startswith("[") else (piece,)
    found: set[str] = set()
    for choice in choices:
        found.update(verb_forms(choice[:-1], forms) if choice.endswith("*") else (choice.strip(),))
    return frozenset(found)
