"""Who does what to whom inside a clause: from words and names to votes for and against one actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from analysis.stance.grammar import HEDGED, Grammar
from analysis.stance.tokens import Item
from analysis.stance.words import Cue, Lexicon

Place = Literal["doer", "receiver", "said of", "beside", "clause", "far", "tie", "nobody's", "other's"]
PLACES: tuple[Place, ...] = get_args(Place)
"""How a word of the lexicon reaches the actor: as doer of a deed; as the one blamed or praised; as what is
said of the one blamed, praised or called something; in the same noun phrase; as what the clause is about;
from further off; as one side of a tie; not at all: nobody's, or another actor's."""

REPORT = "plain report"
"""The group of verbs after which somebody's words follow, with a subject of their own."""
N_TO_OBJECT, N_TO_SURE_OBJECT = 7, 3
"""How many items may stand between a verb and its object, and up to how many the object is sure. By hand."""
UNSURE_OBJECT = 0.6
"""What a vote is worth where the object is not sure. Set by hand."""

_TO_OBJECT = frozenset({"of", "for", "at", "to", "as", "over", "by"})
_FACING = frozenset({"against", "toward", "towards", "on", "to"})
_REASON = frozenset({"for", "of", "against", "from", "on", "about"})


@dataclass(frozen=True, slots=True)
class Vote:
    """One word's say about the actor: weight above 0 for it, below 0 against it."""

    place: Place
    weight: float
    cue: Cue


@dataclass(slots=True)
class _Clause:
    """What is known of a clause while it is read.

    Actors are numbers of groups: "China and Russia" is one. None is somebody without a name.
    carried: whom the clause before was about. speaker: whose report, or thought, it belongs to.
    topic: of whom the following words speak, once somebody was named, blamed or praised.
    deed: the last verb that judges its doer.
    waiting: an active verb, for its object. agent_of: a passive verb, for "by …".
    """

    start: int
    carried: int | None = None
    speaker: int | None = None
    is_doubted: bool = False
    subject: int | None = None
    is_firm: bool = False
    topic: int | None = None
    has_topic: bool = False
    has_verb: bool = False
    has_noun: bool = False
    deed: Cue | None = None
    waiting: Cue | None = None
    agent_of: Cue | None = None
    outer: int | None = None
    in_relative: bool = False
    last_name: int | None = None

    @property
    def about(self) -> int | None:
        """Whom the clause is about, so far."""
        if self.has_topic:
            return self.topic
        return self.subject if self.subject is not None else self.carried

    @property
    def implied(self) -> int | None:
        """Who does, or suffers, a verb before which no name and no noun stands."""
        return self.carried if self.subject is None and not self.has_noun else self.subject


def read_votes(items: Sequence[Item], lexicon: Lexicon) -> list[Vote]:
    """What each word of the lexicon says about the target, in the order of the words."""
    cues = lexicon.find_cues([item.lower for item in items], [item.is_name for item in items])
    return _Reader(Grammar(items, cues, lexicon.words)).read() if cues else []


