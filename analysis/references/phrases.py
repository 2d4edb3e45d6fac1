"""The phrases of a sentence that may stand for somebody, and of which kind each is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analysis.references.words import any_of, read_words

_NUMBERS = {
    "two": 2,
    "both": 2,
    "either": 2,
    "neither": 2,
    "each": 2,
    "three": 3,
    "four": 4,
    "pair": 2,
    "duo": 2,
    "trio": 3,
}
_SIZE_UNTOLD = 0
_NOT_OF = r"(?!\s+of\s+(?!the\s+(?:two|three)))"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place that may stand for somebody. kind says which rule resolves it; word and number what it says."""

    start: int
    end: int
    kind: str
    word: str = ""
    number: int = 0


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists = read_words().lists
    many = "|".join(
        rf"(?P<{kind}>{any_of(lists[f'many.{kind}'])})" for kind in ("states", "parties", "persons")
    )
    adjective = rf"(?:(?:{any_of(lists['many.adjectives'])}|\w+[’']s\s+\w+)\s+)?"
    people = any_of([*lists["institution.nouns"]])
    kin = "|".join(
        rf"(?P<{kind}>{any_of(lists[f'kin.{kind}'])})" for kind in ("allies", "neighbours", "rivals")
    )
    official = any_of(
        word
        for word in lists["person.official"]
        if word
        not in ("official", "general", "colleague", "counterpart", "representative", "diplomat", "speaker")
    )
    shared, said = any_of(lists["shared.nouns"]), any_of(lists["said.nouns"])
    written = (
        (
            "many",
            rf"\b(?:(?:the|these|those|our|all)\s+)?(?P<number>two|both|three|four|either|neither)\s+(?:of\s+)?(?:the\s+)?(?:two\s+)?{adjective}(?:{many})\b",
        ),
        ("many", r"\b(?P<number>neither|either)\s+(?:(?P<states>country|nation|state|government|capital)|side|party|leader)\b"),
        ("many", r"\b[Tt]he\s+(?P<number>pair|duo|trio)\b(?!\s+of\b)"),
        ("many", r"\b[Tt]he\s+(?P<number>two|three)(?=\s+(?:have|are|were|had|met|signed|agreed|will|also|last|discussed|spoke|exchanged|share|shared|did|do)\b)"),
        ("many", r"\b(?:(?:these|those)\s+(?P<states>countries|nations|states)|(?P<number>each)\s+(?:side|country)|the\s+(?:sides|neighbours|neighbors|rivals|adversaries))\b(?!\s+of\b)"),
        ("many", r"(?<!\w)(?P<number>(?-i:Both))(?=\s+(?:have|are|were|had|will|would|say|said|want|deny|denied|signed|agreed|claim|claimed|call|called|need|use|export|share|border)\b)"),
        ("its", rf"\b[Ii]ts\s+(?:[a-z-]+\s+)?{any_of(lists['one.belongings'])}\b"),
        ("former", r"\b[Tt]he\s+(?P<word>former|latter)(?=(?:[’']s)?\b(?!\s+(?:Soviet|Yugoslav|East|West|president|minister|leader|prime|foreign|secretary|ambassador|envoy|state|(?-i:[A-Z])\w*)\b))"),
        ("kin", rf"(?:\b[Ii]ts|(?<=[\w.][’']s)|(?<=\ws[’']))\s+(?:(?P<word>northern|southern|eastern|western|(?:{any_of(lists['kin.adjectives'])}))\s+){{0,2}}(?:{kin})\b"),
        ("shared", rf"\b(?:this|that|the)\s+(?:{any_of(lists['shared.adjectives'])}\s+)?{shared}\b(?!\s+(?:between|with|of)\b)"),
        ("said", rf"\b(?:such(?:\s+an?)?|these|those|this)\s+(?:{any_of(lists['said.adjectives'])}\s+)*{said}\b|\bthe\s+(?:remarks|comments|accusations|allegations|threats)\b(?!\s+(?:of|by|from|that|made)\b)"),
        ("institution", rf"\b[Tt]he\s+(?P<word>{people}|{official})\b(?!\s+(?:of|in|for|to)\b)(?!\s+(?-i:[A-Z])|-)"),
        ("one", rf"\b(?:the|this|that(?=\s+(?:country|nation)\b))\s+(?P<word>{any_of(lists['one.nouns'])})\b{_NOT_OF}(?!-|\s+(?:of|to|in\s+which|where|that|department|that)\b|\s+(?:in|of)\s+(?-i:[A-Z]))"),
        ("they", r"\b[Tt]hey\b"),
        ("their", rf"\b[Tt]heir\s+(?:leaders|countries|governments|presidents|{any_of(lists['shared.nouns'] | {'ties', 'relations'})})\b"),
        ("person", r"\b(?:he|she|his|him|her|himself)\b"),
        ("it", r"\bit\b"),
    )  # fmt: skip
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in written)


def find_phrases(text: str) -> list[Phrase]:
    """The phrases of a sentence in order, never overlapping; the longest wins."""
    chosen: list[Phrase] = []
    for phrase in sorted(_find_all(text), key=lambda p: (p.start, -p.end)):
        if not chosen or phrase.start >= chosen[-1].end:
            chosen.append(phrase)
    return chosen


def _find_all(text: str) -> Iterator[Phrase]:
    for number, data in enumerate(read_words().data):
        for match in data.phrases.finditer(text):
            yield Phrase(*match.span(), "data", str(number))
    for number, epithet in enumerate(read_words().epithets):
        for match in epithet.phrases.finditer(text):
            yield Phrase(*match.span(), "epithet", str(number))
    for kind, pattern in _patterns():
        for match in pattern.finditer(text):
            named = match.groupdict()
            if kind == "one" and not _stands_alone(text, match):
                continue
            word = (named.get("word") or "").lower()
            if kind in ("many", "kin"):
                word = (
                    next(
                        (
                            key
                            for key in ("states", "parties", "persons", "allies", "neighbours", "rivals")
                            if named.get(key)
                        ),
                        "parties",
                    )
                    + " "
                    + word
                )
            if kind == "person":
                word = "his" if match[0].lower() in ("his", "her") else ""
            start = match.end() - len(match[0].lstrip())
            yield Phrase(
                start,
                match.end(),
                kind,
                word,
                _NUMBERS.get((named.get("number") or "").lower(), _SIZE_UNTOLD),
            )


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether "the state" is not the beginning of "the state newspaper"."""
    word, patterns = match["word"].lower(), read_words().patterns
    following = re.match(r"\s+([a-z]+s)\b", text[match.end() :])
    if word in ("government", "nation") and following and following[1] not in read_words().lists["one.parts"]:
        return True
    return word not in ("state", "government", "nation") or bool(
        patterns["ends phrase"].match(text, match.end())
    )
