"""How an alias may be written, and one pattern that finds all of them.

An alias is plain text. Its typographic variants are spelled out before the
pattern is made, so that the longest one always wins and offsets stay those of
the text as it is.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

SPELLINGS = ("Korean name",)
"""What a group of words may have as its `spelling`."""

_SMALL_WORDS = frozenset(
    {"a", "and", "at", "by", "for", "from", "in", "into", "of", "on", "the", "to", "with"}
)
_ABBREVIATION = re.compile(r"\b[A-Z]{2,5}\b")
_HYPHENS = "-‐‑‒–−"  # hyphen, non-breaking hyphen, figure dash, en dash, minus
_APOSTROPHES = "'’‘ʼ＇´`"
_QUOTES = '"“”„'
_PLAIN = str.maketrans(
    dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"')
)

# Spaces, and at most one line break: a blank line is the end of a paragraph, not of a word.
SPACE = r"(?:[^\S\r\n]+(?:\r?\n[^\S\r\n]*)?|\r?\n[^\S\r\n]*)"
_SYMBOLS = {" ": SPACE, "-": f"[{_HYPHENS}]", "'": f"[{_APOSTROPHES}]", '"': f"[{_QUOTES}]"}

# "Sino-Russian", "Russo Ukrainian War": the first half of a compound.
_COMPOUND = rf"(?=[{_HYPHENS}]\w|{SPACE}[A-Z]\w+(?:an|ese|ish|i|Soviet|Korean)\b)"
_WORD_ENDS = r"(?!\w)"
_NO_DOT = r"(?!\.|\w)"  # "U.S" is not the beginning of "U.S.S. Enterprise"

_Trie = dict[str, "_Trie"]


def make_plain(text: str) -> str:
    """The text with single spaces, straight quotes and plain hyphens: what two variants have in common."""
    return " ".join(text.split()).translate(_PLAIN)


def spell(alias: str, spelling: str = "") -> set[str]:
    """All ways to write an alias, in plain form; a final hyphen stays as the mark of a first half."""
    plain = make_plain(alias)
    forms = _spell_korean(plain) if spelling == "Korean name" else {plain}
    forms |= {_capitalise(form, frozenset()) for form in forms} | {
        _capitalise(form, _SMALL_WORDS) for form in forms
    }
    dotted = {written for form in forms for written in _spell_abbreviations(form)}
    letters = sum(map(str.isalpha, plain))
    return dotted | ({form.upper() for form in forms} if letters >= 3 else set())


def compile_words(forms: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds the longest of the forms at every place where a word begins.

    Addresses are matched too, so that "www.example.org/US-news" is passed over in one go.
    """
    trie: _Trie = {}
    for form in forms:
        node = trie
        for symbol in _list_symbols(form):
            node = node.setdefault(symbol, {})
    return re.compile(rf"(?<!\w)(?:(?:https?://|www\.)\S+|{_write(trie)})")


def _spell_korean(name: str) -> set[str]:
    """Kim Jong Un, Kim Jong-un, Kim Jong-Un, Kim Jong un, Kim Jongun; other names as they are."""
    parts = name.split()
    if len(parts) != 3:
        return {name}
    family, first, second = parts
    givens = {f"{first}{joint}{last}" for joint in " -" for last in (second, second.lower())}
    return {f"{family} {given}" for given in givens | {first + second.lower()}}


def _capitalise(form: str, but: frozenset[str]) -> str:
    """Title case: small first letters become large, others stay; the first word is left as it is."""
    first, *rest = form.split(" ")
    return " ".join([first, *(word if word in but else word[:1].upper() + word[1:] for word in rest)])


def _spell_abbreviations(form: str) -> Iterator[str]:
    """US, U.S., U. S. and U.S, in every combination."""
    pieces: list[tuple[str, ...]] = []
    at = 0
    for match in _ABBREVIATION.finditer(form):
        letters = match.group()
        dots = (letters, ".".join(letters) + ".", ". ".join(letters) + ".", ".".join(letters))
        pieces += [(form[at : match.start()],), dots]
        at = match.end()
    pieces.append((form[at:],))
    return map("".join, product(*pieces))


def _list_symbols(form: str) -> Iterator[str]:
    """The form as small patterns, one a character, and a last one for what must follow."""
    is_first_half = form.endswith("-")
    for character in form.rstrip("-") if is_first_half else form:
        yield _SYMBOLS.get(character) or re.escape(character)
    if is_first_half:
        yield _COMPOUND
    elif form[-1] in "$/@":
        yield ""
    elif re.search(r"(?:\b[A-Z]\.)+[A-Z]$", form):
        yield _NO_DOT
    else:
        yield _WORD_ENDS


def _write(node: _Trie) -> str:
    """A trie as a pattern. What consumes a character comes first, so that the longest form is tried first."""
    ends = ("", _COMPOUND, _NO_DOT, _WORD_ENDS)
    symbols = sorted(node, key=lambda symbol: (symbol in ends, symbol))
    branches = [symbol + _write(node[symbol]) for symbol in symbols]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})" if branches else ""