class _Reader:
    """Reads one sentence from left to right and remembers whom the clause is about."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar, self.items, self.words = grammar, grammar.items, grammar.words
        places = [place for place, item in enumerate(self.items) if item.is_target]
        self.targets = {grammar.groups[place] for place in places}
        self.is_target_faced = all(grammar.lower_at(place - 1) in _FACING for place in places)
        self.votes: list[Vote] = []
        self.ties: list[Cue] = []
        self.clause = _Clause(0)

    def read(self) -> list[Vote]:
        place = 0
        while place < len(self.items):
            cue = self.grammar.cues.get(place)
            if self.items[place].is_name:
                self._read_name(place)
            elif cue is not None:
                self._read_cue(cue)
                place = cue.last
            else:
                self._read_small(place, self.items[place].lower)
            place += 1
        self._close_clause()
        return self.votes

    # ---- clauses and small words

    def _read_small(self, place: int, lower: str) -> None:
        clause = self.clause
        if self.grammar.ends_clause(place) and not (lower == "as" and clause.has_topic):
            self._open_next(place)
        elif lower in (",", "and"):
            self._read_comma(place, lower)
        elif lower in self.words["relatives"]:
            self._open_relative(place)
        elif lower == "that" and (clause.has_verb or clause.subject is not None):
            if self.grammar.is_verb_at(place + 1):  # "the state that lied"
                clause.subject, clause.is_firm = clause.last_name, False
            else:
                self._open_report(place)
        elif lower in self.words["auxiliaries"]:
            clause.has_verb = True
        elif lower in self.words["pronouns"]:
            if not clause.has_verb and clause.subject is None:
                clause.subject = clause.carried
        elif lower[0].isalpha() and not clause.has_verb and lower not in self.words["prepositions"]:
            clause.has_noun = clause.has_noun or lower not in self.words["determiners"]

    def _open_next(self, place: int) -> None:
        """A clause after a mark or a conjunction; "but" with a verb goes on about who knew or said it."""
        before = self.clause
        self._close_clause()
        goes_back = self.grammar.is_verb_at(place + 1) and before.speaker is not None
        carried = before.speaker if goes_back else before.about
        self.clause = _Clause(place + 1, carried)

    def _open_report(self, place: int) -> None:
        """What is said, thought or denied, after `place`."""
        before = self.clause
        is_doubted = self.grammar.is_doubted(place + 1, before.start)
        self._close_clause()
        self.clause = _Clause(place + 1, before.about, before.about, is_doubted)

    def _open_relative(self, place: int) -> None:
        clause = self.clause
        if not clause.in_relative:
            clause.outer = clause.subject
        clause.in_relative = True
        is_near = any(item.is_name for item in self.items[max(clause.start, place - 5) : place])
        clause.subject, clause.is_firm = (clause.last_name, True) if is_near else (None, False)
        clause.has_noun = not is_near
        clause.has_topic, clause.has_verb = False, False

    def _read_comma(self, place: int, lower: str) -> None:
        """A comma ends a relative clause; after a comma, or "and" and a verb, a name is a new subject."""
        clause = self.clause
        if clause.in_relative and lower == ",":
            clause.subject, clause.in_relative = clause.outer, False
        is_new = self.grammar.is_name_at(place + 1) and self.grammar.groups[place + 1] != clause.last_name
        if is_new and (clause.has_verb or lower == ","):
            self._close_clause()
            self.clause = _Clause(place + 1, clause.about)

    def _close_clause(self) -> None:
        """The praise of a tie goes to every actor of its clause, or to whom the clause before was about."""
        if not self.ties:
            return
        end = self.clause.start
        groups: set[int] = set()
        while end < len(self.items) and (end <= self.ties[-1].last or not self.grammar.ends_clause(end)):
            group = self.grammar.groups[end]
            if group is not None:
                groups.add(group)
            end += 1
        reached = groups & self.targets or groups
        for cue in self.ties:
            if reached:
                self._vote(min(reached, key=lambda group: group or 0), "tie", cue.entry.holder, cue)
            else:
                self._vote(self.clause.carried, "far", cue.entry.holder, cue)
        self.ties = []

    # ---- names

    def _read_name(self, place: int) -> None:
        clause, group = self.clause, self.grammar.groups[place]
        clause.last_name = group
        before = self.grammar.word_before(place, clause.start)
        if clause.agent_of is not None and before == "by":
            self._vote(group, "doer", clause.agent_of.entry.subject, clause.agent_of)
            clause.agent_of = None
        elif clause.waiting is not None:
            self._give_object(clause.waiting, place, group)
        elif not self.grammar.is_compared(before) and not clause.has_verb:
            is_free = before not in self.words["prepositions"]
            if clause.subject is None or (is_free and not clause.is_firm):
                clause.subject, clause.is_firm = group, is_free

    def _give_object(self, cue: Cue, place: int, group: int | None) -> None:
        """A name becomes the object of the verb that waits: what follows is said of it."""
        clause = self.clause
        between = [item.lower for item in self.items[cue.last + 1 : place] if item.lower != "'s"]
        has_stray = any(word in self.words["prepositions"] and word not in _TO_OBJECT for word in between)
        if has_stray or len(between) > N_TO_OBJECT or group == clause.subject:
            return
        sureness = 1.0 if len(between) <= N_TO_SURE_OBJECT else UNSURE_OBJECT
        self._vote(group, "receiver", cue.entry.object * sureness, cue)
        clause.topic, clause.has_topic = group, cue.entry.object != 0 or cue.entry.names
        clause.waiting = None

    # ---- words of the lexicon

    def _read_cue(self, cue: Cue) -> None:
        if cue.entry.is_tie:
            self.ties.append(cue)
        elif cue.entry.kind != "verb":
            self._read_nominal(cue)
        elif cue.entry.object or not self.grammar.is_noun_use(cue):
            self._read_verb(cue)
        elif self.grammar.is_modifier(cue):
            self._vote(None, "nobody's", cue.entry.subject, cue)
        elif cue.entry.subject:
            self._read_nominal(cue)

    def _read_verb(self, cue: Cue) -> None:
        clause, entry = self.clause, cue.entry
        clause.has_verb = True
        says_more = entry.object != 0 or entry.names
        if self.grammar.is_passive(cue, clause.start):
            done_to = clause.implied
            self._vote(done_to, "receiver", entry.object, cue)
            if says_more:
                clause.topic, clause.has_topic = done_to, True
            clause.agent_of, clause.waiting = cue, None
            return
        self._vote_for_doer(cue)
        if says_more:
            clause.waiting = cue
        if entry.group == REPORT:
            self._open_report(cue.last)

    def _is_undone(self, cue: Cue, reach: int) -> bool:
        """ "botched the repair", "failed to honour": the deed before decides alone."""
        deed = self.clause.deed
        if deed is None or cue.first - deed.last > reach:
            return False
        return deed.entry.subject * (cue.entry.subject + cue.entry.holder) < 0

    def _vote_for_doer(self, cue: Cue) -> None:
        clause, effect = self.clause, cue.entry.subject
        if not effect or self._is_undone(cue, 1):
            return
        clause.deed = cue
        if clause.has_topic:
            self._vote(clause.topic, "said of", effect, cue)
        elif self.grammar.lower_at(cue.first - 1) in _REASON:  # "punished them for violating": whose deed?
            self._vote(None, "nobody's", effect, cue)
        elif clause.subject is not None:
            self._vote(clause.subject, "doer" if clause.is_firm else "clause", effect, cue)
        else:
            self._vote(clause.implied, "far", effect, cue)

    def _read_nominal(self, cue: Cue) -> None:
        """A noun or an adjective belongs to the name beside it, or to whom the clause is about."""
        clause, effect = self.clause, cue.entry.holder or cue.entry.subject
        owner = self.grammar.find_owner(cue, clause.start)
        if self._is_undone(cue, 3) and owner in (None, clause.subject):
            return
        if owner is not None:
            self._vote(owner, "beside", effect, cue)
        elif clause.has_topic:
            self._vote(clause.topic, "said of", effect, cue)
        elif clause.subject is not None:
            self._vote(clause.subject, "clause" if clause.is_firm else "far", effect, cue)
        else:
            self._vote(clause.implied, "far", effect, cue)
        clause.has_noun = clause.has_noun or not clause.has_verb

    # ---- votes

    def _vote(self, group: int | None, place: Place, effect: float, cue: Cue) -> None:
        """Note a vote for `group`; whether it reaches the target decides the place that is kept.

        "a threat against X" is nobody's deed, and surely not that of X.
        """
        if not effect:
            return
        if group is None:
            place = "other's" if effect < 0 and self.is_target_faced else "nobody's"
        elif group not in self.targets:
            place = "other's"
        factor = self.grammar.softening(cue, self.clause.start)
        if self.clause.is_doubted:
            factor *= HEDGED
        self.votes.append(Vote(place, effect * factor, cue))
