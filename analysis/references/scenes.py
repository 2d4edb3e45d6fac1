"""What a sentence offers as antecedents: states, bodies, persons, and groups of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from analysis.actors.spelling import make_plain
from analysis.references.words import Words, read_words
from analysis.types import Mention, Sentence

What = Literal["state", "body", "person", "unknown"]
Role = Literal["subject", "owner", "adjective", "place", "oblique", "member", "object"]

# What may stand between two names that are said together: "A and B", "A, B", "A's army and B's", "US-China"
_LINK = re.compile(
    r"\s*(?:['’]s?)?(?:\s*,)?\s+(?:and|or|versus|vs\.?|&)\s+(?:also\s+)?(?:(?:with|between|from|in|by|of|to|for)\s+)?(?:the\s+|its\s+\w+\s+)?(?:\w+\s+)?|\s*(?:['’]s?)?,\s+(?:the\s+)?|\s?[-–—/‑]\s?|\s",
)
_LONG_LINK = re.compile(
    r"(?:['’]s?)?(?:\s+[\w-]+){0,4}\s+and\s+(?:\w+\s+)?"
)  # "Russian President Vladimir Putin and Chinese …"
_LAST_LINK = re.compile(r"\band\b|\bor\b|&|\bversus\b|\bvs\b|[-–—/‑]|^\s$")
_MANY_OF_THEM = re.compile(r"\b(?:[Tt]wo|[Tt]hree|[Bb]oth)\s+(?:[a-z-]+\s+){0,2}[a-z]+s\b")


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Somebody a phrase may stand for. Offsets count in the sentence.

    key: who it is: a state's id, a body's, a person's name; a predecessor's id has a star behind it.
    actor_id: the actor it counts for; "" for everybody else.
    """

    start: int
    end: int
    key: str
    actor_id: str
    what: What
    role: Role
    form: str = "name"


