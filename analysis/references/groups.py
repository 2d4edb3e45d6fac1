"""Whom a phrase for several stands for: "the two countries", "they", "the former", "this cooperation"."""

import re
from collections.abc import Sequence, Set

from analysis.references.scenes import Antecedent, Group, Scene
from analysis.references.words import read_words

_PLURAL = re.compile(
    r"\b[a-z]{3,}(?<!s)(?<!\bthi)(?<!\bhi)(?<!\bha)(?<!\bwa)s\b(?!\s+(?:the|an?|its|their)\b)"
)
_COUNTED = re.compile(
    r"\b(?:two|three|four|several|many|some|\d+)\s+(?:\w+\s+)?[a-z]{3,}s\b(?<!days)(?<!hours)(?<!times)(?<!years)(?<!minutes)(?<!weeks)(?<!months)"
)
_OPENS_WITH_THEY = re.compile(r"\W*(?:[\d:.]+\s+)?(?:But|And|Yet|So|Then|Both)?\s*")
_MARKS = re.compile(r"\s*[–—:(,-]\s*(?:the\s+)?|\s+(?:of|like)\s+(?:the\s+)?")
REACH = {"states": 4, "parties": 3, "persons": 3}
"""How many sentences, its own among them, a phrase of each kind looks through."""


def resolve_many(
    scenes: Sequence[Scene], start: int, end: int, size: int, kind: str
) -> tuple[Antecedent, ...]:
    """The states that "the two countries" stands for; empty where it may be others.

    The nearest sentence that names so many together decides; then the nearest
    that names so many at all; then the subjects of the last sentences.
    """
    size = size or _size_of_nearest(scenes, start)
    named = _named_behind(scenes[-1], end)
    if named:
        return named.members if named.size == size else ()
    if size == 0:
        return ()
    if kind == "parties" and any(
        read_words().patterns["politics"].search(scene.text) for scene in scenes[-2:]
    ):
        return ()
    for back, scene in enumerate(reversed(scenes[-REACH[kind] :])):
        before = start if back == 0 else None
        found = _groups_of(scene, before, size, kind)
        if len(found) > 1:
            return ()
        if found:
            return () if found[0].is_opaque or _is_denied(scenes[-1], end, found[0]) else found[0].members
        seen = {a.key for nearer in scenes[len(scenes) - back :] for a in nearer.states()}
        exact = _exact(scene, before, size, kind, seen)
        if exact is not None:
            if back > 1 and size == 2 and _misses_subject(scenes[-back:-1], exact):
                break
            return exact if not _is_denied(scenes[-1], end, Group(0, 0, exact, "object", size)) else ()
    return _gather(scenes, start, size, kind)


def _size_of_nearest(scenes: Sequence[Scene], start: int) -> int:
    """How many "these countries" are: as many as were named together last."""
    for back, scene in enumerate(reversed(scenes[-2:])):
        groups = [g for g in scene.groups if back or g.end <= start]
        if groups:
            return groups[-1].size if len({g.size for g in groups}) == 1 else 0
    return 0


def _named_behind(scene: Scene, end: int) -> Group | None:
    """ "The two states – Palestine and Israel": who is named right behind the phrase."""
    near = [g for g in scene.groups if g.start > end and _MARKS.fullmatch(scene.text[end : g.start])]
    return near[0] if near else None


def _groups_of(scene: Scene, before: int | None, size: int, kind: str) -> list[Group]:
    """The groups of that size, each set of members once."""
    end = len(scene.text) if before is None else before
    found: dict[frozenset[str] | int, Group] = {}
    for group in scene.groups:
        if group.end > end or group.size != size:
            continue
        if group.is_opaque and group.role == "object" and kind == "states":
            continue  # "two rival toymakers" are no countries
        if kind == "states" and any(member.what in ("body", "unknown") for member in group.members):
            continue
        found.setdefault(group.keys or group.start, group)
    return list(found.values())


def _exact(
    scene: Scene, before: int | None, size: int, kind: str, seen: Set[str]
) -> tuple[Antecedent, ...] | None:
    """The states of a sentence, where it names just so many; () where it names more."""
    near = scene.states(before=before)
    if kind == "persons":  # "the two men" may be a leader and a monk
        near = sorted(
            [*near, *(p for p in scene.persons(before=before) if p.key.startswith("~"))],
            key=lambda a: a.start,
        )
    states = [a for a in near if kind != "states" or a.what != "body"]
    strong = {a.key: a for a in reversed(states) if a.role not in ("place", "oblique") or a.what == "person"}
    every = {a.key: a for a in reversed(states)}
    if before is not None:
        strong = {key: a for key, a in strong.items() if _is_apart(scene.text, a.end, before)}
        return tuple(strong.values()) if len(strong) == size == len(every) else None
    for named in (every, strong):
        named = _without_predecessors(named, seen)
        if len(named) == size:
            return tuple(named.values())
    if len(_without_predecessors(every, seen)) > size and not scene.groups and len(strong) > size:
        return ()
    return None


def _misses_subject(scenes: Sequence[Scene], exact: Sequence[Antecedent]) -> bool:
    """Whether a nearer sentence is about a state that is not among these."""
    keys = {a.key for a in exact}
    return any(a.role == "subject" and a.key not in keys for scene in scenes for a in scene.states())


