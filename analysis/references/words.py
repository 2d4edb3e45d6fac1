"""The words of `references.toml` and `states.toml`, as patterns made once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analysis.actors.spelling import compile_words, make_plain, spell

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DataPhrase:
    """Phrases that stand for one actor by themselves, where the words around allow it."""

    phrases: Pattern
    actor_id: str
    needs: Pattern | None
    unless: Pattern | None


@dataclass(frozen=True, slots=True)
class Epithet:
    """Words such as "the communist state", and the states they can fit."""

    phrases: Pattern
    fits: frozenset[str]


@dataclass(frozen=True)
class Words:
    """Everything that the rules need to know of words."""

    states: Pattern
    meanings: dict[str, tuple[str, str, str]]  # form → (id, "name" | "demonym" | "capital", "state" | "body")
    data: tuple[DataPhrase, ...]
    epithets: tuple[Epithet, ...]
    lists: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, Any]]
    patterns: Mapping[str, Pattern]


def any_of(words: Iterable[str]) -> str:
    """One alternative for all words, the longest first."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@cache
def read_words() -> Words:
    """The bundled words."""
    folder = Path(__file__).parent
    data = tomllib.loads((folder / "references.toml").read_text(encoding="utf-8"))
    states = tomllib.loads((folder / "states.toml").read_text(encoding="utf-8"))
    meanings = _read_states(states)
    never = {form for words in states["never"]["words"] for form in spell(words)}
    lists = {
        f"{table}.{key}": frozenset(value)
        for table, content in data.items()
        if isinstance(content, dict)
        for key, value in content.items()
        if isinstance(value, list)
    }
    return Words(
        states=compile_words(sorted(set(meanings) | never)),
        meanings=meanings,
        data=tuple(
            DataPhrase(
                re.compile(rf"\b{any_of(entry['phrases'])}(?![\w-]| [A-Z]| of\b)"),
                entry["actor"],
                _words_or_none(entry["needs"]),
                _words_or_none(entry["unless"]),
            )
            for entry in data["data"]
        ),
        epithets=tuple(
            Epithet(
                re.compile(
                    rf"\b(?:the|this|that)\s+(?:\w+\s+)?{any_of(entry['phrases'])}\b(?!\s+of\b)",
                    re.IGNORECASE,
                ),
                frozenset(entry["fits"]),
            )
            for entry in data["epithet"]
        ),
        lists=lists,
        tables=data["kin"],
        patterns=_make_patterns(lists),
    )


def _words_or_none(words: list[str]) -> Pattern | None:
    return re.compile(rf"\b{any_of(words)}(?!\w)") if words else None


