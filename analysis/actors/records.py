"""Actors as records: read from a file once, never altered."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from analysis.actors.spelling import compile_words, make_plain, spell
from analysis.errors import ActorsError
from analysis.types import MentionKind

Caution = Literal["", "alone", "pronoun"]

# "BEIJING, Oct. 3 (Xinhua) --", "MOSCOW/KYIV (Reuters) -", "MOSCOW, April 3. /TASS/.": places, a credit.
_PLACES = r"\W{0,3}[A-Z][\w.'’]*(?:(?:, |[ /,-])[A-Z][\w.'’]*){0,5}?"
_CREDIT = (
    r"(?:,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?)?"
    r"[.,]? ?(?:\((?:AGENCY)\b[^)\n]{0,20}\)|/(?:AGENCY)/)"
)


@dataclass(frozen=True, slots=True)
class Alias:
    """Words that name an actor.

    origin: where they come from. caution: "alone" counts only where no other
    capitalised word stands beside it, "pronoun" not in a line of capitals;
    spelling: how else it may be written. `actors.toml` explains both.
    """

    text: str
    kind: MentionKind
    origin: str
    caution: Caution = ""
    spelling: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A state under study. actor_id: ISO 3166-1 alpha-2. name: as shown on screen."""

    actor_id: str
    name: str
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What belongs to no actor: words that never count, what may stand beside a surname, news agencies."""

    never: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finder:
    """One pattern for all aliases, and what a matched form means: an actor's alias, or nothing."""

    pattern: re.Pattern[str]
    meanings: dict[str, tuple[str, Alias]]
    dateline: re.Pattern[str]
    credit: re.Pattern[str]
    rules: Rules


@dataclass(frozen=True)
class Actors:
    """Actors in the order of their file; those selected, and behind them everyone that is known.

    Behaves as a collection of the selected: `actors.ids`, `actors["CN"]`, `"CN" in actors`, `len`, `for`.
    """

    known: tuple[Actor, ...]
    rules: Rules = field(default=Rules(), repr=False)
    ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many are selected."""
        return len(self.ids)

    def __iter__(self) -> Iterator[Actor]:
        """The selected actors, in order."""
        return (self[actor_id] for actor_id in self.ids)

    def __contains__(self, actor_id: object) -> bool:
        """Whether the actor of that id is selected."""
        return actor_id in self.ids

    def __getitem__(self, actor_id: str) -> Actor:
        """The actor of that id; ActorsError, with the ids there are, where it is not selected."""
        if actor_id not in self.ids:
            raise ActorsError(
                f'"{actor_id}" is not an actor here; choose from {", ".join(self.ids) or "none"}.'
            )
        return next(actor for actor in self.known if actor.actor_id == actor_id)

    def select(self, ids: Iterable[str]) -> "Actors":
        """The same actors, of which only these count.

        Finding still knows every alias, so that a narrower choice never
        changes what a word is taken for.
        """
        chosen = tuple(dict.fromkeys(self[actor_id].actor_id for actor_id in ids))
        return replace(self, ids=chosen)

    @cached_property
    def finder(self) -> Finder:
        """The pattern of all aliases and never-words, made on first use."""
        return make_finder(self.known, self.rules)


def spell_aliases(actor: Actor) -> dict[str, Alias]:
    """Every written form of an actor's aliases, in plain form, and the alias it stands for."""
    forms: dict[str, Alias] = {}
    for alias in actor.aliases:
        for form in spell(alias.text, alias.spelling):
            forms.setdefault(form, alias)
    for alias in actor.aliases:  # as it is written beats what is made from another
        forms[make_plain(alias.text)] = alias
    return forms


def make_finder(known: Iterable[Actor], rules: Rules) -> Finder:
    """The pattern and the meanings of all forms; an alias beats a never-word of the same form."""
    meanings: dict[str, tuple[str, Alias]] = {}
    forms = {form for words in rules.never for form in spell(words)}
    for actor in known:
        for form, alias in spell_aliases(actor).items():
            forms.add(form)
            meanings[form.removesuffix("-")] = (actor.actor_id, alias)
    agencies = "|".join(map(re.escape, rules.agencies)) or r"(?!)"
    credit = _CREDIT.replace("AGENCY", agencies)
    return Finder(
        compile_words(sorted(forms)), meanings, re.compile(_PLACES + credit), re.compile(credit), rules
    )