@dataclass(frozen=True, slots=True)
class Group:
    """Several that are named together, or that a phrase stands for. Opaque: nobody knows who."""

    start: int
    end: int
    members: tuple[Antecedent, ...]
    role: Role
    size: int
    is_opaque: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Who is in it."""
        return frozenset(member.key for member in self.members)


@dataclass
class Scene:
    """A sentence and its antecedents; references join them as they are found."""

    sentence: Sentence
    found: list[Antecedent] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    quoted: list[tuple[int, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    def is_quoted(self, place: int) -> bool:
        """Whether the place is in quotation marks."""
        return any(start <= place < end for start, end in self.quoted)

    def states(self, *, before: int | None = None, after: int = 0) -> list[Antecedent]:
        """States, and the persons who stand for one, that begin after a place and end before another."""
        end = len(self.text) if before is None else before
        return [
            a
            for a in self.found
            if a.what != "unknown" and not a.key.startswith("~") and after <= a.start and a.end <= end
        ]

    def persons(self, *, before: int | None = None) -> list[Antecedent]:
        """Persons in the sentence, up to a place."""
        end = len(self.text) if before is None else before
        return [a for a in self.found if a.what == "person" and a.end <= end]

    def subject(self) -> Antecedent | Group | None:
        """Who the sentence is about: the first that is the subject of its main clause."""
        candidates: list[Antecedent | Group] = [*self.groups, *self.found]
        for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
            if candidate.role == "subject" and _opens(self.text[: candidate.start]):
                return candidate
        return None


def role_of(text: str, start: int, end: int, form: str = "name") -> Role:
    """What the words do in their sentence, as far as the words beside them tell."""
    patterns = read_words().patterns
    if re.match(r"['’]s\b|['’](?=\s)", text[end:]):
        return "owner"
    if (
        form == "demonym"
        and re.match(r"\s+[a-z]|\s+[A-Z]|-", text[end:])
        and not patterns["predicate"].match(text, end)
    ):
        return "adjective"
    before = text[max(0, start - 30) : start]
    if patterns["place"].search(before):
        return "place"
    if patterns["preposition"].search(before):
        return "oblique"
    predicate = "person's predicate" if form in ("leader", "again", "person") else "predicate"
    return "subject" if patterns[predicate].match(text, end) else "object"


def _opens(before: str) -> bool:
    """Whether a main clause begins behind these words of a sentence."""
    patterns = read_words().patterns
    before = re.sub(r"^[\W\d]+|[“\"]", "", before).rstrip()
    before = re.sub(r"(?:^|(?<=\s))(?:[Tt]he|Presidents?|Both|Leaders|Ministers)$", "", before).rstrip()
    if not before or not patterns["verb"].search(before):
        return len(before.split()) <= 4 or before.endswith(",") or bool(patterns["opening"].match(before))
    return before.endswith(",") and bool(patterns["opening"].match(before)) and before.count(",") <= 2


def find_states(text: str, mentions: Sequence[Mention]) -> list[Antecedent]:
    """The actors that are mentioned and every other state or body, in order, none over another."""
    words = read_words()
    taken = [(mention.start, mention.end) for mention in mentions]
    found = [
        Antecedent(
            m.start,
            m.end,
            m.actor_id + "*" * (m.kind == "predecessor"),
            "" if m.kind == "predecessor" else m.actor_id,
            "person" if m.kind == "leader" else "state",
            role_of(text, m.start, m.end, m.kind),
            m.kind,
        )
        for m in mentions
    ]
    for match in words.states.finditer(text):
        meaning = words.meanings.get(make_plain(match[0]))
        start, end = match.span()
        if meaning is None or any(start < b and a < end for a, b in taken):
            continue
        key, form, what = meaning
        found.append(
            Antecedent(
                start,
                end,
                key,
                "",
                "state" if what == "state" else "body",
                role_of(text, start, end, form),
                form,
            )
        )
    return sorted(found, key=lambda a: a.start)


def find_groups(text: str, found: Sequence[Antecedent]) -> list[Group]:
    """Names that are said together: "A and B", "A, B and C", "A's army and B's"."""
    groups: list[Group] = []
    run: list[Antecedent] = []
    last = ""
    heads = _heads(found)
    for one, other in pairwise([*heads, None]):
        assert one is not None
        run.append(one)
        gap = text[one.end : other.start] if other else "."
        is_titled = one.role in ("owner", "adjective") or (other is not None and other.what == "person")
        is_bare = not gap.strip() and (
            other is None or one.form != "name" or other.form != "name" or other.what == "person"
        )
        if other and not is_bare and (_LINK.fullmatch(gap) or (is_titled and _LONG_LINK.fullmatch(gap))):
            last = gap
            continue
        members = tuple({member.key: member for member in run}.values())
        if len(members) > 1 and _LAST_LINK.search(last):
            role = role_of(text, run[0].start, run[-1].end, run[-1].form)
            if run[-1].role == "adjective":
                role = "adjective"
            elif read_words().patterns["persons of"].search(text[: run[0].start]):
                role = "subject" if read_words().patterns["predicate"].match(text, run[-1].end) else role
            groups.append(Group(run[0].start, run[-1].end, members, role, len(members)))
        run = []
    return groups


def _heads(found: Iterable[Antecedent]) -> list[Antecedent]:
    """The antecedents, but one for "Russian" and "Vladimir Putin" that stand close together."""
    heads: list[Antecedent] = []
    for one in found:
        if heads and heads[-1].key == one.key and one.start - heads[-1].end <= 30 and one.what == "person":
            heads[-1] = Antecedent(
                heads[-1].start, one.end, one.key, one.actor_id, one.what, one.role, one.form
            )
        else:
            heads.append(one)
    return heads


def find_opaque(text: str) -> list[Group]:
    """ "Two rival toymakers": several of whom the text does not say whose they are."""
    lists = read_words().lists
    many = lists["many.states"] | lists["many.parties"] | lists["many.persons"]
    return [
        Group(
            match.start(),
            match.end(),
            (),
            "object",
            3 if match[0][:1] in "Tt" and match[0][1] == "h" else 2,
            True,
        )
        for match in _MANY_OF_THEM.finditer(text)
        if role_of(text, match.start(), match.end()) == "subject" and match[0].split()[-1] not in many
    ]


def find_quoted(text: str, *, is_open: bool) -> tuple[list[tuple[int, int]], bool]:
    """The quotations of a sentence, and whether the last goes on after it."""
    places: list[tuple[int, int]] = []
    start = 0 if is_open else -1
    for match in re.finditer(r'[“”"«»]', text):
        closes = match[0] in "”»" or (match[0] == '"' and start >= 0)
        if closes and start >= 0:
            places.append((start, match.end()))
            start = -1
        elif not closes:
            start = match.start()
    if start >= 0:
        places.append((start, len(text)))
    return places, start >= 0


__all__ = [
    "Antecedent",
    "Group",
    "Role",
    "Scene",
    "Words",
    "find_groups",
    "find_opaque",
    "find_quoted",
    "find_states",
    "role_of",
]
