"""Persons in a sentence, what the text told of them before, and whom "he" stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analysis.references.scenes import Antecedent, Scene, role_of
from analysis.references.words import read_words

_NAME = re.compile(r"\b[A-Z][a-z’'A-Z-]*[a-z](?:\s+(?:(?:van|von|de|bin|al|el)\s+)?[A-Z][\w’'-]*[a-z])*")
_DETERMINED = re.compile(r"(?:\b(?:the|a|an|of|its|his|her|their|such|these|to|no)|[’']s)\s+$")
_DETERMINED_BEFORE_ONE = re.compile(_DETERMINED.pattern.replace("$", r"\w+\s+$"))
_JOINED = re.compile(r"(?:\b(?:that|and|but|before|after|when|while|because|as|whether|if)|,)\s+$")
_APPOSITION = re.compile(r",\s+(?:(?:then|now|formerly|the|a|an)\s+)*(?:former\s+)?$")


@dataclass
class Memory:
    """The names that a document told so far, and whom they stand for: (key, actor), or nobody."""

    names: dict[str, tuple[str, str] | None] = field(default_factory=dict)

    def add(self, name: str, key: str, actor_id: str) -> None:
        """Keep the first and the last part of a name; a part of two persons is nobody's."""
        titles = read_words().lists["person.titles"]
        parts = [part for part in name.split() if part[:1].isupper() and len(part) > 1 and part not in titles]
        if actor_id:  # "Li" is Li Qiang, "Vladimir" is not Vladimir Putin
            parts = parts[:1] if key in read_words().lists["person.family_first"] else parts[-1:]
        for part in {parts[0], parts[-1]} if parts else ():
            known = self.names.get(part, (key, actor_id))
            self.names[part] = (key, actor_id) if known == (key, actor_id) else None

    def find(self, name: str) -> tuple[str, str] | None:
        """Whom all parts of a name stand for, where it was told before."""
        found = {self.names.get(part) for part in name.split()}
        return found.pop() if len(found) == 1 else None


def find_persons(scene: Scene, memory: Memory) -> list[Antecedent]:
    """Persons that no actor's alias names, and those whom their office gives a state.

    A name that was told before with its state's office is found again; its
    `form` is then "again".
    """
    text, words = scene.text, read_words()
    titles, no_person = words.lists["person.titles"], words.lists["person.no_names"]
    found: list[Antecedent] = []
    taken = [(a.start, a.end) for a in scene.found]
    officials = list(_find_officials(scene))
    scene.found = [
        replace(a, role="adjective") if any(o.start == a.start and a.end < o.end for o in officials) else a
        for a in scene.found
    ]
    for match in _NAME.finditer(text):
        start, end = match.span()
        parts = match[0].split()
        while parts and (parts[0] in titles or parts[0] in no_person):
            start = text.index(parts[0], start) + len(parts[0])
            start += len(text[start:end]) - len(text[start:end].lstrip())
            parts = parts[1:]
        for a, b in taken:  # "Russian Foreign Minister", "India's Narendra Modi"
            if a < end and start < b:
                parts = []
        if not parts or parts[-1] in no_person | words.lists["person.no_name_ends"] or parts[0] in titles:
            continue
        name = re.sub(r"[’']s?$", "", " ".join(parts))
        end = start + len(text[start:end].rstrip())
        if text[start:end].endswith(("'s", "’s")):
            end -= 2
        known = memory.find(name)
        if start == 0 and not known and len(parts) == 1 and name.endswith("s"):
            continue  # "Reporters", "Analysts"
        office = next((o for o in officials if _belongs(text, start, end, o)), None)
        if office:
            memory.add(name, office.key, office.actor_id)
            scene.found.append(
                Antecedent(
                    start, end, office.key, office.actor_id, "person", role_of(text, start, end, "person")
                )
            )
            continue
        if known:
            found.append(
                Antecedent(
                    start,
                    end,
                    *known,
                    "person",
                    role_of(text, start, end, "person"),
                    "again" if known[1] else "name",
                )
            )
            continue
        if (start == 0 and len(parts) == 1) or words.patterns["place"].search(
            text[max(0, start - 20) : start]
        ):
            if start == 0 and words.patterns["predicate"].match(text, end):
                found.append(Antecedent(start, end, f"~{name}", "", "person", "subject"))
            continue
        memory.add(name, f"~{name}", "")
        found.append(Antecedent(start, end, f"~{name}", "", "person", role_of(text, start, end, "person")))
    for leader in scene.found:
        if leader.form == "leader":
            memory.add(text[leader.start : leader.end], leader.key, leader.actor_id)
    return [*found, *officials, *_find_others(scene, [*found, *officials])]