def _gather(scenes: Sequence[Scene], start: int, size: int, kind: str) -> tuple[Antecedent, ...]:
    """States gathered over the last sentences, the subjects before all others, until there are so many."""
    for only_subjects in (True, False):
        named: dict[str, Antecedent] = {}
        for back, scene in enumerate(reversed(scenes[-REACH[kind] :])):
            states = scene.states(before=start if back == 0 else None)
            strong = {a.key for a in states if a.role not in ("place", "oblique", "adjective")}
            if back and len(strong) >= size and set(named) - strong:
                return ()
            for a in states:
                if a.what == "body" and kind == "states":
                    continue
                is_strong = a.role in ("subject", "owner", "member") if only_subjects else a.role != "place"
                if is_strong and (back or _is_apart(scene.text, a.end, start)):
                    named.setdefault(a.key, a)
            named = _without_predecessors(named)
            if len(named) == size:
                return tuple(named.values())
            if len(named) > size:
                break
    return ()


def _without_predecessors(
    named: dict[str, Antecedent], seen: Set[str] = frozenset()
) -> dict[str, Antecedent]:
    """Russia and the Soviet Union are one state here, also where Russia stands nearer."""
    return {
        key: a
        for key, a in named.items()
        if not (key.endswith("*") and (key.rstrip("*") in named or key.rstrip("*") in seen))
    }


def _is_apart(text: str, end: int, start: int) -> bool:
    """Whether another clause begins between two places."""
    return bool(read_words().patterns["clause"].search(text, end, start))


def _is_denied(scene: Scene, end: int, found: Group) -> bool:
    """Whether the phrase's own sentence goes on with another pair that shares a member with the one found.

    "China and Russia … Both countries set up a zone on the border of Russia and
    North Korea": the text contradicts itself, and nobody can say who is meant.
    """
    return any(
        group.start >= end
        and group.size == found.size
        and group.keys & found.keys
        and group.keys != found.keys
        for group in scene.groups
    )


def resolve_they(scenes: Sequence[Scene], start: int, end: int) -> tuple[Antecedent, ...]:
    """The group that is the subject of the same or the last sentence."""
    scene, patterns = scenes[-1], read_words().patterns
    if scene.is_quoted(start):
        return ()
    own = [g for g in scene.groups if g.end <= start and g.role == "subject"]
    if own:
        between = scene.text[own[-1].end : start]
        says = patterns["says that"].fullmatch(between)
        joined = patterns["joined"].search(between) and not patterns["preposition"].search(between)
        others = [a for a in scene.states(before=start, after=own[-1].end) if a.role == "subject"]
        is_meant = says or (joined and _can_they_be(own[-1], scene.text[:start], scene.text, end))
        return own[-1].members if is_meant and not others else ()
    if not _OPENS_WITH_THEY.fullmatch(scene.text[:start]) or len(scenes) < 2:
        return ()
    subject = scenes[-2].subject()
    if isinstance(subject, Group):
        return subject.members if _can_they_be(subject, scenes[-2].text, scene.text, end) else ()
    if len(scenes) < 3 or scenes[-2].groups or _PLURAL.search(scenes[-2].text):
        return ()
    groups = scenes[-3].groups  # "They" is not the one of the sentence between: one sentence further back
    is_meant = len(groups) == 1 and _can_they_be(groups[0], scenes[-3].text, scene.text, end)
    return groups[0].members if is_meant else ()


def _can_they_be(group: Group, said: str, text: str, end: int) -> bool:
    """Whether "they" do what states do, or nobody else of whom there are several stands between.

    "China and Russia signed papers. They come into force": the papers.
    """
    patterns = read_words().patterns
    acts = patterns["agent"].match(text, end) or patterns["together"].match(text, end)
    is_persons = all(member.what == "person" for member in group.members)
    return bool(acts) or not (_COUNTED if is_persons else _PLURAL).search(said, group.end)


def resolve_former(scenes: Sequence[Scene], start: int, *, is_former: bool) -> Antecedent | None:
    """One of the last two that are named together, where nobody else is."""
    for back, scene in enumerate(reversed(scenes[-3:])):
        pairs = [g for g in scene.groups if g.end <= (start if back == 0 else len(scene.text))]
        pairs = [g for g in pairs if not (g.is_opaque and not g.members and g.role == "object")]
        if not pairs:
            if back == 2:
                return None
            continue
        (pair, *more) = pairs
        if more or pair.size != 2 or pair.is_opaque or any(m.form == "demonym" for m in pair.members):
            return None
        return pair.members[0 if is_former else 1]
    return None


def resolve_shared(scenes: Sequence[Scene]) -> tuple[Antecedent, ...]:
    """The two who were said to have "this cooperation"."""
    sign = read_words().patterns["shared sign"]
    nearest: Group | None = None
    for back, scene in enumerate(reversed(scenes[-4:-1]), start=1):
        groups = _groups_of(scene, None, 2, "parties")
        if len(groups) > 1 or (nearest and groups and groups[0].keys != nearest.keys):
            return ()
        nearest = nearest or (groups[0] if groups else None)
        if any(a.key == "NATO" for a in scene.found):
            return ()
        if nearest and groups and sign.search(scene.text):
            return nearest.members
        if back > 1 and not nearest and scene.states():
            return ()
    return ()
