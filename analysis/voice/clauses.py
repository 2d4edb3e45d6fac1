"""A sentence ready to be searched: its quotations, where its clauses end, and who is the subject of a verb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.types import Mention
from analysis.voice.cues import read_cues
from analysis.voice.quotations import find_quotations

_CLAUSE_END = re.compile(r";|,? (?:while|whereas|although|even though)\b|, (?:but|yet)\b")
AGENT_END = re.compile(r"\s+(?:as|for|of|over|in|on|at|after|who|that|to|when|during)\b|[,;.!?“”\"—]")
_BREAK = re.compile(
    r"[;:—–]\s+|,(?:''|[”\"’'])?\s+|\s--?\s+|\.\s+|\b(?:that|but|while|whereas|because|when|where|after|if|although|though|as)\s+|[“”\"]\s*"
)
_RELATIVE = re.compile(r"[\s,](?:who|which)\s*$")
_LAST_WORD = re.compile(r"([\w-]+)\W*$")
_APPOSITION = re.compile(
    r"\s*(?:an?|the|who|whose|which|its|his|her|himself|herself|formerly|now|then|in|at|on|after|speaking|writing|\d+|director|head|chief|"
    r"president|minister|professor|chairman|spokes\w+|secretary|author|co-\w+|senior|former|citing|like|[A-Z]-\w+|\(?[DR]-)\b"
)

_ABBREVIATION = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Lt|Col|Gov|St|U\.S|U\.K|Prof|Adm|Rev|Jr|Sr|Hon)")


@dataclass(frozen=True)
class Clauses:
    """A sentence with its mentions."""

    text: str
    mentions: Sequence[Mention]
    quotations: Sequence[tuple[int, int]] = ()
    ends: Sequence[tuple[int, int]] = field(default=())

    @classmethod
    def read(cls, text: str, mentions: Sequence[Mention]) -> "Clauses":
        """Finds the quotations, and the ends of clauses that are in none of them."""
        quotations = find_quotations(text)
        ends = [
            match.span()
            for match in _CLAUSE_END.finditer(text)
            if not any(a < match.start() < b for a, b in quotations)
        ]
        return cls(text, mentions, quotations, ends)

    def start_of(self, place: int) -> int:
        """Where the clause begins that holds this place."""
        return max((after for _, after in self.ends if after <= place), default=0)

    def end_of(self, place: int) -> int:
        """Where the clause ends that holds this place."""
        return min((before for before, _ in self.ends if before >= place), default=len(self.text))

    def quotation_before(self, place: int) -> bool:
        """Whether a quotation, or the comma behind a clause, ends right before this place."""
        before = self.text[:place].rstrip()
        return before.endswith((",", "?", "!", "”", '"', "’", "'", "—", "–", "--"))

    def stop_at(self, pattern: re.Pattern[str], place: int) -> int:
        """Where the pattern stands first behind this place and not inside a name such as "U.S."."""
        for found in pattern.finditer(self.text, place):
            if found[0][:1] == "." and self._is_abbreviation(found.start()):
                continue
            if not any(m.start <= found.start() < m.end for m in self.mentions):
                return found.start()
        return len(self.text)

    def _is_abbreviation(self, stop: int) -> bool:
        word = re.split(r"[\s(]", self.text[max(0, stop - 5) : stop])[-1]
        return bool(_ABBREVIATION.fullmatch(word)) or (
            len(word) == 1 and word.isupper() and bool(self.text[stop + 1 :].strip())
        )

    def is_apposition_before(self, place: int) -> bool:
        """Whether the words between the last two commas only describe: ", a professor,"."""
        before = self.text[:place].rstrip().rstrip(",")
        comma = before.rfind(", ")
        return comma > 0 and bool(_APPOSITION.match(before, comma + 1))

    def quotation_at(self, place: int) -> tuple[int, int] | None:
        """The quotation that holds this place."""
        return next(((a, b) for a, b in self.quotations if a < place < b), None)

    def subject_of(self, verb: int, floor: int) -> tuple[int, int]:
        """The words that are the subject of the verb at this place; none of them before `floor`.

        A parenthesis right before the verb is skipped ("Smith, a professor,
        said"); of "X, who said" it is X.
        """
        end = self._skip_between(verb, floor)
        relative = _RELATIVE.search(self.text, floor, end)
        if relative:
            end = relative.start()
        head = self.text[floor:end].rstrip()
        end = floor + len(head)
        if head.endswith(("?", "!", ";", ":")) or (head.endswith(".") and not self._is_abbreviation(end - 1)):
            return end, end  # a sentence before it: "Good talks. Hope for more"
        if head.endswith((",", "—", "–")) or relative:
            end = floor + len(head.rstrip(",—– "))
            start = self._break_before(end, floor)
            # "Smith, a professor at Tsinghua, said": walk back over what only describes
            is_last = bool(head.endswith(",")) and not relative
            while (
                start > floor
                and (is_last or _APPOSITION.match(self.text, start))
                and self.text[:start].rstrip().endswith(",")
            ):
                is_last = False
                further = self.text[:start].rstrip().rstrip(",").rstrip()
                if len(further) <= floor:
                    break
                end = len(further)
                start = self._break_before(end, floor)
            return start, end
        return self._break_before(end, floor), end

    def _break_before(self, end: int, floor: int) -> int:
        start = floor
        for found in _BREAK.finditer(self.text, floor, end):
            if found[0].strip() == "." and self._is_abbreviation(found.start()):
                continue
            if found.end() <= end:
                start = found.end()
        while start < end and self.text[start].isspace():
            start += 1
        return start

    def _skip_between(self, verb: int, floor: int) -> int:
        """Back over "has", "also", "publicly": where the subject ends."""
        between = read_cues().between
        end = verb
        while end > floor:
            word = _LAST_WORD.search(self.text, max(floor, end - 30), end)
            if not word or (word[1] not in between and not (word[1].endswith("ly") and word[1].islower())):
                break
            if self.text[word.end(1) : end].strip():
                break
            end = word.start(1)
        return floor + len(self.text[floor:end].rstrip())