def _read_states(data: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    meanings: dict[str, tuple[str, str, str]] = {}
    for table, what in (("states", "state"), ("bodies", "body")):
        for state_id, entry in data[table].items():
            for kind, words in zip(("name", "demonym", "capital"), entry.split(";"), strict=False):
                for word in filter(None, map(str.strip, words.split(","))):
                    for form in spell(word):
                        meanings.setdefault(make_plain(form), (state_id, kind, what))
    return meanings


def _make_patterns(lists: Mapping[str, frozenset[str]]) -> dict[str, Pattern]:
    """The patterns that several rules share. All are made here, once."""
    verbs = lists["verbs.auxiliary"] | lists["verbs.saying"] | lists["verbs.acting"] | lists["verbs.other"]
    verbs |= lists["verbs.irregular"] | lists["verbs.facing"]
    verb = rf"(?:(?:{any_of(verbs)}|\w{{2,}}ed)\b|\w{{3,}}s\s+(?:the|an?|its?|that|their|his|to|no|all|every|more|how|what)\b)"
    outside = any_of(lists["clauses.prepositions"] | lists["clauses.joining"])
    adverbs = rf"(?:\s+(?:{any_of(lists['verbs.adverbs'])}|\w{{3,}}ly)\b)*"
    agent = rf"(?:{any_of(lists['verbs.saying'] | lists['verbs.acting'])})\b"
    auxiliaries = rf"(?:{any_of(lists['verbs.auxiliary'])}\b{adverbs}\s+)*"
    official, person = (
        any_of(lists["person.official"]),
        any_of(lists["person.official"] | lists["person.other"]),
    )
    return {
        "verb": re.compile(rf"\b{verb}"),
        "predicate": re.compile(rf"(?:,[^,;]{{3,80}},)?{adverbs}\s+{verb}"),
        # behind a person's name any small word is a verb that is no preposition or conjunction
        "person's predicate": re.compile(
            rf"(?:\s+[A-Z][\w-]+)?(?:,[^,;]{{3,80}},)?{adverbs}\s+(?!{outside}\b|\w+ing\b)[a-z]\w+"
        ),
        "saying": re.compile(rf"\b{any_of(lists['verbs.saying'])}\b"),
        "says": re.compile(rf"{adverbs}\s+(?:(?:has|have|had)\s+)?{any_of(lists['verbs.saying'])}\b"),
        # "said on Tuesday that ": from a state to the pronoun that is it
        "says that": re.compile(
            rf"{adverbs}\s+(?:(?:has|have|had)\s+)?{adverbs}\s*{any_of(lists['verbs.saying'])}"
            r"(?:\s+(?:on\s+\w+day|in\s+\w+|only|this\s+\w+|last\s+\w+|yesterday|today|earlier))?(?:\s+that)?\s+"
        ),
        "agent": re.compile(
            rf"{adverbs}\s+{auxiliaries}(?:{agent}|be\s+{any_of(lists['verbs.minded'])}\b|{any_of(lists['verbs.minded'])}\b)"
        ),
        "facing": re.compile(rf"{adverbs}\s+{auxiliaries}{any_of(lists['verbs.facing'])}\b"),
        "together": re.compile(rf"{adverbs}\s+{auxiliaries}{any_of(lists['verbs.together'])}\b"),
        "private": re.compile(rf"(?:\s+[\w-]+)?\s+{any_of(lists['one.private'])}\b"),
        # "the leaders of", before a group
        "persons of": re.compile(rf"\b{any_of(lists['many.persons'])}\s+of\s+(?:both\s+)?(?:the\s+)?$"),
        "politics": re.compile(rf"\b{any_of(lists['many.politics'])}\b"),
        "region": re.compile(rf"\b{any_of(lists['one.regions'])}\b"),
        "voice": re.compile(
            rf"\b{any_of(lists['person.voices'] | lists['person.official'])}\b", re.IGNORECASE
        ),
        # "the beekeeper": words that end like a person
        "someone": re.compile(
            rf"\b(?:the|an?|another|one|his|her|its)\s+(?:[a-z]+\s+){{0,2}}?(?!{any_of(lists['person.things'])}\b)"
            r"(?P<noun>[a-z]{2,}(?:er|or|ist|ian|eer|man|woman))\b(?!['’]s|\s+of\b|-)",
            re.IGNORECASE,
        ),
        "copula": re.compile(r"\s+(?:\w+\s+)?(?:is|was|be|been|were)\b"),
        "impersonal": re.compile(rf"{adverbs}\s+{auxiliaries}{any_of(lists['verbs.impersonal'])}\b"),
        "clause": re.compile(rf"[,;:—–]|\b{any_of(lists['clauses.joining'])}\b"),
        "ends phrase": re.compile(
            rf"['’]|\s*[^\w\s-]|\s*$|(?:{adverbs})\s+(?:{any_of(lists['clauses.joining'] | lists['clauses.prepositions'])}\b|{verb})"
        ),
        "reporting": re.compile(rf"\b{any_of(lists['verbs.reporting'])}\b"),
        "joined": re.compile(rf"(?:^|[\s,]){any_of(lists['clauses.joining'])}\s+$"),
        "opening": re.compile(
            rf"(?:{any_of(lists['clauses.opening'] | lists['clauses.prepositions'])}|asked|but|and|yet|so|however|meanwhile)\b",
            re.IGNORECASE,
        ),
        "opens clause": re.compile(
            rf"(?:But\s+|And\s+)?{any_of(word.capitalize() for word in lists['clauses.opening'])}\s+$"
        ),
        "preposition": re.compile(
            rf"\b{any_of(lists['clauses.prepositions'])}\s+(?:the\s+|both\s+|its\s+|a\s+)?$", re.IGNORECASE
        ),
        "place": re.compile(rf"\b{any_of(lists['clauses.places'])}\s+(?:the\s+)?$", re.IGNORECASE),
        # a state's person: "Russian foreign minister", "Washington's envoy"
        "official": re.compile(
            rf"(?:['’]s?)?(?:\s+(?!(?:the|an?)\b|{outside}\b|{any_of(lists['verbs.saying'])}\b)[\w-]+){{0,3}}?\s+({official})\b",
            re.IGNORECASE,
        ),
        "official of": re.compile(rf"\b(?:{official}\s+of|spokes\w+\s+for)\s+(?:the\s+)?$", re.IGNORECASE),
        "person": re.compile(rf"\b{person}\b"),
        "shared sign": re.compile(rf"\b{any_of(lists['shared.signs'])}\b", re.IGNORECASE),
    }
