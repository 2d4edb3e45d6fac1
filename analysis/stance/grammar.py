"""Questions about the words around a word of the lexicon; none of them remembers anything."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from analysis.stance.tokens import Item
from analysis.stance.words import Cue

HEDGED = 0.35
"""What is left of a vote after "may", "if", "alleged". Set by hand."""
NEGATED = -0.25
"""What a negation makes of a vote: little, and turned round. Set by hand."""
REVERSED = -1.0
"""What "hardly" or "anything but" makes of it: the opposite. Set by hand."""
N_BEFORE_NEGATED, N_BEFORE_HEDGED = 4, 7
"""How many items before a word may negate it, and how many may soften it. Set by hand."""

_HARD_MARKS = frozenset({";", ":", "—", "--", ".", "!", "?", "(", ")", "–"})
_QUOTES = frozenset({'"', "“", "”", "‘", "«", "»"})
_OF_OWNER = frozenset({"of", "by", "from", "between", "among"})
_BEFORE_NOUN = frozenset({"'s", "two", "three", "no", "such", "more"})
_COMPARED = frozenset({"not", "than", "unlike"})


class Grammar:
    """One sentence: its items, the words of the lexicon in it, and the groups its names form."""

    def __init__(
        self, items: Sequence[Item], cues: Sequence[Cue], words: Mapping[str, frozenset[str]]
    ) -> None:
        self.items, self.words = items, words
        self.cues = {cue.first: cue for cue in cues}
        self.groups = group_names(items)
        self._verbs = {cue.last for cue in cues if cue.entry.kind == "verb"}

    def lower_at(self, place: int) -> str:
        """The item at a place, "" outside the sentence."""
        return self.items[place].lower if 0 <= place < len(self.items) else ""

    def is_name_at(self, place: int) -> bool:
        """Whether a name stands at a place."""
        return 0 <= place < len(self.items) and self.items[place].is_name

    def is_verb_at(self, place: int) -> bool:
        """Whether an auxiliary or a verb of the lexicon begins at a place."""
        cue = self.cues.get(place)
        return (cue is not None and cue.entry.kind == "verb") or self.lower_at(place) in self.words[
            "auxiliaries"
        ]

    def ends_clause(self, place: int) -> bool:
        """Whether a mark or a conjunction parts two clauses here; "as" does right before a name."""
        lower = self.items[place].lower
        if lower == "as":
            return self.is_name_at(place + 1)
        if lower == "but" and self.lower_at(place - 1) in ("anything", "nothing"):
            return False
        return lower in _HARD_MARKS or lower in self.words["breaks"]

    def is_passive(self, cue: Cue, start: int) -> bool:
        """ "was condemned", "condemned by", "accused of"; `start` is where the clause begins."""
        if not cue.is_past:
            return False
        after = self.lower_at(cue.last + 1)
        if after == "by" or (after in ("of", "for") and cue.entry.object != 0):
            return True
        return any(self.items[place].lower in self.words["passive"] for place in _back(cue.first, 2, start))

    def is_noun_use(self, cue: Cue) -> bool:
        """ "the poison", "Russian sabotage", "poisoned wells": the form of a verb, but not its use."""
        if cue.first == 0:
            return False
        form, before = self.items[cue.first].lower, self.items[cue.first - 1]
        if before.is_name:
            return form == cue.entry.text or form.endswith("ing")
        if form.endswith("ing"):
            return before.lower in self.words["determiners"]
        is_after_preposition = before.lower != "to" and before.lower in self.words["prepositions"]
        return (
            is_after_preposition or before.lower in _BEFORE_NOUN or before.lower in self.words["determiners"]
        )

    def is_modifier(self, cue: Cue) -> bool:
        """ "poisoned wells", "an escalating situation": said of a thing; whose deed it is, is not said."""
        is_participle = self.items[cue.first].lower.endswith(("ed", "en", "ing"))
        return is_participle and not self.is_name_at(cue.first - 1)

    def word_before(self, place: int, start: int) -> str:
        """The preposition, or the word of comparison, that governs the name at `place`; "" for none."""
        for back in _back(place, 4, start):
            lower = self.items[back].lower
            if lower in self.words["prepositions"] or lower in _COMPARED or lower == ",":
                return lower
            if lower in self.words["auxiliaries"] or self.items[back].is_name or lower == "'s":
                return ""
        return ""

    def is_compared(self, lower: str) -> bool:
        """Whether a name after this word is only compared with: "not X", "than X", "unlike X"."""
        return lower in _COMPARED

    def find_owner(self, cue: Cue, start: int) -> int | None:
        """Whose it is: "X's aggression", "Russian aggression", "aggressive Russia", "bad faith of X"."""
        for back in _back(cue.first, 4, start):
            lower = self.items[back].lower
            if self.items[back].is_name:
                return self.groups[back]
            if self._parts_phrase(lower) or lower in self.words["determiners"] or back in self._verbs:
                break
        is_owned = cue.entry.kind == "adjective"
        for ahead in range(cue.last + 1, min(len(self.items), cue.last + 5)):
            lower = self.items[ahead].lower
            if self.items[ahead].is_name:
                return self.groups[ahead] if is_owned else None
            if lower in _OF_OWNER:
                is_owned = True
            elif (self._parts_phrase(lower) and lower != "and") or ahead in self._verbs:
                return None
        return None

    def _parts_phrase(self, lower: str) -> bool:
        is_word = lower[0].isalpha() or lower[0] == "'" or lower in _QUOTES
        small = ("prepositions", "auxiliaries", "breaks", "relatives")
        return not is_word or lower == "and" or any(lower in self.words[name] for name in small)

    def is_doubted(self, place: int, start: int) -> bool:
        """Whether what follows `place` is denied or open: "denied that", "no evidence that"."""
        return any(word in self.words["doubts"] for word in self._with_pairs(place, 4, start))

    def softening(self, cue: Cue, start: int) -> float:
        """What negations and hedges before a word, and a question mark, leave of its vote: a factor."""
        factor = 1.0
        near = self._with_pairs(cue.first, N_BEFORE_NEGATED, start)
        n_negations = sum(word in self.words["negations"] for word in near)
        n_negations -= sum(word in self.words["not_negations"] for word in near)
        if any(word in self.words["reversals"] for word in near):
            factor *= REVERSED
        if n_negations == 1:
            factor *= NEGATED
        if any(word in self.words["hedges"] for word in self._with_pairs(cue.first, N_BEFORE_HEDGED, start)):
            factor *= HEDGED
        if self.items[-1].lower == "?":
            factor *= HEDGED
        return factor

    def _with_pairs(self, place: int, reach: int, start: int) -> list[str]:
        """The words before `place`, and each two that follow one another."""
        window = [item.lower for item in self.items[max(start, place - reach) : place]]
        return [*window, *(" ".join(pair) for pair in pairwise(window))]


def _back(place: int, reach: int, start: int) -> range:
    """The places before `place`, nearest first, not before the clause begins."""
    return range(place - 1, max(start, place - reach) - 1, -1)


def group_names(items: Sequence[Item]) -> list[int | None]:
    """For each item the number of the group of names it belongs to: "China and Russia" is one."""
    groups: list[int | None] = [None] * len(items)
    n_groups = 0
    last: int | None = None
    for place, item in enumerate(items):
        if not item.is_name:
            continue
        if last is not None and _are_listed(items, last, place):
            groups[place] = groups[last]
        else:
            groups[place] = n_groups
            n_groups += 1
        last = place
    return groups


def _are_listed(items: Sequence[Item], last: int, place: int) -> bool:
    if place == last + 1:
        return items[place].joined
    between = [item.lower for item in items[last + 1 : place]]
    if between == [","]:  # a list, and not "In Beijing, Russia …", where "and" and a name follow
        return place + 2 < len(items) and items[place + 1].lower in _LIST and items[place + 2].is_name
    return [word for word in between if word not in ("both", ",", "'s")] in ([mark] for mark in _LIST)


_LIST = ("and", "or", "&", "/", "–")
