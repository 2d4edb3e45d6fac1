"""Who somebody is that is no actor: a name, or an office and whose it is, as the text prints it."""

import re
from collections.abc import Sequence

from analysis.types import HolderType, Mention
from analysis.voice.holder_words import HolderWords

_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Prof|Gov)\.\s+)?(?:[A-Z]\.|[A-Z][\w’'-]*)(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]*|(?:bin|al|de|van|von)\b))*"
)
_DETERMINER = re.compile(
    r"^(?:the|an?|its|his|her|their|our|one|some|many|several|even|and|but)\s+", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"[’']s?$")
_FIRST_PREPOSITION = re.compile(
    r"\s+(?:for|to|on|against|about|with|toward|towards|in|at|near|over|by|from|under|who|which|that)\b|,"
)
_CONTRACTION = re.compile(r"[’'](?:re|ll|ve|d|m|s)$")
_MARKS = " ,.;:—–-\"“”'’‘()"
PHRASE_WORDS = 6
"""A holder without a name of its own is printed up to so many words."""


def print_name(
    sentence: str, start: int, end: int, mentions: Sequence[Mention], words: HolderWords
) -> tuple[str, HolderType, str]:
    """The name, the type and the surname of somebody; all "" where the words name nobody.

    A person by the name alone ("talk show legend Regis Philbin" is Regis
    Philbin); where there is none, what the person is ("Colombian senators").
    """
    cut = _FIRST_PREPOSITION.search(sentence, start + 1, end)
    core_end = cut.start() if cut and sentence[start : cut.start()].strip(_MARKS) else end
    core = sentence[start:core_end]
    kind = _type_of(core, words)
    if kind == "other medium":
        return _print(core), kind, ""
    of = sentence.find(" of ", start, core_end)
    if of > 0:
        head = find_names(sentence, start, of, mentions, words)
        if head and head[-1][1] == of:  # "Professor Wang of Tsinghua University"
            return head[-1][2], kind, head[-1][2].split()[-1]
    names = [] if of > 0 else find_names(sentence, start, core_end, mentions, words)
    if names and not sentence[names[-1][1] : core_end].strip(_MARKS + "s"):
        name = _POSSESSIVE.sub("", names[-1][2])
        return name, kind, name.split()[-1]
    is_named = bool(names) or of > 0 or any(m.start < core_end for m in mentions)
    if is_named and len(core.split()) <= PHRASE_WORDS:
        return _print(core), kind, ""
    if names:
        return names[-1][2], kind, ""
    phrase = sentence[start:end]
    if len(phrase.split()) <= PHRASE_WORDS and (
        mentions or find_names(sentence, core_end, end, mentions, words)
    ):
        return _print(phrase), kind, ""
    return "", kind if kind in ("expert", "government") else "", ""


def _type_of(core: str, words: HolderWords) -> HolderType:
    if words.expert.search(core):
        return "expert"
    if words.media.search(core):
        return "other medium"
    return "government" if words.government.search(core) else "other"


def _is_common(word: str, after: str) -> bool:
    """ "Prosecutors in Prague", "Addressing the dossier"; not "Colombian senators"."""
    if word.endswith(("ing", "ed", "ly")):
        return True
    return word.endswith("s") and not _POSSESSIVE.search(word) and bool(re.match(r"\s+[a-z]", after))


def _print(phrase: str) -> str:
    return _POSSESSIVE.sub("", _DETERMINER.sub("", phrase.strip(_MARKS)))


def find_names(
    sentence: str, start: int, end: int, mentions: Sequence[Mention], words: HolderWords
) -> list[tuple[int, int, str]]:
    """Capitalised names between two places, with where they stand, but for mentions and lone titles."""
    found = []
    for match in _NAME.finditer(sentence, start, end):
        if any(m.start < match.end() and match.start() < m.end for m in mentions):
            continue
        parts = match[0].split()
        while parts and _CONTRACTION.sub("", parts[0]) in words.not_names:
            parts = parts[1:]
        if not parts or all(part in words.titles or words.government.fullmatch(part) for part in parts):
            continue
        first = match.end() - len(" ".join(parts))
        is_first = not sentence[:first].strip(" “”\"'‘(")
        if len(parts) == 1 and is_first and _is_common(parts[0], sentence[match.end() : end]):
            continue  # a capital that only opens the sentence
        found.append((first, match.end(), _POSSESSIVE.sub("", " ".join(parts))))
    return found
