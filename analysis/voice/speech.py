"""Whose words the quotations of a document are: that of the report they hang on, in whichever sentence it stands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.types import Attribution, Sentence
from analysis.voice.holders import NOBODY, UNNAMED, Holder
from analysis.voice.quotations import find_quotations
from analysis.voice.records import Report

SCARE_QUOTE_WORDS = 4
"""A quotation of at most so many words that nobody is reported to say is a name or a scare quote."""

_TITLE_WORDS = 6
_TITLE_LENGTH = 80
_SMALL_WORDS = frozenset(["a", "an", "the", "of", "and", "in", "on", "for", "to", "with", "&"])
_MARKS = "“”«»„\"‘’' .,!?"
_CLOSING = "”»\"’'"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A quotation as far as it stands in one sentence. number: of the quotation in the text."""

    start: int
    end: int
    number: int
    holder: Holder
    fallback: Holder
    is_scare: bool


@dataclass(slots=True)
class Speech:
    """The quotations of a text, and for each, while the sentences are read, who was found to say it.

    Reading goes sentence by sentence; only behind the last is it known whose
    words the first were ("“We have won. They have lost,” Lavrov said").
    """

    text: str
    places: list[tuple[int, int]] = field(default_factory=list)
    holders: dict[int, Holder] = field(default_factory=dict)
    _ends: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> "Speech":
        """Finds the quotations of a text."""
        places = find_quotations(text)
        return cls(text, places, {}, [end for _, end in places])

    def pieces_in(self, sentence: Sentence, reports: Sequence[Report], last: Holder) -> list[_Piece]:
        """The quotations, or parts of them, in a sentence; names and titles in quotation marks are none.

        last: who spoke before, and goes on where the sentence reports nobody.
        """
        pieces = []
        number = bisect_right(self._ends, sentence.start)
        while number < len(self.places) and self.places[number][0] < sentence.end:
            start, end = self.places[number]
            if end - start > _TITLE_LENGTH or not _is_title(self.text[start:end]):
                pieces.append(self._piece(number, sentence, reports, last))
            number += 1
        return pieces

    def _piece(self, number: int, sentence: Sentence, reports: Sequence[Report], last: Holder) -> _Piece:
        first, behind = self.places[number]
        start, end = max(first, sentence.start) - sentence.start, min(behind, sentence.end) - sentence.start
        outside = [r for r in reports if not start < r.place < end]
        around = [r for r in outside if r.start < end and start < r.end and not r.is_rejected]
        holder = NOBODY
        if around:
            holder = max(around, key=lambda r: (r.holder.name != UNNAMED, r.start)).holder
        elif outside:
            holder = min(outside, key=lambda r: max(r.place - end, start - r.place)).holder
        is_whole = sentence.start <= first and behind <= sentence.end
        is_scare = is_whole and not around and len(sentence.text[start:end].split()) <= SCARE_QUOTE_WORDS
        if holder.name != UNNAMED and (around or not is_whole):
            self.holders[number] = holder
        return _Piece(start, end, number, holder, NOBODY if outside else last, is_scare)

    def join(self) -> None:
        """A quotation that is not closed in its paragraph is the same speaker's as the one that opens the next."""
        for number in range(len(self.places) - 2, -1, -1):
            end, start = self.places[number][1], self.places[number + 1][0]
            is_open = self.text[end - 1] not in _CLOSING and not self.text[end:start].strip()
            if is_open and number + 1 in self.holders:
                self.holders.setdefault(number, self.holders[number + 1])
            elif is_open and number in self.holders:
                self.holders.setdefault(number + 1, self.holders[number])

    def attribute(self, piece: _Piece) -> Attribution:
        """The stretch of a piece, once every sentence has been read."""
        if piece.is_scare:
            return Attribution(piece.start, piece.end, UNNAMED, "", is_rejected=True)
        holder = piece.holder
        if holder.name == UNNAMED:
            holder = self.holders.get(piece.number) or (holder if holder.type else piece.fallback)
        return Attribution(piece.start, piece.end, holder.name, holder.type, is_quotation=True)


def _is_title(quotation: str) -> bool:
    """A name in quotation marks: “Face the Nation”, "Wanli Mirror 1"."""
    words = quotation.strip(_MARKS).split()
    if not 1 < len(words) <= _TITLE_WORDS or not words[0][:1].isupper():
        return False
    return all(word[:1].isupper() or word[:1].isdigit() or word in _SMALL_WORDS for word in words)
