"""References, sentence by sentence: what was found before helps to find the next."""

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.actors import Actors, find_mentions
from analysis.references.groups import resolve_former, resolve_many, resolve_shared, resolve_they
from analysis.references.persons import Memory, find_persons, resolve_leader, resolve_person
from analysis.references.phrases import Phrase, find_phrases
from analysis.references.scenes import (
    Antecedent,
    Group,
    Scene,
    find_groups,
    find_opaque,
    find_quoted,
    find_states,
    role_of,
)
from analysis.references.singles import (
    resolve_institution,
    resolve_it,
    resolve_its,
    resolve_kin,
    resolve_said,
    resolve_state,
)
from analysis.references.words import read_words
from analysis.types import Mention, Sentence

DATA_REACH = 6
"""How many sentences, its own among them, tell whether a phrase such as "the North" is an actor."""


LONGEST_SENTENCE = 1500
"""Characters. What is longer is a list or a table, and no rule for sentences fits it; time stays linear."""

# "President of Russia Vladimir Putin: …"
_SPEAKER_LABEL = re.compile(
    r"(?:[A-Z][\w.’'-]*,?(?:\s+of(?:\s+the)?)?\s+){0,9}[A-Z][\w.’'-]*\s*(?:\([^)]*\)\s*)?:(?=\s|$)"
)


def find_references(
    sentences: Sequence[Sentence], mentions: Sequence[Sequence[Mention]], actors: Actors
) -> list[list[Mention]]:
    """For each sentence, the phrases that stand for actors which other words name.

    Rules, not a model: number, kind, subject and nearness decide, and states,
    bodies and persons that are no actors compete. Where two are possible there
    is none; in a sentence of more than LONGEST_SENTENCE characters neither.
    A phrase for two actors gives two mentions with one place. Nothing
    that stands later in the document changes what is found earlier, and no
    heading is looked over.

    mentions: what `find_mentions` gives for each sentence.
    Returns: one list a sentence, of kind "reference"; offsets in the sentence.
    """
    if len(actors.known) > len(actors.ids):  # who is not selected competes all the same
        everyone = replace(actors, ids=tuple(actor.actor_id for actor in actors.known))
        mentions = [find_mentions(sentence.text, everyone) for sentence in sentences]
    memory = Memory()
    scenes: list[Scene] = []
    found: list[list[Mention]] = []
    is_open = False
    for sentence, inside in zip(sentences, mentions, strict=True):
        if len(sentence.text) > LONGEST_SENTENCE:
            scenes, is_open = [], False
            found.append([])
            continue
        if scenes and (sentence.is_heading or scenes[-1].sentence.is_heading):
            scenes = []
        if scenes and scenes[-1].sentence.paragraph != sentence.paragraph:
            is_open = False
        scene = Scene(sentence, find_states(sentence.text, inside))
        scene.quoted, is_open = find_quoted(sentence.text, is_open=is_open)
        scenes = [*scenes[-DATA_REACH + 1 :], scene]
        _add_persons(scene, memory)
        _add_groups(scene)
        references = [] if sentence.is_heading else _find_in(scenes)
        named = [(m.start, m.end) for m in inside]
        found.append(
            [
                m
                for m in references
                if m.actor_id in actors.ids and not any(m.start < b and a < m.end for a, b in named)
            ]
        )
    return found


def _add_persons(scene: Scene, memory: Memory) -> None:
    label = _SPEAKER_LABEL.match(scene.text)
    persons = find_persons(scene, memory)
    scene.found = sorted([*scene.found, *persons], key=lambda a: (a.start, -a.end))
    if label:  # who speaks of "him" does not speak of himself
        scene.found = [a for a in scene.found if a.what != "person" or a.start >= label.end()]


def _add_groups(scene: Scene) -> None:
    outer = [a for a in scene.found if a.form != "office"]
    scene.groups = [*find_groups(scene.text, outer), *find_opaque(scene.text)]
    inside = [(group.start, group.end) for group in scene.groups if group.members]
    scene.found = [
        replace(a, role="member") if any(s <= a.start and a.end <= e for s, e in inside) else a
        for a in scene.found
    ]


