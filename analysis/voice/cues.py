"""The words that tell whose view a clause gives, looked up in a sentence.

They stand in `cues.toml`, each verb in its base form.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Strength = Literal["neutral", "distancing", "endorsing"]

Form = Literal["base", "s", "ed", "ing", ""]
CueKind = Literal["saying", "judging", "noun"]

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of a cue: what stands behind its first word, and what it does."""

    rest: str
    kind: CueKind
    strength: Strength
    form: Form
    needs: bool = False
    is_strict: bool = False
    is_rejecting: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence."""

    start: int
    end: int
    text: str
    entry: Entry


@dataclass(frozen=True)
class Cues:
    """All cues by their first word in lower case, and the small patterns around them."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: frozenset[str]
    needs: re.Pattern[str]
    feelings: frozenset[str]
    infinitives: frozenset[str]
    followers: frozenset[str]
    sources: re.Pattern[str]
    nobody: re.Pattern[str]
    possessed: frozenset[str]
    between: frozenset[str]
    rejecting: re.Pattern[str]
    rejected_nouns: frozenset[str]
    rejected_adjective: re.Pattern[str]
    so_called: re.Pattern[str]
    events: frozenset[str]
    as_told: frozenset[str]

    def find(self, sentence: str) -> Iterator[Cue]:
        """The verbs and nouns of the lists, longest first at each place, in order."""
        past = 0
        for word in _WORD.finditer(sentence):
            if word.start() < past:
                continue
            lower = word[0].lower()
            for entry in self.verbs.get(lower, ()):
                end = word.end() + len(entry.rest)
                if sentence.startswith(entry.rest, word.end()) and not sentence[end : end + 1].isalnum():
                    past = end
                    yield Cue(word.start(), end, sentence[word.start() : end], entry)
                    break
            else:
                if lower in self.nouns:
                    yield Cue(word.start(), word.end(), word[0], _NOUN)


_NOUN = Entry("", "noun", "neutral", "")


@cache
def read_cues() -> Cues:
    """The cues of the bundled file."""
    data = tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
    forms: dict[str, list[str]] = data["forms"]
    verbs: dict[str, list[Entry]] = {}
    maybe, strict = frozenset(data["maybe"]["verbs"]), frozenset(data["maybe"]["strict"])
    for kind, strength, is_rejecting, entry in _listed(data):
        first, _, rest = entry.partition(" ")
        for text, form in _inflect(first, forms.get(first)):
            verbs.setdefault(text, []).append(
                Entry(
                    f" {rest}" if rest else "",
                    kind,
                    strength,
                    form,
                    entry in maybe,
                    entry in strict,
                    is_rejecting,
                )
            )
    needs = "|".join(re.escape(w) if not w[0].isalpha() else rf"\b{w}\b" for w in data["maybe"]["needs"])
    rejected = frozenset(data["rejected"]["nouns"])
    nouns = frozenset(data["nouns"]["views"]) | rejected
    return Cues(
        # a judging verb goes before a saying one of the same words, the longer before the shorter
        verbs={
            word: tuple(sorted(entries, key=lambda e: (-len(e.rest), e.kind)))
            for word, entries in verbs.items()
        },
        nouns=nouns,
        needs=re.compile(needs),
        feelings=frozenset(data["maybe"]["feelings"]),
        infinitives=frozenset(data["maybe"]["infinitives"]),
        followers=frozenset(data["nouns"]["followers"]),
        sources=any_of(data["sources"]["before_holder"]),
        nobody=any_of(data["sources"]["nobody"]),
        possessed=frozenset(data["sources"]["possessed"]),
        between=frozenset(data["between"]["words"]),
        rejecting=any_of(data["rejected"]["adverbs"]),
        rejected_nouns=rejected,
        rejected_adjective=any_of(data["rejected"]["adjectives"]),
        so_called=any_of(data["rejected"]["so_called"]),
        events=frozenset(data["events"]["nouns"]),
        as_told=frozenset(data["events"]["as_told"]),
    )


def any_of(words: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern for whole words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])", flags)


def _listed(data: Mapping[str, Any]) -> Iterator[tuple[CueKind, Strength, bool, str]]:
    strengths: tuple[Strength, ...] = ("neutral", "distancing", "endorsing")
    kinds: tuple[CueKind, ...] = ("saying", "judging")
    for kind in kinds:
        for strength in strengths:
            for entry in data[kind].get(strength, ()):
                yield kind, strength, False, entry
    for entry in data["judging"]["rejecting"]:
        yield "judging", "distancing", True, entry
    known = {entry for kind in kinds for strength in strengths for entry in data[kind].get(strength, ())}
    for entry in data["maybe"]["verbs"]:
        if entry not in known:
            yield "judging", "neutral", False, entry


def _inflect(verb: str, irregular: list[str] | None) -> Iterator[tuple[str, Form]]:
    yield verb, "base"
    if irregular is not None:
        for text in irregular:
            yield text, "ing" if text.endswith("ing") else "s" if text.endswith("s") else "ed"
        return
    ends_in_y = verb.endswith("y") and verb[-2:-1] not in _VOWELS
    stem = verb[:-1] if ends_in_y or verb.endswith("e") else verb
    yield (
        (
            f"{stem}ies"
            if ends_in_y
            else f"{verb}es"
            if verb.endswith(("s", "x", "z", "ch", "sh"))
            else f"{verb}s"
        ),
        "s",
    )
    yield f"{stem}ied" if ends_in_y else f"{stem}ed", "ed"
    yield f"{verb if ends_in_y or verb.endswith('ee') else stem}ing", "ing"