def _belongs(text: str, start: int, end: int, office: Antecedent) -> bool:
    """Whether a name stands right behind an office, or before it with a comma."""
    if 0 <= start - office.end <= 2 and not text[office.end : start].strip():
        return True
    return office.start > end and bool(_APPOSITION.fullmatch(text[end : office.start]))


def _find_officials(scene: Scene) -> list[Antecedent]:
    text, words = scene.text, read_words()
    found = []
    states = [a for a in scene.found if a.what == "state" and a.form != "reference"]
    for number, state in enumerate(states):
        match = words.patterns["official"].match(text, state.end)
        end_of_reach = states[number + 1].start if number + 1 < len(states) else len(text)
        if match and match.end() <= end_of_reach:
            if not any(
                a.what == "person" and a.start <= match.end() + 1 and a.end > state.end for a in scene.found
            ):
                role = role_of(text, state.start, match.end(), "person")
                found.append(
                    Antecedent(state.start, match.end(), state.key, state.actor_id, "person", role, "office")
                )
        elif before := words.patterns["official of"].search(text, max(0, state.start - 40), state.start):
            role = role_of(text, before.start(), state.end, "person")
            found.append(
                Antecedent(before.start(), state.end, state.key, state.actor_id, "person", role, "office")
            )
    return found


def _find_others(scene: Scene, persons: Sequence[Antecedent]) -> list[Antecedent]:
    """ "The historian": a person of whom no state is told."""
    text = scene.text
    taken = [(a.start, a.end) for a in [*persons, *scene.persons()]]
    patterns = read_words().patterns
    places = {m.span() for m in patterns["person"].finditer(text)}
    places |= {m.span("noun") for m in patterns["someone"].finditer(text)}
    return [
        Antecedent(a, b, f"~{text[a:b].lower()}", "", "person", role_of(text, a, b, "person"))
        for a, b in sorted(places)
        if not any(start <= a < end or -1 <= start - b <= 2 for start, end in taken)
    ]


def resolve_person(scenes: Sequence[Scene], place: tuple[int, int]) -> Antecedent | None:
    """Whom "he", "she", "his" stands for: the only person near, or the subject where there are two."""
    scene, (start, end) = scenes[-1], place
    if scene.is_quoted(start):
        return None
    is_woman = scene.text[start:end].lower() in ("she", "her", "hers", "herself")
    if is_tag(scene.text, start, end):
        speaker = _last_speaker(scenes, start)
        return speaker if speaker and _fits(scenes, speaker, is_woman=is_woman) else None
    is_subject = scene.text[start:end].lower() in ("he", "she") or not scene.text[:start].strip()
    for back, earlier in enumerate(reversed(scenes[-3:])):
        before = start if back == 0 else None
        persons = earlier.persons(before=before)
        if back == 0:
            persons = [
                p
                for p in persons
                if p.role != "owner" or p.form != "leader" or "," in scene.text[p.end : start]
            ] or persons
        if not persons:
            if back and back == 2:
                return None
            continue
        is_near = back > 0 or bool(_JOINED.search(scene.text[:start]))
        chosen = _choose(persons, is_subject=is_subject and is_near)
        if chosen and back == 2 and scene.text[:start].strip(' "“') not in ("", "But", "And"):
            return None
        return chosen if chosen and chosen.actor_id and _fits(scenes, chosen, is_woman=is_woman) else None
    return None


