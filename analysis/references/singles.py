"""Whom a phrase for one stands for: "the country", "its ally", "it", "the ministry", "such remarks"."""

import re
from collections.abc import Sequence
from functools import cache

from analysis.references.persons import find_speakers
from analysis.references.scenes import Antecedent, Group, Scene
from analysis.references.words import read_words

_POSSESSIVE = re.compile(r"(?:['’]s|['’])\s+")
_OPENING = re.compile(r"\W*(?:But|And|Yet|So|In|On|At|For|To|Of|From|With|By|Now)?\s*(?:both\s+)?")
_OFFICE_BETWEEN = re.compile(r"[’']s\s+(?:[a-z-]+\s+){0,3}[\w-]+,?\s+")  # "'s supreme leader, "
REACH = 4
"""How many sentences, its own among them, a phrase for one state looks through."""


def resolve_state(
    scenes: Sequence[Scene],
    start: int,
    end: int,
    *,
    fits: frozenset[str] | None = None,
    governs: bool = False,
) -> Antecedent | None:
    """The one state near by that "the country" can be.

    Who else stands in the phrase's own clause is not it: "the country lodged a
    protest with Beijing". The subject of the nearest sentence that names
    states wins; where two are possible, there is none.
    """
    scene, clause, reporting = scenes[-1], read_words().patterns["clause"], read_words().patterns["reporting"]
    named = _whose_leader(scene, end)
    if named:
        return named
    inside = scene.states(before=start)
    same_clause = [
        a
        for a in inside
        if not clause.search(scene.text, a.end, start) and not reporting.search(scene.text, a.end, start)
    ]
    if governs and inside:
        return inside[-1] if len({a.key for a in inside}) == 1 else None
    excluded = {a.key for a in [*same_clause, *scene.states(after=end)] if a.role != "place"}
    apart = [a for a in inside if a not in same_clause]
    for back, earlier in enumerate(reversed(scenes[-REACH:])):
        states = apart if back == 0 else earlier.states()
        found = [a for a in states if a.what != "body" and a.key not in excluded]
        found = [a for a in found if not (a.role == "adjective" and _is_private(earlier.text, a))]
        if back == 0 and found:
            found += [
                a
                for a in scene.persons(before=start)
                if a.role == "subject" and a.key.startswith("~") and a.key[1:2].isupper()
            ]
        if not found:
            continue
        chosen = _choose(found)
        if fits is not None:
            fitting = [a for a in found if a.key in fits]
            if not chosen and not fitting:
                continue
            chosen = chosen or _choose(fitting)
            return chosen if chosen and chosen.key in fits else None
        if chosen and chosen.role in ("adjective", "place", "oblique", "object"):
            return chosen if _is_unopposed(scenes[:-1][-REACH + 1 :], chosen, excluded) else None
        return chosen
    return None


def _whose_leader(scene: Scene, end: int) -> Antecedent | None:
    """ "The country's leader, Kim Jong Un": the name tells the country."""
    for person in scene.persons():
        if person.start >= end and _OFFICE_BETWEEN.fullmatch(scene.text, end, person.start):
            return None if person.key.startswith("~") else person
    return None


def _is_private(text: str, adjective: Antecedent) -> bool:
    """ "A Chinese firm" does not make China the country."""
    return bool(read_words().patterns["private"].match(text, adjective.end))


def _choose(found: Sequence[Antecedent]) -> Antecedent | None:
    """The subject, or who else is alone."""
    subjects = {a.key: a for a in found if a.role == "subject"}
    if not subjects:
        subjects = {a.key: a for a in found[:1] if a.role == "owner"}
    every = {a.key: a for a in found}
    chosen = subjects if len(subjects) == 1 else every
    return next(iter(chosen.values())) if len(chosen) == 1 else None