def _find_in(scenes: Sequence[Scene]) -> list[Mention]:
    scene = scenes[-1]
    found = [
        Mention(a.actor_id, a.start, a.end, scene.text[a.start : a.end], "reference")
        for a in scene.found
        if a.form == "again"
    ]
    for phrase in find_phrases(scene.text):
        resolved = _resolve(scenes, phrase)
        _remember(scene, phrase, resolved)
        actors = dict.fromkeys(a.actor_id for a in resolved if a.actor_id)
        text = scene.text[phrase.start : phrase.end]
        found += [Mention(actor, phrase.start, phrase.end, text, "reference") for actor in actors]
    return sorted(found, key=lambda m: (m.start, m.end))


def _resolve(scenes: Sequence[Scene], phrase: Phrase) -> tuple[Antecedent, ...]:
    """Whom a phrase stands for, by the rule of its kind."""
    start, end, words = phrase.start, phrase.end, read_words()
    kind, _, word = phrase.word.partition(" ")
    one: Antecedent | None = None
    match phrase.kind:
        case "data":
            one = _resolve_data(scenes, phrase)
        case "many":
            return resolve_many(scenes, start, end, phrase.number, kind)
        case "they" | "their":
            return resolve_they(scenes, start, end)
        case "shared":
            return resolve_shared(scenes)
        case "former":
            one = resolve_former(scenes, start, is_former=phrase.word == "former")
        case "kin":
            one = resolve_kin(scenes, start, end, kind, word)
        case "said":
            one = resolve_said(scenes, start)
        case "institution":
            one = resolve_institution(scenes, start, phrase.word) or resolve_leader(scenes, phrase.word)
        case "epithet":
            one = resolve_state(scenes, start, end, fits=words.epithets[int(phrase.word)].fits)
        case "one" if phrase.word == "state" and any(words.patterns["region"].search(s.text) for s in scenes):
            return ()
        case "one":
            one = resolve_state(scenes, start, end, governs=phrase.word in words.lists["one.governing"])
            if one and phrase.word == "state" and one.key in words.lists["one.federal"]:
                one = None
        case "person":
            one = resolve_person(scenes, (start, end))
        case "its":
            one = resolve_its(scenes, start)
        case "it":
            one = resolve_it(scenes, start, end)
    return (one,) if one else ()


def _resolve_data(scenes: Sequence[Scene], phrase: Phrase) -> Antecedent | None:
    """The actor of a phrase such as "the North", where its subject is near and no other is."""
    data = read_words().data[int(phrase.word)]
    around = " ".join(scene.text for scene in scenes)
    if (data.needs and not data.needs.search(around)) or (data.unless and data.unless.search(around)):
        return None
    return Antecedent(phrase.start, phrase.end, data.actor_id, data.actor_id, "state", "object", "reference")


def _remember(scene: Scene, phrase: Phrase, resolved: Sequence[Antecedent]) -> None:
    """Let a reference be an antecedent; one that nobody can resolve stands in the way of others."""
    role = role_of(scene.text, phrase.start, phrase.end, "reference")
    if phrase.kind in ("many", "they"):
        is_persons = phrase.word.startswith("persons")
        members = tuple(
            replace(
                a,
                start=phrase.start,
                end=phrase.end,
                role="member",
                what=a.what if is_persons or a.what != "person" else "state",
                form="reference",
            )
            for a in resolved
        )
        if phrase.kind == "many" or members:
            group = Group(phrase.start, phrase.end, members, role, len(members) or phrase.number, not members)
            scene.groups.append(group)
        scene.found.extend(members)
    elif (
        len(resolved) == 1
        and phrase.kind not in ("it", "its", "kin")
        and phrase.word != "his"
        and resolved[0].form != "known"
    ):
        what = "person" if phrase.kind == "person" else resolved[0].what
        scene.found.append(
            replace(resolved[0], start=phrase.start, end=phrase.end, role=role, what=what, form="reference")
        )
    scene.found.sort(key=lambda a: (a.start, -a.end))