def resolve_leader(scenes: Sequence[Scene], noun: str) -> Antecedent | None:
    """Whom "the leader", "the president" stands for, where one person alone was named of late."""
    if noun not in read_words().lists["person.alone"]:
        return None
    for scene in reversed(scenes[-3:-1]):
        persons = scene.persons()
        if persons:
            only = persons[0] if len({p.key for p in persons}) == 1 else None
            return only if only and only.actor_id and only.form in ("leader", "reference") else None
    return None


def _choose(persons: Sequence[Antecedent], *, is_subject: bool) -> Antecedent | None:
    if len({p.key for p in persons}) == 1:
        return persons[0]
    first = persons[0]
    others = {p.key for p in persons if p.role == "subject"} - {first.key}
    if is_subject and first.role == "subject" and not others:
        return first
    return None


def _fits(scenes: Sequence[Scene], person: Antecedent, *, is_woman: bool) -> bool:
    """Whether a person can be "she" or "he"."""
    women = read_words().lists["person.women"]
    owner = next((s for s in reversed(scenes) if any(p is person for p in s.found)), scenes[-1])
    name = owner.text[person.start : person.end]
    known = name in women or name.lower().endswith("spokeswoman")
    if person.form == "office" or person.form == "reference":
        return known or not is_woman if not name.lower().endswith("spokeswoman") else is_woman
    return known == is_woman


def is_tag(text: str, start: int, end: int) -> bool:
    """Whether "he said" stands behind what was said."""
    says = read_words().patterns["says"].match(text, end)
    return (
        bool(says)
        and bool(re.search(r"[,”\"]\s*$", text[:start]))
        and bool(re.match(r"\s*(?:[,.]|$)|\s+(?:in|on|to|at)\b", text[says.end() :] if says else ""))
    )


def _last_speaker(scenes: Sequence[Scene], start: int) -> Antecedent | None:
    for back, scene in enumerate(reversed(scenes[-3:])):
        spoken = find_speakers(scene, before=start if back == 0 else None)
        if spoken:
            last = spoken[-1]
            return last if last and last.what == "person" else None
    return None


def find_speakers(scene: Scene, *, before: int | None = None) -> list[Antecedent | None]:
    """Who says something in the sentence, one for each verb of saying; None where no antecedent is its subject."""
    text, patterns = scene.text, read_words().patterns
    nouns = read_words().lists["verbs.nouns"]
    speakers: list[Antecedent | None] = []
    for verb in patterns["saying"].finditer(text, 0, len(text) if before is None else before):
        head = text[: verb.start()]
        if _DETERMINED.search(head) or (verb[0] in nouns and _DETERMINED_BEFORE_ONE.search(head)):
            continue
        inverted = re.search(r"[,?!][”\"’']?\s*$|[”\"]\s*$", head)
        if inverted and re.match(r"\s+(?:the\s|an?\s|[A-Z])", text[verb.end() :]):
            near = [a for a in scene.found if verb.end() <= a.start <= verb.end() + 40]
            speakers.append(_of_subject(near))
            continue
        begins = [
            m.end()
            for m in re.finditer(r"[,;:—–“\"”]\s*|\b(?:that|but|and|while|when|who|as)\s", head.rstrip(" ,"))
        ]
        if head.rstrip().endswith(",") and len(begins) > 0:
            begins.pop()
        begin = begins[-1] if begins else 0
        near = [a for a in scene.found if begin <= a.start and a.end <= verb.start()]
        speaker = _of_subject(near)
        speakers.append(speaker if speaker and _speaks(text, speaker, verb.start()) else None)
    return speakers


def _speaks(text: str, speaker: Antecedent, verb: int) -> bool:
    """Whether a state's word speaks for it: "Pyongyang's newspaper", not "fans in Moscow"."""
    if speaker.what == "person":
        return True
    if speaker.role in ("owner", "adjective", "object"):
        return speaker.form == "institution" or bool(
            read_words().patterns["voice"].search(text, speaker.end, verb)
        )
    return speaker.role in ("subject", "member")


def _of_subject(near: Sequence[Antecedent]) -> Antecedent | None:
    """The first antecedent of a noun phrase, and the person in it rather than the person's state."""
    if not near:
        return None
    first = min(near, key=lambda a: (a.start, -a.end))
    same = [a for a in near if a.key == first.key and a.what == "person"]
    return same[0] if same else first