def _is_unopposed(scenes: Sequence[Scene], chosen: Antecedent, excluded: set[str]) -> bool:
    """Whether no other state was the subject of a sentence before."""
    subjects = {
        a.key for s in scenes for a in s.states() if a.role in ("subject", "owner") and a.what != "body"
    }
    return not subjects - {chosen.key} - excluded


def resolve_it(scenes: Sequence[Scene], start: int, end: int) -> Antecedent | None:
    """The state that does what only somebody can do: "China said it would …", "It denies this"."""
    scene, patterns = scenes[-1], read_words().patterns
    text = scene.text
    if scene.is_quoted(start):
        return None
    inverted = re.search(r"\bnor\s+(?:has|have|does|did|will|would|is|was)\s+$", text[:start])
    acts = patterns["agent"].match(text, end) and not patterns["impersonal"].match(text, end)
    subjects = [a for a in scene.states(before=start) if a.role == "subject" and a.what == "state"]
    others = [a for a in scene.found if a.end <= start and a.role == "subject" and a.what != "state"]
    if subjects:
        last = subjects[-1]
        between = text[last.end : start]
        if any(other.start > last.end for other in others):
            return None
        if patterns["says that"].fullmatch(between) and not _is_empty_it(text, end):
            return last
        joined = patterns["joined"].search(between)
        if _is_led_in(text[: last.start], between) and (acts or patterns["facing"].match(text, end)):
            return last
        return last if (acts and joined) or (inverted and not _is_empty_it(text, end)) else None
    if patterns["opens clause"].search(text[:start]) and len(text[:start].split()) <= 2:
        return _coming_subject(scene, end)
    if others or not acts or len(scenes) < 2 or not re.fullmatch(r"\W*(?:But|And|Yet|So)?\s*", text[:start]):
        return None
    subject = scenes[-2].subject()
    if isinstance(subject, Group) or subject is None or subject.what not in ("state", "body"):
        return None
    return subject


def resolve_its(scenes: Sequence[Scene], start: int) -> Antecedent | None:
    """The state that "its leader" opens the next sentence about."""
    if not _OPENING.fullmatch(scenes[-1].text[:start]) or len(scenes) < 2:
        return None
    subject = scenes[-2].subject()
    is_state = isinstance(subject, Antecedent) and subject.what == "state" and subject.form != "institution"
    return subject if is_state and isinstance(subject, Antecedent) else None


def _is_led_in(before: str, between: str) -> bool:
    """ "If Russia helped, it would …"."""
    opening = read_words().patterns["opens clause"]
    return (
        between.endswith(", ")
        and between.count(",") == 1
        and bool(
            opening.search(before[:1].upper() + before[1:] if before.count(" ") == 1 else before)
            or re.search(r"\b(?:if|when|that if|because|since|after|although)\s+$", before)
        )
    )


def _is_empty_it(text: str, end: int) -> bool:
    """ "It is said", "it would be unwise to", "it rains"."""
    patterns = read_words().patterns
    if patterns["impersonal"].match(text, end):
        return True
    return bool(patterns["copula"].match(text, end)) and not patterns["agent"].match(text, end)


def _coming_subject(scene: Scene, end: int) -> Antecedent | None:
    """ "Because it has no oil, North Korea leans on a pipe": the subject behind the first comma."""
    if _is_empty_it(scene.text, end):
        return None
    comma = scene.text.find(", ", end)
    behind = [a for a in scene.states(after=end) if a.start in (comma + 2, comma + 6)]
    is_subject = comma > 0 and behind and behind[0].role == "subject" and behind[0].what == "state"
    between = [a for a in scene.states(after=end, before=comma) if a.role == "subject"]
    return behind[0] if is_subject and not between else None


def resolve_kin(
    scenes: Sequence[Scene], start: int, end: int, kind: str, adjective: str
) -> Antecedent | None:
    """The one other state near by that "its ally", "its northern neighbour" can be."""
    kin = read_words().tables
    scene = scenes[-1]
    named = [a for a in scene.states(before=start) if _POSSESSIVE.fullmatch(scene.text[a.end : start])]
    owner = named[-1] if named else _owner(scenes, start)
    if owner is None:
        return None
    if adjective in kin and kind == "neighbours":
        known = kin[adjective].get(owner.key)
        return _as_known(known, owner) if known else None
    if kind == "allies" and owner.key in kin["known"]:
        return _as_known(kin["known"][owner.key], owner)
    named_after = {a.key for a in scene.states(after=end)}
    for back, earlier in enumerate(reversed(scenes[-REACH:])):
        others = {
            a.key: a
            for a in earlier.states(before=start if back == 0 else None)
            if a.what != "body" and a.key != owner.key and a.key not in named_after
        }
        fitting = [a for key, a in others.items() if _can_be(kind, owner.key, key)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _owner(scenes: Sequence[Scene], start: int) -> Antecedent | None:
    """Whose neighbour or ally it is: the subject of the clause, or the only state before."""
    scene = scenes[-1]
    inside = [a for a in scene.states(before=start) if a.what != "body"]
    subjects = [a for a in inside if a.role == "subject"]
    if inside:
        return subjects[-1] if subjects else None
    subject = scenes[-2].subject() if len(scenes) > 1 else None
    return subject if isinstance(subject, Antecedent) and subject.what == "state" else None


def _can_be(kind: str, owner: str, other: str) -> bool:
    kin = read_words().tables
    if kind == "neighbours":
        borders = kin["borders"]
        known = [borders[one] for one in (owner, other) if one in borders]
        return not known or any(other in b or owner in b for b in known)
    if kind == "allies" and owner in kin["tied"]:
        return other in kin["tied"][owner]
    return True


def _as_known(key: str, owner: Antecedent) -> Antecedent:
    return Antecedent(owner.start, owner.end, key, key, "state", "object", "known")


@cache
def _pattern_of(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(noun)}\b", re.IGNORECASE)


def resolve_institution(scenes: Sequence[Scene], start: int, noun: str) -> Antecedent | None:
    """Whose ministry was named last, where the text says whose."""
    official = noun in read_words().lists["person.official"]
    for back, scene in enumerate(reversed(scenes[-REACH:])):
        end = start if back == 0 else len(scene.text)
        places = list(_pattern_of(noun).finditer(scene.text, 0, end))
        if not places:
            continue
        last = places[-1]
        holders = [a for a in scene.states(before=end) if a.what != "person" and a.role != "place"]
        within = [a for a in holders if a.start <= last.start() and a.end >= last.end()]
        before = [
            a
            for a in holders
            if 0 <= last.start() - a.end <= 35
            and not re.search(r"[,;.]|\b(?:the|and)\b", scene.text[a.end : last.start()])
        ]
        behind = [
            a for a in scene.states(before=end)
            if a.start >= last.end() and re.fullmatch(r"\s+(?:in|of)\s+(?:the\s+)?", scene.text[last.end() : a.start])
        ]  # fmt: skip
        if official and not any(
            p.role in ("subject", "owner") and p.start <= last.start() and last.start() < p.end + 30
            for p in scene.persons(before=end)
        ):
            return None  # "during the visit of the US president": who says something next is the host
        referred = [a for a in scene.found if a.start <= last.start() < a.end and a.form == "reference"]
        for named in (within, before[-1:], behind, referred):
            if named:
                return named[0]
        return None
    return None


def resolve_said(scenes: Sequence[Scene], start: int) -> Antecedent | None:
    """Who spoke last before "such remarks", if it is not who judges them."""
    own = {a.key for a in find_speakers(scenes[-1]) if a}
    for scene in reversed(scenes[-4:-1]):
        speakers = find_speakers(scene)
        if speakers:
            keys = {a.key if a else "" for a in speakers}
            first = speakers[0]
            return first if first and len(keys) == 1 and first.key not in own else None
    return None
